"""The list of matters: filters as chips, two lines each, read page by page."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.matters import STATES
from app.core.receptions import CHANNELS
from app.services.matters import Matters
from app.ui.matters.lateness import nearness, short_date
from app.ui.theme import Theme, Tone, space
from app.ui.widgets.card import EmptyState, scrolling
from app.ui.widgets.chips import Chips
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.two_line_list import Line, TwoLineList

PAGE = 100
FILTERS = (
    ("open", "在办"), ("overdue", "超期"), ("soon", "将到期"), ("unaccepted", "待受理"),
    ("incomplete", "待补充"), ("long_pending", "积案"), ("closed", "已办结"), ("all", "全部"),
)  # fmt: skip
_NOTHING = {
    "open": "没有在办的事项", "overdue": "没有超期的事项", "soon": "七天内没有到期的事项",
    "unaccepted": "没有待受理的事项", "incomplete": "没有待补充的来信", "long_pending": "没有积案",
    "closed": "还没有办结的事项", "all": "还没有登记过事项",
}  # fmt: skip


class ListedMatter(Protocol):
    """A matter as the services list it."""

    @property
    def row(self) -> int: ...
    @property
    def id(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def people(self) -> str: ...
    @property
    def registered_on(self) -> date: ...
    @property
    def state(self) -> str: ...
    @property
    def next_due(self) -> date | None: ...


class MatterList(QWidget):
    """Which matters there are.

    Signals:
        chosen: Another matter is current; carries its id.
        opened: The clerk pressed Enter on a matter; carries its id.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, matters: Matters, theme: Theme, *, page_size: int = PAGE) -> None:
        super().__init__()
        self._matters, self._page_size = matters, page_size
        self._keys: dict[str, tuple[str, int]] = {}
        self.filters = Chips(FILTERS, name="筛选")
        self.filters.choose("open")
        self.channel = QComboBox()
        self.channel.setAccessibleName("信访形式")
        for key, word in (("", "各种形式"), *CHANNELS.items()):
            self.channel.addItem(word, key)
        self.lines = TwoLineList(theme, name="信访事项")
        self._empty = EmptyState("", icon_name="matters")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.lines)
        self._stack.addWidget(scrolling(self._empty))
        self._build()
        self.filters.changed.connect(self._on_filter_changed)
        self.channel.currentIndexChanged.connect(self._on_filter_changed)
        self.lines.chosen.connect(self.chosen)
        self.lines.opened.connect(self.opened)

    def read(self, today: date) -> None:
        """The first page anew; the rest follows while scrolling."""
        self._day = today
        self.lines.show_lines(self._page(None), lambda last: self._page(self._keys[last.key]))
        which = self.filters.value()
        self._empty.say(_NOTHING[which], "换一个筛选看看" if which != "all" else "")
        self._stack.setCurrentIndex(0 if self.lines.line_count() else 1)

    def choose(self, matter_id: str) -> bool:
        """Make this matter current; false if it is not among those read so far."""
        found = self.lines.choose(matter_id)
        self.lines.scrollTo(self.lines.currentIndex(), TwoLineList.ScrollHint.PositionAtCenter)
        return found

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(PlainLabel("形式", soft=True))
        head.addWidget(self.channel)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(self.filters)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _page(self, before: tuple[str, int] | None) -> list[Line]:
        found: Sequence[ListedMatter] = self._matters.page(
            which=self.filters.value(),
            channel=self.channel.currentData(),
            before=before,
            limit=self._page_size,
        )
        for row in found:
            self._keys[row.id] = (row.registered_on.isoformat(), row.row)
        return [matter_line(row, self._day) for row in found]

    def _on_filter_changed(self) -> None:
        self.read(self._day)
        self.lines.choose_first()


def matter_line(row: ListedMatter, today: date) -> Line:
    """Number and person; subject and next date; a coloured bar only for what is late or due today."""
    first = f"{row.number}　{row.people}" if row.people else row.number
    if row.next_due is None:
        return Line(row.id, first, row.title, word=STATES[row.state])
    word, tone = nearness(row.next_due, today)
    due = f"限{short_date(row.next_due, today)}"
    if (row.next_due - today).days > 0:
        return Line(row.id, first, row.title, due)
    return Line(row.id, first, row.title, due, word, tone if tone in {Tone.LATE, Tone.SOON} else None)
