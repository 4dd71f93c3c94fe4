"""The window locks when nobody is there, and only then."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow

from app.ui.idle import IdleWatch


@pytest.fixture
def watched(qtbot, qapp):
    """A window with the keyboard and the watch over it; the clock's start is counted, not waited for."""
    window, edit = QMainWindow(), QLineEdit()
    qtbot.addWidget(window)
    window.setCentralWidget(edit)
    watch = IdleWatch(window, 10)
    watch.watch_over(qapp)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: qapp.focusWindow() is window.windowHandle())
    edit.setFocus()
    QApplication.processEvents()
    yield window, edit, watch
    watch.stop()


def begins_anew(watch, act):
    """Whether the clock was started again by `act`."""
    begun = []
    whole = watch._clock.start
    watch._clock.start = lambda *_: begun.append(1) or whole()
    try:
        act()
    finally:
        watch._clock.start = whole
    return bool(begun)


def test_a_key_and_the_mouse_are_signs_of_life(watched):
    window, _, watch = watched
    handle = window.windowHandle()
    assert begins_anew(watch, lambda: QTest.keyClick(handle, Qt.Key.Key_A))
    assert begins_anew(watch, lambda: QTest.mouseMove(handle, QPoint(5, 5)) or QApplication.processEvents())
    assert begins_anew(watch, lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton))


def test_what_widgets_tell_each_other_is_none(watched):
    window, edit, watch = watched

    def work():
        for kind in (QEvent.Type.StyleChange, QEvent.Type.LayoutRequest, QEvent.Type.User):
            QApplication.sendEvent(edit, QEvent(kind))
        window.resize(window.width() + 20, window.height())

    assert not begins_anew(watch, work)


def test_words_from_an_input_method_are_a_sign_though_no_key_arrives(watched):
    _, edit, watch = watched
    word = QInputMethodEvent()
    word.setCommitString("水渠")
    assert begins_anew(watch, lambda: QApplication.sendEvent(edit, word))


def test_keys_in_a_dialog_count(watched, qtbot, qapp):
    window, _, watch = watched
    dialog = QDialog(window)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: qapp.focusWindow() is dialog.windowHandle())
    assert begins_anew(watch, lambda: QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_A))
    dialog.close()


def test_a_watch_that_was_stopped_stays_stopped(watched):
    window, _, watch = watched
    watch.stop()
    assert not begins_anew(watch, lambda: QTest.keyClick(window.windowHandle(), Qt.Key.Key_A))
