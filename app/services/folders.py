"""What lies in a data folder, told without opening it: the first window asks, and loads nothing for it."""

import contextlib
from pathlib import Path

from app.db.engine.files import file_errors
from app.db.engine.guesses import wrong_guesses
from app.db.engine.holding import is_held
from app.db.engine.marked_places import MARKS, place_number
from app.db.names import DATABASE
from app.paths import marks_folder

__all__ = ["has_register", "is_taken", "was_here", "wrong_guesses"]


def has_register(folder: Path) -> bool:
    """Whether a register lies in `folder`, so that the assistant is not shown over it."""
    with file_errors(folder):
        return (folder / DATABASE).exists()


def was_here(folder: Path) -> bool:
    """Whether a register was open in `folder` on this PC: if it is gone, a new one is not what the clerk wants."""
    with contextlib.suppress(OSError):
        return any(marks_folder().glob(f"*-{place_number(folder)}.{MARKS}"))
    return False


def is_taken(folder: Path) -> bool:
    """Whether a window or a command has the register in `folder` open now."""
    return is_held(folder)
