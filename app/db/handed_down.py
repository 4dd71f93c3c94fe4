"""Rows of what the county handed down: assignments that became matters, configurations that were applied."""

import json
from dataclasses import dataclass
from datetime import date

from app.core.entries import Entry
from app.db.engine.connection import Store
from app.db.rows import day, put

_COLUMNS = "id, revision, matter_id, county_number, kind, due_on, taken_on"


@dataclass(frozen=True)
class AssignmentRow:
    """One matter handed down, and the matter it became here. `kind` is `assigned` or `referred`."""

    id: str
    revision: int
    matter_id: str
    county_number: str
    kind: str
    due_on: date | None
    taken_on: date


@dataclass(frozen=True)
class ConfigurationRow:
    """One configuration from above, with the sentences that were shown before it was applied."""

    version: int
    name: str
    applied_on: date
    lines: tuple[str, ...]


def save_assignment(store: Store, entry: Entry) -> None:
    """An `assignment_taken` entry as a row."""
    payload = entry.payload
    values = {name: payload[name] for name in ("revision", "county_number", "kind")}
    values |= {
        "id": payload["assignment_id"], "matter_id": entry.subject, "due_on": payload["due_on"] or None,
        "taken_on": entry.occurred_on.isoformat(),
    }  # fmt: skip
    put(store, "assignments", ("id",), values)


def assignments(store: Store) -> tuple[AssignmentRow, ...]:
    """Every matter handed down, the latest first."""
    rows = store.rows(f"SELECT {_COLUMNS} FROM assignments ORDER BY taken_on DESC, county_number")
    return tuple(
        AssignmentRow(row[0], row[1], row[2], row[3], row[4], day(row[5]), date.fromisoformat(row[6]))
        for row in rows
    )


def assignment(store: Store, assignment_id: str) -> AssignmentRow | None:
    """One of them by the id the county gave it."""
    return next((row for row in assignments(store) if row.id == assignment_id), None)


def save_configuration(store: Store, entry: Entry) -> None:
    """A `configuration_applied` entry as a row."""
    payload = entry.payload
    values = {
        "version": payload["version"], "name": payload["name"], "applied_on": entry.occurred_on.isoformat(),
        "lines": json.dumps(payload["lines"], ensure_ascii=False),
    }  # fmt: skip
    put(store, "configurations", ("version",), values)


def configurations(store: Store) -> tuple[ConfigurationRow, ...]:
    """What was applied, the newest version first."""
    rows = store.rows("SELECT version, name, applied_on, lines FROM configurations ORDER BY version DESC")
    return tuple(
        ConfigurationRow(row[0], row[1], date.fromisoformat(row[2]), tuple(json.loads(row[3])))
        for row in rows
    )
