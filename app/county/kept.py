"""A county's store as a kind of store that is copied: how far it has come, what belongs to it, how it is checked.

It has no journal of its own. Every transaction that changes something counts one up and leaves a hash of its own
(`count_write`); by these two a copy is named, compared and put in order, never by the clock.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.core.entries import entry_hash
from app.county.chain import HASHED
from app.county.folders import DATABASE, RECEIVED
from app.county.store_schema import APPLICATION_ID, MIGRATIONS
from app.db.engine.connection import Store
from app.db.engine.files import durable_replace, file_errors, hash_file, link_or_copy, make_folder
from app.db.engine.kinds import Kind, Progress, Watch

LIST = "received.list"
MOST_DAYS = 400
_COUNTED = ("townships", "bundles", "records")
_SEQ, _HEAD, _LIFE, _DAYS = "kept_seq", "kept_head", "kept_life", "kept_days"
_PUT = (
    "INSERT INTO choices (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


def count_write(store: Store, day: date) -> None:
    """One more change, on this day; part of the transaction that makes it."""
    seq, head = head_of(store)
    fresh = hashlib.sha256(f"{head}{secrets.token_hex(16)}".encode("ascii")).hexdigest()
    days = days_of(store) | {day.isoformat(): seq + 1}
    note(store, _SEQ, str(seq + 1))
    note(store, _HEAD, fresh)
    note(store, _DAYS, json.dumps(dict(list(days.items())[-MOST_DAYS:])))


def note(store: Store, name: str, value: str) -> None:
    """A word of the store's own, among its choices; not counted as a change."""
    store.connection.execute(_PUT, (name, value))


def noted(store: Store, name: str) -> str:
    """What was noted under this name, or nothing."""
    return str(store.value("SELECT value FROM choices WHERE name = ?", (name,)) or "")


def noted_json(store: Store, name: str) -> dict[str, Any]:
    return dict(json.loads(noted(store, name) or "{}"))


def head_of(store: Store) -> tuple[int, str]:
    """How far the store has come; one from before changes were counted begins at what lies in it."""
    if _has_choices(store) and (seq := noted(store, _SEQ)):
        return int(seq), noted(store, _HEAD)
    begun = 1 + sum(
        int(store.value(f"SELECT count(*) FROM {table}")) for table in ("townships", "bundles", "sent")
    )
    return begun, hashlib.sha256(f"{beginning(store)}{begun}".encode()).hexdigest()


def days_of(store: Store) -> dict[str, int]:
    """How far the store had come at the end of each day on which it was changed, in the order of the changes."""
    found = noted_json(store, _DAYS)
    return dict(sorted(((str(day), int(seq)) for day, seq in found.items()), key=lambda one: one[1]))


def life_of(store: Store) -> int:
    """How many restores the store has behind it."""
    return int(noted(store, _LIFE) or 0) if _has_choices(store) else 0


def begin_life(store: Store, lives: int) -> None:
    """A store that begins from a copy is another life to the townships, and gives no number twice."""
    note(store, _LIFE, str(max(life_of(store), lives) + 1))
    store.connection.execute("UPDATE office SET epoch = ?", (secrets.token_hex(16),))
    store.connection.execute("UPDATE townships SET numbered = numbered + ?", (_NUMBERS_SKIPPED,))


_NUMBERS_SKIPPED = 100_000


def beginning(store: Store) -> str:
    """What all states of one county have in common: its code and its keys."""
    keys = json.loads(store.value("SELECT keys FROM office") or "{}")
    told = json.dumps([store.value("SELECT code FROM office"), keys], sort_keys=True)
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def counts(store: Store) -> dict[str, int]:
    return {table: int(store.value(f"SELECT count(*) FROM {table}")) for table in _COUNTED}


def check_history(store: Store, progress: Progress) -> list[str]:
    """The townships' journals as they were taken in: each entry fits its hash and the one before it."""
    whole = max(int(store.value("SELECT count(*) FROM entries")), 1)
    township, before = "", (0, "")
    for done, (code, seq, digest, body) in enumerate(
        store.each("SELECT township, seq, hash, body FROM entries ORDER BY township, seq")
    ):
        if done % 500 == 0:
            progress(done, whole)
        entry = json.loads(body)
        linked = (code, seq - 1) != (township, before[0]) or entry["prev"] == before[1]
        if not linked or digest != entry_hash({name: entry[name] for name in HASHED if name in entry}):
            return [f"乡镇{code}的记录链自第{seq}条起与收到时不一致，请停止接收并从最近的备份恢复。"]
        township, before = code, (seq, digest)
    return []


def check_records(store: Store) -> list[str]:
    """What is counted and what decides about newer versions must be the same records."""
    differing = store.value(
        "SELECT count(*) FROM versions v LEFT JOIN records r ON r.township = v.township"
        " AND r.record_table = v.record_table AND r.id = v.id WHERE r.revision IS NOT v.revision"
    )
    return [f"有{differing}条记录与其版本登记不一致，请停止接收并从最近的备份恢复。"] if differing else []


@dataclass(frozen=True)
class Received:
    """The bundles as they came, still encrypted for the county. A copy lists their hashes; its manifest vouches for that."""

    folder: Path
    store: Store

    def size(self) -> int:
        return sum(path.stat().st_size for path in self._paths() if path.exists())

    def copy_to(self, folder: Path, watch: Watch) -> None:
        lines = []
        make_folder(folder / RECEIVED)
        for path in self._paths():
            if path.exists():
                target = folder / path.relative_to(self.folder)
                make_folder(target.parent)
                link_or_copy(path, target)
                lines.append(f"{hash_file(target, watch)} {target.relative_to(folder).as_posix()}\n")
        durable_replace(folder / LIST, "".join(lines).encode("utf-8"))

    def lacking(self, *, full: bool, watch: Watch) -> tuple[str, ...]:
        return tuple(self._problems(self._listed() if full else {}, watch))

    def _problems(self, listed: Mapping[str, str], watch: Watch) -> Iterator[str]:
        for path in self._paths():
            digest = listed.get(path.relative_to(self.folder).as_posix())
            if not path.exists():
                yield f"收到的报送包{path.parent.name}/{path.stem[:8]}的原件不见了，已登记的内容还在；需要时请乡镇重新报送。"
            elif digest and hash_file(path, watch, cold=True) != digest:
                yield f"收到的报送包{path.parent.name}/{path.stem[:8]}的原件已经损坏，已登记的内容还在；需要时请乡镇重新报送。"

    def _paths(self) -> list[Path]:
        rows = self.store.rows("SELECT township, hash FROM bundles ORDER BY township, hash")
        return [self.folder / RECEIVED / code / f"{digest}.xfb" for code, digest in rows]

    def _listed(self) -> dict[str, str]:
        if not (self.folder / LIST).exists():
            return {}
        with file_errors(self.folder / LIST):
            lines = (self.folder / LIST).read_text("utf-8").splitlines()
        return {name: digest for digest, _, name in (line.partition(" ") for line in lines)}


COUNTY = Kind(
    DATABASE, RECEIVED, APPLICATION_ID, MIGRATIONS,
    head_of, life_of, beginning, counts, check_history, Received, (LIST,),
)  # fmt: skip


def bring_received(present: Path, place: Path) -> None:
    """What came after the copy was made goes on lying there: it can be taken in once more."""
    for path in sorted((present / RECEIVED).glob("*/*.xfb")):
        target = place / path.relative_to(present)
        if not target.exists():
            make_folder(target.parent)
            link_or_copy(path, target)


def _has_choices(store: Store) -> bool:
    return bool(store.value("SELECT count(*) FROM sqlite_master WHERE name = 'choices'"))
