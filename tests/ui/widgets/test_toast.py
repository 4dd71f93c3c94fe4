"""Ten seconds to take something back."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui.widgets.toast import SECONDS, Toast


@pytest.fixture
def toast(qtbot):
    page = QWidget()
    page.resize(600, 400)
    qtbot.addWidget(page)
    page.show()
    return Toast(page)


def clock(toast):
    return toast.findChild(QTimer)


def test_undo_takes_back_what_was_done_and_only_once(qtbot, toast):
    undone = []
    toast.say("已登记〔2026〕0001", lambda: undone.append(1))
    assert toast.isVisible()
    qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    toast.take_back()
    assert undone == [1]
    assert not toast.isVisible()


def test_after_ten_seconds_nothing_can_be_taken_back_and_no_clock_runs(toast):
    toast.say("已保存", lambda: pytest.fail("undone by itself"))
    assert clock(toast).interval() == SECONDS * 1000
    clock(toast).timeout.emit()
    assert not toast.can_take_back()
    assert not clock(toast).isActive()


def test_a_newer_sentence_replaces_the_older_undo(toast):
    undone = []
    toast.say("第一件", lambda: undone.append(1))
    toast.say("第二件")
    toast.take_back()
    assert undone == []


def test_the_page_ends_above_the_sentence_and_takes_its_room_back(qtbot):
    page, rows = QWidget(), QWidget()
    column = QVBoxLayout(page)
    column.addWidget(rows)
    page.resize(600, 400)
    qtbot.addWidget(page)
    page.show()
    before = rows.geometry()
    toast = Toast(page)
    toast.say("已登记〔2026〕0001", lambda: None)
    QApplication.processEvents()
    assert rows.geometry().bottom() < toast.geometry().top()
    toast.vanish()
    QApplication.processEvents()
    assert rows.geometry() == before
