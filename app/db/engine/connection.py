"""Opening a store: one connection, one writer, everything synced before it counts.

The order of the steps is that of reliability.md §4.1; each line there has its reason
(WAL with synchronous=FULL lost nothing in the power-cut model, EXCLUSIVE refuses a second
instance by a lock that dies with the process, the checkpoint comes before any check).
"""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.db.engine.blobs import derived
from app.db.engine.driver import Connection, DatabaseError, driver
from app.db.engine.files import file_errors, make_folder, sync_folder
from app.db.engine.migrating import Migration, statements
from app.db.engine.troubles import RESTING, as_sentence, error_name, storage_errors
from app.errors import DamageError, ForeignFileError, NewerDatabaseError, StorageError, UnsureError

if TYPE_CHECKING:
    from sqlite_utils import Database
__all__ = ["Migration", "Store", "memory_store", "open_store", "read_store", "unlock_file"]

EXCLUSIVELY = "PRAGMA locking_mode = EXCLUSIVE"
_LONGEST_PATH = 480  # SQLite refuses names near 512 bytes
_MEMORY, _MARKS = ":memory:", ("application_id", "user_version")
_STRIDE = 20_000  # of SQLite's own steps: some milliseconds


Before = Callable[["Store"], object]


class Store:
    """An open, encrypted, exclusively held database with one connection.

    `damage` is the sentence once the file has proved damaged: from then on nothing is written, and
    `on_damage` has been told. `rest` closes the file and forgets the key, `wake` goes on.
    """

    def __init__(self, connection: Connection, path: Path, key: bytes = b"") -> None:
        self.path = path
        self._key = key
        self._connect(connection)
        self.notes: dict[str, object] = {}  # computed from tables that seldom change; gone with a rollback
        self.passing: dict[str, object] = {}  # known within one transaction; gone with its end
        self.damage = ""
        self.on_damage: Callable[[str], object] = _untold

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One command, one transaction: all of it on the disk, or none of it.

        Inside another `writing` it is a part of that one: it may fail alone, and is durable with it.
        `UnsureError` means that the disk failed while it was made durable; the file was opened again,
        and whoever knows what was written can look for it.
        """
        if self.damage:
            raise DamageError(self.damage)
        try:
            with self._whole():
                yield
        except DatabaseError as error:
            self._tell(error)
            raise

    @cached_property
    def _db(self) -> "Database":
        """sqlite-utils over this connection; imported for the first part of a transaction, it brings much along."""
        from sqlite_utils import Database

        return Database(self.connection)

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """All rows of a query."""
        try:
            return list(self.connection.execute(sql, values).fetchall())
        except DatabaseError as error:
            self._tell(error)
            raise

    def each(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Iterator[Any]:
        """The rows of a query one by one, for what does not fit into memory."""
        try:
            yield from self.connection.execute(sql, values)
        except DatabaseError as error:
            self._tell(error)
            raise

    def named(self, sql: str, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The rows of a query one by one, by their columns' names."""
        try:
            cursor = self.connection.execute(sql, values)
            names = [column[0] for column in cursor.description]
            yield from (dict(zip(names, found, strict=True)) for found in cursor)
        except DatabaseError as error:
            self._tell(error)
            raise

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:  # noqa: ANN401  (a column)
        """The first column of the first row, or None."""
        try:
            row = self.connection.execute(sql, values).fetchone()
        except DatabaseError as error:
            self._tell(error)
            raise
        return None if row is None else row[0]

    @contextlib.contextmanager
    def watched(self, watch: Callable[[], object]) -> Iterator[None]:
        """Call `watch` now and then while SQLite works for this thread; what it raises ends the statement."""
        raised: list[BaseException] = []
        here = threading.get_ident()

        def look() -> int:
            if threading.get_ident() != here:
                return 0
            try:
                watch()
            except BaseException as error:  # noqa: BLE001 - SQLite would swallow it; it goes on below
                raised.append(error)
            return len(raised)

        self.connection.set_progress_handler(look, _STRIDE)
        try:
            yield
        except DatabaseError:
            if raised:
                raise raised[0] from None
            raise
        finally:
            self.connection.set_progress_handler(None, _STRIDE)

    def checkpoint(self) -> None:
        """Fold the log into the file, as far as the disk has room."""
        with storage_errors():
            _checkpoint(self.connection)

    def note_damage(self, sentence: str) -> None:
        """The file or its history is not what was written: nothing is written from now on."""
        if not self.damage:
            self.damage = sentence
            self.on_damage(sentence)

    def derived_key(self, purpose: bytes) -> bytes:
        """A key of its own for what lies beside this store; it does not open the store."""
        return derived(self.key(), purpose)

    def key(self) -> bytes:
        """The data key, for copies of this store; refused while it rests."""
        if not self._key:
            raise StorageError(RESTING)
        return self._key

    def rest(self) -> None:
        """Close the file and forget its key; what was saved is already on the disk."""
        self.close()
        self._key = b""
        self._forget()

    def is_resting(self) -> bool:
        return not self._key and self.path.name != _MEMORY

    def wake(self, key: bytes, *, application_id: int, newest: int) -> None:
        """Open the same file again; raises like `open_store` and then rests on."""
        _check_place(self.path, create=False)
        with storage_errors():
            self._connect(_connection(self.path, key, application_id, newest))
        self._key = key

    def close(self) -> None:
        """Let go of the file; what was saved is already on the disk."""
        self.connection.close()

    def _connect(self, connection: Connection) -> None:
        self.connection = connection
        self.__dict__.pop("_db", None)  # made for the connection before

    def _commit(self) -> None:
        """Only a COMMIT that ended well counts, and only if nothing stayed open (reliability.md §4.1)."""
        try:
            self.connection.execute("COMMIT")
        except DatabaseError as error:
            self._roll_back()
            if error_name(error).startswith("SQLITE_IOERR"):
                self._open_again()
            raise
        if self.connection.in_transaction:
            self._roll_back()
            raise UnsureError("这一步没有能够保存；请重新打开程序核对后再录入。")

    def _roll_back(self) -> None:
        self._forget()
        with contextlib.suppress(DatabaseError):  # after some errors SQLite has done it itself
            self.connection.rollback()

    def _open_again(self) -> None:
        """After a failed sync the same handle proves nothing: what a new one reads is what there is."""
        application_id, newest = (int(_pragma(self.connection, name)) for name in _MARKS)
        self.connection.close()
        self._connect(_connection(self.path, self._key, application_id, newest))

    @contextlib.contextmanager
    def _whole(self) -> Iterator[None]:
        """A transaction, or a part of the one that is open."""
        if self.connection.in_transaction:
            try:
                with self._db.atomic():
                    yield
            except BaseException:
                self._forget()
                raise
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._roll_back()
            raise
        finally:
            self.passing.clear()
        self._commit()

    def _forget(self) -> None:
        """What was computed from tables that are no longer so."""
        self.notes.clear()
        self.passing.clear()

    def _tell(self, error: DatabaseError) -> None:
        """Raise what the environment did as a sentence; damage is noted, our own bugs are left to the caller."""
        told = as_sentence(error)
        if isinstance(told, DamageError):
            self.note_damage(str(told))
        if told:
            raise told from error


