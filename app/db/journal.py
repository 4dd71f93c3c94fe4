"""The journal's rows: append, read, and prove that nothing was changed.

Entries go in only inside `Store.writing()`, together with the tables they change.
"""

import json
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.core.canonical import canonical
from app.core.entries import GENESIS, Draft, Entry, body_hash, entry_hash, payload_hash
from app.core.erasure import ERASED
from app.db.engine.connection import Store

_COLUMNS = "seq, id, kind, subject, occurred_on, recorded_at, actor, payload_hash, prev, hash"
_HEAD = "journal"
_READ = f"SELECT {', '.join('e.' + name for name in _COLUMNS.split(', '))}, p.salt, p.body FROM entries e JOIN payloads p USING (seq)"


def head(store: Store) -> tuple[int, str]:
    """The last entry's place and hash; (0, GENESIS) for an empty journal."""
    rows = store.rows("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1")
    return (rows[0][0], rows[0][1]) if rows else (0, GENESIS)


def append(store: Store, draft: Draft, *, actor: str, now: datetime) -> Entry:
    """Give a decided entry its place in the chain and write it."""
    seq, prev = _head_within(store)
    salt, written = secrets.token_hex(16), canonical(draft.payload)
    fields: dict[str, Any] = {
        "seq": seq + 1,
        "id": str(uuid.uuid4()),
        "kind": draft.kind,
        "subject": draft.subject,
        "occurred_on": draft.occurred_on.isoformat(),
        "recorded_at": now.isoformat(timespec="seconds"),
        "actor": actor,
        "payload_hash": body_hash(salt, written),
        "prev": prev,
    }
    fields["hash"] = entry_hash(fields)
    body = written.decode("utf-8")
    store.connection.execute(
        f"INSERT INTO entries ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)", tuple(fields.values())
    )
    store.connection.execute("INSERT INTO payloads (seq, salt, body) VALUES (?,?,?)", (seq + 1, salt, body))
    store.passing[_HEAD] = (seq + 1, fields["hash"])
    return _entry((*fields.values(), salt, body))


def _head_within(store: Store) -> tuple[int, str]:
    """The last entry's place and hash; behind the first of a transaction without reading."""
    known = store.passing.get(_HEAD)
    return (known[0], known[1]) if isinstance(known, tuple) else head(store)


def read(store: Store, *, after: int = 0, subject: str | None = None) -> Iterator[Entry]:
    """Entries in order, all of them or one record's."""
    where, values = (
        ("e.seq > ?", [after]) if subject is None else ("e.seq > ? AND e.subject = ?", [after, subject])
    )
    for row in store.each(f"{_READ} WHERE {where} ORDER BY e.seq", values):
        yield _entry(row)


def told_late(store: Store, *, after: int, until: date, kinds: Sequence[str]) -> Iterator[Entry]:
    """Entries since a place that speak of a day up to `until`, or are of a kind that mends the past."""
    marks = ",".join("?" * len(kinds))
    where = f"e.seq > ? AND (e.occurred_on <= ? OR e.kind IN ({marks}))"
    for row in store.rows(f"{_READ} WHERE {where} ORDER BY e.seq", (after, until.isoformat(), *kinds)):
        yield _entry(row)


def last_recorded(store: Store, kind: str) -> str:
    """When an entry of this kind was last written down, or nothing."""
    return str(
        store.value("SELECT recorded_at FROM entries WHERE kind = ? ORDER BY seq DESC LIMIT 1", (kind,)) or ""
    )


def last_written(store: Store) -> str:
    """When the last entry was written down, or nothing; by its place, not by its time."""
    return str(store.value("SELECT recorded_at FROM entries ORDER BY seq DESC LIMIT 1") or "")


def last_kind(store: Store) -> str:
    """The kind of the last entry, or nothing."""
    return str(store.value("SELECT kind FROM entries ORDER BY seq DESC LIMIT 1") or "")


def of_kinds(store: Store, kinds: Sequence[str], *, before: int, most: int) -> list[Entry]:
    """Entries of some kinds, the newest first; `before` 0 begins at the end. Each kind is one index range."""
    found: list[Entry] = []
    for kind in kinds:
        rows = store.rows(
            f"{_READ} WHERE e.kind = ? AND e.seq < ? ORDER BY e.seq DESC LIMIT ?",
            (kind, before or 1 << 62, most),
        )
        found += [_entry(row) for row in rows]
    return sorted(found, key=lambda entry: -entry.seq)[:most]


def skeleton(store: Store, after: int, until: int) -> Iterator[dict[str, Any]]:
    """The chain without its contents, for the county: hashes prove the order and hide the text."""
    names = _COLUMNS.split(", ")
    span = (after, until)
    for row in store.each(f"SELECT {_COLUMNS} FROM entries WHERE seq > ? AND seq <= ? ORDER BY seq", span):
        yield dict(zip(names, row, strict=True))


