"""Work for the window's own thread in pieces: one each turn of the event loop, keys and painting between them.

What must touch widgets, or reads the register a little at a time, cannot go to the worker
(`app.ui.tasks`). Done in one piece it would hold the window still; here each piece waits for its turn.
"""

import time
from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

STRETCH = 0.012  # seconds of one turn that work cut finer may take


class Turns(Protocol):
    """Where a page leaves what it does piece by piece."""

    def put(self, name: str, piece: Callable[[], object], /) -> None:
        """Do `piece` in a turn of its own, after those that wait; it takes the place of a waiting one of the same name."""

    def drop(self, name: str, /) -> None:
        """The piece of this name is not wanted any more."""

    def finish(self) -> None:
        """Do everything that waits now: nobody will wait for it here any longer."""


class EventTurns(QObject):
    """One waiting piece each turn, in the order in which they came."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[str, Callable[[], object]] = {}
        self._here = False  # whether the turn in which the first piece came is still going on
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._do_next)

    def put(self, name: str, piece: Callable[[], object], /) -> None:
        self._waiting[name] = piece
        if not self._timer.isActive():
            self._here = True
            self._timer.start()

    def drop(self, name: str, /) -> None:
        self._waiting.pop(name, None)

    def finish(self) -> None:
        while self._waiting:
            self._do()

    def is_waiting(self) -> bool:
        """Whether anything is still to be done."""
        return bool(self._waiting)

    def _do_next(self) -> None:
        if self._here and self._waiting:
            self._here = False
            self._timer.start()
        elif self._waiting:
            self._do()

    def _do(self) -> None:
        name = next(iter(self._waiting))
        piece = self._waiting.pop(name)
        if self._waiting:
            self._timer.start()  # before the piece: one that fails does not keep the others waiting
        piece()


class AtOnce:
    """Every piece at once; for tests and the practice day, as `InlineTasks`."""

    def put(self, _name: str, piece: Callable[[], object], /) -> None:
        piece()

    def drop(self, _name: str, /) -> None:
        pass

    def finish(self) -> None:
        pass


def go_through(
    turns: Turns,
    name: str,
    work: Iterator[object],
    done: Callable[[], object],
    *,
    stretch: float | None = None,
) -> None:
    """Draw `work` to its end, a stretch each turn, then `done`; begun anew under its name it is given up.

    A stretch takes `STRETCH` seconds; with 0 it is one piece.
    """

    def go_on() -> None:
        until = time.perf_counter() + (STRETCH if stretch is None else stretch)
        for _ in work:
            if time.perf_counter() > until:
                turns.put(name, go_on)
                return
        done()

    turns.put(name, go_on)
