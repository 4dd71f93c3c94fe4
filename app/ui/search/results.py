"""The sheet under the search box: results in groups under small headings; the keyboard stays in the box."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.ui.rare import provide_for
from app.ui.search.found import Found, Group
from app.ui.theme import Theme, Type, space
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.two_line_list import LINE_ROLE, NOWHERE, Line, LineDelegate

Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractListModel):
    """Headings and results in one column; only results can be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Found | str] = []

    def show_groups(self, groups: Sequence[Group]) -> None:
        self.beginResetModel()
        self._rows = []
        for group in groups:
            self._rows += [group.title, *group.found]
        self.endResetModel()

    def found(self, row: int) -> Found | None:
        """The result in this row; none for a heading or outside."""
        at = self._rows[row] if 0 <= row < len(self._rows) else None
        return at if isinstance(at, Found) else None

    def heading(self, row: int) -> str:
        """The heading in this row; empty for a result."""
        at = self._rows[row]
        return at if isinstance(at, str) else ""

    def next_row(self, row: int, by: int) -> int:
        """The nearest result further down or up; the same row where there is none."""
        at = row + by
        while 0 <= at < len(self._rows):
            if self.found(at):
                return at
            at += by
        return row

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        line = row.line if isinstance(row, Found) else Line("", row)
        if role == LINE_ROLE:
            return line
        spoken = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return line.spoken() if role in spoken else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.found(index.row()) else Qt.ItemFlag.NoItemFlags


class RowDelegate(LineDelegate):
    """A result as every list paints it; a heading small and soft."""

    def __init__(self, theme: Theme, rows: Rows, parent: QListView) -> None:
        super().__init__(theme, parent)
        self._look, self._rows = theme, rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if not self._rows.heading(index.row()):
            return super().sizeHint(option, index)
        return QSize(120, QFontMetrics(self._look.face(Type.CAPTION)).height() + space(3))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        heading = self._rows.heading(index.row())
        if not heading:
            super().paint(painter, option, index)
            return
        rect: QRect = option.rect
        painter.setFont(self._look.face(Type.CAPTION, strong=True))
        painter.setPen(self._look.colour("faint"))
        below = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        painter.drawText(rect.adjusted(space(4), 0, 0, -space(1)), below, heading)


class Results(QFrame):
    """The sheet of results, over the page.

    Signals:
        chosen: The clerk clicked a result; carries the `Found`.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("part", "popup")
        self._window, self._rows, self._list = window, Rows(), QListView()
        self._list.setModel(self._rows)
        self._list.setItemDelegate(RowDelegate(theme, self._rows, self._list))
        self._list.setAccessibleName("搜索结果")
        self._list.setMouseTracking(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.clicked.connect(self._on_clicked)
        self._note = PlainLabel("", Type.CAPTION, soft=True, wrap=True)
        self._note.setContentsMargins(space(4), space(2), space(3), space(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._list)
        column.addWidget(self._note)
        theme.clothe(self)
        self.hide()

    def show_groups(self, groups: Sequence[Group], note: str, below: QPoint, width: int) -> None:
        """Lay the groups under the box; `note` says what else is to be said, or that nothing was found."""
        provide_for(
            "".join(found.line.first + found.line.second for group in groups for found in group.found)
        )
        self._rows.show_groups(groups)
        self._make_current(self._rows.next_row(-1, 1))
        self._list.setVisible(bool(groups))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        room = self._window.height() - below.y() - space(2)
        self.setGeometry(below.x(), below.y(), width, min(self._wanted_height(width), room))
        self.show()
        self.raise_()

    def current(self) -> Found | None:
        """What Enter would open."""
        return self._rows.found(self._list.currentIndex().row()) if self.isVisible() else None

    def headings(self) -> list[str]:
        """The headings shown, from the top."""
        every = range(self._rows.rowCount())
        return [self._rows.heading(row) for row in every if self._rows.heading(row)]

    def lines(self) -> list[Line]:
        """The results shown, from the top."""
        found = (self._rows.found(row) for row in range(self._rows.rowCount()))
        return [one.line for one in found if one]

    def note(self) -> str:
        return self._note.text()

    def move_by(self, by: int) -> None:
        """Down or up to the next result, over headings."""
        self._make_current(self._rows.next_row(self._list.currentIndex().row(), by))

    def _make_current(self, row: int) -> None:
        if self._rows.found(row):
            self._list.setCurrentIndex(self._rows.index(row))

    def _wanted_height(self, width: int) -> int:
        rows = sum(self._list.sizeHintForRow(row) for row in range(self._rows.rowCount()))
        note = self._note.heightForWidth(width) if self._note.text() else 0
        return (rows + space(3) if rows else 0) + note + 2

    def _on_clicked(self, index: QModelIndex) -> None:
        if found := self._rows.found(index.row()):
            self.chosen.emit(found)
