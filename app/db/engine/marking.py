"""Where the marks of a store lie, and how far it had come by them; see `app.db.engine.marks`."""

from pathlib import Path

from app.db.engine.blobs import derived
from app.db.engine.keys import store_id
from app.db.engine.marked_places import MARKS, place_number
from app.db.engine.marks import Mark, read_marks
from app.errors import StorageError
from app.paths import marks_folder

__all__ = ["MARKS", "marked_end", "marks_of"]


def marks_of(folder: Path) -> tuple[Path, ...]:
    """Where it is noted how far the store in `folder` had come: beside it, and in the user's profile.

    The second one goes by the place as well, because a copy opened elsewhere has a life of its own.
    """
    try:
        name = store_id(folder)
    except StorageError:
        name = ""
    apart = (marks_folder() / f"{name}-{place_number(folder)}.{MARKS}",) if name else ()
    return (folder / MARKS, *apart)


def marked_end(folder: Path, key: bytes) -> Mark | None:
    """How far the store in `folder` had come by what was noted apart from it, if it was under this key."""
    found = [read_marks(path, derived(key, b"marks")) for path in marks_of(folder)]
    return max((marks[-1] for marks in found if marks), key=lambda mark: mark.seq, default=None)
