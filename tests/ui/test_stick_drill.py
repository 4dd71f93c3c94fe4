"""A stick of ours is plugged in: a copy on it is rehearsed once a day, beside the clerk's work, and Today says so."""

import threading

import pytest

from app.services.sticks import standing_in
from app.ui.desk_window import open_window
from app.ui.prompts import QtPrompts
from app.ui.stick_drill import StickDrill
from app.ui.surroundings import Surroundings
from app.ui.tasks import InlineTasks
from app.ui.window_state import WindowState
from tests.conftest import PASSWORD
from tests.services.test_backups import letter


@pytest.fixture
def stick(desk, tmp_path):
    root = tmp_path / "U盘"
    root.mkdir()
    letter(desk)
    with standing_in(root):
        desk.safety.backup_to(desk.safety.prepare_stick(root))
    return root


@pytest.fixture
def window(qapp, qtbot, theme, desktop, desk, tmp_path):
    desktop.printer = ""
    around = Surroundings(qapp, theme, QtPrompts(), desktop, InlineTasks(), WindowState(tmp_path))
    made = open_window(desk, around)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def drill(window):
    return window.findChild(StickDrill)


def plug_in(drill, *roots):
    """The next look finds these; true if a rehearsal will follow."""
    with standing_in(*roots):
        drill.look()
    return drill._quiet.isActive()


def test_a_stick_that_is_plugged_in_is_rehearsed_beside_the_work_and_today_says_so(
    qtbot, window, drill, desk, stick, monkeypatch
):
    threads = []
    real = desk.safety.rehearse_from_stick
    monkeypatch.setattr(
        desk.safety, "rehearse_from_stick",
        lambda **how: (threads.append(threading.current_thread()), real(**how))[1],
    )  # fmt: skip
    page = window.open_page("today")
    assert not plug_in(drill)
    assert plug_in(drill, stick)
    with standing_in(stick), qtbot.waitSignal(drill.drilled, timeout=20_000):
        drill.begin()
    assert threads != [threading.main_thread()]
    assert desk.safety.last_drill().ok
    assert "恢复演练：今天成功" in page.safety.drill_label.text()
    assert not list(desk.register.folder.glob("drill*"))


def test_once_a_day_is_enough(drill, desk, stick):
    with standing_in(stick):
        desk.safety.drill()
        drill.begin()
    assert not drill._own.is_busy()


def test_a_copy_that_does_not_come_to_life_turns_today_red(qtbot, window, drill, desk, stick):
    database = next(stick.rglob("main.db"))
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    page = window.open_page("today")
    with standing_in(stick), qtbot.waitSignal(drill.drilled, timeout=20_000):
        drill.begin()
    assert "不能用" in page.safety.drill_label.text()


def test_a_foreign_stick_and_a_locked_window_start_nothing(qtbot, window, drill, desk, tmp_path, stick):
    foreign = tmp_path / "别人的U盘"
    foreign.mkdir()
    with standing_in(foreign):
        drill.begin()
        qtbot.waitUntil(lambda: not drill._own.is_busy())
    assert desk.safety.last_drill() is None
    window.lock()
    assert not plug_in(drill, stick)
    drill.begin()
    assert not drill._own.is_busy()


def test_locking_the_window_ends_a_rehearsal_and_nothing_is_noted(
    qtbot, window, drill, desk, stick, monkeypatch
):
    begun, go_on = threading.Event(), threading.Event()

    def slow(*, progress):
        begun.set()
        go_on.wait(10)
        progress(0, 1)
        return "一份备份", ""

    monkeypatch.setattr(desk.safety, "rehearse_from_stick", slow)
    drill.begin()
    begun.wait(10)
    window.lock()
    go_on.set()
    qtbot.waitUntil(lambda: not drill._own.is_busy())
    desk.unlock(PASSWORD)
    assert desk.safety.last_drill() is None or desk.safety.last_drill().name != "一份备份"


def test_typing_puts_the_rehearsal_off(qtbot, drill, stick):
    plug_in(drill, stick)
    before = drill._quiet.timerId()
    drill.wait()
    assert drill._quiet.isActive()
    assert drill._quiet.timerId() != before  # begun anew
    drill._quiet.stop()
    drill.wait()
    assert not drill._quiet.isActive()
