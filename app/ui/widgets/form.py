"""The key habit of registers: Enter goes on to the next field, as Tab does."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

SUBMIT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S)
_GOES_ON = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Form(QWidget):
    """A ground for fields. Single-line fields leave Enter to it; texts of several lines keep theirs."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() in _GOES_ON:
            self.focusNextPrevChild(True)
        elif enter and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.focusNextPrevChild(False)
        else:
            super().keyPressEvent(event)


class SubmitForm(Form):
    """A form with a deed: Ctrl+Enter or Ctrl+S submits it, once for a key that is held down."""

    def submit(self) -> None:
        """Hand on what stands here, or say what is missing."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in SUBMIT_KEYS:
            if not event.isAutoRepeat():
                self.submit()
        else:
            super().keyPressEvent(event)
