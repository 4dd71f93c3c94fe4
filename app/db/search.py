"""The search index: what the clerk may look for, cut into pairs of characters.

A sealed matter (检举控告) is found by its number and by nothing else (条例 Art 30 ¶3).
"""

from collections.abc import Iterable, Sequence

from app.core.matters import Matter
from app.core.people import Person
from app.core.search_terms import query, terms
from app.db.engine.connection import Store
from app.db.matters import LIST, MatterRow, matter_row


def index(store: Store, matter: Matter, people: Sequence[Person]) -> None:
    """Put a matter into the index, or bring its line up to date."""
    row = store.value("SELECT row FROM matters WHERE id = ?", (matter.id,))
    store.connection.execute("DELETE FROM search WHERE rowid = ?", (row,))
    store.connection.execute(
        "INSERT INTO search (rowid, number, people, digits, body) VALUES (?,?,?,?,?)",
        (row, *_texts(matter, people)),
    )


def said(matter: Matter) -> tuple[str, ...]:
    """All that the index takes from a matter itself, uncut: while it is the same, so is the line of the same people."""
    number = f"{matter.number} {matter.external_number}"
    if matter.sealed:
        return (number,)
    received = (f"{part.text} {part.request} {part.agent}" for part in matter.receptions)
    return number, matter.title, *received, *(step.text for step in matter.steps if step.text)


def _texts(matter: Matter, people: Sequence[Person]) -> tuple[str, str, str, str]:
    number, *texts = said(matter)
    if matter.sealed:
        return terms(number), "", "", ""
    digits = " ".join(f"{person.phone} {person.id_number}" for person in people)
    return terms(number), _joined(person.name for person in people), terms(digits), _joined(texts)


def _joined(texts: Iterable[str]) -> str:
    """Each text ends with a single character, so no phrase of pairs runs over into the next."""
    return " ".join(terms(text) for text in texts if text)


def find(store: Store, text: str, limit: int) -> list[MatterRow]:
    """Matters in which every typed word occurs, the newest first."""
    wanted = query(text)
    if not wanted:
        return []
    rows = store.rows(
        f"{LIST} WHERE m.row IN (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?) "
        "ORDER BY m.row DESC",
        (wanted, limit),
    )
    return [matter_row(row) for row in rows]


def vocabulary(store: Store) -> list[tuple[str, int, int]]:
    """Every term with its counts: two indexes of the same register have the same."""
    store.connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, search, row)"
    )
    rows = store.rows("SELECT term, doc, cnt FROM temp.terms ORDER BY term")
    return [(row[0], row[1], row[2]) for row in rows]
