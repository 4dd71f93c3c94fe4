"""The records' rows: the townships' records in their newest version, their journals, and counting."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.county.decide import Stored
from app.db.engine.connection import Store
from app.exchange.schemas import Row

_CHUNK = 500  # values in one IN (…); well under SQLite's limit
_TYPED = ("matter_id", "channel", "head_count", "registered_on", "accepted_on", "closed_on")


def stored_versions(
    store: Store, township: str, table: str, ids: Sequence[str]
) -> dict[str, tuple[Stored, str]]:
    """The versions the county has of these records, with their county numbers."""
    found: dict[str, tuple[Stored, str]] = {}
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        marks = ", ".join("?" * len(part))
        rows = store.rows(
            "SELECT id, revision, content_hash, void, county_number FROM records"
            f" WHERE township = ? AND record_table = ? AND id IN ({marks})",
            (township, table, *part),
        )
        found |= {row[0]: (Stored(row[1], row[2], bool(row[3])), row[4]) for row in rows}
    return found


def put_records(store: Store, township: str, table: str, rows: Iterable[tuple[Row, str]]) -> None:
    """Records with their county numbers, each in place of the version before."""
    columns = (
        "township",
        "record_table",
        "id",
        "revision",
        "content_hash",
        "void",
        "county_number",
        *_TYPED,
        "body",
    )
    marks = ", ".join("?" * len(columns))
    store.connection.executemany(
        f"INSERT OR REPLACE INTO records ({', '.join(columns)}) VALUES ({marks})",
        (
            (
                township, table, row["id"], row["revision"], row["content_hash"], row["void"], number,
                *(row.get(name) or None for name in _TYPED), _json(row),
            )
            for row, number in rows
        ),
    )  # fmt: skip


def put_conflicts(store: Store, township: str, table: str, rows: Iterable[Row]) -> None:
    """The other version of records that exist in two: kept until people have decided."""
    store.connection.executemany(
        "INSERT OR IGNORE INTO conflicts (township, record_table, id, revision, content_hash, body)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((township, table, row["id"], row["revision"], row["content_hash"], _json(row)) for row in rows),
    )


def put_withheld(store: Store, township: str, rows: Iterable[Row]) -> None:
    """What the township kept back, so that nobody takes a blank for a no."""
    store.connection.executemany(
        "INSERT OR REPLACE INTO withheld (township, record_table, record_id, field, reason) VALUES (?, ?, ?, ?, ?)",
        ((township, row["table"], row["record_id"], row["field"], row["reason"]) for row in rows),
    )


def entry_hashes(store: Store, township: str, after: int) -> dict[int, str]:
    """The hashes of a township's journal that the county holds, beyond a place."""
    rows = store.rows("SELECT seq, hash FROM entries WHERE township = ? AND seq > ?", (township, after))
    return {row[0]: row[1] for row in rows}


def put_entries(store: Store, township: str, entries: Iterable[Row]) -> None:
    """More of a township's journal."""
    store.connection.executemany(
        "INSERT INTO entries (township, seq, hash, body) VALUES (?, ?, ?, ?)",
        ((township, entry["seq"], entry["hash"], _json(entry)) for entry in entries),
    )


def journal_head(store: Store, township: str) -> tuple[int, str] | None:
    """Place and hash of the last entry the county holds of a township's journal."""
    rows = store.rows(
        "SELECT seq, hash FROM entries WHERE township = ? ORDER BY seq DESC LIMIT 1", (township,)
    )
    return (rows[0][0], rows[0][1]) if rows else None


def county_counts(store: Store, township: str, start: str, end: str) -> dict[str, int]:
    """The figures that can be counted from the records alone, for one township and span of days.

    The definitions are those of `app.core.figures`: by day of registration, void ones out.
    """
    span = {"township": township, "start": start, "end": end}
    channels = {row[0]: (row[1], row[2]) for row in store.rows(_BY_CHANNEL, span)}
    count = {name: channels.get(name, (0, 0))[0] for name in ("letter", "visit", "web", "call", "other")}
    return {
        "receptions": sum(count.values()),
        "letters": count["letter"],
        "visits": count["visit"],
        "visits.persons": channels.get("visit", (0, 0))[1],
        "web": count["web"],
        "calls": count["call"],
        "others": count["other"],
        "matters": store.value(_MATTERS, span),
        "accepted": store.value(_FACTS.format(column="accepted_on"), span),
        "closed": store.value(_FACTS.format(column="closed_on"), span),
    }


def own_figures(store: Store, township: str, period: str) -> dict[str, int]:
    """The counts the township itself reported for a period."""
    rows = store.rows(
        "SELECT figure, value FROM figures WHERE township = ? AND period = ? AND value IS NOT NULL",
        (township, period),
    )
    return {row[0]: row[1] for row in rows}


_COUNTED = """
FROM records r
WHERE r.township = :township AND r.record_table = 'receptions' AND r.void = 0
  AND r.registered_on BETWEEN :start AND :end
  AND NOT EXISTS (SELECT 1 FROM records m WHERE m.township = r.township
                  AND m.record_table = 'matters' AND m.id = r.matter_id AND m.void = 1)
"""
_BY_CHANNEL = f"SELECT r.channel, count(*), sum(r.head_count) {_COUNTED} GROUP BY r.channel"
# Joined matters are one 件; a letter's split-off part is one more without a reception of its own.
_MATTERS = f"""
SELECT count(DISTINCT main) FROM (
  SELECT coalesce(nullif((SELECT json_extract(m.body, '$.merged_into') FROM records m WHERE m.township = r.township
                          AND m.record_table = 'matters' AND m.id = r.matter_id), ''), r.matter_id) AS main
  {_COUNTED}
  UNION
  SELECT coalesce(nullif(json_extract(body, '$.merged_into'), ''), id) FROM records
  WHERE township = :township AND record_table = 'matters' AND void = 0
    AND registered_on BETWEEN :start AND :end AND json_extract(body, '$.split_from') <> '')
"""
_FACTS = """
SELECT count(*) FROM records WHERE township = :township AND record_table = 'matters' AND void = 0
  AND {column} BETWEEN :start AND :end
"""


def _json(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
