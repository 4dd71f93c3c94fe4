"""Rows of closed periods: all that a closing has frozen, as it stands in its entry."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.entries import Entry
from app.db.engine.connection import Store
from app.db.rows import put


@dataclass(frozen=True)
class ClosedPeriod:
    """A period whose figures are frozen, and the head of the journal it was closed on."""

    id: str
    name: str
    start: date
    end: date
    closed_on: date
    figures: dict[str, Any]
    head: str


_COLUMNS = "id, first_day, last_day, closed_on, figures, head, coalesce(body ->> 'name', '')"


def load(store: Store, period_id: str) -> ClosedPeriod | None:
    rows = store.rows(f"SELECT {_COLUMNS} FROM periods WHERE id = ?", (period_id,))
    return _period(rows[0]) if rows else None


def closed(store: Store) -> tuple[ClosedPeriod, ...]:
    """Every closed period, the latest first."""
    return tuple(map(_period, store.rows(f"SELECT {_COLUMNS} FROM periods ORDER BY last_day DESC, id")))


def body(store: Store, period_id: str) -> dict[str, Any]:
    """Everything the closing's entry says; nothing for a period that is open."""
    found = store.value("SELECT body FROM periods WHERE id = ?", (period_id,))
    return dict(json.loads(found)) if found else {}


def head(store: Store, period_id: str) -> dict[str, Any]:
    """What the closing's entry says beside its tables and records, which are long."""
    tables = "'$.records', '$.breakdowns', '$.base', '$.before', '$.figures'"
    found = store.value(f"SELECT json_remove(body, {tables}) FROM periods WHERE id = ?", (period_id,))
    return dict(json.loads(found)) if found else {}


def closing_place(store: Store, period_id: str) -> int:
    """Where in the journal the period was closed."""
    rows = store.rows(
        "SELECT seq FROM entries WHERE subject = ? AND kind = 'period_closed'", (f"period:{period_id}",)
    )
    return int(rows[0][0]) if rows else 0


def save(store: Store, entry: Entry) -> None:
    """A `period_closed` entry as a row."""
    payload = entry.payload
    values = {
        "id": payload["period"], "first_day": payload["start"], "last_day": payload["end"],
        "closed_on": entry.occurred_on.isoformat(),
        "figures": json.dumps(payload["figures"], ensure_ascii=False, sort_keys=True), "head": payload["head"],
        "body": json.dumps(payload, ensure_ascii=False, sort_keys=True),
    }  # fmt: skip
    put(store, "periods", ("id",), values)


def first_day(store: Store) -> date | None:
    """The first day anything was registered; before it the register knows nothing."""
    found = store.value("SELECT min(registered_on) FROM matters")
    return date.fromisoformat(found) if found else None


def _period(row: Sequence[str]) -> ClosedPeriod:
    return ClosedPeriod(
        row[0], row[6], date.fromisoformat(row[1]), date.fromisoformat(row[2]), date.fromisoformat(row[3]),
        json.loads(row[4]), row[5],
    )  # fmt: skip
