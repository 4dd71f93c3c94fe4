"""How somebody shows that they may open a register: a password or the code on paper, and the pause after wrong ones."""

from collections.abc import Callable
from pathlib import Path

from app.db.engine.guesses import wrong_guesses
from app.db.engine.keys import unlock, unlock_by_code
from app.db.engine.marking import MARKS, marked_end, marks_of

__all__ = [
    "MARKS", "Unlock", "Wait", "by_code", "by_password", "marked_end", "marks_of", "no_wait", "wrong_guesses"
]  # fmt: skip

Wait = Callable[[int], object]
Unlock = Callable[[Path], bytes]


def no_wait(_seconds: int) -> None:
    """The window makes the clerk wait itself, with the seconds running down."""


def by_password(password: str) -> Unlock:
    return lambda folder: unlock(folder, password)


def by_code(secret: bytes) -> Unlock:
    return lambda folder: unlock_by_code(folder, secret)
