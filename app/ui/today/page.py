"""The Today page (今日): three columns of sentences and the month so far."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.desk import Desk
from app.services.month import MonthTable
from app.services.today import TodaySheet
from app.ui.context import Context
from app.ui.matters.lateness import day_heading, short_date
from app.ui.matters.panel_form import PanelForm
from app.ui.reception.keeping import DRAFT
from app.ui.screen import OLD_REGISTER, PAPER_CODE, SAFETY, Screen
from app.ui.theme import Type, space, standing_on
from app.ui.today.column import TodayColumn
from app.ui.today.draft_line import DraftLine
from app.ui.today.month_edge import MonthEdge
from app.ui.today.paper_line import PaperLine
from app.ui.today.safety_line import SafetyLine
from app.ui.today.start_line import StartLine
from app.ui.today.words import BATCH
from app.ui.turns import EventTurns, go_through
from app.ui.widgets.buttons import quiet
from app.ui.widgets.card import scrolling
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from app.services.batches import DuePaper
    from app.ui.today.batch_deed import BatchDeed

EDGE_WIDTH = 208
NOTHING_SOON = ("七天内没有到期的事项", "")
NO_ECHO = ("没有在等的回音", "单位都已反馈，文书都已送达，县局都有回执")
LEAST_LETTERS = 14  # in a column's line, else its sentences break too often


class TodayPage(Screen):
    """What presses today, seen from the register."""

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self._turns = EventTurns(self)
        self.must = TodayColumn("今天必须", self._turns)
        self.soon = TodayColumn("这几天", self._turns, by_day=True)
        self.waiting = TodayColumn("等回音", self._turns)
        self.month = MonthEdge(context.theme)
        self.panel = SidePanel(self, context.theme)
        edge = self._edge = scrolling(self.month)
        edge.setFixedWidth(EDGE_WIDTH)
        self.setAutoFillBackground(True)
        self.draft = DraftLine(lambda: context.open_page("reception"))
        self.safety = SafetyLine(lambda: self._open_settings(SAFETY))
        self.paper = PaperLine(lambda: self._open_settings(PAPER_CODE))
        self.first = StartLine(lambda: self._open_settings(OLD_REGISTER))
        self._build()
        context.changes.matters_changed.connect(self._on_changed)
        context.changes.safety_changed.connect(self._on_changed)
        context.changes.exchange_changed.connect(self._on_changed)
        context.theme.changed.connect(self._fit)
        self._stamp: object = None

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(space(4))
        page = QVBoxLayout(self)
        page.setContentsMargins(space(5), space(4), space(4), space(4))
        page.setSpacing(space(3))
        page.addWidget(self._top())
        page.addLayout(row, 1)
        for column in (self.must, self.soon, self.waiting):
            row.addWidget(column, 1)
            column.opened.connect(self._open)
            column.acted.connect(self._act)
        row.addWidget(self._edge)

    @cached_property
    def batch(self) -> "BatchDeed":
        """Papers are loaded when the sentences stand on the screen."""
        from app.ui.today.batch_deed import BatchDeed

        return BatchDeed(self._desk, self._context, self.panel, self)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        if self.panel.is_open():
            return {
                "print": self.submit,
                "submit": self.submit,
                "save": self.submit,
                "back": self.panel.close_panel,
            }
        return {"print": self.print_sheet}

    def parts(self) -> Sequence[QWidget]:
        """Each column by itself: together they hold more sentences than any other page."""
        return standing_on(self)

    def submit(self) -> None:
        """What the panel asks for."""
        form = self.panel.content()
        if isinstance(form, PanelForm):
            form.submit()

    def enter(self) -> None:
        """The keyboard goes to what waits first: a visit half written down, then the most pressing matter."""
        waiting = next((column for column in (self.must, self.soon, self.waiting) if column.rows), None)
        if not self.draft.isHidden():
            self.draft.go_on_button.setFocus()
        elif waiting:
            waiting.focus_row(0)
        else:
            super().enter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Very large text needs the room of the month's figures, which stand on the month's page, too."""
        column = (self.width() - EDGE_WIDTH - space(21)) / 3
        self._edge.setVisible(column >= LEAST_LETTERS * self._context.theme.pixels(Type.BODY))

    def print_sheet(self) -> None:
        """The day's list on paper."""
        from app.services.sheets import today_paper

        sheet = self._desk.today.sheet()
        self.batch.work.run(
            "正在生成今日待办",
            lambda _progress: today_paper(sheet, self._desk.offices.office()),
            lambda pdf: self._context.preview("今日待办", pdf, f"今日待办-{sheet.on.isoformat()}.pdf"),
            self._context.prompts.show_error,
            lambda: None,
        )

    def refresh(self) -> None:
        """Read the day's sheet if anything was entered since; the month's figures follow when it is shown."""
        stamp = self._desk.today.stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            self._read()
        self.draft.show_kept(self._desk.drafts.load(DRAFT))
        self._show_safety()

    def _read(self) -> None:
        sheet = self._desk.today.sheet()
        today = self._context.today()
        self.must.show_lines(sheet.must, today, ("今天没有到期的事项", "" if sheet.must else _next(sheet)))
        rest = (
            ("soon", partial(self.soon.show_lines, sheet.soon, today, NOTHING_SOON)),
            ("waiting", partial(self.waiting.show_lines, sheet.waiting, today, NO_ECHO)),
        )
        for name, show in rest:
            # The keyboard goes to the first column that has a line, so that one has to stand.
            self._turns.put(name, show) if sheet.must else show()
        self._day.setText(day_heading(today, today))
        self.first.setVisible(not self._desk.matters.page(which="all", limit=1))
        self._turns.put("month", self._show_month)
        self._turns.put("batch", self._count_batch)

    def _show_safety(self) -> None:
        """A practice office has nothing to lose."""
        if not self._desk.offices.office().practice:
            today = self._context.today()
            self.safety.show_standing(self._desk.safety.standing(), today)
            self.paper.show_standing(self._desk.paper_drills.standing(), today)

    def _open_settings(self, section: str) -> None:
        """设置 › 数据安全, 设置 › 旧台账."""
        page = self._context.open_page("settings")
        if isinstance(page, Screen):
            page.show_section(section)

    def _on_changed(self) -> None:
        """Read again at once if shown, otherwise when the page is opened."""
        if self.isVisible():
            self.refresh()

    def _show_month(self) -> None:
        """The running month beside the last one, counted a pass over the register at a time."""
        month, found = self._desk.month, list[MonthTable]()

        def counting() -> Iterator[None]:
            now = month.current()
            for period in (now, now.previous()):
                found.append((yield from month.table_in_parts(period, compared=False)))

        go_through(self._turns, "month", counting(), lambda: self.month.show_month(*found))

    def _top(self) -> QWidget:
        """The day, the week's papers in one print, and below what else presses."""
        self._day = PlainLabel("", Type.TITLE)
        self.batch_button = quiet(BATCH, icon_name="print")
        self.batch_button.clicked.connect(lambda: self.batch.open())
        head = QHBoxLayout()
        head.addWidget(self._day, 1)
        head.addWidget(self.batch_button)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addLayout(head)
        for line in (self.safety, self.paper, self.draft, self.first):
            column.addWidget(line)
        return top

    def _count_batch(self) -> None:
        """How many papers wait, once the figures stand; every open matter is looked at, a few each turn."""
        found: list[DuePaper] = []

        def looking() -> Iterator[None]:
            for paper in self.batch.looking():
                found.extend([paper] if paper else ())
                yield

        go_through(self._turns, "batch", looking(), lambda: self._show_batch(len(found)))

    def _show_batch(self, number: int) -> None:
        self.batch_button.set_verb(f"{BATCH}（{number}份）" if number else BATCH)
        if layout := self.layout():
            layout.activate()  # at once: painted first and given its room afterwards, the word would be cut

    def _open(self, matter_id: str) -> None:
        self._act(matter_id, "")

    def _act(self, matter_id: str, step: str) -> None:
        """Go to the matter; what belongs to none is a bundle without an answer."""
        if matter_id:
            self._context.open_matter(matter_id, step)
        else:
            self._context.open_page("exchange")


def _next(sheet: TodaySheet) -> str:
    """What comes after an empty day."""
    day = sheet.soon[0].due_on if sheet.soon else sheet.next_due
    return f"下一个日期：{short_date(day, sheet.on)}" if day else "近期没有日期要赶"
