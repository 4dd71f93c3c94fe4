"""Rows of what went to the county and what came back, and the keys of both sides."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.entries import Entry
from app.db.engine.connection import Store
from app.db.rows import put

_COLUMNS = (
    "id",
    "direction",
    "kind",
    "period",
    "epoch",
    "sequence",
    "hash",
    "file",
    "happened_on",
    "counts",
    "state",
)


@dataclass(frozen=True)
class BundleRow:
    """One bundle up or down. `state` is `written`, `received` or `processed` (for one up), `taken` (down)."""

    id: str
    direction: str
    kind: str
    period: str
    epoch: str
    sequence: int
    hash: str
    file: str
    happened_on: str
    counts: Mapping[str, int]
    state: str


@dataclass(frozen=True)
class Answer:
    """The county's answer about one record."""

    record_table: str
    record_id: str
    revision: int
    result: str
    county_number: str
    field: str
    sentence: str


def secret(store: Store, name: str) -> str | None:
    """A private key of the office, readable only inside the open register."""
    value = store.value("SELECT value FROM secrets WHERE name = ?", (name,))
    return None if value is None else str(value)


def keep_secret(store: Store, name: str, value: str) -> None:
    put(store, "secrets", ("name",), {"name": name, "value": value})


def peer(store: Store, role: str) -> dict[str, Any] | None:
    """The enrolled counterpart in a role (`county`), with its public keys."""
    rows = store.rows("SELECT body, verified FROM peers WHERE role = ?", (role,))
    return json.loads(rows[0][0]) | {"verified": bool(rows[0][1])} if rows else None


def save_peer(store: Store, entry: Entry) -> None:
    """A `peer_enrolled` entry as a row; new keys replace the old ones, which stay in the journal."""
    payload = dict(entry.payload)
    values = {
        "role": payload["role"], "code": payload["code"], "name": payload["name"], "key_id": payload["key_id"],
        "verified": int(payload.pop("verified")),
        "body": json.dumps(payload, ensure_ascii=False, sort_keys=True),
    }  # fmt: skip
    put(store, "peers", ("role",), values)


def sent(store: Store, direction: str = "up") -> tuple[BundleRow, ...]:
    """Bundles of one direction, the newest first."""
    rows = store.rows(
        f"SELECT {', '.join(_COLUMNS)} FROM bundles WHERE direction = ? ORDER BY row DESC", (direction,)
    )
    return tuple(
        BundleRow(**dict(zip(_COLUMNS, row, strict=True)) | {"counts": json.loads(row[9])}) for row in rows
    )


def by_hash(store: Store, hash_: str) -> BundleRow | None:
    """The bundle with these bytes, if it has been here."""
    return next((row for way in ("up", "down") for row in sent(store, way) if row.hash == hash_), None)


def save_bundle(store: Store, entry: Entry) -> None:
    """A `bundle_written` or `bundle_taken` entry as a row."""
    payload = entry.payload
    values = {name: payload[name] for name in ("kind", "period", "epoch", "sequence", "hash", "file")}
    values |= {
        "id": entry.subject,
        "direction": "up" if entry.kind == "bundle_written" else "down",
        "happened_on": entry.occurred_on.isoformat(),
        "counts": json.dumps(payload["counts"], sort_keys=True),
        "state": "written" if entry.kind == "bundle_written" else "taken",
        "to_seq": payload.get("to_seq", 0),
        "to_head": payload.get("to_head", ""),
    }
    put(store, "bundles", ("id",), values)
    for table, record_id, revision, content_hash in payload.get("records", ()):
        put(
            store, "wire_records", ("record_table", "record_id"),
            {"record_table": table, "record_id": record_id, "revision": revision, "content_hash": content_hash},
        )  # fmt: skip


def covered_until(store: Store, bundle_id: str) -> tuple[int, str]:
    """The last entry that a bundle covered."""
    row = store.rows("SELECT to_seq, to_head FROM bundles WHERE id = ?", (bundle_id,))[0]
    return int(row[0]), str(row[1])


def save_answers(store: Store, entry: Entry) -> None:
    """An `acknowledgement_taken` entry: each record's answer, and the answered bundles' new state."""
    for answer in entry.payload["answers"]:
        put(store, "answers", ("record_table", "record_id"), answer)
    for hash_ in entry.payload["bundles"]:
        store.connection.execute(
            "UPDATE bundles SET state = 'processed' WHERE direction = 'up' AND hash = ?", (hash_,)
        )


def acknowledged(store: Store) -> dict[tuple[str, str], int]:
    """The revision of each record that the county holds, by (table, id)."""
    rows = store.rows(
        "SELECT record_table, record_id, revision FROM answers WHERE result IN ('accepted', 'duplicate', 'voided')"
    )
    return {(row[0], row[1]): row[2] for row in rows}


def on_the_wire(store: Store) -> dict[tuple[str, str], tuple[int, str]]:
    """Each record as it was last written into a bundle: its revision there and its content's hash."""
    rows = store.rows("SELECT record_table, record_id, revision, content_hash FROM wire_records")
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def refused(store: Store) -> tuple[Answer, ...]:
    """Records the county has not taken, with field and sentence."""
    rows = store.rows(
        "SELECT record_table, record_id, revision, result, county_number, field, sentence FROM answers "
        "WHERE result NOT IN ('accepted', 'duplicate', 'voided') ORDER BY record_table, record_id"
    )
    return tuple(Answer(*row) for row in rows)
