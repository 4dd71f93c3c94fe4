"""Rows that are sentences: who, what, until when, and one button with the next lawful act."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import Button, Kind
from app.ui.widgets.plain import Badge, ElidedLabel, PlainLabel


@dataclass(frozen=True)
class Sentence:
    """One thing to be done. `word` says the tone in words (超期2天); `verb` is the button, empty for none."""

    key: str
    who: str
    what: str
    until: str
    word: str
    tone: Tone
    verb: str = ""


class SentenceRow(QFrame):
    """One sentence with its colour bar; Enter or a click opens it, the button acts.

    Signals:
        opened: The clerk wants to see the matter; carries the sentence's key.
        acted: The clerk pressed the button; carries the sentence's key.
    """

    opened = Signal(str)
    acted = Signal(str)

    def __init__(self, sentence: Sentence) -> None:
        super().__init__()
        self._sentence = sentence
        self.setProperty("part", "row")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        parts = (sentence.who, sentence.what, sentence.word, sentence.until)
        self.setAccessibleName("，".join(part for part in parts if part))
        row = QHBoxLayout(self)
        row.setContentsMargins(space(1), space(2), space(2), space(2))
        row.setSpacing(space(2))
        row.addWidget(_bar(sentence.tone))
        row.addLayout(self._words(), 1)

    def _words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(space(1))
        column.addWidget(ElidedLabel(self._sentence.who, strong=True))
        column.addWidget(ElidedLabel(self._sentence.what))
        column.addLayout(self._foot())
        return column

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addWidget(Badge(self._sentence.word, self._sentence.tone))
        foot.addWidget(PlainLabel(self._sentence.until, Type.CAPTION))
        foot.addStretch(1)
        if self._sentence.verb:
            self.action_button = Button(self._sentence.verb, Kind.ROW)
            self.action_button.clicked.connect(self._on_action_clicked)
            foot.addWidget(self.action_button)
        return foot

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit(self._sentence.key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self._sentence.key)

    def _on_action_clicked(self) -> None:
        self.acted.emit(self._sentence.key)


def _bar(tone: Tone) -> QFrame:
    bar = QFrame()
    bar.setProperty("part", "bar")
    bar.setProperty("tone", tone.value)
    bar.setFixedWidth(4)
    return bar
