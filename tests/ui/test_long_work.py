"""Long work of a page: the window closed off, how far it is, the way to stop it."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QVBoxLayout, QWidget

from app.errors import StorageError
from app.ui.long_work import LongWork
from app.ui.tasks import InlineTasks, Stopped


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    page = QWidget()
    made.line = QLineEdit()
    QVBoxLayout(page).addWidget(made.line)
    made.setCentralWidget(page)
    made.undone = []
    command = QAction("撤销", made)
    command.setShortcut(QKeySequence("Ctrl+Z"))
    command.triggered.connect(lambda: made.undone.append(1))
    made.menuBar().addMenu("编辑").addAction(command)
    made.resize(900, 500)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.line.setFocus()
    return made


class Held:
    """A job that waits in the middle until the test lets it go on."""

    def __init__(self):
        self.goes_on, self.ended = threading.Event(), []

    def job(self, progress):
        progress(30, 100)
        self.goes_on.wait(10)
        progress(60, 100)
        return "备份"

    def start(self, work):
        work.run(
            "正在备份", self.job, self.ended.append,
            lambda sentence: self.ended.append(f"失败：{sentence}"), lambda: self.ended.append("已取消"),
        )  # fmt: skip


@pytest.fixture
def held():
    made = Held()
    yield made
    made.goes_on.set()


@pytest.fixture
def work(tasks, window, held, qtbot):
    """Under way, with its sheet on the screen."""
    made = LongWork(tasks, window.centralWidget())
    held.start(made)
    qtbot.waitUntil(lambda: made.sheet().isVisible() and "30%" in made.sheet().line.said())
    return made


def test_the_sheet_says_how_far_it_is_and_the_answer_comes_back(qtbot, work, held, window):
    assert work.sheet().line.said() == "正在备份 30%"
    held.goes_on.set()
    qtbot.waitUntil(lambda: held.ended == ["备份"])
    assert not work.is_busy()
    assert window.line.hasFocus()


def test_meanwhile_neither_keys_nor_closing_reach_the_window(qtbot, work, held, window):
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (window.undone, window.close()) == ([], False)
    assert not window.line.isEnabled()
    held.goes_on.set()
    qtbot.waitUntil(lambda: not work.is_busy())
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.undone == [1]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_stops_the_work_at_the_next_good_place(qtbot, work, held, key):
    sheet = work.sheet()
    assert sheet.line.cancel_button.hasFocus()
    QTest.keyClick(sheet.line.cancel_button, key)
    assert "正在取消" in sheet.line.said()
    held.goes_on.set()
    qtbot.waitUntil(lambda: held.ended == ["已取消"])


def test_short_work_shows_no_sheet_and_a_failure_is_its_sentence(window):
    work, told = LongWork(InlineTasks(), window.centralWidget()), []

    def full(_progress):
        raise StorageError("磁盘已满。")

    work.run("正在备份", full, told.append, told.append, lambda: told.append("已取消"))
    assert told == ["磁盘已满。"]
    assert window.line.isEnabled()
    assert window.line.hasFocus()


def test_our_own_fault_is_not_hidden_and_leaves_the_window_alive(window):
    work = LongWork(InlineTasks(), window.centralWidget())

    def broken(_progress):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work.run("正在备份", broken, list, list, list)
    assert window.line.isEnabled()


def test_the_window_hears_seldom_of_work_that_tells_often(window):
    work, heard = LongWork(InlineTasks(), window.centralWidget()), []
    work._told.connect(lambda done, _total: heard.append(done))

    def often(progress):
        for done in range(100_000):
            progress(done, 100_000)

    work.run("正在核验", often, heard.append, heard.append, list)
    assert len(heard) <= 202


def test_stopping_is_no_error(window):
    work, told = LongWork(InlineTasks(), window.centralWidget()), []

    def stopped(_progress):
        raise Stopped

    work.run("正在核验", stopped, told.append, told.append, lambda: told.append("已取消"))
    assert told == ["已取消"]
