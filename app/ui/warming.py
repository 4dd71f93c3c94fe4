"""Work that can wait, done in pieces while nobody touches keys or mouse."""

from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

PAUSE = 400  # milliseconds without a sign of life before anything is begun
BETWEEN = 30  # between two pieces: keys and paint come first

Piece = Callable[[], object]


def imports(names: Iterable[str]) -> list[Piece]:
    """A piece for each of these modules."""
    return [partial(import_module, name) for name in names]


class Warming(QObject):
    """Pieces of work, one after the other; a key or the mouse puts the rest off, other work too."""

    def __init__(self, parent: QObject, pieces: Iterable[Piece], busy: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._pieces, self._busy = deque(pieces), busy
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self._go_on)

    def wait(self) -> None:
        """Somebody is working: not now."""
        if self._pieces:
            self._clock.start(PAUSE)

    def is_done(self) -> bool:
        return not self._pieces

    def _go_on(self) -> None:
        if self._busy():
            self.wait()
            return
        self._pieces.popleft()()
        if self._pieces:
            self._clock.start(BETWEEN)
