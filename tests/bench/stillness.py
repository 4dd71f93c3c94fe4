"""How long one deed of the clerk holds the window still, in pieces.

A piece is what the window's thread does without looking at keys and mouse: the deed with the painting
it brings about, then each further turn of the event loop. It is counted in the thread's own time,
because what other programs take on a shared machine is not ours; waiting for the disk is not in it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent

LONG = 0.050
QUIET = 0.25  # nothing more comes of a deed after so long
IDLE = 0.0005
PATIENCE = 6.0


@dataclass(frozen=True)
class Held:
    """A deed with its longest piece and all its pieces together, in seconds."""

    deed: str
    longest: float
    whole: float


def held(deed: str, act: Callable[[], object], busy: Callable[[], bool]) -> Held:
    """Do it, let the window settle, and say how long it took no key."""
    pieces = [_spent(lambda: _turn(act))]
    begun = last = time.perf_counter()
    while (time.perf_counter() - last < QUIET or busy()) and time.perf_counter() - begun < PATIENCE:
        piece = _spent(_turn)
        if piece > IDLE:
            pieces.append(piece)
            last = time.perf_counter()
        else:
            time.sleep(0.002)
    return Held(deed, max(pieces), sum(pieces))


def _turn(act: Callable[[], object] = int) -> None:
    """What the deed does and a turn of the event loop; what is to be deleted goes, as it does where a loop is running."""
    act()
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _spent(act: Callable[[], object]) -> float:
    begun = time.thread_time()
    act()
    return time.thread_time() - begun
