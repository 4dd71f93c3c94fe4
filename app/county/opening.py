"""How a county's store is opened: by which secret, who hears of the waiting, and who copies an older schema first."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.engine.keys import unlock

if TYPE_CHECKING:
    from app.county.keeping import CountyKeeping

Unlock = Callable[[Path], bytes]


def by_password(password: str) -> Unlock:
    return lambda folder: unlock(folder, password)


def _no_wait(_seconds: int) -> None:
    """The window makes the clerk wait itself."""


def _not_kept(_keeping: "CountyKeeping") -> None:
    """Nobody copies the store before its schema changes."""


@dataclass(frozen=True)
class Opening:
    """`keep_older` gets the store while its schema is still the older one, `wait` the seconds wrong passwords earned.

    `confirmed` goes on with a store that is older than when it was left.
    """

    keep_older: "Callable[[CountyKeeping], object]" = _not_kept
    wait: Callable[[int], object] = _no_wait
    confirmed: bool = False


USUAL = Opening()
