"""Opening a store: one connection, one writer, everything synced before it counts.

The order of the steps is that of reliability.md §4.1; each line there has its reason
(WAL with synchronous=FULL lost nothing in the power-cut model, EXCLUSIVE refuses a second
instance by a lock that dies with the process, the checkpoint comes before any check).
"""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.db.engine.blobs import derived
from app.db.engine.driver import Connection, DatabaseError, driver
from app.db.engine.files import file_errors, make_folder, sync_folder
from app.errors import AlreadyOpenError, ForeignFileError, NewerDatabaseError, StorageError

if TYPE_CHECKING:
    from sqlite_utils import Database

_LONGEST_PATH = 480  # SQLite refuses names near 512 bytes
_STRIDE = 20_000  # of SQLite's own steps: some milliseconds

_SENTENCES = (
    ("SQLITE_FULL", StorageError, "磁盘已满，这一步没有保存，此前的数据完好；请清理磁盘后再试。"),
    ("SQLITE_BUSY", AlreadyOpenError, "数据正被另一个窗口或命令使用，这一步没有做；请先关闭另一个再试。"),
    ("SQLITE_LOCKED", AlreadyOpenError, "数据正被另一个窗口或命令使用，这一步没有做；请先关闭另一个再试。"),
    (
        "SQLITE_READONLY",
        StorageError,
        "数据文件夹是只读的，这一步没有保存；请取消只读或换到可以写入的文件夹。",
    ),
    (
        "SQLITE_CANTOPEN",
        StorageError,
        "数据文件打不开（文件夹只读、路径太长或没有权限），什么也没有改动；请核对文件夹后再试。",
    ),
    ("SQLITE_IOERR", StorageError, "磁盘读写出错，这一步是否保存不能确定；请重新打开程序核对后再录入。"),
    ("SQLITE_CORRUPT", StorageError, "数据文件有损坏，已停止写入；请从最近的备份恢复，不要继续录入。"),
    (
        "SQLITE_NOTADB",
        ForeignFileError,
        "这不是本程序的数据文件，或者已经损坏；什么也没有改动，请核对位置或从备份恢复。",
    ),
)


@dataclass(frozen=True)
class Migration:
    """One frozen step of the schema's history: SQL text, never edited once landed."""

    name: str
    sql: str


@contextlib.contextmanager
def storage_errors() -> Iterator[None]:
    """Turn the environment's troubles into sentences; a broken constraint stays our own bug."""
    try:
        yield
    except DatabaseError as error:
        name = str(getattr(error, "sqlite_errorname", "")) or _guess(str(error))
        for prefix, kind, sentence in _SENTENCES:
            if name.startswith(prefix):
                raise kind(sentence) from error
        raise


def _guess(message: str) -> str:
    """SQLCipher's driver names few of its errors; the texts are SQLite's own and stable."""
    texts = {
        "disk is full": "SQLITE_FULL",
        "database is locked": "SQLITE_BUSY",
        "readonly": "SQLITE_READONLY",
        "unable to open": "SQLITE_CANTOPEN",
        "disk I/O error": "SQLITE_IOERR",
        "malformed": "SQLITE_CORRUPT",
        "not a database": "SQLITE_NOTADB",
    }
    return next((name for text, name in texts.items() if text in message), "")


