"""Work cut into parts, so that somebody else may be served between two of them."""

from collections.abc import Callable, Generator
from typing import TypeVar

T = TypeVar("T")
Parts = Generator[None, None, T]
"""Yields after each part; what it returns is the result."""


def whole(parts: Parts[T], after: Callable[[], object] = lambda: None) -> T:
    """All parts one after the other: what the work comes to. `after` hears of each; what it raises ends the work."""
    while True:
        try:
            next(parts)
        except StopIteration as end:
            result: T = end.value
            return result
        after()
