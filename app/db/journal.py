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


def skeleton(store: Store, after: int, until: int) -> Iterator[dict[str, Any]]:
    """The chain without its contents, for the county: hashes prove the order and hide the text."""
    names = _COLUMNS.split(", ")
    span = (after, until)
    for row in store.connection.execute(
        f"SELECT {_COLUMNS} FROM entries WHERE seq > ? AND seq <= ? ORDER BY seq", span
    ):
        yield dict(zip(names, row, strict=True))


def check_chain(store: Store, progress: Callable[[int, int], object] | None = None) -> list[str]:
    """Walk the whole chain; a sentence for the first entry that does not hold, nothing if all do."""
    expected_seq, prev = 1, GENESIS
    last = head(store)[0]
    for row in store.connection.execute(f"{_READ} ORDER BY e.seq"):
        fields = dict(zip(_COLUMNS.split(", "), row[:10], strict=True))
        salt, body = row[10], row[11]
        sound = (
            fields["seq"] == expected_seq
            and fields["prev"] == prev
            and fields.pop("hash") == entry_hash(fields)
            and fields["payload_hash"] == payload_hash(salt, json.loads(body))
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


def _entry(row: Sequence[Any]) -> Entry:
    return Entry(
        seq=row[0], id=row[1], kind=row[2], subject=row[3], occurred_on=date.fromisoformat(row[4]),
        recorded_at=row[5], actor=row[6], payload=json.loads(row[11]), payload_hash=row[7], prev=row[8], hash=row[9],
    )  # fmt: skip
