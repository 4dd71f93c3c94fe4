"""A stick of ours is plugged in: one of its copies is rehearsed beside the clerk's work, once a day.

It waits until nobody has touched keys or mouse for a moment, runs on a thread of its own (the window's long work
keeps its worker), and stops at once when the window is locked or closed; then the next look begins anew.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError
from app.services.progress import Progress
from app.services.sticks import plugged_in
from app.ui.main_window import MainWindow
from app.ui.tasks import Stopped, Tasks, ThreadTasks

LOOK, QUIET = 4_000, 10_000  # milliseconds between two looks; without a sign of life before it begins


class Rehearsing(Protocol):
    """What is asked of the store."""

    def was_drilled_today(self) -> bool: ...
    def rehearse_from_stick(self, *, progress: Progress = ...) -> tuple[str, str] | None: ...
    def note_rehearsed(self, name: str, sentence: str) -> None: ...


class StickDrill(QObject):
    """Watches what is plugged in.

    Signals:
        drilled: A copy of a stick was rehearsed; the store says how it ended.
    """

    drilled = Signal()

    def __init__(
        self, window: MainWindow, safety: Callable[[], Rehearsing], tasks: Tasks | None = None
    ) -> None:
        super().__init__(window)
        self._window, self._safety = window, safety
        self._own = None if tasks else ThreadTasks(self)
        self._tasks = tasks or self._own
        self._seen: frozenset[Path] = frozenset()
        self._stop = threading.Event()
        self._look_clock = QTimer(self, interval=LOOK)
        self._look_clock.timeout.connect(self.look)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self.begin)
        window.locked.connect(self._leave)
        window.closing.connect(self._end)
        self._look_clock.start()

    def look(self) -> None:
        """Whether something was plugged in since the last look; while the window is locked nothing counts."""
        if self._window.is_locked():
            self._seen = frozenset()
            return
        now = frozenset(plugged_in())
        if now - self._seen:
            self._quiet.start()
        self._seen = now

    def wait(self) -> None:
        """Somebody is working: not now."""
        if self._quiet.isActive():
            self._quiet.start()

    def begin(self) -> None:
        """Rehearse now, unless it was done today."""
        if self._window.is_locked() or self._tasks is None or self._tasks.is_busy():
            return
        safety = self._safety()
        if safety.was_drilled_today():
            return
        self._stop.clear()
        self._tasks.run(
            lambda: safety.rehearse_from_stick(progress=self._look_up),
            lambda found: self._note(safety, found),
            self._on_failed,
        )

    def _note(self, safety: Rehearsing, found: tuple[str, str] | None) -> None:
        if found is None or self._stop.is_set():
            return
        try:
            safety.note_rehearsed(*found)
        except AppError:
            return  # a full disk says so where the clerk writes
        self.drilled.emit()

    def _look_up(self, _done: int, _total: int) -> None:
        if self._stop.is_set():
            raise Stopped

    def _on_failed(self, error: Exception) -> None:
        """A stick that was pulled out meanwhile, or a disk without room for it, is no finding about the copy."""
        if not isinstance(error, AppError | Stopped | OSError):
            raise error

    def _leave(self) -> None:
        self._stop.set()
        self._quiet.stop()

    def _end(self) -> None:
        self._leave()
        self._look_clock.stop()
        if self._own:
            self._own.close()
