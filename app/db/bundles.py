"""Rows of what went to the county and what came back, and the keys of both sides."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.entries import Entry
from app.db.engine.connection import Store
from app.db.rows import put

WRITTEN, RECEIVED, PROCESSED = "written", "received", "processed"
TAKEN_IN = ("accepted", "duplicate", "voided")
"""The answers that mean that the county holds the record."""

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


@dataclass(frozen=True)
class Standing:
    """How a record last went out, and which of its revisions the county holds (0 for none)."""

    revision: int = 0
    content_hash: str = ""
    held: int = 0


@dataclass(frozen=True)
class Epoch:
    """One life of the register. Revisions up to `floor` were given out in lives before it."""

    epoch: str
    floor: int = 0


def secret(store: Store, name: str) -> str | None:
    """A private key of the office, readable only inside the open register."""
    value = store.value("SELECT value FROM secrets WHERE name = ?", (name,))
    return None if value is None else str(value)


def keep_secret(store: Store, name: str, value: str) -> None:
    put(store, "secrets", ("name",), {"name": name, "value": value})


def current_epoch(store: Store) -> Epoch:
    """The running life: the latest that was begun, else the one from set-up."""
    rows = store.rows("SELECT epoch, floor FROM epochs ORDER BY floor DESC LIMIT 1")
    return Epoch(*rows[0]) if rows else Epoch(secret(store, "epoch") or "")


def save_epoch(store: Store, entry: Entry) -> None:
    """An `epoch_started` entry as a row."""
    values = {name: entry.payload[name] for name in ("epoch", "floor", "reason")}
    put(store, "epochs", ("epoch",), values | {"started_on": entry.occurred_on.isoformat()})


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
    return _rows(store, "direction = ? ORDER BY row DESC", (direction,))


def last_sent(store: Store, epoch: str) -> BundleRow | None:
    """The last bundle of one life that went up."""
    found = _rows(store, "direction = 'up' AND epoch = ? ORDER BY sequence DESC LIMIT 1", (epoch,))
    return found[0] if found else None


def by_hash(store: Store, hash_: str) -> BundleRow | None:
    """The bundle with these bytes, if it has been here."""
    return next(iter(_rows(store, "hash = ?", (hash_,))), None)


def by_id(store: Store, bundle_id: str) -> BundleRow | None:
    return next(iter(_rows(store, "id = ?", (bundle_id,))), None)


def from_above(store: Store, epoch: str) -> Mapping[int, str]:
    """The numbers and hashes of what came down in one life of the county's store."""
    rows = _rows(store, "direction = 'down' AND epoch = ?", (epoch,))
    return {row.sequence: row.hash for row in rows}


def save_bundle(store: Store, entry: Entry) -> None:
    """A `bundle_written` or `bundle_taken` entry as a row."""
    payload = entry.payload
    values = {name: payload[name] for name in ("kind", "period", "epoch", "sequence", "hash", "file")}
    values |= {
        "id": entry.subject,
        "direction": "up" if entry.kind == "bundle_written" else "down",
        "happened_on": entry.occurred_on.isoformat(),
        "counts": json.dumps(payload["counts"], sort_keys=True),
        "state": WRITTEN if entry.kind == "bundle_written" else "taken",
        "to_seq": payload.get("to_seq", 0),
        "to_head": payload.get("to_head", ""),
    }
    put(store, "bundles", ("id",), values)
    save_wire_records(store, entry)


def save_wire_records(store: Store, entry: Entry) -> None:
    """Which records went out in which revision; a large bundle tells it in several entries."""
    store.connection.executemany(
        "INSERT INTO wire_records (record_table, record_id, revision, content_hash) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (record_table, record_id) DO UPDATE SET revision = excluded.revision,"
        " content_hash = excluded.content_hash",
        entry.payload.get("records", ()),
    )


def covered_until(store: Store, epoch: str) -> tuple[int, str] | None:
    """The last entry that a processed bundle of this life covered."""
    rows = store.rows(
        "SELECT to_seq, to_head FROM bundles WHERE direction = 'up' AND epoch = ? AND state = ?"
        " AND kind <> 'statistics' ORDER BY sequence DESC LIMIT 1",
        (epoch, PROCESSED),
    )
    return (int(rows[0][0]), str(rows[0][1])) if rows else None


def save_answers(store: Store, entry: Entry) -> None:
    """An `acknowledgement_taken` entry: each record's answer, and the answered bundles' new state.

    An older answer that comes late takes nothing back: a revision that was answered stands until a
    higher one is.
    """
    store.connection.executemany(
        "INSERT INTO answers (record_table, record_id, revision, result, county_number, field, sentence)"
        " VALUES (:record_table, :record_id, :revision, :result, :county_number, :field, :sentence)"
        " ON CONFLICT (record_table, record_id) DO UPDATE SET revision = excluded.revision,"
        " result = excluded.result, county_number = excluded.county_number, field = excluded.field,"
        " sentence = excluded.sentence WHERE excluded.revision >= answers.revision",
        entry.payload["answers"],
    )
    _reach(store, PROCESSED, (WRITTEN, RECEIVED), entry.payload["bundles"])
    _reach(store, RECEIVED, (WRITTEN,), entry.payload.get("received", ()))


def save_received(store: Store, entry: Entry) -> None:
    """A `bundle_received` entry: the county signed for it on paper."""
    _reach(store, RECEIVED, (WRITTEN,), [entry.payload["hash"]])


def _reach(store: Store, state: str, before: Sequence[str], hashes: Iterable[str]) -> None:
    marks = ", ".join("?" * len(before))
    store.connection.executemany(
        f"UPDATE bundles SET state = ? WHERE direction = 'up' AND state IN ({marks}) AND hash = ?",
        ((state, *before, hash_) for hash_ in hashes),
    )


def standings(store: Store, table: str, ids: Sequence[str]) -> dict[str, Standing]:
    """How some records of one table last went out and what the county holds of them."""
    marks, taken = ", ".join("?" * len(ids)), ", ".join(f"'{word}'" for word in TAKEN_IN)
    rows = store.rows(
        "SELECT w.record_id, w.revision, w.content_hash, coalesce(a.revision, 0) FROM wire_records w"
        f" LEFT JOIN answers a ON a.record_table = w.record_table AND a.record_id = w.record_id AND a.result IN ({taken})"
        f" WHERE w.record_table = ? AND w.record_id IN ({marks})",
        (table, *ids),
    )
    return {row[0]: Standing(*row[1:]) for row in rows}


def refused(store: Store) -> tuple[Answer, ...]:
    """Records the county has not taken, with field and sentence."""
    rows = store.rows(
        "SELECT record_table, record_id, revision, result, county_number, field, sentence FROM answers "
        "WHERE result NOT IN ('accepted', 'duplicate', 'voided') ORDER BY record_table, record_id"
    )
    return tuple(Answer(*row) for row in rows)


def _rows(store: Store, where: str, values: Sequence[Any]) -> tuple[BundleRow, ...]:
    rows = store.rows(f"SELECT {', '.join(_COLUMNS)} FROM bundles WHERE {where}", values)
    return tuple(
        BundleRow(**dict(zip(_COLUMNS, row, strict=True)) | {"counts": json.loads(row[9])}) for row in rows
    )
