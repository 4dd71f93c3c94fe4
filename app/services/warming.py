"""Modules that are imported late, because the desk opens without them, and yet before somebody waits for them."""

from app.db.engine.driver import LATER as STORAGE
from app.paper.fonts import Family, load
from app.paper.libraries import LATER as PAPER
from app.services.shipped import pinyin

# Leaves first, so that no piece is long.
MODULES = (
    *STORAGE, "app.core.similarity", "app.services.receptions", "app.services.people",
    "app.services.suggestions", "app.paper.drawing", "app.services.papers", "app.services.office_papers", *PAPER,
    "app.services.batches", "app.services.exchange", "app.services.dossiers", "app.services.wordings",
)  # fmt: skip

FACES = tuple(Family)


def read_face(face: Family) -> None:
    """A font's tables: the first paper of the day reads five, a third of a second together."""
    load(face)


def read_tables() -> None:
    """The table of pinyin: every look-up by initials reads it."""
    pinyin()
