"""The first question: how did it come in. One digit answers it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.core.receptions import CHANNELS
from app.ui.widgets.chips import Chips


class ChannelChips(Chips):
    """来信 来访 网上 来电 其他, by digit 1–5 or with the mouse.

    Signals:
        answered: A channel was chosen; the keyboard may go on.
    """

    answered = Signal()

    def __init__(self) -> None:
        words = [(key, f"{at} {word}") for at, (key, word) in enumerate(CHANNELS.items(), start=1)]
        super().__init__(words, name="信访形式")
        self._keys = tuple(CHANNELS)
        self.changed.connect(self.answered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = event.key() - Qt.Key.Key_1
        if 0 <= at < len(self._keys) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.chip(self._keys[at]).click()
        else:
            super().keyPressEvent(event)

    def enter(self) -> None:
        self.chip(self.value() or self._keys[0]).setFocus(Qt.FocusReason.TabFocusReason)
