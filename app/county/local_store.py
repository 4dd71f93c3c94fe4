"""The county's store as one encrypted SQLite file, with the received files beside it.

A folder with two key files, `county.db`, `received/` and the county's own enrolment file.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.county.folders import DATABASE, RECEIVED, refuse_second
from app.county.keeping import CountyKeeping, begin_session, finish, note_end, refuse_older
from app.county.kept import count_write
from app.county.opening import USUAL, Opening, Unlock
from app.county.store import File, Values, on_conflict
from app.county.store_schema import APPLICATION_ID, MIGRATIONS
from app.db.engine.connection import Store, open_store
from app.db.engine.costs import STANDARD, Cost
from app.db.engine.files import file_errors, make_folder, whole_file
from app.db.engine.guesses import counted
from app.db.engine.holding import Held, hold
from app.db.engine.keys import bring_forward, create_keys, has_keys, unlock
from app.db.engine.pages import page_checks
from app.db.names import MANIFEST
from app.errors import DamageError, StorageError

_PIECE = 1 << 20
CHEAP = 16 * 1024 * 1024  # a whole check at every opening


class _Rehearsed(Exception):
    """The end of a rehearsal."""


class LocalStore:
    """`CountyStore` over the engine's exclusively held file."""

    may_take_in = True

    def __init__(self, folder: Path, store: Store, held: Held | None = None) -> None:
        self._folder, self._store, self._held = folder, store, held or Held(None)
        self.keeping = CountyKeeping(folder, store, _system_now)
        self._rehearsed: dict[str, File] | None = None  # the files of a rehearsal, which are written nowhere

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        return self._store.rows(sql, _given(values))

    def value(self, sql: str, values: Values = ()) -> Any:  # noqa: ANN401  (a column)
        return self._store.value(sql, _given(values))

    def run(self, sql: str, values: Values = ()) -> None:
        self._store.connection.execute(sql, _given(values))

    def add(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        self._store.connection.executemany(_insert(table, columns), rows)

    def put(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], key: Sequence[str]
    ) -> None:
        self._store.connection.executemany(_insert(table, columns) + on_conflict(columns, key), rows)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Each transaction counts as one change, by which copies are named and compared."""
        is_part = self._store.connection.in_transaction
        with self._store.writing():
            yield
            if not is_part:
                count_write(self._store, self.keeping.today())

    def tell_time(self, now: Callable[[], datetime]) -> None:
        """By which clock changes and copies get their days."""
        self.keeping = CountyKeeping(self._folder, self._store, now)

    @contextlib.contextmanager
    def rehearsing(self) -> Iterator[None]:
        self._rehearsed = {}
        try:
            with contextlib.suppress(_Rehearsed), self._store.writing():
                yield
                _take_back()
        finally:
            self._rehearsed = None

    def alone_with(self, code: str) -> None:
        """Whoever writes here is alone: the file is held exclusively."""

    def make_room(self, county: str, months: Iterable[str]) -> None:
        """One table holds every month."""

    def keep_file(self, code: str, digest: str, file: File) -> None:
        if self._rehearsed is not None:
            self._rehearsed[digest] = file
            return
        path = self._kept(code, digest)
        if not path.exists():
            make_folder(path.parent)
            with whole_file(path) as kept:
                kept.writelines(_pieces(file))

    def kept_file(self, code: str, digest: str) -> File:
        if self._rehearsed and digest in self._rehearsed:
            return self._rehearsed[digest]
        return self._kept(code, digest)

    def forget_held(self, code: str) -> None:
        self.run("DELETE FROM bundles WHERE township = ? AND state = 'hold'", (code,))

    def unsealed(self, text: str) -> str:
        """The whole file is encrypted, so the keys lie in it as they are."""
        return text

    def prove(self, password: str) -> Callable[[], None]:
        """Wrong ones count and cost waiting; a store that rests can then be opened again."""
        key = counted(self._folder, lambda: unlock(self._folder, password), lambda _seconds: None)

        def wake() -> None:
            if self._store.is_resting():
                self._store.wake(key, application_id=APPLICATION_ID, newest=len(MIGRATIONS))

        return wake

    def rest(self) -> None:
        """Nobody sits at the desk: the file is closed and its key forgotten; the folder stays ours."""
        note_end(self.keeping)
        self._store.rest()

    def close(self) -> None:
        try:
            note_end(self.keeping)
            self._store.rest()
        finally:
            self._held.release()

    def _kept(self, code: str, digest: str) -> Path:
        return self._folder / RECEIVED / code / f"{digest}.xfb"


def _take_back() -> None:
    raise _Rehearsed


def create_local_store(
    folder: Path, office: Sequence[object], keys: str, password: str, *, cost: Cost = STANDARD
) -> LocalStore:
    """A new store in `folder`; an existing one is never touched."""
    refuse_second(folder)
    key = create_keys(folder, password, cost=cost)
    held = hold(folder)
    path = folder / DATABASE
    store = open_store(path, key, application_id=APPLICATION_ID, migrations=MIGRATIONS, create=True)
    with store.writing():
        store.connection.execute(
            "INSERT INTO office (id, code, name, epoch, keys) VALUES (?, ?, ?, ?, ?)", (*office, keys)
        )
    return LocalStore(folder, store, held)


def open_local_store(folder: Path, unlocked: Unlock, opening: Opening = USUAL) -> LocalStore:
    """The store in `folder`; `StorageError` with a sentence if it cannot be opened.

    The same sequence as a township's: what a power cut interrupted comes to its end, wrong passwords count, a
    store that was cut off is read page by page before anything is shown.
    """
    if not has_keys(folder):
        unlocked(folder)  # says that this is no county's folder, and leaves nothing behind
    held = hold(folder)
    try:
        finish(folder)
        key = counted(folder, lambda: unlocked(folder), opening.wait)
        store = _opened(folder, key, opening)
    except BaseException:
        held.release()
        raise
    return LocalStore(folder, store, held)


def _opened(folder: Path, key: bytes, opening: Opening) -> Store:
    log = folder / f"{DATABASE}-wal"
    cut_off = log.exists() and log.stat().st_size > 0
    with file_errors(folder):
        (folder / MANIFEST).unlink(missing_ok=True)  # opened to work in it, it is a copy no more
    store = open_store(
        folder / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS,
        before_migrating=lambda older: opening.keep_older(CountyKeeping(folder, older, _system_now)),
    )  # fmt: skip
    try:
        if cut_off or store.path.stat().st_size <= CHEAP:
            _refuse_damaged(store)
        refuse_older(CountyKeeping(folder, store, _system_now), confirmed=opening.confirmed)
        with contextlib.suppress(StorageError):  # on a full disk the store opens for reading
            bring_forward(folder)
            begin_session(store)
    except BaseException:
        store.close()
        raise
    return store


def _refuse_damaged(store: Store) -> None:
    if problems := page_checks(store):
        raise DamageError(problems[0])


def _system_now() -> datetime:
    return datetime.now(UTC).astimezone()


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _given(values: Values) -> Any:  # noqa: ANN401  (a tuple or a dict, as the driver wants it)
    return dict(values) if isinstance(values, dict) else values


def _pieces(file: File) -> Iterator[bytes]:
    """A file piece by piece: bundles may be large."""
    if isinstance(file, bytes):
        yield file
        return
    with file_errors(file), file.open("rb") as source:
        while piece := source.read(_PIECE):
            yield piece
