"""A list of matters, people or papers: two lines each, a colour bar for lateness, read page by page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.rare import provide_for
from app.ui.theme import Theme, Tone, Type, space

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole
NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Line:
    """One entry: `first` and `aside` on the upper line, `second` and the badge `word` on the lower."""

    key: str
    first: str
    second: str = ""
    aside: str = ""
    word: str = ""
    tone: Tone | None = None

    def spoken(self) -> str:
        return "，".join(part for part in (self.first, self.aside, self.second, self.word) if part)


More = Callable[[Line], Sequence[Line]]


def _provide(lines: Sequence[Line]) -> None:
    provide_for("".join(f"{line.first}{line.second}" for line in lines))


class HoldsLines(Protocol):
    """A model of Qt's whose first column answers `LINE_ROLE`."""

    def line(self, row: int) -> Line: ...
    def row_of(self, key: str) -> int: ...
    def rowCount(self, parent: Index = ...) -> int: ...
    def index(self, row: int, column: int, /) -> QModelIndex: ...


class LinesModel(QAbstractListModel):
    """Lines in the order given; `more` is asked for those after the last one until it has none."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._more: More | None = None

    def show_lines(self, lines: Sequence[Line], more: More | None = None) -> None:
        _provide(lines)
        self.beginResetModel()
        self._lines, self._more = list(lines), more
        self.endResetModel()

    def line(self, row: int) -> Line:
        return self._lines[row]

    def row_of(self, key: str) -> int:
        """Where the line stands, or -1."""
        return next((row for row, line in enumerate(self._lines) if line.key == key), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        spoken = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return line.spoken() if role in spoken else None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more is not None and bool(self._lines)

    def fetchMore(self, parent: Index) -> None:
        found = list(self._more(self._lines[-1])) if self._more else []
        if not found:
            self._more = None
            return
        _provide(found)
        self.beginInsertRows(parent, len(self._lines), len(self._lines) + len(found) - 1)
        self._lines += found
        self.endInsertRows()


class TwoLineList(QListView):
    """The list itself. Up and Down move, Enter opens. It shows its own lines, or those of a `model`.

    Signals:
        chosen: Another line is current; carries its key.
        opened: The clerk pressed Enter or clicked twice; carries the key.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, *, name: str, model: HoldsLines | None = None) -> None:
        super().__init__()
        self._own_lines = LinesModel()
        self._lines_model: HoldsLines = model or self._own_lines
        self.setAccessibleName(name)
        self.setModel(cast(QAbstractItemModel, self._lines_model))
        self.setItemDelegate(LineDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_line_opened)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_lines(self, lines: Sequence[Line], more: More | None = None) -> None:
        """Other lines; the current one stays current where it is still there."""
        kept = self.current_key()
        self._own_lines.show_lines(lines, more)
        if kept:
            self.choose(kept)

    def current_key(self) -> str:
        index = self.currentIndex()
        return self._lines_model.line(index.row()).key if index.isValid() else ""

    def choose(self, key: str) -> bool:
        """Make this line the current one; false if it is not here."""
        row = self._lines_model.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self._lines_model.index(row, 0))
        return row >= 0

    def choose_first(self) -> None:
        if self._lines_model.rowCount():
            self.setCurrentIndex(self._lines_model.index(0, 0))

    def move_by(self, rows: int) -> None:
        """Make a line further down (or up) the current one."""
        row = min(max(self.currentIndex().row() + rows, 0), self._lines_model.rowCount() - 1)
        if row >= 0:
            self.setCurrentIndex(self._lines_model.index(row, 0))

    def line_count(self) -> int:
        """How many lines have been read so far."""
        return self._lines_model.rowCount()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_key():
            self.opened.emit(self.current_key())
        else:
            super().keyPressEvent(event)

    def _on_current_changed(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._lines_model.line(index.row()).key)

    def _on_line_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self._lines_model.line(index.row()).key)


class LineDelegate(QStyledItemDelegate):
    """Paints a `Line` (role `LINE_ROLE`) in the theme's sizes and colours."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt names it
        line: Line = index.data(LINE_ROLE)
        height = QFontMetrics(self._theme.face(strong=True)).height() + space(4)
        if line.second or line.word:
            height += QFontMetrics(self._theme.face(Type.CAPTION)).height() + space(1)
        return QSize(120, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, state)
        if line.tone:
            self._bar(painter, rect, line.tone)
        self._words(painter, rect.adjusted(space(4), space(2), -space(3), -space(2)), line)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        sheet = QRectF(rect).adjusted(1, 1, -1, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "action_wash" if selected else "hover" if hovered else "surface"
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._theme.colour("action"))
        painter.setBrush(self._theme.colour(ground))
        painter.drawRoundedRect(sheet, 6, 6)

    def _bar(self, painter: QPainter, rect: QRect, tone: Tone) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(tone))
        bar = QRectF(rect.x() + space(1), rect.y() + space(2), 4, rect.height() - space(4))
        painter.drawRoundedRect(bar, 2, 2)

    def _words(self, painter: QPainter, rect: QRect, line: Line) -> None:
        upper, lower = self._theme.face(strong=True), self._theme.face(Type.CAPTION)
        height = QFontMetrics(upper).height()
        above = QRect(rect.x(), rect.y(), rect.width(), height)
        if not (line.second or line.word):
            above = rect
        used = self._right(painter, above, line.aside, lower, "soft")
        self._left(painter, above.adjusted(0, 0, -used, 0), line.first, upper, "ink")
        below = QRect(rect.x(), rect.y() + height + space(1), rect.width(), QFontMetrics(lower).height())
        if line.second or line.word:
            used = self._badge(painter, below, line, lower)
            self._left(painter, below.adjusted(0, 0, -used, 0), line.second, lower, "soft")

    def _left(self, painter: QPainter, rect: QRect, text: str, face: QFont, colour: str) -> None:
        painter.setFont(face)
        painter.setPen(self._theme.colour(colour))
        shown = QFontMetrics(face).elidedText(
            " ".join(text.split()), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _right(self, painter: QPainter, rect: QRect, text: str, face: QFont, colour: str) -> int:
        if not text:
            return 0
        painter.setFont(face)
        painter.setPen(self._theme.colour(colour))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        return QFontMetrics(face).horizontalAdvance(text) + space(2)

    def _badge(self, painter: QPainter, rect: QRect, line: Line, face: QFont) -> int:
        if not line.word:
            return 0
        strong = self._theme.face(Type.CAPTION, strong=True)
        width = QFontMetrics(strong).horizontalAdvance(line.word) + space(2)
        box = QRect(rect.right() - width, rect.y() - 1, width, QFontMetrics(face).height() + 2)
        tone = line.tone or Tone.CLOSED
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colour(f"{tone}_wash")))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._theme.colour(tone))
        painter.setFont(strong)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), line.word)
        return width + space(2)