class Store:
    """An open, encrypted, exclusively held database with one connection."""

    def __init__(self, connection: Connection, path: Path, key: bytes = b"") -> None:
        self.path = path
        self._key = key
        self.connection = connection
        self.notes: dict[str, object] = {}  # computed from tables that seldom change; gone with a rollback

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One command, one transaction: all of it on the disk, or none of it.

        Inside another `writing` it is a part of that one: it may fail alone, and is durable with it.
        """
        with storage_errors():
            if self.connection.in_transaction:
                try:
                    with self._db.atomic():
                        yield
                except BaseException:
                    self.notes.clear()
                    raise
                return
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.connection.rollback()
                self.notes.clear()
                raise
            self.connection.execute("COMMIT")

    @cached_property
    def _db(self) -> "Database":
        """sqlite-utils over this connection; imported for the first part of a transaction, it brings much along."""
        from sqlite_utils import Database

        return Database(self.connection)

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """All rows of a query."""
        with storage_errors():
            return list(self.connection.execute(sql, values).fetchall())

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:  # noqa: ANN401  (a column)
        """The first column of the first row, or None."""
        with storage_errors():
            row = self.connection.execute(sql, values).fetchone()
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

    def open_copy(self, path: Path, *, application_id: int, migrations: Sequence[Migration]) -> "Store":
        """Open a copy of this store, which is under the same data key."""
        return open_store(path, self._key, application_id=application_id, migrations=migrations)

    def derived_key(self, purpose: bytes) -> bytes:
        """A key of its own for what lies beside this store; it does not open the store."""
        return derived(self._key, purpose)

    def close(self) -> None:
        """Let go of the file; what was saved is already on the disk."""
        self.connection.close()


def open_store(
    path: Path, key: bytes, *, application_id: int, migrations: Sequence[Migration], create: bool = False
) -> Store:
    """Open the database at `path` with its data key and bring its schema up to date.

    `create` makes a new one and refuses to touch an existing file; without it a missing
    file is an error, never a fresh empty register (reliability.md row 74).
    """
    _check_place(path, create=create)
    with storage_errors():
        connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, key, application_id, len(migrations))
            store = Store(connection, path, key)
            _migrate(store, migrations, application_id)
            _checkpoint(connection)
        except BaseException:
            connection.close()
            raise
    if create:
        sync_folder(path.parent)
    return store


def memory_store(migrations: Sequence[Migration]) -> Store:
    """An empty store in memory with today's schema, for rebuilding and for tests."""
    store = Store(driver.connect(":memory:", isolation_level=None), Path(":memory:"))
    store.connection.execute("PRAGMA foreign_keys = ON")
    _migrate(store, migrations, 0)
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


def _prepare(connection: Connection, key: bytes, application_id: int, newest: int) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # its lines would stand between ours
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA busy_timeout = 0")
    found, version = (_pragma(connection, name) for name in ("application_id", "user_version"))
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and found != application_id:
        raise ForeignFileError("这个数据文件是别的程序或别的用途的，没有打开，也没有改动；请核对位置。")
    if version > newest:
        raise NewerDatabaseError("这份数据由更新版本的程序写成，没有打开，也没有改动；请先升级本机程序。")
    _set(connection, "journal_mode", "WAL", "wal")
    _set(connection, "synchronous", "FULL", 2)
    for setting in (
        "foreign_keys = ON", "recursive_triggers = ON", "trusted_schema = OFF", "cell_size_check = ON",
        "secure_delete = ON", "mmap_size = 0", "temp_store = MEMORY", "wal_autocheckpoint = 200",
        "cache_size = -32000",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {setting}")


def _checkpoint(connection: Connection) -> None:
    """Fold the log in; on a full disk it stays beside the file, and reading goes on (reliability.md row 6)."""
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DatabaseError as error:
        if "FULL" not in str(getattr(error, "sqlite_errorname", "")) + _guess(str(error)):
            raise


def _pragma(connection: Connection, name: str) -> Any:  # noqa: ANN401  (text or number)
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def _set(connection: Connection, name: str, value: str, expected: object) -> None:
    """Set what durability rests on and read it back: compile defaults differ between builds."""
    connection.execute(f"PRAGMA {name} = {value}")
    if _pragma(connection, name) != expected:
        raise StorageError("这台电脑上的数据库不能保证断电不丢数据，没有打开；请联系维护人员。")


def _migrate(store: Store, migrations: Sequence[Migration], application_id: int) -> None:
    """Apply what is missing, all of it in one transaction (1,068 of 1,068 cuts left it whole)."""
    version = int(_pragma(store.connection, "user_version"))
    if version == len(migrations):
        return
    with store.writing():
        for migration in migrations[version:]:
            for statement in _statements(migration.sql):
                store.connection.execute(statement)
        store.connection.execute(f"PRAGMA application_id = {application_id}")
        store.connection.execute(f"PRAGMA user_version = {len(migrations)}")


def _statements(script: str) -> Iterator[str]:
    """Split a script into statements; `executescript` would commit behind our back."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if pending.strip() and driver.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending
