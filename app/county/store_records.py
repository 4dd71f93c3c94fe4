"""The records' rows: the townships' records in their newest version, their journals, and counting."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from json.encoder import encode_basestring as quoted
from typing import Any

from app.core.canonical import names_in_order
from app.county.decide import Stored
from app.county.store import CountyStore
from app.exchange.schemas import Row

EARLIEST = "2020-01"
UNDATED = ""  # the place of what has no month, or none that can be believed
Numbered = tuple[Row, str]

_CHUNK = 500  # values in one IN (…); well under SQLite's limit
_VERSION = ("township", "record_table", "id", "revision", "content_hash", "void", "county_number")
_TYPED = ("matter_id", "channel", "head_count", "registered_on", "accepted_on", "closed_on", "merged_into", "split_from")  # fmt: skip
_MATCHED = ("person_id", "identity", "contact")
_RECORD = (
    "county",
    "month",
    "township",
    "record_table",
    "id",
    "revision",
    "void",
    *_TYPED,
    *_MATCHED,
    "body",
)
_ENTRY = ("county", "month", "township", "seq", "hash", "body")
_CONFLICT = ("township", "record_table", "id", "revision", "content_hash", "body")
_WITHHELD = ("township", "record_table", "record_id", "field", "reason")


def county_of(township: str) -> str:
    """The county a township's code belongs to: its first six digits."""
    return township[:6] + "000000"


def month_of(row: Mapping[str, Any], latest: str) -> str:
    """The month a record is kept under: that of its day, if that lies between 2020 and `latest`."""
    day = row.get("registered_on") or row.get("occurred_on") or row.get("recorded_at") or ""
    month = str(day)[:7]
    return month if EARLIEST <= month <= latest else UNDATED


def stored_versions(
    store: CountyStore, township: str, table: str, ids: Sequence[str]
) -> dict[str, tuple[Stored, str]]:
    """The versions the county has of these records, with their county numbers."""
    sql = "SELECT id, revision, content_hash, void, county_number FROM versions WHERE township = ? AND record_table = ?"
    found: dict[str, tuple[Stored, str]] = {}
    for part in _parts(ids):
        rows = store.rows(f"{sql} AND id IN ({_marks(part)})", (township, table, *part))
        found |= {row[0]: (Stored(row[1], row[2], bool(row[3])), row[4]) for row in rows}
    return found


def add_records(store: CountyStore, township: str, table: str, rows: Sequence[Numbered], latest: str) -> None:
    """Records that the county has not seen before, with their county numbers; in the order of their keys."""
    rows = sorted(rows, key=lambda numbered: str(numbered[0]["id"]))
    store.add("versions", _VERSION, _versions(township, table, rows))
    store.add("records", _RECORD, _records(township, table, rows, latest))


def replace_records(
    store: CountyStore, township: str, table: str, rows: Sequence[Numbered], latest: str
) -> None:
    """Newer versions of known records; one may have moved to another month."""
    for part in _parts([str(row["id"]) for row, _ in rows]):
        sql = f"DELETE FROM records WHERE township = ? AND record_table = ? AND id IN ({_marks(part)})"
        store.run(sql, (township, table, *part))
    store.put("versions", _VERSION, _versions(township, table, rows), ("township", "record_table", "id"))
    store.add("records", _RECORD, _records(township, table, rows, latest))


def keep_noted(store: CountyStore, township: str, table: str, rows: Sequence[Row]) -> None:
    """Records of our own about a township, which never travel: the newest in the place of the one before."""
    for part in _parts([str(row["id"]) for row in rows]):
        sql = f"DELETE FROM records WHERE township = ? AND record_table = ? AND id IN ({_marks(part)})"
        store.run(sql, (township, table, *part))
    store.add("records", _RECORD, _records(township, table, [(row, "") for row in rows], UNDATED))


def put_conflicts(store: CountyStore, township: str, table: str, rows: Iterable[Row]) -> None:
    """The other version of records that exist in two: kept until people have decided."""
    values = [(township, table, row["id"], row["revision"], row["content_hash"], _body(row)) for row in rows]
    if values:
        store.put("conflicts", _CONFLICT, values, _CONFLICT[:-1])


def put_withheld(store: CountyStore, township: str, rows: Iterable[Row]) -> None:
    """What the township kept back, so that nobody takes a blank for a no."""
    values = {
        (row["table"], row["record_id"], row["field"]): (
            township, row["table"], row["record_id"], row["field"], row["reason"],
        )
        for row in rows
    }  # fmt: skip
    if values:
        store.put("withheld", _WITHHELD, values.values(), _WITHHELD[:-1])


def entry_hashes(store: CountyStore, township: str, after: int) -> dict[int, str]:
    """The hashes of a township's journal that the county holds, beyond a place."""
    rows = store.rows("SELECT seq, hash FROM entries WHERE township = ? AND seq > ?", (township, after))
    return {row[0]: row[1] for row in rows}


def add_entries(store: CountyStore, township: str, entries: Sequence[Row], latest: str) -> None:
    """More of a township's journal."""
    county = county_of(township)
    rows = (
        (county, month_of(entry, latest), township, entry["seq"], entry["hash"], _body(entry))
        for entry in entries
    )
    if entries:
        store.add("entries", _ENTRY, rows)


def journal_head(store: CountyStore, township: str) -> tuple[int, str] | None:
    """Place and hash of the last entry the county holds of a township's journal."""
    rows = store.rows(
        "SELECT seq, hash FROM entries WHERE township = ? ORDER BY seq DESC LIMIT 1", (township,)
    )
    return (rows[0][0], rows[0][1]) if rows else None


def _versions(township: str, table: str, rows: Iterable[Numbered]) -> Iterator[tuple[Any, ...]]:
    for row, number in rows:
        yield township, table, row["id"], row["revision"], row["content_hash"], row["void"], number


def _records(township: str, table: str, rows: Iterable[Numbered], latest: str) -> Iterator[tuple[Any, ...]]:
    county = county_of(township)
    for row, _ in rows:
        typed = [row.get(name) or None for name in _TYPED]
        yield (
            county, month_of(row, latest), township, table, row["id"], row["revision"], row["void"], *typed, *_matched(table, row), _body(row),
        )  # fmt: skip


def _matched(table: str, row: Row) -> tuple[str | None, str | None, str | None]:
    """By what a record may be found again in another township; blank for what was withheld."""
    if table == "people":
        name, phone = str(row.get("name") or ""), str(row.get("phone") or "")
        return (
            None,
            str(row.get("id_number") or "").strip().upper() or None,
            f"{name} {phone}" if name and phone else None,
        )
    if table == "matters":
        return None, str(row.get("external_number") or "").strip() or None, None
    return str(row.get("person_id") or "") or None, None, None


def _body(row: Row) -> str:
    """A record as it is kept: blank cells left out, which mean nothing and are most of a matter."""
    parts = [
        mark + (quoted(cell) if type(cell) is str else str(cell))
        for name, mark in names_in_order(tuple(row))
        if (cell := row[name]) is not None and cell != ""
    ]
    return f"{{{','.join(parts)}}}"


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
