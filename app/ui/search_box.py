"""The one search box: name, number, phone tail, ID tail or words; results while typing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from app.ui.icons import icon
from app.ui.theme import Theme, space
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.two_line_list import Line, TwoLineList

MOST_SHOWN = 8


class SearchBox(QLineEdit):
    """Asks `find` at every letter. Down and Up move in the results, Enter opens, Esc puts them away.

    Signals:
        found: The clerk chose a result; carries its key.
    """

    found = Signal(str)

    def __init__(self, theme: Theme, find: Callable[[str], Sequence[Line]]) -> None:
        super().__init__()
        self._theme, self._find = theme, find
        self._results: Results | None = None
        self.setProperty("kind", "search")
        self.setAccessibleName("搜索")
        self.setPlaceholderText("搜索姓名、编号、电话、内容　Ctrl+K")
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(self._on_text_changed)
        self._draw()

    def enter(self) -> None:
        """Ctrl+K: the box is ready for another search."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def results(self) -> "Results":
        """The sheet under the box, made when first needed, because it lies over the whole window."""
        if self._results is None:
            self._results = Results(self._theme, self.window())
            self._results.chosen.connect(self._take)
        return self._results

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, results = event.key(), self.results()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            results.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and results.current_key():
            self._take(results.current_key())
        elif key == Qt.Key.Key_Escape and (results.isVisible() or self.text()):
            self.clear()
            results.hide()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._results:
            self._results.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_glass"):
            self._draw()

    def _draw(self) -> None:
        self._glass.setIcon(icon("search", self.palette().color(QPalette.ColorRole.PlaceholderText)))

    def _on_text_changed(self, text: str) -> None:
        if not text.strip():
            self.results().hide()
            return
        below = self.mapTo(self.window(), QPoint(0, self.height() + space(1)))
        self.results().show_found(self._find(text.strip())[:MOST_SHOWN], below, self.width())

    def _take(self, key: str) -> None:
        self.clear()
        self.results().hide()
        self.found.emit(key)


class Results(QFrame):
    """The sheet of results, over the page; the keyboard stays in the box."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("part", "popup")
        self._lines = TwoLineList(theme, name="搜索结果")
        self._lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines.clicked.connect(lambda: self.chosen.emit(self.current_key()))
        self._nothing = PlainLabel(
            "没有找到。试试姓名、编号、电话后几位，或内容里的两三个字。", soft=True, wrap=True
        )
        self._nothing.setContentsMargins(space(3), space(2), space(3), space(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._nothing)
        column.addWidget(self._lines)
        self.hide()

    def show_found(self, lines: Sequence[Line], below: QPoint, width: int) -> None:
        self._lines.show_lines(lines)
        self._lines.choose_first()
        self._lines.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        height = self._lines.sizeHintForRow(0) * len(lines) + space(3) if lines else space(16)
        self.setGeometry(below.x(), below.y(), width, height)
        self.show()
        self.raise_()

    def current_key(self) -> str:
        return self._lines.current_key() if self.isVisible() else ""

    def move_by(self, rows: int) -> None:
        self._lines.move_by(rows)
