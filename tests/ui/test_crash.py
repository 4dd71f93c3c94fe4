"""Our own mistakes: told once, without anyone's data."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from app.errors import DamageError
from app.services.crash_reports import MOST, CrashReports
from app.ui.crash import CrashWindow, report
from app.ui.prompts import PlainMessage
from app.ui.start.way_back import DAMAGED, DamageWatch


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


def open_windows(qapp):
    found = [window for window in qapp.topLevelWidgets() if isinstance(window, PlainMessage)]
    return [window for window in found if window.isVisible()]


def test_a_damaged_register_is_asked_about_once_and_not_told_as_our_mistake(
    qtbot, qapp, prompts, desk, capsys
):
    """A page's slot reads and raises; the question of the damage watch is the only window."""
    crash, watch = CrashWindow(lambda: None), DamageWatch(qapp, desk, prompts)
    store = desk.register.store
    button = QPushButton("读")
    qtbot.addWidget(button)

    def read():
        store.note_damage("数据文件有损坏")
        raise DamageError("数据文件有损坏")

    button.clicked.connect(read)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(watch.wanted):
        button.click()
    crash.on_exception(*caught[0])
    assert prompts.asked == [DAMAGED]
    assert open_windows(qapp) == []
    assert "DamageError" in capsys.readouterr().err


def test_a_report_is_shown_first_and_kept_when_the_window_closes(qtbot, qapp, broken, capsys):
    kept = []
    crash = CrashWindow(lambda: None, lambda text: kept.append(text) or 1)
    crash.on_exception(KeyError, broken, broken.__traceback__)
    assert kept == []
    (window,) = open_windows(qapp)
    qtbot.addWidget(window)
    window.accept()
    assert len(kept) == 1
    assert "张三" not in kept[0]


def test_a_mistake_in_a_thread_is_told_in_the_window(qtbot, qapp, capsys):
    crash = CrashWindow(lambda: None)
    before = threading.excepthook
    crash.install()
    try:
        worker = threading.Thread(target=mistake, args=("李四",))
        worker.start()
        worker.join()
        qtbot.waitUntil(lambda: bool(open_windows(qapp)), timeout=2000)
    finally:
        sys.excepthook, threading.excepthook = sys.__excepthook__, before
    (window,) = open_windows(qapp)
    qtbot.addWidget(window)
    assert "KeyError" in window.findChild(QPlainTextEdit).toPlainText()
    assert "李四" not in window.findChild(QPlainTextEdit).toPlainText()
    window.accept()


def test_a_slot_that_raises_ends_nothing(qtbot, qapp, capsys):
    crash = CrashWindow(lambda: None)
    button = QPushButton("做")
    qtbot.addWidget(button)
    button.clicked.connect(lambda: mistake("王五"))
    with qtbot.captureExceptions() as caught:
        button.click()
    crash.on_exception(*caught[0])
    (window,) = open_windows(qapp)
    qtbot.addWidget(window)
    window.accept()
    assert button.isEnabled()


def test_reports_are_kept_by_number_and_the_oldest_go(tmp_path):
    reports = CrashReports(tmp_path)
    numbers = [reports.keep(f"第{number}份") for number in range(1, MOST + 4)]
    assert numbers == list(range(1, MOST + 4))
    assert [report.number for report in reports.kept()] == numbers[-MOST:]
    assert reports.kept()[-1].text == f"第{MOST + 3}份"


def test_a_hard_stop_is_told_at_the_next_start(tmp_path):
    code = f"""
from pathlib import Path
from app.errors import DamageError
from app.services.crash_reports import CrashReports
import os, signal
print(repr(CrashReports(Path({str(tmp_path)!r})).watch_for_a_hard_stop()))
os.kill(os.getpid(), signal.SIGSEGV)
"""
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "Segmentation fault" in done.stdout
