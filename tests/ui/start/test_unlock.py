"""The password page: a sentence when wrong, and waiting that grows."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from app.errors import AlreadyOpenError, WrongPassword
from app.ui.start.unlock import UnlockPage


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
