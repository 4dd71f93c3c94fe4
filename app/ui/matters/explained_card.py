"""The explained date (时限说明): one clock with its parts, each under its word, below the strip."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.dates import chinese_date
from app.core.deadlines import Deadline
from app.core.explaining import KIND_WORDS, OWNER_WORDS, Explained, Stretch
from app.errors import AppError
from app.services.explaining import explained_sheet, standing
from app.services.matters import MatterView
from app.services.register import Register
from app.ui.context import Context
from app.ui.matters.clock_words import tone_of
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import link, quiet
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.plain import Badge, PlainLabel

LABEL_WIDTH = 88
SEALED = "检举控告事项，内容已密封，这里只显示日期。"
_WEEKDAYS = "一二三四五六日"


class ExplainedCard(QFrame):
    """Why one date is that date; hidden until somebody asks.

    Signals:
        closed: The clerk has put it away.
    """

    closed = Signal()

    def __init__(self, register: Register, context: Context) -> None:
        super().__init__()
        self._register, self._context = register, context
        self._view: MatterView | None = None
        self._line: Deadline | None = None
        self._sheet: QWidget | None = None
        self.setProperty("part", "notice")
        self.name = PlainLabel("", Type.LEAD, strong=True)
        self.whose, self.standing = PlainLabel("", soft=True), Badge("", Tone.ACTION)
        self.print_button = quiet("打印时限说明", icon_name="print", tip="这件事项的全部时限，各占一栏")
        self.close_button = link("关闭", tip="Esc")
        self.print_button.clicked.connect(self.print_sheet)
        self.close_button.clicked.connect(self.close_card)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(space(4), space(3), space(4), space(3))
        self._column.setSpacing(space(2))
        self._column.addLayout(self._head())
        self.hide()

    def show_clock(self, view: MatterView, line: Deadline) -> None:
        """Lay out one clock; of a sealed matter only its date."""
        self._view, self._line = view, line
        today = self._context.today()
        self.name.setText(line.name)
        self.whose.setText(" · ".join(_whose(line)))
        self.standing.show_word(standing(line, today), tone_of(line, today))
        self._replace(_content(line, hidden=view.hidden))
        self.setAccessibleName(f"时限说明：{line.name}")
        self.setAccessibleDescription(self.sentence())
        self.print_button.setAccessibleDescription(self.sentence())
        self.show()

    def toggle(self, view: MatterView, line: Deadline) -> None:
        """Open it, or put it away where it stands open already."""
        if self.is_open() and self._is_about(line):
            self.close_card()
        else:
            self.show_clock(view, line)

    def refresh(self, view: MatterView) -> None:
        """The same clock after something happened to the matter; away with it if there is none any more."""
        again = next((line for line in view.deadlines if self._is_about(line)), None)
        if self.is_open() and again:
            self.show_clock(view, again)
        else:
            self.put_away()

    def is_open(self) -> bool:
        return not self.isHidden()

    def put_away(self) -> None:
        self._line = None
        self.hide()

    def close_card(self) -> None:
        """The clerk is done with it."""
        self.put_away()
        self.closed.emit()

    def sentence(self) -> str:
        """All of it in words, as a reader says it."""
        if self._line is None or self._view is None:
            return ""
        if self._view.hidden:
            return f"{self._line.name}：{chinese_date(self._line.card.last)}。{SEALED}"
        return "\n".join((f"{self._line.name}：{self._line.note}", *self._line.explanation))

    def print_sheet(self) -> None:
        """Send the matter's 时限说明 to the printer."""
        if self._view is None:
            return
        title = f"{self._view.matter.number}时限说明"
        try:
            pdf = explained_sheet(self._register, self._view.matter.id)
            printer = self._context.desktop.print_pdf(pdf, title)
        except AppError as error:
            self._context.prompts.show_error(str(error))
        else:
            self._context.toast(f"{title} 已送打印机“{printer}”")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        else:
            super().keyPressEvent(event)

    def _is_about(self, line: Deadline) -> bool:
        mine = self._line
        return mine is not None and (mine.clock, mine.ordinal) == (line.clock, line.ordinal)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(space(2))
        for part in (self.name, self.standing, self.whose):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.print_button)
        row.addWidget(self.close_button)
        return row

    def _replace(self, sheet: QWidget) -> None:
        if self._sheet is not None:
            self._column.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
        self._sheet = sheet
        self._column.addWidget(sheet)
        sheet.show()


def _whose(line: Deadline) -> tuple[str, str]:
    return OWNER_WORDS.get(line.owner, ""), KIND_WORDS.get(line.rule.kind, "")


def _content(line: Deadline, *, hidden: bool) -> QWidget:
    sheet = QWidget()
    grid = QGridLayout(sheet)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(space(3))
    grid.setVerticalSpacing(space(1))
    grid.setColumnMinimumWidth(0, LABEL_WIDTH)
    grid.setColumnStretch(1, 1)
    for at, (word, value) in enumerate(_parts(line, hidden=hidden)):
        grid.addWidget(PlainLabel(word, soft=True), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, at, 1)
    return sheet


def _parts(line: Deadline, *, hidden: bool) -> Iterator[tuple[str, QWidget]]:
    card = line.card
    if hidden:
        yield "最后一日", _row(_day(card.last))
        yield "说明", PlainLabel(SEALED, wrap=True)
        return
    yield "最后一日", _days(card)
    if card.stretches:
        yield "其间", _chips(card.stretches)
    for word, value in (*card.remarks(), *card.reasons(), ("规定", card.rule)):
        if value and word != "起算":  # the counting sentence begins with it
            yield word, PlainLabel(value, wrap=True).selectable()


def _days(card: Explained) -> QWidget:
    """The last day; both of them where rest days move it, with the word for the one that counts."""
    if not card.is_rolled:
        return _row(_day(card.raw))
    return _row(*_dated("未顺延", card.raw, card.last), *_dated("顺延后", card.rolled, card.last))


def _dated(word: str, day: date, counts: date) -> tuple[QWidget, ...]:
    badge = (Badge("以此为准", Tone.ACTION),) if day == counts else ()
    return (PlainLabel(word, Type.CAPTION), _day(day), *badge)


def _day(day: date) -> PlainLabel:
    words = f"{chinese_date(day)}　周{_WEEKDAYS[day.weekday()]}"
    return PlainLabel(words, Type.LEAD, strong=True).selectable()


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(space(2))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder


def _chips(stretches: tuple[Stretch, ...]) -> QWidget:
    """The rest days (grey) and the working days that were moved (blue), each with its name."""
    holder = QWidget()
    row = FlowLayout(holder, gap=space(1))
    for one in stretches:
        row.addWidget(Badge(f"{one.days} {one.name}", Tone.ACTION if one.worked else Tone.CLOSED))
    return holder
