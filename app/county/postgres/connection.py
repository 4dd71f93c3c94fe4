"""The one importer of psycopg: a connection, its troubles as sentences, rows in by COPY.

The county's SQL is written with the marks of SQLite (`?`, `:name`); they are turned into the
driver's here. What happened to a server is not our bug: it becomes one sentence, and once the
server is there again the next deed begins a new session.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from app.county.store import Values, on_conflict
from app.errors import AlreadyOpenError, NoRightError, ServerAwayError, StorageError

SCHEMA = "petition_desk"

_MARK = re.compile(r"\?|:([a-z_]+)")
_PATIENCE: dict[str, Any] = {
    "connect_timeout": 10, "tcp_user_timeout": 20_000, "keepalives_idle": 20, "keepalives_interval": 5, "keepalives_count": 3,
}  # fmt: skip
"""Seconds (milliseconds in the second) until a server that has silently gone counts as gone."""

_AWAY = "连不上数据库服务器，或者连接断了，这一步没有保存；请核对服务器地址和网络后再试。"
_ACCOUNT = (
    "数据库服务器不认这个账号或密码，没有打开，也没有改动；请核对账号和数据库密码，或请管理员放行这台电脑。"
)
_NO_DATABASE = "数据库服务器上没有这个数据库，什么也没有改动；请核对服务器地址，或请管理员先建好空数据库。"
_SENTENCES: tuple[tuple[type[psycopg.Error], type[StorageError], str], ...] = (
    (
        errors.InsufficientPrivilege,
        NoRightError,
        "这个数据库账号没有这一步的权限，什么也没有改动；请向管理员申请（查看要 petition_reader，接收和下发要 petition_loader）。",
    ),
    (errors.DiskFull, StorageError, "数据库服务器的磁盘已满，这一步没有保存；请联系管理员清理后再试。"),
    (
        errors.LockNotAvailable,
        AlreadyOpenError,
        "这个乡镇的数据正被另一位同事处理，这一步没有做；请稍后再试。",
    ),
    (psycopg.OperationalError, ServerAwayError, _AWAY),
)
# A refused connection carries no code, only the server's words, English or Chinese.
_REFUSALS = (
    (re.compile(r'database ".*" does not exist|数据库.*不存在'), _NO_DATABASE),
    (
        re.compile(
            r'role ".*" does not exist|password authentication failed|no password supplied|authentication failed'
            r"|pg_hba\.conf|is not permitted to log in|角色.*不存在|认证失败"
        ),
        _ACCOUNT,
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


def _connect(url: str) -> psycopg.Connection[Any]:
    try:
        return psycopg.connect(
            url, autocommit=True, application_name="petition-desk", **_PATIENCE,
            options=f"-c search_path={SCHEMA} -c lock_timeout=60s -c synchronous_commit=on",
        )  # fmt: skip
    except psycopg.OperationalError as error:
        for words, sentence in _REFUSALS:
            if words.search(str(error)):
                raise StorageError(sentence) from error
        raise ServerAwayError(_AWAY) from error


class Server:
    """One session in the schema of the petition desk."""

    def __init__(self, url: str) -> None:
        self._url, self._depth = url, 0
        self._session = _connect(url)

    @property
    def _connection(self) -> psycopg.Connection[Any]:
        """The session; one that broke is begun anew, but never in the middle of a transaction."""
        if self._session.closed and not self._depth:
            self._session = _connect(self._url)
        return self._session

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
        with self._transaction(taken_back=False):
            yield

    @contextlib.contextmanager
    def rehearsing(self) -> Iterator[None]:
        """A transaction that is always taken back."""
        with self._transaction(taken_back=True):
            yield

    @contextlib.contextmanager
    def _transaction(self, *, taken_back: bool) -> Iterator[None]:
        with server_errors(), self._connection.transaction(force_rollback=taken_back):
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1

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
        self._session.close()


def _marked(text: str) -> bytes:
    """Our own text, never a value; as bytes, because the driver takes text only where it stands in the code."""
    return _MARK.sub(lambda mark: f"%({mark[1]})s" if mark[1] else "%s", text).encode("utf-8")


def taken_apart(url: str) -> dict[str, str]:
    """An address by libpq's own words (`host`, `user`, `dbname`, …); nothing for what it cannot read."""
    try:
        return {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except psycopg.Error:
        return {}


def put_together(address: str, secrets: Mapping[str, str]) -> str:
    """What one connects with: an address, and the secrets that stand in no file."""
    return make_conninfo(address, **secrets)
