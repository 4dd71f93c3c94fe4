"""The journal's rows: append, read, and prove that nothing was changed.

Entries go in only inside `Store.writing()`, together with the tables they change.
"""

import json
import secrets
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from app.core.canonical import canonical
from app.core.entries import GENESIS, Draft, Entry, entry_hash, payload_hash
from app.core.erasure import ERASED
from app.db.engine.connection import Store

_COLUMNS = "seq, id, kind, subject, occurred_on, recorded_at, actor, payload_hash, prev, hash"
_READ = f"SELECT {', '.join('e.' + name for name in _COLUMNS.split(', '))}, p.salt, p.body FROM entries e JOIN payloads p USING (seq)"


def head(store: Store) -> tuple[int, str]:
    """The last entry's place and hash; (0, GENESIS) for an empty journal."""
    rows = store.rows("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1")
    return (rows[0][0], rows[0][1]) if rows else (0, GENESIS)


def append(store: Store, draft: Draft, *, actor: str, now: datetime) -> Entry:
    """Give a decided entry its place in the chain and write it."""
    seq, prev = head(store)
    salt = secrets.token_hex(16)
    fields: dict[str, Any] = {
        "seq": seq + 1,
        "id": str(uuid.uuid4()),
        "kind": draft.kind,
        "subject": draft.subject,
        "occurred_on": draft.occurred_on.isoformat(),
        "recorded_at": now.isoformat(timespec="seconds"),
        "actor": actor,
        "payload_hash": payload_hash(salt, draft.payload),
        "prev": prev,
    }
    fields["hash"] = entry_hash(fields)
    body = canonical(draft.payload).decode("utf-8")
    store.connection.execute(
        f"INSERT INTO entries ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)", tuple(fields.values())
    )
    store.connection.execute("INSERT INTO payloads (seq, salt, body) VALUES (?,?,?)", (seq + 1, salt, body))
    return _entry((*fields.values(), salt, body))


def read(store: Store, *, after: int = 0, subject: str | None = None) -> Iterator[Entry]:
    """Entries in order, all of them or one record's."""
    where, values = (
        ("e.seq > ?", [after]) if subject is None else ("e.seq > ? AND e.subject = ?", [after, subject])
    )
    for row in store.connection.execute(f"{_READ} WHERE {where} ORDER BY e.seq", values):
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


def newest(store: Store, kind: str, most: int) -> list[Entry]:
    """The last entries of one kind, the newest first."""
    rows = store.rows(f"{_READ} WHERE e.kind = ? ORDER BY e.seq DESC LIMIT ?", (kind, most))
    return [_entry(row) for row in rows]


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


def skeleton(store: Store, after: int) -> list[dict[str, Any]]:
    """The chain without its contents, for the county: hashes prove the order and hide the text."""
    names = _COLUMNS.split(", ")
    rows = store.rows(f"SELECT {_COLUMNS} FROM entries WHERE seq > ? ORDER BY seq", (after,))
    return [dict(zip(names, row, strict=True)) for row in rows]


def check_chain(store: Store, progress: Callable[[int, int], object] | None = None) -> list[str]:
    """Walk the whole chain; a sentence for the first entry that does not hold, nothing if all do."""
    expected_seq, prev, erased = 1, GENESIS, _erased(store)
    last = head(store)[0]
    for row in store.connection.execute(f"{_READ} ORDER BY e.seq"):
        fields = dict(zip(_COLUMNS.split(", "), row[:10], strict=True))
        salt, body = row[10], row[11]
        sound = (
            fields["seq"] == expected_seq
            and fields["prev"] == prev
            and fields.pop("hash") == entry_hash(fields)
            and payload_hash(salt, json.loads(body)) in (fields["payload_hash"], erased.get(expected_seq))
        )
        if not sound:
            return [
                f"记录链从第{expected_seq}条起不一致，可能被改动过；请停止录入，从最近的备份恢复并报告上级。"
            ]
        if progress:
            progress(expected_seq, last)
        expected_seq, prev = expected_seq + 1, row[9]
    count = store.value("SELECT count(*) FROM entries")
    return (
        [] if count == expected_seq - 1 else [f"记录链缺少{count - expected_seq + 1}条内容，请从备份恢复。"]
    )


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
