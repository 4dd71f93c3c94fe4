"""The reminder of the day: in the system's tray where there is one, else at the foot of the window.

It says counts and never a name, a number or a subject, so it may be seen while the window is locked.
Closing the window ends the program; nothing goes on in the tray.
"""

from collections.abc import Callable
from datetime import datetime, time
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from app.errors import ValidationError
from app.services.reminders import USUAL_HOURS, read_hours, strikes, written_hours
from app.ui.main_window import MainWindow
from app.ui.window_state import WindowState

TITLE = "乡镇信访工作台"
LOOK_EVERY_MS = 30_000
ON, HOURS = "remind/on", "remind/hours"


class Tray(Protocol):
    """A place outside the window where a sentence can be shown and clicked."""

    def say(self, sentence: str) -> None: ...

    def on_click(self, act: Callable[[], None]) -> None: ...

    def go(self) -> None:
        """The program ends."""


class QtTray:
    """The system's own."""

    def __init__(self, parent: QObject) -> None:
        self._icon = QSystemTrayIcon(QApplication.windowIcon(), parent)
        self._icon.setToolTip(TITLE)
        self._icon.show()

    def say(self, sentence: str) -> None:
        self._icon.showMessage(TITLE, sentence, QApplication.windowIcon())

    def on_click(self, act: Callable[[], None]) -> None:
        self._icon.activated.connect(lambda _why: act())
        self._icon.messageClicked.connect(act)

    def go(self) -> None:
        self._icon.hide()


def system_tray(parent: QObject) -> Tray | None:
    """The tray of this desktop, if it has one that shows messages."""
    there = QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()
    return QtTray(parent) if there else None


class Hours:
    """When this screen reminds: on or off, and the hours; kept beside its other choices."""

    def __init__(self, state: WindowState) -> None:
        self._state = state

    def is_on(self) -> bool:
        return self._state.read(ON, default=True)

    def written(self) -> str:
        """The hours as the settings show them, whether they are in force or not."""
        return self._state.read(HOURS, written_hours(USUAL_HOURS))

    def in_force(self) -> tuple[time, ...]:
        """Nothing while switched off; the usual hours where what was kept cannot be read."""
        if not self.is_on():
            return ()
        try:
            return read_hours(self.written())
        except ValidationError:
            return USUAL_HOURS

    def switch(self, *, on: bool) -> None:
        self._state.write(ON, on)

    def choose(self, text: str) -> str:
        """Other hours; returns them as they are written. Raises `ValidationError`, nothing is kept then."""
        written = written_hours(read_hours(text))
        self._state.write(HOURS, written)
        return written


class Reminder(QObject):
    """Looks at the clock now and then, and says how many matters press when an hour has come."""

    def __init__(
        self,
        window: MainWindow,
        said: Callable[[], str],
        hours: Callable[[], tuple[time, ...]],
        now: Callable[[], datetime],
        tray: Tray | None,
    ) -> None:
        super().__init__(window)
        self._window, self._said, self._hours, self._now, self._tray = window, said, hours, now, tray
        self._looked = now()
        self._clock = QTimer(self, interval=LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)
        if tray:
            tray.on_click(self.open_today)
            window.closing.connect(tray.go)

    def begin(self) -> None:
        """The program has started: say what presses, and go on at the hours set."""
        if self._hours():
            self.remind()
        self._clock.start()

    def look(self) -> None:
        """What time is it?"""
        now = self._now()
        if strikes(self._hours(), self._looked, now):
            self.remind()
        self._looked = now

    def remind(self) -> None:
        """Say it, if there is anything to say."""
        sentence = self._said()
        if sentence and self._tray:
            self._tray.say(sentence)
        elif sentence:
            self._window.toast.say(sentence)

    def open_today(self) -> None:
        """The message was clicked: the window in front, on Today; a locked one asks its password first."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        if not self._window.is_locked():
            self._window.open_page("today")