def _untold(_sentence: str) -> None:
    """Nobody offers the way back here; the sentence is raised anyway."""


def open_store(
    path: Path, key: bytes, *, application_id: int, migrations: Sequence[Migration], create: bool = False,
    before_migrating: Before | None = None,
) -> Store:  # fmt: skip
    """Open the database at `path` with its data key and bring its schema up to date.

    `create` makes a new one and refuses to touch an existing file; without it a missing
    file is an error, never a fresh empty register (reliability.md row 74). `before_migrating` gets
    the store while its schema is still the older one.
    """
    _check_place(path, create=create)
    with storage_errors():
        connection = _connection(path, key, application_id, len(migrations), create=create)
        store = Store(connection, path, key)
        try:
            _migrate(store, migrations, application_id, before_migrating)
            _checkpoint(store.connection)
        except BaseException:
            store.close()  # the connection of now: after a failed COMMIT it is another one, and holds the file
            raise
    if create:
        sync_folder(path.parent)
    return store


def read_store(path: Path, key: bytes, *, application_id: int, newest: int) -> Store:
    """A finished copy for reading alone: not a byte of it changes, and a write-protected stick will do."""
    with storage_errors():
        where = path.absolute().as_uri() + "?mode=ro&immutable=1"
        connection = driver.connect(where, uri=True, isolation_level=None, check_same_thread=False)
        try:
            unlock_file(connection, key)
            _check_marks(connection, application_id, newest)
            for setting in ("cell_size_check = ON", "trusted_schema = OFF", "temp_store = MEMORY"):
                connection.execute(f"PRAGMA {setting}")
        except BaseException:
            connection.close()
            raise
    return Store(connection, path, key)


