"""What was just done, at the foot of the window, with ten seconds to take it back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.theme import space
from app.ui.widgets.buttons import quiet
from app.ui.widgets.plain import PlainLabel

SECONDS = 10


class Toast(QFrame):
    """One sentence and 撤销; a newer one replaces it, and nothing runs on after it is gone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("part", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = PlainLabel()
        self.undo_button = quiet("撤销", tip="Ctrl+Z")
        self.undo_button.clicked.connect(self.take_back)
        self._undo: Callable[[], None] | None = None
        self._clock = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._clock.timeout.connect(self.vanish)
        self._room = parent
        row = QHBoxLayout(self)
        row.setContentsMargins(space(4), space(1), space(2), space(1))
        row.setSpacing(space(3))
        row.addWidget(self._label)
        row.addWidget(self.undo_button)
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, undo: Callable[[], None] | None = None) -> None:
        """Show the sentence; with `undo` the clerk has ten seconds to take it back."""
        self._undo = undo
        self._label.setText(sentence)
        self._label.setContentsMargins(0, 0, 0 if undo else space(2), 0)
        self.undo_button.setVisible(undo is not None)
        self.setAccessibleName(sentence)
        self.show()
        self._place()
        self.raise_()
        self._clock.start()

    def can_take_back(self) -> bool:
        return self._undo is not None

    def take_back(self) -> None:
        """Undo what the sentence said, once."""
        undo = self._undo
        self.vanish()
        if undo:
            undo()

    def vanish(self) -> None:
        self._clock.stop()
        self._undo = None
        self.hide()  # first, else giving the room back lays the sentence out once more
        self._room.setContentsMargins(0, 0, 0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """At the foot, on ground of its own: the page above ends where the sentence begins."""
        self.adjustSize()
        room = self._room.rect()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - space(2))
        self._room.setContentsMargins(0, 0, 0, self.height() + space(2))
