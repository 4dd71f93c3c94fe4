"""Running the program, and the self-test an installer calls."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.services.crash_reports import CrashReports
from app.services.opening import has_register, is_taken
from app.ui.application import PRACTICE_FOLDER, Application, open_window
from app.ui.crash import CrashWindow
from app.ui.front import came_to_front
from app.ui.input_method import Composition, plugin_folders, plugins, settle
from app.ui.surroundings import surroundings

SELF_TEST_MATTERS = 12


def run(folder: Path, *, practice: bool = False, handed: Path | None = None) -> int:
    """The window, until it is closed; `handed` is a file that was opened from outside."""
    settle(os.environ, plugins(plugin_folders(os.environ)))
    app = QApplication(sys.argv[:1])
    Composition(app)
    reports = CrashReports(folder)
    crash = CrashWindow(QApplication.activeWindow, reports.keep)
    crash.install()
    place = folder / PRACTICE_FOLDER if practice else folder
    if has_register(place) and is_taken(place) and came_to_front(place, handed=handed):
        return 0
    around = surroundings(app, folder)
    application = Application(around, folder, practice=practice, handed=handed)
    application.begin()
    if stopped := reports.watch_for_a_hard_stop():
        crash.show_report(stopped)
    return app.exec()


def self_test() -> int:
    """Make a small practice office, open every page, and say so; anything missing raises."""
    from app.services.practice import create_practice_office

    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        around = surroundings(app, folder / "screen")
        with create_practice_office(folder / "desk", None, "练习密码1234", matters=SELF_TEST_MATTERS) as desk:
            window = open_window(desk, around)
            window.show()
            opened = [
                key for key in window.page_keys() if window.open_page(key) and not window.grab().isNull()
            ]
            window.close()
    sys.stdout.write(f"自检通过：打开了{len(opened)}页（{'、'.join(opened)}）\n")
    return 0
