"""How many matters a filter holds, counted a little at a time between the clerk's keystrokes.

The register has one connection, so a count of all of it in the background would make the window wait
for it all the same. A stretch takes some milliseconds, and nobody needs an exact figure beyond ten
thousand: then the count stops.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.matters import Key

ENOUGH = 10_000
Stretch = Callable[[Key | None], tuple[int, Key | None]]


class Counting(QObject):
    """Signals:
    counted: The words for how many there are: 共1,204件, or 1万件以上.
    """

    counted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._stretch: Stretch | None = None
        self._after: Key | None = None
        self._total = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.setSingleShot(True)  # a stretch that fails is not tried again and again
        self._timer.timeout.connect(self._count_on)

    def start(self, stretch: Stretch) -> None:
        """Count anew; a count under way is given up."""
        self._stretch, self._after, self._total = stretch, None, 0
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def is_counting(self) -> bool:
        return self._timer.isActive()

    def _count_on(self) -> None:
        if self._stretch is None:
            return
        found, self._after = self._stretch(self._after)
        self._total += found
        if self._after is None or self._total >= ENOUGH:
            self.counted.emit(count_words(self._total))
        else:
            self._timer.start()


def count_words(total: int) -> str:
    """共1,204件; from ten thousand on no more than that there are so many."""
    return f"共{total:,}件" if total < ENOUGH else f"{ENOUGH // 10_000}万件以上"
