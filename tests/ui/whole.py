"""The whole window over a real desk, as tests of search, help and tour need it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.desk_window import open_window
from app.ui.surroundings import Surroundings
from app.ui.tasks import InlineTasks
from app.ui.window_state import WindowState

CONTROL = Qt.KeyboardModifier.ControlModifier


def open_whole(qapp, qtbot, theme, prompts, desktop, folder, desk):
    """Every page, command and finder; the window is in front."""
    desktop.printer = ""
    around = Surroundings(qapp, theme, prompts, desktop, InlineTasks(), WindowState(folder))
    window = open_window(desk, around)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key to whatever has the keyboard."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
