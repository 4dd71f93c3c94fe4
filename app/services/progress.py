"""How far long work is. Whoever hears of it may end the work by raising; then nothing was changed."""

from collections.abc import Callable
from itertools import count
from typing import TypeVar

from app.core.piecewise import Parts, whole

T = TypeVar("T")
Progress = Callable[[int, int], object]  # so much of so much is done


def unheard(_done: int, _total: int) -> None:
    """Nobody waits for this work."""


def share(progress: Progress, begin: int, end: int) -> Progress:
    """The bar between `begin` and `end` per cent, for one part of a longer work."""
    return lambda done, total: progress(begin * 10 + (end - begin) * 10 * done // max(total, 1), 1000)


def heard(parts: Parts[T], progress: Progress, expected: int) -> T:
    """What the parts come to, with a word after each; `expected` is how many there will be about."""
    done = count(1)
    return whole(parts, lambda: progress(min(next(done), expected), expected))
