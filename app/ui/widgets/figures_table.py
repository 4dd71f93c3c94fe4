"""A table of figures as it will be printed; a figure with records behind it can be opened."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from app.ui.theme import Theme, Tone

KEY_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Cell:
    """One cell. A `key` makes the figure a door to its records; `number` sets it to the right."""

    text: str
    key: str = ""
    number: bool = False
    strong: bool = False
    tone: Tone | None = None


class FiguresTable(QTableWidget):
    """Rows of cells. Arrow keys move, Enter or a click opens a figure.

    Signals:
        opened: The clerk wants to see what a figure counts; carries the cell's key.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._heads: tuple[str, ...] = ()
        self._cells: tuple[tuple[Cell, ...], ...] = ()
        self.setAccessibleName(name)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        # As high as the text is at the width that the window gives, which is not known while it is laid out.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setHighlightSections(False)
        self.clicked.connect(self._on_cell_opened)
        theme.changed.connect(self._draw)

    def show_table(self, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Lay out another table; the first column takes the room that is left."""
        self._heads, self._cells = tuple(heads), tuple(tuple(row) for row in rows)
        self._draw()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        item = self.itemAt(event.position().toPoint())
        door = item is not None and bool(item.data(KEY_ROLE))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if door else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_cell_opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_cell_opened(self, index: QModelIndex) -> None:
        key = index.data(KEY_ROLE) if index.isValid() else ""
        if key:
            self.opened.emit(key)

    def _draw(self) -> None:
        self.setRowCount(len(self._cells))
        self.setColumnCount(len(self._heads))
        for column, head in enumerate(self._heads):
            self._set_head(column, head)
        for row, cells in enumerate(self._cells):
            for column, cell in enumerate(cells):
                self.setItem(row, column, self._item(cell))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if self._heads:
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _set_head(self, column: int, head: str) -> None:
        item = QTableWidgetItem(head)
        numbers = any(row[column].number for row in self._cells if column < len(row))
        side = Qt.AlignmentFlag.AlignRight if numbers else Qt.AlignmentFlag.AlignLeft
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalHeaderItem(column, item)

    def _item(self, cell: Cell) -> QTableWidgetItem:
        item = QTableWidgetItem(cell.text)
        face = self._theme.face(strong=cell.strong)
        face.setUnderline(bool(cell.key))
        item.setFont(face)
        colour = cell.tone.value if cell.tone else "action" if cell.key else "ink"
        item.setForeground(self._theme.colour(colour))
        side = Qt.AlignmentFlag.AlignRight if cell.number else Qt.AlignmentFlag.AlignLeft
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        item.setData(KEY_ROLE, cell.key)
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole, f"{cell.text}，可打开明细" if cell.key else cell.text
        )
        return item
