"""How a copy of the township's register comes to life again: today's schema, and an entry that says what was left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.backups import HOUSEKEEPING
from app.db import journal, verification
from app.db.engine.connection import Store, open_store
from app.db.engine.kinds import Kind
from app.db.engine.marks import Mark
from app.db.kind import TOWNSHIP
from app.db.migrations import APPLICATION_ID, MIGRATIONS
from app.db.names import DATABASE
from app.db.rebuilding import ensure_current
from app.services import lives, ways_in
from app.services.clock import Clock, SystemClock
from app.services.kept import Kept, Left
from app.services.kept_register import KeptRegister
from app.services.progress import Progress
from app.services.register import Register
from app.services.shipped import rules


@dataclass(frozen=True)
class RestoredRegister:
    """A register's copy; see `app.services.kept.Revivable`."""

    clock: Clock
    kind: Kind = TOWNSHIP

    def today(self) -> date:
        return self.clock.today()

    def finish(self, folder: Path) -> bool:
        return lives.finish(folder)

    def marked_end(self, folder: Path, key: bytes) -> Mark | None:
        return ways_in.marked_end(folder, key)

    def open_present(self, folder: Path, key: bytes) -> Kept:
        register = Register(folder, _open(folder, key), rules(), self.clock)
        try:
            ensure_current(register.store, register.rules)
        except BaseException:
            register.store.close()
            raise
        return KeptRegister(register)

    def describe(self, source: Path, store: Store) -> tuple[str, str]:
        last = journal.head(store)[0]
        office = Register(source, store, rules(), self.clock).office()
        return office.name, next(journal.read(store, after=last - 1)).recorded_at[:10]

    def compare(self, store: Store, copy: Store) -> tuple[Mapping[str, int], tuple[str, str]]:
        seq, head = journal.head(copy)
        common = seq if journal.hash_at(store, seq) == head else _fork(store, copy, seq)
        now, held = self.kind.counts(store), self.kind.counts(copy)
        lost = {name: max(now.get(name, 0) - held.get(name, 0), 0) for name in now}
        lost["entries"] = journal.work_since(store, common, HOUSEKEEPING)[0]
        return lost, journal.days_since(store, common, HOUSEKEEPING)

    def begin(self, place: Path, key: bytes, left: Left, source: str) -> int:
        store = _open(place, key)
        try:
            register = Register(place, store, rules(), self.clock)
            ensure_current(store, register.rules)
            with register.writing() as write:
                lives.begin_life(register, write, source=source, known=left.known, lives=left.lives)
            return journal.head(store)[0]
        finally:
            store.close()

    def prove_alive(self, store: Store, progress: Progress) -> list[str]:
        """The tables are computed anew from the journal and compared row by row."""
        ensure_current(store, rules())
        problems = verification.quick_checks(store)
        return problems + verification.rebuild_and_compare(store, rules(), progress)


REGISTER = RestoredRegister(SystemClock())


def _open(folder: Path, key: bytes) -> Store:
    return open_store(folder / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS)


def _fork(store: Store, copy: Store, last: int) -> int:
    """The last entry both have: histories that parted once never meet again, so halving finds it."""
    low, high = 1, last
    while low < high:
        middle = (low + high + 1) // 2
        if journal.hash_at(store, middle) == journal.hash_at(copy, middle):
            low = middle
        else:
            high = middle - 1
    return low
