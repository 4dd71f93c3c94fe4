"""Work that takes longer than 50 ms, off the window's thread.

A job is a plain function that touches no widget; its answer comes back on the window's
thread. One worker, so jobs never run into each other.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from app.ui.turns import AtOnce, EventTurns, Turns

T = TypeVar("T")


class Stopped(Exception):
    """The clerk pressed 取消."""


def _fall_through(error: Exception) -> None:
    raise error


class Tasks(Protocol):
    """Where a page leaves long work."""

    def run(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None] = ...
    ) -> None:
        """Do `job`, then `done` with its answer or `failed` with what was raised."""

    def is_busy(self) -> bool:
        """Whether a job is under way; the register belongs to it meanwhile."""

    def beside(self, page: QObject, /) -> "Tasks":
        """A worker of its own for `page`: what it does waits for nobody, and touches nothing that others work on."""

    def turns(self, page: QObject, /) -> Turns:
        """Where `page` leaves shorter work for the window's own thread, piece by piece."""


class ThreadTasks(QObject):
    """The one worker of the program."""

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._running = 0
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] = _fall_through,
    ) -> None:
        self._running += 1
        future = self._pool.submit(job)
        future.add_done_callback(lambda answered: self._hand_over((answered, done, failed)))

    def is_busy(self) -> bool:
        return self._running > 0

    def beside(self, page: QObject, /) -> "Tasks":
        return ThreadTasks(page)

    def turns(self, page: QObject, /) -> Turns:
        return EventTurns(page)

    def close(self) -> None:
        """Wait for the job under way; called when the window closes."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _hand_over(self, answer: object) -> None:
        if isValid(self):  # else the page that asked is gone
            self._answered.emit(answer)

    def _on_answered(
        self, answer: tuple[Future[Any], Callable[[Any], None], Callable[[Exception], None]]
    ) -> None:
        future, done, failed = answer
        self._running -= 1
        _pass_on(future.result, done, failed)


class InlineTasks:
    """Does the job at once; for tests and for the practice day."""

    def is_busy(self) -> bool:
        return False

    def beside(self, _page: QObject, /) -> "Tasks":
        return self

    def turns(self, _page: QObject, /) -> Turns:
        return AtOnce()

    def run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] = _fall_through,
    ) -> None:
        _pass_on(job, done, failed)


def _pass_on(job: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
    try:
        answer = job()
    except Exception as error:  # noqa: BLE001 - the one place that hands a job's failure to its page
        failed(error)
    else:
        done(answer)
