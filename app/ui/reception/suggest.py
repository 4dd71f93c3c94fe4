"""A line that suggests while it is typed in: people, villages, units, classes.

The sheet of suggestions lies in the window itself, so no second window takes the keyboard.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from app.ui.input_method import is_composing
from app.ui.theme import Theme, space
from app.ui.widgets.two_line_list import Line, TwoLineList

MOST_SHOWN = 7
LEAST_WIDTH = 520
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SuggestEdit(QLineEdit):
    """Asks `suggest` at every letter. Down and Up move, Enter takes, Esc puts the sheet away.

    With `eager` the first suggestion is marked at once, so that Enter takes it: right for a
    roster, wrong for names of people, where two may share one.

    Signals:
        taken: A suggestion was chosen; carries its key.
    """

    taken = Signal(str)

    def __init__(
        self, theme: Theme, suggest: Callable[[str], Sequence[Line]], *, name: str, eager: bool = False
    ) -> None:
        super().__init__()
        self._theme, self._suggest, self._eager = theme, suggest, eager
        self._sheet: SuggestionSheet | None = None
        self.setAccessibleName(name)
        self.textEdited.connect(self._on_text_edited)

    def suggestions(self) -> tuple[Line, ...]:
        """What the sheet shows now; nothing when it is away."""
        return self._sheet.lines if self._sheet and self._sheet.isVisible() else ()

    def open_suggestions(self) -> None:
        """Show what fits the text, everything if there is none."""
        self._show(self._suggest(self.text().strip()))

    def put_away(self) -> None:
        if self._sheet:
            self._sheet.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_composing(self) or not self._answer(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.put_away()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.put_away()

    def _answer(self, key: Qt.Key) -> bool:
        """Let the sheet have its keys; whether it took this one."""
        if key in _MOVES:
            if not self.suggestions():
                self.open_suggestions()
            elif self._sheet:
                self._sheet.move_by(_MOVES[key])
            return True
        marked = self._sheet.marked() if self.suggestions() and self._sheet else ""
        if key in _ENTER and marked:
            self._take(marked)
            return not self._eager  # Enter on a roster also goes on to the next field
        if key == Qt.Key.Key_Escape and self.suggestions():
            self.put_away()
            return True
        return False

    def _on_text_edited(self, text: str) -> None:
        self._show(self._suggest(text.strip()) if text.strip() else ())

    def _show(self, lines: Sequence[Line]) -> None:
        if not lines:
            self.put_away()
            return
        if self._sheet is None:
            self._sheet = SuggestionSheet(self._theme, self.window())
            self._sheet.chosen.connect(self._take)
        self._sheet.show_under(self, lines[:MOST_SHOWN])
        if self._eager:
            self._sheet.move_by(1)

    def _take(self, key: str) -> None:
        self.put_away()
        self.taken.emit(key)


class SuggestionSheet(QFrame):
    """Lines under a field; the keyboard stays in the field.

    Signals:
        chosen: A line was clicked; carries its key.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.lines: tuple[Line, ...] = ()
        self.setProperty("part", "popup")
        self._list = TwoLineList(theme, name="可选的")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.clicked.connect(lambda: self.chosen.emit(self._list.current_key()))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._list)
        self.hide()

    def show_under(self, edit: QLineEdit, lines: Sequence[Line]) -> None:
        """Lay the lines below the field, or above it where there is no room below."""
        self.lines = tuple(lines)
        self._list.setCurrentIndex(self._list.rootIndex())  # else the line marked before stays marked
        self._list.show_lines(lines)
        height = self._list.sizeHintForRow(0) * len(lines) + space(3)
        top = edit.mapTo(edit.window(), QPoint(0, edit.height() + space(1)))
        if top.y() + height > edit.window().height():
            top.setY(max(0, top.y() - height - edit.height() - space(2)))
        self.setGeometry(top.x(), top.y(), max(edit.width(), LEAST_WIDTH), height)
        self.show()
        self.raise_()

    def marked(self) -> str:
        return self._list.current_key()

    def move_by(self, rows: int) -> None:
        self._list.move_by(rows)
