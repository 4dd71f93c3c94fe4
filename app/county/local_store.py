"""The county's store as one encrypted SQLite file, with the received files beside it.

A folder with two key files, `county.db`, `received/` and the county's own enrolment file.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from app.county.folders import DATABASE, has_county
from app.county.store import File, Values, on_conflict
from app.county.store_schema import APPLICATION_ID, MIGRATIONS
from app.db.engine.connection import Store, open_store
from app.db.engine.costs import STANDARD, Cost
from app.db.engine.files import file_errors, make_folder, whole_file
from app.db.engine.keys import create_keys, unlock
from app.errors import StorageError

_PIECE = 1 << 20


class _Rehearsed(Exception):
    """The end of a rehearsal."""


class LocalStore:
    """`CountyStore` over the engine's exclusively held file."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder, self._store = folder, store
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

    def writing(self) -> AbstractContextManager[object]:
        return self._store.writing()

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

    def prove(self, password: str) -> None:
        unlock(self._folder, password)

    def close(self) -> None:
        self._store.close()

    def _kept(self, code: str, digest: str) -> Path:
        return self._folder / "received" / code / f"{digest}.xfb"


def _take_back() -> None:
    raise _Rehearsed


def create_local_store(
    folder: Path, office: Sequence[object], keys: str, password: str, *, cost: Cost = STANDARD
) -> LocalStore:
    """A new store in `folder`; an existing one is never touched."""
    if has_county(folder):
        raise StorageError(f"“{folder}”里已经有县局数据，没有覆盖；请打开它，或换一个空文件夹。")
    key = create_keys(folder, password, cost=cost)
    path = folder / DATABASE
    store = open_store(path, key, application_id=APPLICATION_ID, migrations=MIGRATIONS, create=True)
    with store.writing():
        store.connection.execute(
            "INSERT INTO office (id, code, name, epoch, keys) VALUES (?, ?, ?, ?, ?)", (*office, keys)
        )
    return LocalStore(folder, store)


def open_local_store(folder: Path, password: str) -> LocalStore:
    """The store in `folder`; `StorageError` with a sentence if it cannot be opened."""
    key = unlock(folder, password)
    store = open_store(folder / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS)
    return LocalStore(folder, store)


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
