"""Wrong passwords in a row, counted beside the keys so that starting the program anew forgets nothing.

The count goes up before a password is tried and away when it was right: whoever ends the program in
the middle gains nothing. It slows down who sits at this PC; who carries the files away meets only the
cost of the derivation.
"""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.core.guessing import wait_after
from app.db.engine.files import durable_replace
from app.errors import AppError, StorageError, WrongPassword

FILE = "guesses"
MOST = 99
_T = TypeVar("_T")


def wrong_guesses(folder: Path, file: str = FILE) -> int:
    """How many wrong passwords were tried here since the last right one; another `file` counts other secrets."""
    try:
        return min(int((folder / file).read_text("ascii")), MOST)
    except (OSError, ValueError):
        return 0


def counted(folder: Path, attempt: Callable[[], _T], wait: Callable[[int], object]) -> _T:
    """Try a secret after the pause that the wrong ones before it have earned; `wait` gets its seconds."""
    before = wrong_guesses(folder)
    if seconds := wait_after(before):
        wait(seconds)
    note_wrong(folder, before + 1)
    try:
        opened = attempt()
    except WrongPassword:
        raise
    except AppError:
        note_wrong(folder, before)
        raise
    note_wrong(folder, 0)
    return opened


def note_wrong(folder: Path, wrong: int, file: str = FILE) -> None:
    """A place that takes no file (a stick that is write-protected) counts nothing and still opens."""
    with contextlib.suppress(StorageError, OSError):
        if wrong:
            durable_replace(folder / file, str(min(wrong, MOST)).encode("ascii"))
        else:
            (folder / file).unlink(missing_ok=True)
