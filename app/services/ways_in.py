"""How somebody shows that they may open a register: a password or the code on paper, and the pause after wrong ones."""

from collections.abc import Callable
from pathlib import Path

from app.db.engine.blobs import derived
from app.db.engine.guesses import wrong_guesses
from app.db.engine.keys import store_id, unlock, unlock_by_code
from app.db.engine.marks import Mark, read_marks
from app.errors import StorageError
from app.paths import marks_folder
from app.services.folders import MARKS, place_number

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


def marks_of(folder: Path) -> tuple[Path, ...]:
    """Where it is noted how far the register in `folder` had come: beside it, and in the user's profile.

    The second one goes by the place as well, because a copy opened elsewhere has a life of its own.
    """
    try:
        name = store_id(folder)
    except StorageError:
        name = ""
    apart = (marks_folder() / f"{name}-{place_number(folder)}.{MARKS}",) if name else ()
    return (folder / MARKS, *apart)


def marked_end(folder: Path, key: bytes) -> Mark | None:
    """How far the register in `folder` had come by what was noted apart from it, if it was under this key."""
    found = [read_marks(path, derived(key, b"marks")) for path in marks_of(folder)]
    return max((marks[-1] for marks in found if marks), key=lambda mark: mark.seq, default=None)
