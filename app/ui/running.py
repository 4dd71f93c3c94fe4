"""Running the program."""

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.services.crash_reports import CrashReports
from app.services.folders import has_register, is_taken
from app.ui.application import PRACTICE_FOLDER, Application
from app.ui.crash import CrashWindow
from app.ui.front import came_to_front
from app.ui.input_method import Composition, plugin_folders, plugins, settle
from app.ui.surroundings import surroundings


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
