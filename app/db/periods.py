"""Rows of closed periods: the figures as they were when the month was closed."""

import json
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
    start: date
    end: date
    closed_on: date
    figures: dict[str, Any]
    head: str


def load(store: Store, period_id: str) -> ClosedPeriod | None:
    rows = store.rows(
        "SELECT id, first_day, last_day, closed_on, figures, head FROM periods WHERE id = ?", (period_id,)
    )
    return _period(rows[0]) if rows else None


def closed(store: Store) -> tuple[ClosedPeriod, ...]:
    """Every closed period, the latest first."""
    rows = store.rows(
        "SELECT id, first_day, last_day, closed_on, figures, head FROM periods ORDER BY last_day DESC, id"
    )
    return tuple(_period(row) for row in rows)


def save(store: Store, entry: Entry) -> None:
    """A `period_closed` entry as a row."""
    payload = entry.payload
    values = {
        "id": payload["period"], "first_day": payload["start"], "last_day": payload["end"],
        "closed_on": entry.occurred_on.isoformat(),
        "figures": json.dumps(payload["figures"], ensure_ascii=False, sort_keys=True), "head": payload["head"],
    }  # fmt: skip
    put(store, "periods", ("id",), values)


def _period(row: tuple[str, str, str, str, str, str]) -> ClosedPeriod:
    return ClosedPeriod(
        row[0], date.fromisoformat(row[1]), date.fromisoformat(row[2]), date.fromisoformat(row[3]),
        json.loads(row[4]), row[5],
    )  # fmt: skip
