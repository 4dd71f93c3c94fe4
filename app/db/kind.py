"""The township's register as a kind of store: what its copies must hold, and how they are checked."""

from dataclasses import dataclass
from pathlib import Path

from app.core.entries import GENESIS
from app.db import attachments, journal
from app.db.engine.connection import Store
from app.db.engine.kinds import Kind, Progress, Watch
from app.db.migrations import APPLICATION_ID, MIGRATIONS
from app.db.names import DATABASE

_COUNTED = ("entries", "matters", "receptions", "people", "attachments")


def counts(store: Store) -> dict[str, int]:
    """How much of everything there is, as far as this schema knows it."""
    known = {row[0] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {table: int(store.value(f"SELECT count(*) FROM {table}")) for table in _COUNTED if table in known}


def life(store: Store) -> int:
    """How many restores the register has behind it; each begins a life of its own."""
    told = journal.last_of(store, "restored")
    return int(told.payload["life"]) if told else 0


def beginning(store: Store) -> str:
    """The journal's first entry, by which two files are known as one register's."""
    return journal.hash_at(store, 1) or GENESIS


def check_history(store: Store, progress: Progress) -> list[str]:
    return journal.check_chain(store, progress)


@dataclass(frozen=True)
class Attached:
    """The attachments below a folder; a schema from before there were any has none."""

    folder: Path
    store: Store

    def size(self) -> int:
        return attachments.bytes_in_all(self.store) if self._are_known() else 0

    def copy_to(self, folder: Path, watch: Watch) -> None:
        if not self._are_known():
            return
        here, there = attachments.blobs(self.folder, self.store), attachments.blobs(folder, self.store)
        for sha256 in attachments.hashes(self.store):
            if here.path(sha256).exists():
                here.copy_to(there.folder, sha256, watch)

    def lacking(self, *, full: bool, watch: Watch) -> tuple[str, ...]:
        if not self._are_known():
            return ()
        blobs = attachments.blobs(self.folder, self.store)
        return attachments.check(self.store, blobs, full=full, watch=watch).problems

    def _are_known(self) -> bool:
        return bool(self.store.value("SELECT count(*) FROM sqlite_master WHERE name = 'attachments'"))


TOWNSHIP = Kind(
    DATABASE, attachments.FOLDER, APPLICATION_ID, MIGRATIONS,
    journal.head, life, beginning, counts, check_history, Attached,
)  # fmt: skip