def check_chain(
    store: Store, progress: Callable[[int, int], object] | None = None, *, after: int = 0
) -> list[str]:
    """Walk the chain from the entry behind `after`; a sentence for the first that does not hold, nothing if all do."""
    expected_seq, prev, erased = after + 1, hash_at(store, after), _erased(store)
    last = head(store)[0]
    for row in store.each(f"{_READ} WHERE e.seq > ? ORDER BY e.seq", (after,)):
        if not _holds(row, expected_seq, prev, erased):
            return [
                f"记录链从第{expected_seq}条起不一致，可能被改动过；请停止录入，从最近的备份恢复并报告上级。"
            ]
        if progress:
            progress(expected_seq, last)
        expected_seq, prev = expected_seq + 1, row[9]
    missing = last + 1 - expected_seq
    return [f"记录链从第{expected_seq}条起缺少{missing}条内容，请从备份恢复。"] if missing else []


def _holds(row: Sequence[Any], expected_seq: int, prev: str, erased: Mapping[int, str]) -> bool:
    """Whether an entry stands where it says, behind the one it names, and says what it was written with.

    What was erased by law says instead what the erasure's own entry names.
    """
    fields = dict(zip(_COLUMNS.split(", "), row[:10], strict=True))
    try:
        return bool(
            fields["seq"] == expected_seq
            and fields["prev"] == prev
            and fields.pop("hash") == entry_hash(fields)
            and payload_hash(row[10], json.loads(row[11]))
            in (fields["payload_hash"], erased.get(expected_seq))
        )
    except (ValueError, TypeError, RecursionError):
        return False  # what cannot be read was not written by us


def hash_at(store: Store, seq: int) -> str:
    """The hash of the entry at a place: the beginning for 0, nothing where no entry stands."""
    if seq == 0:
        return GENESIS
    return str(store.value("SELECT hash FROM entries WHERE seq = ?", (seq,)) or "")


def has(store: Store, entry_id: str) -> bool:
    """Whether an entry of this name is in the journal."""
    return store.value("SELECT 1 FROM entries WHERE id = ?", (entry_id,)) is not None


def last_of(store: Store, *kinds: str) -> Entry | None:
    """The newest entry of these kinds."""
    marks = ", ".join("?" * len(kinds))
    found = store.value(f"SELECT max(seq) FROM entries WHERE kind IN ({marks})", kinds)
    return next(read(store, after=found - 1), None) if found else None


def newest(store: Store, kind: str, most: int) -> tuple[Entry, ...]:
    """The last entries of a kind, the newest first."""
    rows = store.rows(f"{_READ} WHERE e.kind = ? ORDER BY e.seq DESC LIMIT ?", (kind, most))
    return tuple(_entry(row) for row in rows)


def work_since(store: Store, seq: int, housekeeping: Sequence[str], *, most: int = -1) -> tuple[int, int]:
    """How many entries stand behind `seq` that are not the program's own `housekeeping`, and on how many days.

    No more than the first `most` are looked at.
    """
    marks = ", ".join("?" * len(housekeeping))
    row = store.rows(
        "SELECT count(*), count(DISTINCT day) FROM (SELECT substr(recorded_at, 1, 10) AS day FROM entries "
        f"WHERE seq > ? AND kind NOT IN ({marks}) ORDER BY seq LIMIT ?)",
        (seq, *housekeeping, most),
    )[0]
    return int(row[0]), int(row[1])


def days_since(store: Store, seq: int, housekeeping: Sequence[str]) -> tuple[str, str]:
    """The first and last day of what stands behind `seq`, in the order it was recorded; empty if nothing does."""
    marks = ", ".join("?" * len(housekeeping))
    where = f"FROM entries WHERE seq > ? AND kind NOT IN ({marks}) ORDER BY seq"
    values = (seq, *housekeeping)
    first = store.value(f"SELECT substr(recorded_at, 1, 10) {where} LIMIT 1", values)
    last = store.value(f"SELECT substr(recorded_at, 1, 10) {where} DESC LIMIT 1", values)
    return str(first or ""), str(last or "")


def _erased(store: Store) -> dict[int, str]:
    """The hashes of what stands in the place of erased contents; the entries that say so are checked like all."""
    rows = store.rows(
        "SELECT p.body FROM entries e JOIN payloads p USING (seq) WHERE e.kind = ? ORDER BY e.seq", (ERASED,)
    )
    return {seq: digest for row in rows for seq, digest in json.loads(row[0]).get("entries", ())}


def _entry(row: Sequence[Any]) -> Entry:
    return Entry(
        seq=row[0], id=row[1], kind=row[2], subject=row[3], occurred_on=date.fromisoformat(row[4]),
        recorded_at=row[5], actor=row[6], payload=json.loads(row[11]), payload_hash=row[7], prev=row[8], hash=row[9],
    )  # fmt: skip
