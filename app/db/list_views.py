"""Rows of what the clerk keeps of the list: named views and how its table looks. No entry of the journal."""

from app.db.engine.connection import Store
from app.db.rows import put


def views(store: Store) -> list[tuple[str, str]]:
    """Name and body of each view, in the order they were kept."""
    return [(row[0], row[1]) for row in store.rows("SELECT name, body FROM list_views ORDER BY place, name")]


def save_view(store: Store, name: str, body: str) -> None:
    """A view under this name; one that was there keeps its place."""
    place = store.value("SELECT coalesce(max(place), 0) + 1 FROM list_views")
    kept = store.value("SELECT place FROM list_views WHERE name = ?", (name,))
    put(store, "list_views", ("name",), {"name": name, "place": kept or place, "body": body})


def rename_view(store: Store, name: str, other: str) -> None:
    store.connection.execute("UPDATE list_views SET name = ? WHERE name = ?", (other, name))


def remove_view(store: Store, name: str) -> None:
    store.connection.execute("DELETE FROM list_views WHERE name = ?", (name,))


def look(store: Store, which: str) -> str | None:
    found: str | None = store.value("SELECT body FROM list_looks WHERE list = ?", (which,))
    return found


def save_look(store: Store, which: str, body: str) -> None:
    put(store, "list_looks", ("list",), {"list": which, "body": body})
