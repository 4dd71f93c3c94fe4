"""The password page: a sentence when wrong, and waiting that grows."""

import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from app.errors import AlreadyOpenError, DamageError, WrongPassword
from app.ui.start.places import Places
from app.ui.start.unlock import UnlockPage
from app.ui.start.window import StartWindow


def only_right(password):
    if password == "占用":
        raise AlreadyOpenError("另一个窗口正开着这份数据。")
    if password != "对的密码":
        raise WrongPassword("密码不对，没有打开任何数据。")


@pytest.fixture
def page(qtbot):
    made = UnlockPage("已锁定", only_right)
    qtbot.addWidget(made)
    made.show()
    made.enter()
    yield made
    made.findChild(QTimer).stop()


@pytest.fixture
def give(page, write):
    def answer(password):
        page.password_edit.clear()
        write(password, page.password_edit)
        QTest.keyClick(page.password_edit, Qt.Key.Key_Return)

    return answer


def test_a_wrong_password_gets_a_sentence_under_its_field(page, give):
    page.opened.connect(lambda: pytest.fail("opened"))
    give("错的")
    assert page.field.problem() == "密码不对，没有打开任何数据。"


def test_the_right_password_opens_and_leaves_the_field_empty(qtbot, page, give):
    with qtbot.waitSignal(page.opened):
        give("对的密码")
    assert page.password_edit.text() == ""


def test_the_third_wrong_password_costs_waiting_and_the_clock_ends_it(page, give):
    for _ in range(3):
        give("错的")
    assert page.seconds_left() == 2
    assert not page.open_button.isEnabled()
    page.opened.connect(lambda: pytest.fail("opened while waiting"))
    give("对的密码")
    for _ in range(2):
        page.findChild(QTimer).timeout.emit()
    assert page.open_button.isEnabled()
    assert not page.findChild(QTimer).isActive()


def test_another_trouble_is_said_and_costs_no_waiting(page, give):
    for _ in range(4):
        give("占用")
    assert page.field.problem() == "另一个窗口正开着这份数据。"
    assert page.seconds_left() == 0


class Beside:
    """A try that takes as long as the test wants, on a thread of its own."""

    def __init__(self):
        self.goes_on, self.entered, self.threads = threading.Event(), [], []

    def unlock(self, password):
        return lambda: self.attempt(password)

    def attempt(self, password):
        self.threads.append(threading.get_ident())
        assert self.goes_on.wait(20)
        only_right(password)
        return lambda: self.entered.append(threading.get_ident())


@pytest.fixture
def beside():
    made = Beside()
    yield made
    made.goes_on.set()


@pytest.fixture
def page_beside(qtbot, beside, tasks):
    made = UnlockPage("已锁定", beside.unlock, tasks)
    qtbot.addWidget(made)
    made.show()
    made.enter()
    yield made
    made.findChild(QTimer).stop()


def begin(page, password):
    page.password_edit.setText(password)
    page.open_button.click()


def test_while_a_password_is_tried_the_window_lives_and_nothing_else_is_begun(qtbot, page_beside, beside):
    turns = []
    begin(page_beside, "对的密码")
    page_beside.open_button.click()
    page_beside.password_edit.returnPressed.emit()
    QTimer.singleShot(0, lambda: turns.append("painted"))
    qtbot.waitUntil(lambda: bool(turns and beside.threads))
    assert len(beside.threads) == 1
    assert page_beside.is_trying()
    assert not page_beside.isEnabled()
    assert page_beside.open_button.text() == "正在核对"
    with qtbot.waitSignal(page_beside.opened):
        beside.goes_on.set()
    assert beside.entered == [threading.get_ident()] != beside.threads
    assert page_beside.isEnabled()
    assert page_beside.open_button.text() == "打开"


def test_a_wrong_password_tried_beside_is_counted_and_the_keyboard_is_back_in_the_field(
    qtbot, page_beside, beside
):
    page_beside.begin_with(2)
    begin(page_beside, "错的")
    beside.goes_on.set()
    qtbot.waitUntil(lambda: not page_beside.is_trying())
    assert page_beside.field.problem() == "密码不对，没有打开任何数据。"
    assert page_beside.seconds_left() == 2
    assert not page_beside.open_button.isEnabled()
    assert page_beside.password_edit.hasFocus()


def test_a_window_that_was_closed_meanwhile_opens_nothing(qtbot, page_beside, beside):
    begin(page_beside, "对的密码")
    page_beside.leave()
    beside.goes_on.set()
    qtbot.waitUntil(lambda: not page_beside.is_trying())
    assert beside.entered == []


def test_the_first_window_cannot_be_closed_while_a_register_is_being_opened(qtbot, tmp_path, beside, tasks):
    places = Places(tmp_path, tmp_path / "p", tmp_path / "c")
    window = StartWindow(places, lambda folder: folder == tmp_path, lambda _: False, tasks)
    qtbot.addWidget(window)
    window.open_with(lambda _folder, password: beside.unlock(password), lambda *_: None)
    window.begin(practice=False)
    window.show()
    begin(window.unlock, "对的密码")
    assert not window.close()
    beside.goes_on.set()
    qtbot.waitUntil(lambda: bool(beside.entered))
    assert window.close()


def test_what_is_wrong_with_the_data_is_said_on_the_way_back_also_when_it_was_found_beside(
    qtbot, tmp_path, tasks
):
    def damaged():
        raise DamageError("数据有损坏，已停止写入。")

    window = StartWindow(
        Places(tmp_path, tmp_path / "p", tmp_path / "c"), lambda _: True, lambda _: False, tasks
    )
    qtbot.addWidget(window)
    said = []
    window.open_with(lambda *_: damaged, lambda *_: None)
    window.begin(practice=False)
    window.begin_restoring = lambda folder, why: said.append((folder, why))
    begin(window.unlock, "对的密码")
    qtbot.waitUntil(lambda: bool(said))
    assert said == [(tmp_path, "数据有损坏，已停止写入。")]
