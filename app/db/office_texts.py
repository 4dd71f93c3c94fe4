"""Texts the office keeps as its own: its assessment scheme, the words of its summary, its template."""

from app.core.entries import Entry
from app.db.engine.connection import Store
from app.db.rows import put


def load(store: Store, name: str) -> str:
    """The text kept under a name, empty if there is none."""
    found: str | None = store.value("SELECT body FROM office_texts WHERE name = ?", (name,))
    return found or ""


def carry(store: Store, entry: Entry) -> None:
    """An `office_text_kept` entry as a row; an empty text takes the office's own away."""
    said = entry.payload
    if not said["body"]:
        store.connection.execute("DELETE FROM office_texts WHERE name = ?", (said["name"],))
        return
    put(
        store,
        "office_texts",
        ("name",),
        {"name": said["name"], "body": said["body"], "kept_on": entry.occurred_on.isoformat()},
    )
