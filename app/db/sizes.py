"""How large a register is, by table: names are ours, numbers are counts, nothing is read."""

from app.db.engine.connection import Store

_INNER = ("sqlite_", "search_")  # SQLite's own, and the shadows of the search index


def table_counts(store: Store) -> dict[str, int]:
    """How many rows each table holds."""
    names = [
        str(name)
        for (name,) in store.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        )
    ]
    return {
        name: int(store.value(f"SELECT count(*) FROM {name}"))  # names of our own schema
        for name in names
        if not name.startswith(_INNER)
    }


def engine_versions(store: Store) -> tuple[str, str, int]:
    """SQLite, SQLCipher, and the register's schema step."""
    sqlite = str(store.value("SELECT sqlite_version()"))
    cipher = str(store.value("PRAGMA cipher_version"))
    return sqlite, cipher, int(store.value("PRAGMA user_version"))


def pages_free(store: Store) -> tuple[int, int]:
    """Pages of the file, and how many of them are empty."""
    return int(store.value("PRAGMA page_count")), int(store.value("PRAGMA freelist_count"))
