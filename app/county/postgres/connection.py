"""The one importer of psycopg: a connection, its troubles as sentences, rows in by COPY.

The county's SQL is written with the marks of SQLite (`?`, `:name`); they are turned into the
driver's here. What happened to a server is not our bug: it becomes one sentence.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import psycopg
from psycopg import errors, sql

from app.county.store import Values, on_conflict
from app.errors import AlreadyOpenError, StorageError

SCHEMA = "petition_desk"

_MARK = re.compile(r"\?|:([a-z_]+)")
_SENTENCES: tuple[tuple[type[psycopg.Error], type[StorageError], str], ...] = (
    (
        errors.InsufficientPrivilege,
        StorageError,
        "这个数据库账号没有这一步的权限，什么也没有改动；请向管理员申请（接收和下发需要 petition_loader）。",
    ),
    (errors.DiskFull, StorageError, "数据库服务器的磁盘已满，这一步没有保存；请联系管理员清理后再试。"),
    (
        errors.LockNotAvailable,
        AlreadyOpenError,
        "这个乡镇的数据正被另一位同事处理，这一步没有做；请稍后再试。",
    ),
    (
        errors.InvalidPassword,
        StorageError,
        "数据库服务器不认这个账号或密码，没有打开；请核对 --store 里的账号，或在 ~/.pgpass 里写好密码。",
    ),
    (
        errors.InvalidCatalogName,
        StorageError,
        "数据库服务器上没有这个数据库，什么也没有改动；请核对 --store，或请管理员先建好空数据库。",
    ),
    (
        psycopg.OperationalError,
        StorageError,
        "连不上数据库服务器，或者连接断了，这一步没有保存；请核对 --store 和网络后再试。",
    ),
)


@contextlib.contextmanager
def server_errors() -> Iterator[None]:
    """Turn the server's troubles into sentences; a broken constraint stays our own bug."""
    try:
        yield
    except psycopg.Error as error:
        for kind, refusal, sentence in _SENTENCES:
            if isinstance(error, kind):
                raise refusal(sentence) from error
        raise


class Server:
    """One session in the schema of the petition desk."""

    def __init__(self, url: str) -> None:
        with server_errors():
            self._connection = psycopg.connect(
                url, autocommit=True, connect_timeout=10, application_name="petition-desk",
                options=f"-c search_path={SCHEMA} -c lock_timeout=60s -c synchronous_commit=on",
            )  # fmt: skip

    def rows(self, text: str, values: Values = ()) -> list[tuple[Any, ...]]:
        with server_errors():
            return self._connection.execute(_marked(text), values or None).fetchall()

    def run(self, text: str, values: Values = ()) -> None:
        with server_errors():
            self._connection.execute(_marked(text), values or None)

    def run_script(self, text: str) -> None:
        """Several statements without values, as they stand."""
        with server_errors():
            self._connection.execute(text.encode("utf-8"))

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction; inside another it is a part of that one."""
        with server_errors(), self._connection.transaction():
            yield

    @contextlib.contextmanager
    def rehearsing(self) -> Iterator[None]:
        """A transaction that is always taken back."""
        with server_errors(), self._connection.transaction(force_rollback=True):
            yield

    def copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Rows straight into a table."""
        command = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        with server_errors(), self._connection.cursor() as cursor, cursor.copy(command) as copy:
            for row in rows:
                copy.write_row(row)

    def upsert(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], key: Sequence[str]
    ) -> None:
        """Rows by COPY into a table of this session, and from there in the place of those with the same key."""
        arriving = f"arriving_{table}"
        self.run(
            f"CREATE TEMP TABLE IF NOT EXISTS {arriving} (LIKE {table} INCLUDING DEFAULTS) ON COMMIT DELETE ROWS"
        )
        self.copy(arriving, columns, rows)
        named = ", ".join(columns)
        self.run(f"INSERT INTO {table} ({named}) SELECT {named} FROM {arriving}" + on_conflict(columns, key))
        self.run(f"TRUNCATE {arriving}")

    def close(self) -> None:
        self._connection.close()


def _marked(text: str) -> bytes:
    """Our own text, never a value; as bytes, because the driver takes text only where it stands in the code."""
    return _MARK.sub(lambda mark: f"%({mark[1]})s" if mark[1] else "%s", text).encode("utf-8")
