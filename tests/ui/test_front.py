"""A second start finds the first window; a command that holds the register is not mistaken for one."""

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QWidget

from app.db.engine.holding import hold, is_held
from app.errors import AlreadyOpenError
from app.ui.front import PLACE, Front, came_to_front

HOLDS = """
import sys
from pathlib import Path
from app.db.engine.holding import hold
held = hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_first_window_answers_and_comes_to_the_front(qtbot, window, tmp_path):
    front = Front(window, tmp_path)
    window.showMinimized()
    with qtbot.waitSignal(front.asked):
        assert came_to_front(tmp_path, lambda _seconds: front.look())
    assert not window.isMinimized()
    assert list((tmp_path / PLACE).iterdir()) == []


def test_the_question_is_heard_without_being_looked_for(qtbot, window, tmp_path):
    front = Front(window, tmp_path)
    with qtbot.waitSignal(front.asked):
        (tmp_path / PLACE / "x.ask").touch()


def test_a_file_goes_with_the_question_to_the_window_that_is_open(qtbot, window, tmp_path):
    front = Front(window, tmp_path)
    with qtbot.waitSignal(front.handed) as told:
        assert came_to_front(tmp_path, lambda _seconds: front.look(), handed=tmp_path / "县局 回执.xfb")
    assert told.args == [tmp_path / "县局 回执.xfb"]
    with qtbot.assertNotEmitted(front.handed):
        assert came_to_front(tmp_path, lambda _seconds: front.look())


def test_nobody_answers_where_a_command_holds_the_register(tmp_path):
    (tmp_path / PLACE).mkdir()
    assert not came_to_front(tmp_path, lambda _seconds: None)
    assert list((tmp_path / PLACE).iterdir()) == []
    assert not came_to_front(tmp_path / "没有", lambda _seconds: None)


def test_a_killed_process_holds_nothing_and_a_living_one_is_not_overruled(tmp_path):
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDS, str(tmp_path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout.readline() == "held\n"
        assert is_held(tmp_path)
        with pytest.raises(AlreadyOpenError):
            hold(tmp_path)
        process.kill()
        process.communicate()
        assert not is_held(tmp_path)


def test_two_starts_at_once_and_only_one_has_it(tmp_path):
    held = [hold(tmp_path)]
    for _ in range(200):
        with pytest.raises(AlreadyOpenError):
            hold(tmp_path)
    held.pop().release()
    hold(tmp_path).release()
