"""Matters whose words resemble what is being typed, and what the office has classified: bounded questions only.

Both look at the newest matters alone, so that a register of a million answers as fast as a small one.
A sealed matter (检举控告) is in neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.search_terms import fold
from app.core.similarity import About
from app.db.engine.connection import Store
from app.db.matters import LIST, MatterRow, matter_row

NEWEST = 20_000
MOST_CANDIDATES = 60
_LONGEST = 400


@dataclass(frozen=True)
class Classified:
    """A matter the clerk has put into a class; `row` is where reading goes on."""

    row: int
    category: str
    text: str


def with_any(store: Store, pairs: Sequence[str]) -> list[MatterRow]:
    """The newest matters in which any of these pairs of characters occurs."""
    wanted = " OR ".join(f'"{fold(pair)}"' for pair in pairs)
    if not wanted:
        return []
    rows = store.rows(
        f"{LIST} WHERE m.purpose <> 'report' AND m.state <> 'voided' AND m.row IN "
        "(SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? ORDER BY rowid DESC LIMIT ?) "
        "ORDER BY m.row DESC",
        (f"body : ({wanted})", _newest_row(store) - NEWEST, MOST_CANDIDATES),
    )
    return [matter_row(row) for row in rows]


def about(store: Store, matter_ids: Sequence[str]) -> dict[str, About]:
    """What these matters are about: title, the beginning of the first text, place and class."""
    marks = ", ".join("?" * len(matter_ids))
    rows = store.rows(
        f"SELECT m.id, m.title, substr(r.text, 1, {_LONGEST}), m.village_id, m.category FROM matters m "
        f"JOIN receptions r ON r.matter_id = m.id AND r.ordinal = 1 WHERE m.id IN ({marks}) "
        "AND m.purpose <> 'report'",
        tuple(matter_ids),
    )
    return {row[0]: About(*row[1:]) for row in rows}


def classified(store: Store, *, before: int, after: int, limit: int) -> list[Classified]:
    """Matters with a class between two rows, the newest first."""
    rows = store.rows(
        "SELECT m.row, m.category, m.title || ' ' || substr(r.text, 1, 80) FROM matters m "
        "JOIN receptions r ON r.matter_id = m.id AND r.ordinal = 1 WHERE m.row < ? AND m.row > ? "
        "AND m.category <> '' AND m.purpose <> 'report' AND m.state <> 'voided' ORDER BY m.row DESC LIMIT ?",
        (before, max(after, _newest_row(store) - NEWEST), limit),
    )
    return [Classified(*row) for row in rows]


def _newest_row(store: Store) -> int:
    return int(store.value("SELECT max(row) FROM matters") or 0)


def last_envelope(store: Store) -> str:
    """The envelope number used last."""
    found = store.value(
        "SELECT envelope_number FROM receptions WHERE envelope_number <> '' ORDER BY row DESC LIMIT 1"
    )
    return str(found or "")
