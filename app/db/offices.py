"""The office's own row, its rosters and its counters."""

import json

from app.core.offices import Office, office_from, office_values
from app.core.rosters import RosterItem
from app.db.engine.connection import Store
from app.db.rows import day, iso, put

_NOTE = "office"
_ITEM = "SELECT id, kind, name, code, detail, retired_on FROM roster_items"


def load_office(store: Store) -> Office | None:
    """The office as it stands in the register; what was read from the same text before is not read again."""
    body = store.value("SELECT body FROM office WHERE id = 1")
    known = store.notes.get(_NOTE)
    if isinstance(known, tuple) and known[0] == body:
        kept: Office | None = known[1]
        return kept
    office = office_from(json.loads(body)) if body else None
    store.notes[_NOTE] = (body, office)
    return office


def save_office(store: Store, office: Office) -> None:
    body = json.dumps(office_values(office), ensure_ascii=False, sort_keys=True)
    put(store, "office", ("id",), {"id": 1, "body": body})


def load_item(store: Store, item_id: str) -> RosterItem | None:
    rows = store.rows(f"{_ITEM} WHERE id = ?", (item_id,))
    return _item(rows[0]) if rows else None


def roster(store: Store, kind: str) -> tuple[RosterItem, ...]:
    """All items of one roster, in the order they were added."""
    return tuple(_item(row) for row in store.rows(f"{_ITEM} WHERE kind = ? ORDER BY rowid", (kind,)))


def save_item(store: Store, item: RosterItem) -> None:
    values = {"id": item.id, "kind": item.kind, "name": item.name, "code": item.code, "detail": item.detail}
    put(store, "roster_items", ("id",), values | {"retired_on": iso(item.retired_on)})


def names(store: Store) -> dict[str, str]:
    """Every unit's, village's and leader's name by id, retired ones too."""
    return {row[0]: row[1] for row in store.rows("SELECT id, name FROM roster_items")}


def counted(store: Store, series: str, year: int) -> int:
    """The last number taken in a yearly series."""
    return int(store.value("SELECT value FROM counters WHERE series = ? AND year = ?", (series, year)) or 0)


def count_up(store: Store, series: str, year: int, value: int) -> None:
    """Note that a number has been taken; a series never runs backwards."""
    store.connection.execute(
        "INSERT INTO counters (series, year, value) VALUES (?,?,?) "
        "ON CONFLICT (series, year) DO UPDATE SET value = max(value, excluded.value)",
        (series, year, value),
    )


def _item(row: tuple[str, str, str, str, str, str | None]) -> RosterItem:
    return RosterItem(row[0], row[1], row[2], row[3], row[4], day(row[5]))
