"""Rows in and out: one upsert for every computed table, dates as ISO text."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.db.engine.connection import Store


def iso(day: date | None) -> str | None:
    """A day as it is stored."""
    return day.isoformat() if day else None


def day(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None


def put(store: Store, table: str, key: tuple[str, ...], values: Mapping[str, Any]) -> None:
    """Insert the row or bring the existing one with the same key up to date."""
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    changes = ", ".join(f"{name} = excluded.{name}" for name in values if name not in key)
    store.connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}",
        tuple(values.values()),
    )
