"""Rows of drafts: what stands in a form and is not registered yet. No journal entry; a later draft replaces it."""

from app.db.engine.connection import Store
from app.db.rows import put


def save(store: Store, kind: str, body: str, saved_at: str) -> None:
    put(store, "drafts", ("kind",), {"kind": kind, "body": body, "saved_at": saved_at})


def load(store: Store, kind: str) -> tuple[str, str] | None:
    """The body and when it was saved."""
    rows = store.rows("SELECT body, saved_at FROM drafts WHERE kind = ?", (kind,))
    return (rows[0][0], rows[0][1]) if rows else None


def clear(store: Store, kind: str) -> None:
    store.connection.execute("DELETE FROM drafts WHERE kind = ?", (kind,))


def clear_about(store: Store, record_id: str) -> None:
    """Everything that was begun and not finished about one record."""
    store.connection.execute(
        "DELETE FROM drafts WHERE instr(kind, ?) OR instr(body, ?)", (record_id, record_id)
    )
