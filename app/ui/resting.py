"""Nobody at the desk: the copy that is due is made, then the file is closed and its key forgotten.

What was being typed has been kept as a draft when the pages were hidden. The work runs beside the
window and ends at once when the clerk comes back; whatever becomes of it, the register is closed.
"""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from app.errors import AppError
from app.services.progress import Progress
from app.services.reminders import sentence
from app.services.today import Due
from app.ui.main_window import MainWindow
from app.ui.tasks import Stopped, Tasks

PATIENCE = 200  # milliseconds between two looks whether the register is free
FORESEEN = 8  # days for which a locked window knows how many matters press
_RESUMES = "resumes"


class Pressing(Protocol):
    """How many matters press, on any day."""

    def pressing(self, on: date | None = None) -> Due: ...


class Foresight:
    """How many matters press: read from the register, or while it rests what was read before. Counts only."""

    def __init__(self, days: Pressing, today: Callable[[], date], resting: Callable[[], bool]) -> None:
        self._days, self._today, self._resting = days, today, resting
        self._kept: dict[date, str] = {}

    def keep(self) -> None:
        """The register is about to be closed."""
        days = (self._today() + timedelta(days=after) for after in range(FORESEEN))
        self._kept = {day: sentence(self._days.pressing(day)) for day in days}

    def say(self) -> str:
        """今日有3件到期, or nothing."""
        if self._resting():
            return self._kept.get(self._today(), "")
        return sentence(self._days.pressing())


class Resting(QObject):
    """Closes the register of a locked window and lets it be opened again."""

    def __init__(
        self, window: MainWindow, tasks: Tasks, work: Callable[[Progress], object], close: Callable[[], object],
        foresight: Foresight | None = None,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self.foresight = foresight
        self._window, self._tasks, self._work, self._close = window, tasks, work, close
        self._away, self._stop, self._busy = False, threading.Event(), threading.Lock()
        self._turn = QTimer(self, singleShot=True, interval=PATIENCE)
        self._turn.timeout.connect(self._begin_work)
        window.locked.connect(self.begin)
        window.unlocked.connect(self.end)
        window.closing.connect(self._leave)

    def begin(self) -> None:
        """The window is blank: nothing behind it asks the register any more."""
        if self._away:
            return
        self._away = True
        self._stop.clear()
        _still(self._window.frame)
        self._begin_work()

    def _begin_work(self) -> None:
        """Not while a page's long work has the register: what it answers may ask the register once more."""
        if self._away and self._tasks.is_busy():
            self._turn.start()
        elif self._away:
            self._tasks.run(self._do, lambda _: self._rest(), self._on_failed)

    def end(self) -> None:
        """The clerk is back: what runs stops, what was put off goes on."""
        if self._away:
            self._stop_work()
            _go_on(self._window.frame)

    def _leave(self) -> None:
        """What pages put off would find the register closed; it is let go."""
        _still(self._window.frame)
        self._stop_work()

    def _stop_work(self) -> None:
        self._away = False
        self._stop.set()
        with self._busy:
            pass  # at most until the work next looks up

    def _do(self) -> None:
        with self._busy:
            self._work(self._look_up)

    def _look_up(self, _done: int, _total: int) -> None:
        if self._stop.is_set():
            raise Stopped

    def _on_failed(self, error: Exception) -> None:
        self._rest()
        if not isinstance(error, AppError | Stopped):
            raise error

    def _rest(self) -> None:
        if self._away:
            if self.foresight:
                self.foresight.keep()
            self._close()


def said_by(window: MainWindow) -> Callable[[], str]:
    """What the reminder of this window says, locked or not."""
    resting: Resting | None = window.findChild(Resting)
    return resting.foresight.say if resting and resting.foresight else str


def _still(frame: QObject) -> None:
    """What pages put off would find the register closed; it waits with them."""
    for timer in frame.findChildren(QTimer):
        if timer.isActive():
            timer.setProperty(_RESUMES, True)
            timer.stop()


def _go_on(frame: QObject) -> None:
    for timer in frame.findChildren(QTimer):
        if timer.property(_RESUMES):
            timer.setProperty(_RESUMES, False)
            timer.start()
