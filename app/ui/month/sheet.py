"""The table on the screen: virtual rows, every number a door."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from app.ui.clipboard import copy_for_a_while
from app.ui.month.doors import Door
from app.ui.month.rows import VIEWS, WITH_BOTH, Row
from app.ui.theme import Theme, space

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_UNIT = 2  # the column of units and shares, set to the left as words are
_SIDES = space(7)  # of a cell, both sides, and the frame of the current one
_WIDEST_NAME = 13  # letters; a longer name ends in … and is whole in its tip


class SheetModel(QAbstractTableModel):
    """Rows of cells; headings and sentences cannot be chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: Sequence[Row] = ()
        self.view = WITH_BOTH

    def show_rows(self, rows: Sequence[Row], view: str) -> None:
        self.beginResetModel()
        self.rows, self.view = rows, view
        self.endResetModel()

    def door(self, index: Index) -> Door | None:
        """Where a cell leads: its row's number in the column's period."""
        if not index.isValid():
            return None
        door = self.rows[index.row()].door
        return door.of(VIEWS[self.view][index.column()][1]) if door else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(VIEWS[self.view])

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows[index.row()].door is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return VIEWS[self.view][section][0]
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()] if index.column() < len(row.cells) else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role == Qt.ItemDataRole.ToolTipRole and (row.words or index.column() == 0):
            return row.cells[0].strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, index.column())
        return self._look(row, index.column(), role)

    def _look(self, row: Row, column: int, role: int) -> object:
        heading = bool(row.door is None and not row.words)
        if role == Qt.ItemDataRole.FontRole:
            return self._theme.face(strong=heading and column == 0)
        if role == Qt.ItemDataRole.ForegroundRole:
            soft = row.words or (heading and column > 0)
            return self._theme.colour("soft" if soft else "action" if row.door and column == 1 else "ink")
        return None

    def _spoken(self, row: Row, column: int) -> str:
        if row.door is None or column >= len(row.cells):
            return "　".join(cell for cell in row.cells if cell)
        head = "" if column == 0 else f"{row.cells[0].strip()}，{VIEWS[self.view][column][0]}"
        return f"{head}{row.cells[column].strip()}，可看明细"


