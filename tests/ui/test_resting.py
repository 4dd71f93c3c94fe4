"""A locked window has neither file nor key behind it, keeps what was typed, and goes on as it was."""

import pytest

from app.core.receptions import ReceptionDraft
from app.errors import StorageError
from app.services.receptions import Visitor
from app.ui.desk_window import open_window, remind
from app.ui.prompts import QtPrompts
from app.ui.resting import Resting
from app.ui.surroundings import Surroundings
from app.ui.tasks import InlineTasks, Stopped
from app.ui.window_state import WindowState
from tests.conftest import PASSWORD


@pytest.fixture
def window(qapp, qtbot, theme, desktop, desk, tmp_path):
    desktop.printer = ""
    around = Surroundings(qapp, theme, QtPrompts(), desktop, InlineTasks(), WindowState(tmp_path))
    made = open_window(desk, around)
    qtbot.addWidget(made)
    made.show()
    return made


def unlock(window, password=PASSWORD):
    window._locked.password_edit.setText(password)
    window._locked._on_submitted()


def test_a_locked_window_has_no_file_and_no_key(window, desk):
    window.lock()
    assert desk.register.store.is_resting()
    assert desk.register.store._key == b""
    with pytest.raises(StorageError):
        desk.matters.find("张")
    unlock(window, "错的密码")
    assert desk.register.store.is_resting()
    unlock(window)
    assert not window.is_locked()
    assert desk.matters.find("张") == ()


def test_what_was_being_typed_is_kept_before_the_file_is_closed(window, desk):
    page = window.open_page("reception")
    page.keeper.touch()
    window.lock()
    assert not page.keeper.is_waiting()
    unlock(window)
    assert window.shown is page


def test_what_a_page_put_off_waits_until_the_register_is_open_again(window, desk, qtbot):
    """The month's figures are read a moment after the sentences; a lock between must not trip over them."""
    page = window.open_page("today")
    page._stamp = None  # something was entered since
    page.refresh()
    assert page._turns.is_waiting()
    window.lock()
    qtbot.wait(20)
    assert page._turns.is_waiting()
    unlock(window)
    qtbot.waitUntil(lambda: not page._turns.is_waiting())


def test_what_a_page_put_off_is_let_go_when_the_window_closes(window, desk, qtbot):
    page = window.open_page("today")
    page._stamp = None
    page.refresh()
    window.close()
    qtbot.wait(20)
    assert page._turns.is_waiting()  # nothing was read from a register that is closed by then


def test_the_reminder_of_a_locked_window_says_counts_it_read_before(window, desk, tmp_path, clock):
    day = desk.register.today()
    from datetime import timedelta

    old = day - timedelta(days=40)
    desk.receptions.register(ReceptionDraft("visit", old, old, "反映排水"), [Visitor("张三")])
    reminder = remind(window, desk, WindowState(tmp_path))
    assert reminder._said() == "今日有1件超期"
    window.lock()
    assert reminder._said() == "今日有1件超期"
    clock.set(day + timedelta(days=1))
    assert "张三" not in reminder._said()
    assert "1件超期" in reminder._said()


def test_a_copy_that_is_due_is_made_before_the_file_is_closed(window, desk):
    assert desk.safety.copies() == ()
    window.lock()
    unlock(window)
    assert len(desk.safety.copies()) == 1
    assert desk.safety.last_drill().ok


class LateTasks:
    """Holds the job back until told: the clerk comes back in between."""

    def __init__(self):
        self.jobs = []

    def is_busy(self):
        return False

    def run(self, job, done, failed=None):
        self.jobs.append((job, done, failed))

    def do(self):
        for job, done, failed in self.jobs:
            try:
                answer = job()
            except Stopped as error:
                failed(error)
            else:
                done(answer)
        self.jobs = []


def test_a_clerk_who_comes_back_at_once_finds_the_register_open(window, desk):
    tasks = LateTasks()
    resting = window.findChild(Resting)
    resting._tasks = tasks
    window.lock()
    unlock(window)
    tasks.do()
    assert not desk.register.store.is_resting()
    assert desk.safety.copies() == ()
    assert not window.is_locked()


def test_whatever_becomes_of_the_copy_the_register_is_closed(window, desk, monkeypatch):
    def full(*_, **__):
        raise StorageError("磁盘已满")

    monkeypatch.setattr(type(desk.safety), "look_after", full)
    window.lock()
    assert desk.register.store.is_resting()


def test_locking_twice_is_locking_once(window, desk):
    window.lock()
    window.lock()
    unlock(window)
    assert not desk.register.store.is_resting()
