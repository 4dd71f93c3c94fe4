"""What a window stands on: the program, its look, the desktop, the clock; made once for every window."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.paths import resource
from app.services.clock import Clock
from app.ui.desktop import QtDesktop
from app.ui.prompts import QtPrompts
from app.ui.tasks import Tasks, ThreadTasks
from app.ui.theme import Theme
from app.ui.window_state import DARK, PRINTER, WindowState


@dataclass(frozen=True)
class Surroundings:
    """What the program stands on; tests bring fakes for the parts that ask or print."""

    app: QApplication
    theme: Theme
    prompts: QtPrompts
    desktop: QtDesktop
    tasks: Tasks
    state: WindowState
    clock: Clock | None = None

    @property
    def is_rehearsal(self) -> bool:
        """A practice day brings a clock that stands still; it knows its way and needs no reminder."""
        return self.clock is not None


def surroundings(app: QApplication, folder: Path) -> Surroundings:
    """The real ones, as this screen was left last time."""
    folder.mkdir(parents=True, exist_ok=True)
    state = WindowState(folder)
    theme = Theme(dark=state.read(DARK, default=False), scale=state.scale())
    theme.wear(app)
    speak_chinese(app)
    app.setWindowIcon(QIcon(str(resource("style", "app.svg"))))
    desktop = QtDesktop(state.read(PRINTER, ""))
    return Surroundings(app, theme, QtPrompts(), desktop, ThreadTasks(app), state)


def speak_chinese(app: QApplication) -> None:
    """Dates and the words of Qt's own windows (file dialog, calendar) in Chinese."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
