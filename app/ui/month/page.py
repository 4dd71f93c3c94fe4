"""The month page (月结): table on the left, what is behind a figure on the right, the course above."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.dates import chinese_date
from app.core.entries import short_head
from app.core.figures import BY_ID
from app.core.periods import Period
from app.errors import AppError
from app.services.desk import Desk
from app.services.month import MonthTable
from app.ui.context import Context
from app.ui.exchange.words import STATES as BUNDLE_STATES
from app.ui.month.behind import Behind
from app.ui.month.course import Course, standings
from app.ui.month.guards import GuardStrip, findings
from app.ui.month.printed import HEADS, figure_rows, printed_rows
from app.ui.month.spans import offered
from app.ui.month.stepper import PeriodStepper
from app.ui.screen import Screen
from app.ui.theme import Tone, Type, space
from app.ui.widgets.card import scrolling
from app.ui.widgets.figures_table import FiguresTable
from app.ui.widgets.plain import Badge, PlainLabel

FIRST_FIGURE = "receptions"
CLOSE_QUESTION = "结账以后，本期数字连同记录链校验码一起固定，不能撤销；以后发现差错只能另行更正。"


class MonthPage(Screen):
    """Counts, checks, closes and prints a period; the register decides what is possible."""

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self._checked: set[str] = set()
        self._printed: set[str] = set()
        self._figure = FIRST_FIGURE
        self.stepper = PeriodStepper(self._offered)
        self.course, self.guards = Course(), GuardStrip()
        self.table = FiguresTable(context.theme, name="月报表")
        self.behind = Behind(context.theme)
        self._badge, self._span = Badge("", Tone.CLOSED), PlainLabel("", Type.CAPTION)
        self._build()
        self._connect()
        self.stepper.show_period(self._first_period())

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"print": self.print_table}

    def refresh(self) -> None:
        """Count again and show; the period and the chosen figure stay."""
        period = self.stepper.period()
        table = self._desk.month.table(period)
        checked = period.id in self._checked and not table.guard
        today = self._context.today()
        printed, sent = period.id in self._printed, self._sent(period)
        self.course.show_standings(standings(table, today, checked=checked, printed=printed, sent=sent))
        self.guards.show_guards(findings(table, today, checked=checked))
        self._show_closing(table)
        letters = self.fontMetrics()
        self.table.verticalHeader().setMaximumSectionSize(letters.height() + space(2))
        self.table.horizontalHeader().setMinimumSectionSize(letters.horizontalAdvance("100.00%") + space(7))
        self.table.show_table(HEADS, printed_rows(table))
        self._table = table
        self.show_figure(self._figure)

    def enter(self) -> None:
        self.table.setFocus()

    def show_figure(self, figure: str) -> None:
        """Open one figure on the right and mark its row."""
        self._figure = figure
        row = figure_rows(self._table).index(figure)
        self.table.blockSignals(True)
        self.table.setCurrentCell(row, 1)
        self.table.blockSignals(False)
        rows = self._desk.month.behind(figure, self._table.period)
        self.behind.show_figure(BY_ID[figure], self._table.figures[figure], rows, self._context.today())

    def check(self) -> None:
        """校核: count again and compare the sums; only then may the period be closed."""
        period = self.stepper.period()
        self._checked.add(period.id)
        self.refresh()
        self._go_on("close")

    def close_period(self) -> None:
        """结账, asked once because it cannot be undone."""
        period = self.stepper.period()
        question = f"{period.name}现在结账吗？"
        if not self._context.prompts.confirm(question, "结账", detail=CLOSE_QUESTION, danger=True):
            return
        try:
            self._desk.month.close(period)
        except AppError as error:
            self._context.prompts.show_error(str(error))
        else:
            self._context.changes.months_changed.emit()
            self._context.toast(f"{period.name}已结账，可以打印和报送")
        self._go_on("print")

    def print_table(self) -> None:
        """The table as a paper over the page; an open period has none yet."""
        period = self.stepper.period()
        if self._table.closed is None:
            self._context.toast(f"{period.name}还没有结账，结账后再打印")
            return
        try:
            pdf = self._desk.month.sheet(period)
        except AppError as error:
            self._context.prompts.show_error(str(error))
        else:
            title, name = f"{period.name}信访工作月报表", f"月报表-{period.id}.pdf"
            self._context.preview(title, pdf, name, lambda: self._on_printed(period))

    def _on_printed(self, period: Period) -> None:
        self._printed.add(period.id)
        self.refresh()

    def _offered(self, length: str) -> tuple[Period, ...]:
        return offered(length, self._desk.month.current(), self._desk.month.period)

    def _first_period(self) -> Period:
        """The last month while it is not closed, else the running one: what the clerk has come for."""
        current = self._desk.month.current()
        last = current.previous()
        closed = {period.id for period in self._desk.month.closed_periods()}
        return current if last.id in closed else last

    def _sent(self, period: Period) -> str:
        sent = self._desk.exchange.status().sent
        return next((BUNDLE_STATES[row.state] for row in sent if row.period == period.id), "")

    def _show_closing(self, table: MonthTable) -> None:
        if table.closed:
            self._badge.show_word(f"已结账 {chinese_date(table.closed.closed_on)}", Tone.DONE)
            self._span.setText(f"{table.period.span}　校验码 {short_head(table.closed.head)}")
        else:
            self._badge.show_word("未结账", Tone.SOON)
            self._span.setText(table.period.span)

    def _go_on(self, step: str) -> None:
        """Leave the keyboard on the step that comes next, if it can be taken."""
        button = self.course.buttons[step]
        (button if button.isEnabled() else self.table).setFocus()

    def _on_row_changed(self, row: int) -> None:
        rows = figure_rows(self._table)
        figure = rows[row] if 0 <= row < len(rows) else ""
        if figure and figure != self._figure:
            self.show_figure(figure)

    def _on_figure_opened(self, figure: str) -> None:
        self.show_figure(figure)
        (self.behind.matters if self.behind.matters.line_count() else self.table).setFocus()

    def _on_matters_changed(self) -> None:
        """What was checked may be other figures now."""
        self._checked.clear()
        self._on_changed()

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _connect(self) -> None:
        presses = {
            "check": self.check, "close": self.close_period, "print": self.print_table,
            "export": lambda: self._context.open_page("exchange"),
        }  # fmt: skip
        for key, press in presses.items():
            self.course.buttons[key].clicked.connect(press)
        self.stepper.changed.connect(self.refresh)
        self.guards.jumped.connect(self._on_figure_opened)
        self.table.opened.connect(self._on_figure_opened)
        self.table.currentCellChanged.connect(lambda row, *_: self._on_row_changed(row))
        self.behind.opened.connect(lambda matter_id: self._context.open_matter(matter_id))
        self._context.theme.changed.connect(self._on_changed)
        changes = self._context.changes
        changes.matters_changed.connect(self._on_matters_changed)
        for signal in (changes.months_changed, changes.exchange_changed, changes.office_changed):
            signal.connect(self._on_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the course stands below the period."""
        super().resizeEvent(event)
        beside = self.stepper.sizeHint().width() + self.course.sizeHint().width() + space(12)
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.LeftToRight if self.width() >= beside else ways.TopToBottom)

    def _build(self) -> None:
        self.setProperty("ground", "page")
        self._head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(space(3))
        head.addWidget(self.stepper, 1)
        head.addWidget(self.course)
        body = QHBoxLayout()
        body.setSpacing(space(4))
        body.addWidget(self.table, 5)
        body.addWidget(scrolling(self.behind), 6)  # in very large type the rule alone is higher than a screen
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(4), space(4))
        column.setSpacing(space(3))
        column.addLayout(head)
        column.addLayout(self._truths())
        column.addLayout(body, 1)

    def _truths(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(space(3))
        row.addWidget(self._badge)
        row.addWidget(self._span)
        row.addWidget(self.guards, 1)
        QWidget.setTabOrder(self.stepper, self.course)
        return row
