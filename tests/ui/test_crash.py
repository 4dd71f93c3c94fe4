"""Our own mistakes: told once, without anyone's data."""

from pathlib import Path

import pytest

from app.ui.crash import CrashWindow, report
from app.ui.prompts import PlainMessage


def mistake(name):
    raise KeyError(f"没有{name}")


@pytest.fixture
def broken():
    try:
        mistake("张三")
    except KeyError as error:
        return error


def test_a_report_names_places_and_no_person(broken):
    text = report(broken, broken.__traceback__)
    assert "KeyError" in text
    assert "mistake" in text
    assert "张三" not in text
    assert str(Path.cwd().parent) not in text


def test_a_second_mistake_opens_no_second_window(qtbot, qapp, broken, capsys):
    crash = CrashWindow(lambda: None)
    for _ in range(3):
        crash.on_exception(KeyError, broken, broken.__traceback__)
    windows = [window for window in qapp.topLevelWidgets() if isinstance(window, PlainMessage)]
    qtbot.addWidget(windows[0])
    assert len(windows) == 1
    windows[0].accept()
    windows[0].deleteLater()
    assert "张三" not in capsys.readouterr().err
