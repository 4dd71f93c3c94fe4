"""History edited by someone with the password and an SQL tool: noticed, at the right entry, every time."""

import json
import random
from collections.abc import Callable, Iterator

import pytest

from app.core.entries import entry_hash, payload_hash
from app.db import journal
from app.db.engine.connection import Store
from app.services.desk import Desk
from tests.faults import prepared
from tests.faults.sizes import IS_LARGE, size

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3_600 if IS_LARGE else 300)]
TRIES = size(2_000, 100_000)
FIELDS = ("id", "kind", "subject", "occurred_on", "recorded_at", "actor", "payload_hash", "prev", "hash")


@pytest.fixture
def store(desk: Desk) -> Store:
    """A register with some history, its own guards against us taken away."""
    for number in (1, 2, 3):
        prepared.register(desk, number)
    opened = desk.register.store
    opened.connection.execute("PRAGMA foreign_keys = OFF")
    for table in ("entries", "payloads"):
        for guard in ("change", "go"):
            opened.connection.execute(f"DROP TRIGGER {table}_never_{guard}")
    return opened


def _edited_field(store: Store, chance: random.Random, seq: int) -> int:
    field = chance.choice(FIELDS)
    store.connection.execute(f"UPDATE entries SET {field} = {field} || '1' WHERE seq = ?", (seq,))
    return seq


def _edited_content(store: Store, chance: random.Random, seq: int) -> int:
    payload = json.loads(store.value("SELECT body FROM payloads WHERE seq = ?", (seq,)))
    key = chance.choice([*payload, "new"])
    payload[key] = f"{payload.get(key)}改"
    store.connection.execute("UPDATE payloads SET body = ? WHERE seq = ?", (json.dumps(payload), seq))
    return seq


def _edited_salt(store: Store, chance: random.Random, seq: int) -> int:
    store.connection.execute("UPDATE payloads SET salt = ? WHERE seq = ?", (chance.randbytes(16).hex(), seq))
    return seq


def _deleted(store: Store, chance: random.Random, seq: int) -> int:
    store.connection.execute("DELETE FROM payloads WHERE seq = ?", (seq,))
    if chance.random() < 0.7:
        store.connection.execute("DELETE FROM entries WHERE seq = ?", (seq,))
    return seq


def _closed_up(store: Store, _: random.Random, seq: int) -> int:
    """An entry taken out and those after it moved up: only the hashes still say so."""
    for table in ("entries", "payloads"):
        store.connection.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))
        store.connection.execute(f"UPDATE {table} SET seq = -seq WHERE seq > ?", (seq,))
        store.connection.execute(f"UPDATE {table} SET seq = -seq - 1 WHERE seq < 0")
    return seq


def _swapped(store: Store, chance: random.Random, seq: int) -> int:
    other = chance.choice([place for place in range(2, journal.head(store)[0]) if place != seq])
    for table in ("entries", "payloads"):
        for old, new in ((seq, -1), (other, seq), (-1, other)):
            store.connection.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (new, old))
    return min(seq, other)


def _hashed_again(store: Store, _: random.Random, seq: int) -> int:
    """Edited, and its own hashes made to fit: the next entry still holds the old one."""
    names = ("seq", *FIELDS)
    row = store.rows(f"SELECT {', '.join(names)} FROM entries WHERE seq = ?", (seq,))[0]
    fields = dict(zip(names, row, strict=True))
    salt = store.value("SELECT salt FROM payloads WHERE seq = ?", (seq,))
    fields["payload_hash"] = payload_hash(salt, {"text": "别的内容"})
    fields.pop("hash")
    store.connection.execute(
        "UPDATE payloads SET body = ? WHERE seq = ?", (json.dumps({"text": "别的内容"}), seq)
    )
    store.connection.execute(
        "UPDATE entries SET payload_hash = ?, hash = ? WHERE seq = ?",
        (fields["payload_hash"], entry_hash(fields), seq),
    )
    return seq + 1


EDITS: tuple[Callable[[Store, random.Random, int], int], ...] = (
    _edited_field, _edited_content, _edited_salt, _deleted, _closed_up, _swapped, _hashed_again,
)  # fmt: skip


def unnoticed(store: Store, tries: int) -> Iterator[str]:
    """Edits that the check does not see, or sees at another entry. The last entry is the head held elsewhere."""
    chance, last = random.Random(7), journal.head(store)[0]
    for number in range(tries):
        edit, seq = EDITS[number % len(EDITS)], chance.randrange(2, last)
        with store.connection:
            store.connection.execute("BEGIN")
            expected = edit(store, chance, seq)
            found = journal.check_chain(store)
            store.connection.rollback()
        if not found or f"第{expected}条起" not in found[0]:
            yield f"{edit.__name__} at {seq}: {found}"


def test_every_edit_of_history_is_noticed_at_the_right_entry(store: Store) -> None:
    assert journal.check_chain(store) == []
    assert list(unnoticed(store, TRIES)) == []
    assert journal.check_chain(store) == []


def test_a_history_written_anew_differs_from_the_head_held_elsewhere(store: Store) -> None:
    """Whoever has the password can make the whole rest fit; then county and paper know another head."""
    known = journal.head(store)
    store.connection.execute("UPDATE entries SET actor = '某人' WHERE seq = 4")
    prev = store.value("SELECT hash FROM entries WHERE seq = 3")
    names = ("seq", *FIELDS)
    for row in store.rows(f"SELECT {', '.join(names)} FROM entries WHERE seq > 3 ORDER BY seq"):
        fields = dict(zip(names, row, strict=True)) | {"prev": prev}
        fields.pop("hash")
        prev = entry_hash(fields)
        store.connection.execute(
            "UPDATE entries SET prev = ?, hash = ? WHERE seq = ?", (fields["prev"], prev, fields["seq"])
        )
    assert journal.check_chain(store) == []
    assert journal.head(store) != known


@pytest.mark.parametrize("dropped", ["payload_hash", "entry_hash"])
def test_a_check_that_was_dropped_is_noticed(
    store: Store, monkeypatch: pytest.MonkeyPatch, dropped: str
) -> None:
    class Agreeable(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            return True

    monkeypatch.setattr(journal, dropped, lambda *_: Agreeable())
    assert list(unnoticed(store, 70))