def memory_store(migrations: Sequence[Migration]) -> Store:
    """An empty store in memory with today's schema, for rebuilding and for tests."""
    store = Store(driver.connect(_MEMORY, isolation_level=None), Path(_MEMORY))
    store.connection.execute("PRAGMA foreign_keys = ON")
    _migrate(store, migrations, 0, None)
    return store


def _check_place(path: Path, *, create: bool) -> None:
    if len(str(path).encode("utf-8")) > _LONGEST_PATH:
        raise StorageError(f"文件夹路径太长：{path.parent}。什么也没有改动；请换一个短一些的位置。")
    if create:
        make_folder(path.parent)
        if path.exists():
            raise StorageError(f"“{path.parent}”里已经有登记数据，没有覆盖；请打开它，或换一个空文件夹。")
        return
    with file_errors(path):
        exists = path.exists()
    if exists and not os.access(path.parent, os.W_OK):
        raise StorageError(
            f"“{path.parent}”是只读的，没有打开，数据没有变化；请取消只读，或复制到可以写入的位置。"
        )
    if not exists:
        raise ForeignFileError(f"在“{path.parent}”里找不到登记数据；没有新建空库。请核对位置，或从备份恢复。")


def _connection(
    path: Path, key: bytes, application_id: int, newest: int, *, create: bool = False
) -> Connection:
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection, key, application_id, newest, create=create)
        _checkpoint(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def unlock_file(connection: Connection, key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # its lines would stand between ours
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


def _check_marks(connection: Connection, application_id: int, newest: int, *, create: bool = False) -> None:
    """Whose file it is and how new, before anything is written."""
    found, version = (_pragma(connection, name) for name in _MARKS)
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not (tables or create):
        raise DamageError(
            "数据文件是空的，可能已经损坏，也可能没有建立完成；什么也没有改动，请从备份恢复，或换一个文件夹重新建立。"
        )
    if tables and found != application_id:
        raise ForeignFileError("这个数据文件是别的程序或别的用途的，没有打开，也没有改动；请核对位置。")
    if version > newest:
        raise NewerDatabaseError("这份数据由更新版本的程序写成，没有打开，也没有改动；请先升级本机程序。")


def _prepare(connection: Connection, key: bytes, application_id: int, newest: int, *, create: bool) -> None:
    unlock_file(connection, key)
    connection.execute(EXCLUSIVELY)
    connection.execute("PRAGMA busy_timeout = 0")
    _check_marks(connection, application_id, newest, create=create)
    _set(connection, "journal_mode", "WAL", "wal")
    _set(connection, "synchronous", "FULL", 2)
    for setting in (
        "foreign_keys = ON", "recursive_triggers = ON", "trusted_schema = OFF", "cell_size_check = ON",
        "secure_delete = ON", "mmap_size = 0", "temp_store = MEMORY", "wal_autocheckpoint = 200",
        "cache_size = -128000",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {setting}")


def _checkpoint(connection: Connection) -> None:
    """Fold the log in; on a full disk it stays beside the file, and reading goes on (reliability.md row 6)."""
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DatabaseError as error:
        if error_name(error) != "SQLITE_FULL":
            raise


def _pragma(connection: Connection, name: str) -> Any:  # noqa: ANN401  (text or number)
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def _set(connection: Connection, name: str, value: str, expected: object) -> None:
    """Set what durability rests on and read it back: compile defaults differ between builds."""
    connection.execute(f"PRAGMA {name} = {value}")
    if _pragma(connection, name) != expected:
        raise StorageError("这台电脑上的数据库不能保证断电不丢数据，没有打开；请联系维护人员。")


def _migrate(
    store: Store, migrations: Sequence[Migration], application_id: int, before: Before | None
) -> None:
    """Apply what is missing, all of it in one transaction (1,068 of 1,068 cuts left it whole)."""
    version = int(_pragma(store.connection, "user_version"))
    if version == len(migrations):
        return
    if version and before:
        before(store)
    with store.writing():
        for migration in migrations[version:]:
            for statement in statements(migration.sql):
                store.connection.execute(statement)
        store.connection.execute(f"PRAGMA application_id = {application_id}")
        store.connection.execute(f"PRAGMA user_version = {len(migrations)}")