class MonthSheet(QTableView):
    """Arrow keys move from number to number, Enter goes on to the records, Ctrl+↑↓ to the next part.

    Signals:
        chosen: Another number is current; carries its door.
        opened: The clerk pressed Enter or clicked; the keyboard wants to go on.
        part_changed: The current row belongs to another part; carries the part's key.
    """

    chosen, opened, part_changed = Signal(object), Signal(object), Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._model, self._part = theme, SheetModel(theme), ""
        self._measured: dict[tuple[int, str], int] = {}
        self.setModel(self._model)
        self.setAccessibleName("月报表")
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_opened)
        theme.changed.connect(self._size)

    def show_rows(self, rows: Sequence[Row], view: str) -> None:
        """Other rows; the number that was current is so again, if it is still there."""
        kept = self.current_door()
        top = self.verticalScrollBar().value()
        if rows != self._model.rows or view != self._model.view:
            self.blockSignals(True)
            self.clearSpans()
            self._model.show_rows(rows, view)
            for at, row in enumerate(rows):
                if row.words:
                    self.setSpan(at, 0, 1, len(VIEWS[view]))
            self._size()
            self.blockSignals(False)
        if kept and self.choose(kept):
            self.verticalScrollBar().setValue(top)

    def rows(self) -> Sequence[Row]:
        return self._model.rows

    def current_door(self) -> Door | None:
        return self._model.door(self.currentIndex())

    def holds(self, door: Door) -> bool:
        """Whether there is a row for this number now."""
        return self._row_of(door) >= 0

    def text(self, door: Door, column: int = 1) -> str:
        """What stands in a row's column."""
        return self._model.rows[self._row_of(door)].cells[column]

    def choose(self, door: Door) -> bool:
        """Make this number the current one without telling anybody; false if it is not here."""
        row = self._row_of(door)
        if row < 0:
            return False
        current, columns = self.currentIndex(), VIEWS[self._model.view]
        if current.row() == row and columns[current.column()][1] == door.at:
            return True
        column = next((at for at, (_, period) in enumerate(columns) if at and period == door.at), 1)
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self._model.index(row, column))
        self.blockSignals(blocked)
        self._tell_part(row)
        return True

    def jump(self, part: str) -> None:
        """The first number of a part becomes current, its heading on top."""
        at = next((row for row, it in enumerate(self._model.rows) if it.part == part), -1)
        if at < 0:
            return
        following = (row for row in range(at, len(self._model.rows)) if self._model.rows[row].door)
        first = next(following, -1)
        if first >= 0:
            self.setCurrentIndex(self._model.index(first, 1))
        self.scrollTo(self._model.index(at, 0), QTableView.ScrollHint.PositionAtTop)

    def needed(self, view: str, rows: Sequence[Row]) -> int:
        """The width that shows all columns of a view whole."""
        return sum(self._widths(view, rows)) + self.verticalScrollBar().sizeHint().width() + space(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not control:
            self._on_opened(self.currentIndex())
        elif control and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._jump_beside(1 if key == Qt.Key.Key_Down else -1)
        elif control and key == Qt.Key.Key_C:
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The whole table as text with tabs, as Excel and WPS take it."""
        heads = "\t".join(head for head, _ in VIEWS[self._model.view])
        lines = ["\t".join(cell.strip("　") for cell in row.cells) for row in self._model.rows]
        copy_for_a_while("\n".join([heads, *lines]))

    def _row_of(self, door: Door) -> int:
        return next(
            (at for at, row in enumerate(self._model.rows) if row.door and row.door.same_row(door)), -1
        )

    def _jump_beside(self, step: int) -> None:
        named = [row.part for row in self._model.rows if row.part]
        if named:
            at = named.index(self._part) if self._part in named else 0
            self.jump(named[min(max(at + step, 0), len(named) - 1)])

    def _widths(self, view: str, rows: Sequence[Row]) -> list[int]:
        """Of each column by its words; a name may be shortened, a number never."""
        widest = self._wide("国") * _WIDEST_NAME
        found = []
        for column, (head, _) in enumerate(VIEWS[view]):
            texts = [row.cells[column] for row in rows if not row.words and column < len(row.cells)]
            wide = max((self._wide(text) for text in {head, *texts}), default=0)
            found.append((min(wide, widest) if column == 0 else wide) + _SIDES)
        return found

    def _wide(self, text: str) -> int:
        """Measured once at each size: a table has hundreds of words and is fitted several times."""
        key = (self._theme.scale, text)
        if key not in self._measured:
            self._measured[key] = QFontMetrics(self._theme.face()).horizontalAdvance(text)
        return self._measured[key]

    def _size(self) -> None:
        """Rows and columns by the size of the text; the names take the room that is left."""
        self.verticalHeader().setDefaultSectionSize(QFontMetrics(self._theme.face()).height() + space(2))
        head = self.horizontalHeader()
        for column, wide in enumerate(self._widths(self._model.view, self._model.rows)):
            mode = QHeaderView.ResizeMode.Fixed if column else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(column, mode)
            head.resizeSection(column, wide)

    def _on_current_changed(self, index: QModelIndex) -> None:
        door = self._model.door(index)
        if door and not self.signalsBlocked():
            self.chosen.emit(door)
            self._tell_part(index.row())

    def _on_opened(self, index: QModelIndex) -> None:
        door = self._model.door(index)
        if door:
            self.opened.emit(door)

    def _tell_part(self, row: int) -> None:
        part = next((it.part for it in reversed(self._model.rows[: row + 1]) if it.part), "")
        if part != self._part:
            self._part = part
            self.part_changed.emit(part)


def _side(column: int) -> Qt.AlignmentFlag:
    words = column in {0, _UNIT}
    side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
