"""Rows of issued papers."""

from dataclasses import asdict, fields
from datetime import date
from typing import Any

from app.core.documents import Document
from app.db.engine.connection import Store
from app.db.rows import iso, put

_NAMES = tuple(field.name for field in fields(Document))
_SELECT = f"SELECT {', '.join(_NAMES)} FROM documents"


def load(store: Store, document_id: str) -> Document | None:
    rows = store.rows(f"{_SELECT} WHERE id = ?", (document_id,))
    return _document(rows[0]) if rows else None


def of_matter(store: Store, matter_id: str) -> tuple[Document, ...]:
    """A matter's papers in the order they were issued."""
    return tuple(
        _document(row) for row in store.rows(f"{_SELECT} WHERE matter_id = ? ORDER BY row", (matter_id,))
    )


def save(store: Store, document: Document) -> None:
    put(store, "documents", ("id",), asdict(document) | {"issued_on": iso(document.issued_on)})


def undelivered(store: Store, limit: int) -> list[tuple[str, str, str, date]]:
    """Notices and answers that are out without a delivery: (matter id, title, number, issued on)."""
    rows = store.rows(
        "SELECT d.matter_id, d.title, d.number, d.issued_on FROM matters m JOIN documents d ON d.matter_id = m.id "
        "WHERE m.finished_on IS NULL AND d.form = 'acceptance_notice' AND NOT EXISTS "
        "(SELECT 1 FROM steps s WHERE s.matter_id = m.id AND s.entry = 'delivered') ORDER BY d.issued_on LIMIT ?",
        (limit,),
    )
    return [(row[0], row[1], row[2], date.fromisoformat(row[3])) for row in rows]


def _document(row: tuple[Any, ...]) -> Document:
    values = dict(zip(_NAMES, row, strict=True))
    return Document(**values | {"issued_on": date.fromisoformat(values["issued_on"])})
