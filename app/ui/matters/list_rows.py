"""The matters of the list as Qt reads them: a window of rows on an order of any length.

Rows come page by page from either end; those far away from where the clerk reads are let go, so that
neither the length of the register nor the length of a scroll shows in memory. Column 0 is the line of
two, the others are the cells of the table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from app.core.matters import SEALED_TITLE, STATES
from app.core.receptions import CHANNELS
from app.services.matters import Key, MatterRow, Slice
from app.ui.matters.lateness import nearness, short_date
from app.ui.rare import provide_for
from app.ui.theme import Theme, Tone
from app.ui.widgets.two_line_list import LINE_ROLE, NOWHERE, Line

Index = QModelIndex | QPersistentModelIndex
MOST_ROWS = 2_000
MOST_KEPT = 500  # read again at once when the list is refreshed
STRIDES_AT_ONCE = 2  # what is not found by then is looked for between the clerk's keystrokes

COLUMNS = {
    "line": "", "number": "编号", "people": "信访人", "title": "主题", "channel": "形式",
    "registered_on": "登记日期", "state": "状态", "unit": "承办单位", "due": "期限", "village": "村（社区）",
}  # fmt: skip
NAMES = tuple(COLUMNS)
_OF_A_SEALED_ONE = {"number", "registered_on", "state", "title"}


class Reads(Protocol):
    """What follows a place of the list, or with `backwards` stands before it."""

    def __call__(self, *, after: Key | None, backwards: bool, limit: int) -> Slice: ...


@dataclass(frozen=True)
class Shown:
    """A matter and its place in the order."""

    matter: MatterRow
    key: Key


class PagedMatters(QAbstractTableModel):
    """Signals:
    seeking: A narrow filter is being looked for between keystrokes (true), or is done (false).
    moved: So many rows came (or, negative, went) above the first one.
    """

    seeking, moved = Signal(bool), Signal(int)

    def __init__(self, theme: Theme, *, page_size: int) -> None:
        super().__init__()
        self._theme, self._page_size = theme, page_size
        self._rows: list[Shown] = []
        self._above: Key | None = None
        self._below: Key | None = None
        self._read: Reads | None = None
        self._names: Mapping[str, str] = {}
        self._today = date.min
        self._missing = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.setSingleShot(True)  # a look that fails is not tried again and again
        self._timer.timeout.connect(self._seek_on)

    def show_list(self, read: Reads, names: Mapping[str, str], today: date, *, again: bool = False) -> None:
        """The list from its beginning; `again` reads as much of it as was there."""
        self._read, self._names, self._today = read, names, today
        wanted = max(self._page_size, min(len(self._rows), MOST_KEPT) if again else 0)
        self._start(None, wanted=wanted, at_end=False)

    def show_end(self) -> None:
        """The last page, read from the other end; what stands between is not read."""
        if self._below is not None and self._read:
            self._start(None, wanted=self._page_size, at_end=True)

    def show_start(self) -> None:
        """The first page again, if it was let go."""
        if self._above is not None and self._read:
            self._start(None, wanted=self._page_size, at_end=False)

    def stop(self) -> None:
        """Look no further for now; scrolling or another reading goes on."""
        self._timer.stop()

    def is_seeking(self) -> bool:
        return self._timer.isActive()

    def matter(self, row: int) -> MatterRow:
        return self._rows[row].matter

    def line(self, row: int) -> Line:
        return matter_line(self._rows[row].matter, self._today)

    def row_of(self, key: str) -> int:
        """Where the matter stands among those read, or -1."""
        return next((at for at, shown in enumerate(self._rows) if shown.matter.id == key), -1)

    def cell(self, row: int, name: str) -> str:
        """A cell of the table as text; a sealed matter keeps number, date and state."""
        matter = self._rows[row].matter
        sealed = matter.purpose == "report"
        return (
            "" if sealed and name not in _OF_A_SEALED_ONE else _CELLS[name](matter, self._names, self._today)
        )

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(NAMES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[NAMES[section]]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        name = NAMES[index.column()]
        if name == "line":
            return self._line_data(index.row(), role)
        if role in _SPOKEN:
            return self.cell(index.row(), name)
        if role == Qt.ItemDataRole.ForegroundRole and name == "due" and self.cell(index.row(), name):
            due = self.matter(index.row()).next_due
            tone = nearness(due, self._today)[1] if due else None
            return self._theme.colour(tone) if tone in {Tone.LATE, Tone.SOON} else None
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._below is not None

    def fetchMore(self, parent: Index) -> None:
        if not parent.isValid() and self._below is not None:
            self._missing = max(self._missing, 1)
            self._read_below(self._page_size)
            self._go_on()

    def fetch_above(self) -> None:
        """The page before the first row, if rows above were let go or never read."""
        if self._above is None or self._read is None:
            return
        part = self._read(after=self._above, backwards=True, limit=self._page_size)
        self._above = part.rest
        found = _shown(part)[::-1]
        if found:
            self.beginInsertRows(NOWHERE, 0, len(found) - 1)
            self._rows[:0] = found
            self.endInsertRows()
            self.moved.emit(len(found))

    def let_go(self, seen: int) -> None:
        """Let go what lies far from the row the clerk sees."""
        extra = len(self._rows) - MOST_ROWS
        if extra < self._page_size:
            return
        if seen > len(self._rows) // 2:
            self._remove(0, extra)
            self._above = self._rows[0].key
            self.moved.emit(-extra)
        else:
            self._remove(len(self._rows) - extra, extra)
            self._below = self._rows[-1].key

    def _remove(self, first: int, many: int) -> None:
        self.beginRemoveRows(NOWHERE, first, first + many - 1)
        del self._rows[first : first + many]
        self.endRemoveRows()

    def _start(self, after: Key | None, *, wanted: int, at_end: bool) -> None:
        self._timer.stop()
        self.beginResetModel()
        self._rows, self._above, self._below = [], None, None
        for _ in range(STRIDES_AT_ONCE if self._read else 0):
            assert self._read is not None
            part = self._read(after=after, backwards=at_end, limit=wanted - len(self._rows))
            self._rows += _shown(part)
            after = part.rest
            if after is None or len(self._rows) >= wanted:
                break
        if at_end:
            self._rows.reverse()
            self._above = after
        else:
            self._below = after
        self.endResetModel()
        self._missing = 0 if at_end else wanted - len(self._rows)
        self._go_on()

    def _go_on(self) -> None:
        """Look further between keystrokes as long as something is missing and there is somewhere to look."""
        seek = self._missing > 0 and self._below is not None
        (self._timer.start if seek else self._timer.stop)()
        self.seeking.emit(seek)

    def _seek_on(self) -> None:
        self._read_below(self._page_size)
        self._go_on()

    def _read_below(self, limit: int) -> None:
        if self._read is None:
            return
        part = self._read(after=self._below, backwards=False, limit=limit)
        self._below = part.rest
        found = _shown(part)
        self._missing -= len(found)
        if found:
            self.beginInsertRows(NOWHERE, len(self._rows), len(self._rows) + len(found) - 1)
            self._rows += found
            self.endInsertRows()

    def _line_data(self, row: int, role: int) -> object:
        if role == LINE_ROLE:
            return self.line(row)
        return self.line(row).spoken() if role in _SPOKEN else None


_SPOKEN = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}


def _shown(part: Slice) -> list[Shown]:
    provide_for("".join(f"{row.people}{row.title}" for row in part.rows))
    return [Shown(row, key) for row, key in zip(part.rows, part.keys, strict=True)]


def matter_line(row: MatterRow, today: date) -> Line:
    """Number and person; subject and next date; a coloured bar only for what is late or due today."""
    first = f"{row.number}　{row.people}" if row.people else row.number
    if row.next_due is None:
        return Line(row.id, first, row.title, word=STATES[row.state])
    word, tone = nearness(row.next_due, today)
    due = f"限{short_date(row.next_due, today)}"
    if (row.next_due - today).days > 0:
        return Line(row.id, first, row.title, due)
    return Line(row.id, first, row.title, due, word, tone if tone in {Tone.LATE, Tone.SOON} else None)


def _due_text(row: MatterRow, today: date) -> str:
    """11月18日 超期2天; a date that is far off stands alone."""
    if row.next_due is None:
        return ""
    word = nearness(row.next_due, today)[0] if (row.next_due - today).days <= 1 else ""
    return f"{short_date(row.next_due, today)} {word}".strip()


_Cell = Callable[[MatterRow, Mapping[str, str], date], str]
_CELLS: dict[str, _Cell] = {
    "number": lambda row, _names, _today: row.number,
    "people": lambda row, _names, _today: row.people,
    "title": lambda row, _names, _today: (
        SEALED_TITLE if row.purpose == "report" else " ".join(row.title.split())
    ),
    "channel": lambda row, _names, _today: CHANNELS.get(row.channel, ""),
    "registered_on": lambda row, _names, _today: row.registered_on.isoformat(),
    "state": lambda row, _names, _today: STATES[row.state],
    "unit": lambda row, names, _today: names.get(row.unit_id, ""),
    "due": lambda row, _names, today: _due_text(row, today),
    "village": lambda row, names, _today: names.get(row.village_id, ""),
}
