"""The list as a table (表格): one matter a row, columns as the clerk likes them, rows to copy into Excel."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from app.ui.clipboard import copy_for_a_while
from app.ui.matters.list_rows import COLUMNS, NAMES, PagedMatters
from app.ui.theme import Theme, space

WIDTHS = {
    "number": 112, "people": 104, "title": 320, "channel": 64, "registered_on": 104, "state": 88,
    "unit": 136, "due": 144, "village": 96,
}  # fmt: skip
SORTED_BY = {"newest": "registered_on", "oldest": "registered_on", "due": "due", "number": "number"}
SETTLED_MS = 400  # a column being dragged is remembered when it comes to rest
_LEAST = 40


class MatterTable(QTableView):
    """Signals:
    opened: The clerk pressed Enter or clicked twice; carries the matter's id.
    sort_asked: The head of a column that can be sorted by was clicked; carries its name.
    arranged: Columns are in another order, wider, narrower, hidden or shown.
    """

    opened, sort_asked, arranged = Signal(str), Signal(str), Signal()

    def __init__(self, model: PagedMatters, theme: Theme) -> None:
        super().__init__()
        self._theme, self._rows, self._arranging = theme, model, False
        self._as_kept = False
        self.setModel(model)
        self.setAccessibleName("信访事项表格")
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self._rest = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._rest.timeout.connect(self.arranged)
        self._set_up_head()
        self._size_rows()
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._size_rows)

    def current_key(self) -> str:
        index = self.currentIndex()
        return self._rows.matter(index.row()).id if index.isValid() else ""

    def choose_row(self, row: int) -> None:
        """Make a row the current and only chosen one."""
        if 0 <= row < self._rows.rowCount():
            index = self._rows.index(row, self._first_column())
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def show_sort(self, sort: str) -> None:
        """Say by the head of which column the rows stand in order."""
        head, name = self.horizontalHeader(), SORTED_BY.get(sort)
        down = sort == "newest"
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(NAMES.index(name) if name else -1, order)

    def arrangement(self) -> dict[str, Any]:
        """Order, widths and hidden columns, by name."""
        head = self.horizontalHeader()
        names = [NAMES[head.logicalIndex(at)] for at in range(len(NAMES))]
        order = [name for name in names if name != "line"]
        hidden = [name for name in order if self.isColumnHidden(NAMES.index(name))]
        shown = [name for name in order if name not in hidden]
        return {"order": order, "hidden": hidden, "widths": {it: self._width(it) for it in shown}}

    def arrange(self, kept: Mapping[str, Any]) -> None:
        """Columns as they were kept; what cannot be read stands as at first."""
        self._arranging = True
        order = [it for it in _list(kept.get("order")) if it in WIDTHS]
        order += [name for name in WIDTHS if name not in order]
        hidden = [it for it in _list(kept.get("hidden")) if it in WIDTHS and it != "number"]
        widths = kept.get("widths")
        self._as_kept = isinstance(widths, dict)
        head = self.horizontalHeader()
        for at, name in enumerate(order, start=1):
            column = NAMES.index(name)
            head.moveSection(head.visualIndex(column), at)
            wide = widths.get(name) if isinstance(widths, dict) else None
            scale = self._theme.scale / 100
            self.setColumnWidth(
                column, round(max(wide if isinstance(wide, int) else WIDTHS[name], _LEAST) * scale)
            )
            self.setColumnHidden(column, name in hidden)
        self._arranging = False
        self._fill()

    def show_column(self, name: str, *, shown: bool) -> None:
        """Show or hide a column; the number always stays."""
        self.setColumnHidden(NAMES.index(name), not shown)
        self._on_arranged()

    def columns_menu(self) -> QMenu:
        """The columns with a tick at those that are shown."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, word in list(COLUMNS.items())[1:]:
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(NAMES.index(name)))
            action.setEnabled(name != "number")
            action.toggled.connect(lambda shown, name=name: self.show_column(name, shown=shown))
        menu.addSeparator()
        menu.addAction("恢复原来的列").triggered.connect(self._arrange_anew)
        return menu

    def open_columns_menu(self, beside: QWidget) -> None:
        self.columns_menu().popup(beside.mapToGlobal(QPoint(0, beside.height() + space(1))))

    def chosen_rows(self) -> list[int]:
        return sorted({index.row() for index in self.selectionModel().selectedRows(self._first_column())})

    def copy_rows(self) -> None:
        """The chosen rows as text with tabs, as Excel and WPS take them, columns in the order shown."""
        head = self.horizontalHeader()
        visual = [head.logicalIndex(at) for at in range(len(NAMES))]
        names = [NAMES[column] for column in visual if not self.isColumnHidden(column)]
        copy_rows(self._rows, self.chosen_rows(), names)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_key():
            self.opened.emit(self.current_key())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._rest.isActive():
            self._rest.stop()
            self.arranged.emit()

    def _set_up_head(self) -> None:
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.setSortIndicatorShown(True)
        head.setMinimumSectionSize(_LEAST)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda at: self.columns_menu().popup(head.mapToGlobal(at)))
        self.setColumnHidden(0, True)
        self.arrange({})
        head.sectionClicked.connect(lambda column: self.sort_asked.emit(NAMES[column]))
        head.sectionMoved.connect(lambda *_: self._on_arranged())
        head.sectionResized.connect(lambda *_: self._on_arranged())

    def _size_rows(self) -> None:
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(space(5))
        rows.setDefaultSectionSize(self.fontMetrics().height() + space(4))

    def _fill(self) -> None:
        """As long as no width was chosen, the subject takes the room that is left."""
        if self._as_kept or not self.isVisible():
            return
        self._arranging = True
        title = NAMES.index("title")
        taken = self.horizontalHeader().length() - self.columnWidth(title)
        self.setColumnWidth(title, max(self.viewport().width() - taken, _LEAST * 4))
        self._arranging = False

    def _on_arranged(self) -> None:
        if not self._arranging:
            self._as_kept = True
            self._rest.start()

    def _arrange_anew(self) -> None:
        self.arrange({})
        self._on_arranged()

    def _width(self, name: str) -> int:
        """As it is at a text size of 100 %."""
        return round(self.columnWidth(NAMES.index(name)) * 100 / self._theme.scale)

    def _first_column(self) -> int:
        head = self.horizontalHeader()
        visual = (head.logicalIndex(at) for at in range(len(NAMES)))
        return next(column for column in visual if not self.isColumnHidden(column))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.matter(index.row()).id)


def copy_rows(model: PagedMatters, rows: Sequence[int], names: Sequence[str]) -> None:
    """Put these cells on the clipboard, one matter a line."""
    lines = ["\t".join(_cell_text(model.cell(row, name)) for name in names) for row in rows]
    if lines:
        copy_for_a_while("\n".join(lines))


def _cell_text(text: str) -> str:
    """A petitioner's words are no formula, wherever they are pasted."""
    plain = " ".join(text.split())
    return f"'{plain}" if plain[:1] in tuple("=+-@") else plain


def _list(found: object) -> list[str]:
    return [it for it in found if isinstance(it, str)] if isinstance(found, list) else []
