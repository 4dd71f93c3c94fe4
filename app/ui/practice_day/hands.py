"""A clerk's hands: real key and mouse events into whatever window is in front."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NOTHING = Qt.KeyboardModifier.NoModifier
MOST_TABS = 120


class OutOfReach(AssertionError):
    """The keyboard cannot come to a widget: a fault of the window, not of the clerk."""


class Hands:
    """Presses keys and clicks; `presses` counts everything that is not content."""

    def __init__(self) -> None:
        self.presses = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NOTHING, *, times: int = 1) -> None:
        for _ in range(times):
            self.presses += 1
            widget = in_front()
            QTest.keyPress(widget, key, modifiers)
            if isValid(widget) and widget.isVisible():  # the press may have closed its window
                QTest.keyRelease(widget, key, modifiers)

    def write(self, text: str) -> None:
        """Content: ASCII by keys, Chinese as an input method hands it over."""
        for part in _runs(text):
            if part.isascii():
                QTest.keyClicks(in_front(), part)
            else:
                committed = QInputMethodEvent()
                committed.setCommitString(part)
                QApplication.sendEvent(in_front(), committed)

    def rewrite(self, text: str) -> None:
        """Put other content in place of what stands here."""
        self.press(Qt.Key.Key_A, CONTROL)
        self.write(text)

    def click(self, widget: QWidget) -> None:
        self.presses += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def reach(self, widget: QWidget) -> None:
        """Tab until the widget has the keyboard."""
        self.rest(0)  # what was just made is shown only now
        for _ in range(MOST_TABS):
            if widget.hasFocus():
                return
            self.press(Qt.Key.Key_Tab)
        raise OutOfReach(f"键盘到不了“{widget.accessibleName() or type(widget).__name__}”")

    def rest(self, milliseconds: int = 20) -> None:
        """Let the window draw what has happened."""
        QTest.qWait(milliseconds)


def come_to_front(window: QWidget) -> None:
    """Show a window and wait until keys go to it."""
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)


def in_front() -> QWidget:
    """Who gets the next key."""
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    if widget is None:
        raise OutOfReach("no window is in front")
    return widget


def _runs(text: str) -> list[str]:
    """Stretches of ASCII and of other characters, in turn."""
    runs: list[str] = []
    for char in text:
        if runs and runs[-1].isascii() == char.isascii():
            runs[-1] += char
        else:
            runs.append(char)
    return runs
