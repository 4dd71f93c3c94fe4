"""What lies in a data folder, told without opening it: the first window asks, and loads nothing for it."""

from pathlib import Path

from app.db.engine.files import file_errors
from app.db.engine.guesses import wrong_guesses
from app.db.engine.holding import is_held
from app.db.names import DATABASE

__all__ = ["has_register", "is_taken", "wrong_guesses"]


def has_register(folder: Path) -> bool:
    """Whether a register lies in `folder`, so that the assistant is not shown over it."""
    with file_errors(folder):
        return (folder / DATABASE).exists()


def is_taken(folder: Path) -> bool:
    """Whether a window or a command has the register in `folder` open now."""
    return is_held(folder)
