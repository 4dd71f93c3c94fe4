"""Rows of issued papers."""

from dataclasses import asdict, fields
from datetime import date
from typing import Any

from app.core.documents import Document
from app.core.matters import Matter
from app.db.engine.connection import Store
from app.db.rows import iso, put

NOTICE = "acceptance_notice"

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


def await_delivery(store: Store, matter: Matter) -> None:
    """Mark the matter's notice as out until its delivery, the answer or the end of the matter."""
    awaited = not (matter.on("notice_delivered") or matter.on("answered") or matter.finished_on)
    store.connection.execute(
        "UPDATE documents SET awaited = ? WHERE matter_id = ? AND form = ?", (int(awaited), matter.id, NOTICE)
    )


def undelivered(store: Store, limit: int) -> list[tuple[str, str, str, date]]:
    """Notices that are out without a delivery: (matter id, title, number, issued on), the oldest first."""
    rows = store.rows(
        "SELECT matter_id, title, number, issued_on FROM documents WHERE awaited = 1 ORDER BY issued_on, row LIMIT ?",
        (limit,),
    )
    return [(row[0], row[1], row[2], date.fromisoformat(row[3])) for row in rows]


def _document(row: tuple[Any, ...]) -> Document:
    values = dict(zip(_NAMES, row, strict=True))
    return Document(**values | {"issued_on": date.fromisoformat(values["issued_on"])})
