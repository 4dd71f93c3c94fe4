"""`CountyStore` on a server that several colleagues use at once.

The county's private keys lie there under the office's password; what townships sent lies there
in clear for those whom the server lets in, which is why the roles are as narrow as they are.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from app.county.postgres.connection import SCHEMA, Server
from app.county.postgres.schema import ROLES, STEPS
from app.county.server_place import OTHER_PASSWORD, kept_server
from app.county.store import UNFINISHED, File, Place, Values
from app.db.engine.costs import STANDARD, Cost
from app.db.engine.files import file_errors
from app.db.engine.guesses import counted
from app.db.engine.wrapping import unwrap_secret, wrap_secret
from app.errors import ForeignFileError, NewerDatabaseError, NoRightError, StorageError, WrongPassword

_TOWNSHIP_LOCK = (
    7004  # the first half of the advisory lock's name, so that no other program's number meets it
)


class ServerStore:
    """The county's tables on the server, with one session of its own."""

    def __init__(self, server: Server, folder: Path, keys: str = "") -> None:
        self._server, self._folder, self._keys = server, folder, keys

    def begin(self, password: str) -> None:
        """See that it is a county's store of ours, that the password is right, and that nothing is missing in it."""
        _check_schema(self._server)
        self._keys = self._unwrap(password)
        _catch_up(self._server)

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        return self._server.rows(sql, values)

    def value(self, sql: str, values: Values = ()) -> Any:  # noqa: ANN401  (a column)
        rows = self._server.rows(sql, values)
        return rows[0][0] if rows else None

    def run(self, sql: str, values: Values = ()) -> None:
        self._server.run(sql, values)

    def add(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        self._server.copy(table, columns, rows)

    def put(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], key: Sequence[str]
    ) -> None:
        self._server.upsert(table, columns, rows, key)

    def writing(self) -> AbstractContextManager[object]:
        return self._server.writing()

    def rehearsing(self) -> AbstractContextManager[object]:
        return self._server.rehearsing()

    def alone_with(self, code: str) -> None:
        self._server.rows("SELECT pg_advisory_xact_lock(?, hashtext(?))", (_TOWNSHIP_LOCK, code))

    def make_room(self, county: str, months: Iterable[str]) -> None:
        self._server.rows("SELECT make_room(?, ?)", (county, sorted(set(months))))

    def keep_file(self, code: str, digest: str, file: File) -> None:
        with file_errors(Path(digest)):
            data = file if isinstance(file, bytes) else file.read_bytes()
        self._server.run(
            "INSERT INTO files (township, hash, body) VALUES (?, ?, ?) ON CONFLICT (township, hash) DO NOTHING",
            (code, digest, data),
        )

    def kept_file(self, code: str, digest: str) -> File:
        return bytes(self.value("SELECT body FROM files WHERE township = ? AND hash = ?", (code, digest)))

    def forget_held(self, code: str) -> None:
        self._server.rows("SELECT forget_held(?)", (code,))

    @property
    def may_take_in(self) -> bool:
        return bool(self.value("SELECT has_table_privilege('bundles', 'INSERT')"))

    def unsealed(self, text: str) -> str:  # noqa: ARG002  (they were unwrapped when the password was there)
        return self._keys

    @property
    def keeping(self) -> None:
        """A server's copies are its keeper's (`pg_basebackup`, `pg_dump`)."""
        return None

    def tell_time(self, now: Callable[[], datetime]) -> None:
        """Nothing here goes by a clock."""

    def rest(self) -> None:
        """The connection stays; the server holds the data."""

    def prove(self, password: str) -> Callable[[], None]:
        counted(self._folder, lambda: self._unwrap(password), lambda _seconds: None)
        return lambda: None

    def close(self) -> None:
        self._server.close()

    def _unwrap(self, password: str) -> str:
        kept = self.value("SELECT keys FROM office")
        if kept is None:
            raise StorageError(UNFINISHED)
        return unwrap_secret(kept, password).decode("utf-8")


def create_server_store(
    place: Place, office: Sequence[object], keys: str, password: str, *, cost: Cost = STANDARD
) -> ServerStore:
    """A new store in an empty database; one that is there is never touched."""
    server = Server(place.server)
    try:
        _refuse_taken(server)
        _refuse_the_rightless(server)
        with server.writing():
            _lay_out(server)
            server.run(
                "INSERT INTO office (id, code, name, epoch, keys) VALUES (?, ?, ?, ?, ?)",
                (*office, wrap_secret(keys.encode("utf-8"), password, cost=cost)),
            )
    except BaseException:
        server.close()
        raise
    return ServerStore(server, place.folder, keys)


def open_server_store(place: Place, password: str, wait: Callable[[int], object]) -> ServerStore:
    """The store on the server, if it is ours and not newer than we are; wrong passwords count in the folder."""
    return counted(place.folder, lambda: _open(place, password), wait)


def _open(place: Place, password: str) -> ServerStore:
    url = place.server or kept_server(place.folder, password).whole()
    store = ServerStore(Server(url), place.folder)
    try:
        store.begin(password)
    except WrongPassword as error:
        store.close()
        if place.server:
            raise
        raise StorageError(OTHER_PASSWORD) from error  # it opened the file that led there
    except BaseException:
        store.close()
        raise
    return store


def _refuse_the_rightless(server: Server) -> None:
    (may,) = server.rows(
        "SELECT has_database_privilege(current_database(), 'CREATE') AND (rolsuper OR rolcreaterole)"
        " FROM pg_roles WHERE rolname = current_user"
    )[0]
    if not may:
        raise NoRightError(
            "这个数据库账号不能建立县局数据（要能建角色、能在这个数据库里建表），什么也没有改动；请管理员放开权限，或换一个账号。"
        )


def _refuse_taken(server: Server) -> None:
    if _has_schema(server):
        raise StorageError("这个数据库里已经有县局数据，没有覆盖；请打开它，或换一个空数据库。")


def _check_schema(server: Server) -> None:
    if not _has_schema(server):
        raise ForeignFileError(
            "这个数据库里没有县局数据，没有新建，也没有改动；请核对服务器地址，或先在服务器上新建县局数据。"
        )
    if _steps_done(server) > len(STEPS):
        raise NewerDatabaseError("这份数据由更新版本的程序写成，没有打开，也没有改动；请先升级本机程序。")


def _has_schema(server: Server) -> bool:
    """Told by the catalogue, which those see as well who may not look into the schema."""
    found = server.rows(
        "SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = 'schema_steps'", (SCHEMA,)
    )
    return bool(found)


def _lay_out(server: Server) -> None:
    """Roles, schema, tables and rights; everything belongs to `petition_owner`."""
    for role in ROLES:
        if not server.rows("SELECT 1 FROM pg_roles WHERE rolname = ?", (role,)):
            server.run(f"CREATE ROLE {role} NOLOGIN")
    server.run("GRANT petition_owner TO CURRENT_USER")
    server.run(f"CREATE SCHEMA {SCHEMA} AUTHORIZATION petition_owner")
    server.run("SET LOCAL ROLE petition_owner")
    server.run("CREATE TABLE schema_steps (place INTEGER PRIMARY KEY, name TEXT NOT NULL)")
    _step(server, 0)


def _step(server: Server, done: int) -> None:
    for place, (name, text) in enumerate(STEPS[done:], start=done + 1):
        server.run_script(text)
        server.run("INSERT INTO schema_steps (place, name) VALUES (?, ?)", (place, name))


def _catch_up(server: Server) -> None:
    """The steps that an older program did not know; only whoever set the store up may make them."""
    if _steps_done(server) == len(STEPS):
        return
    if not server.rows("SELECT pg_has_role('petition_owner', 'MEMBER')")[0][0]:
        raise StorageError(
            "数据库还是旧版程序建的，没有打开，也没有改动；请管理员先用这一版程序、自己的账号打开一次。"
        )
    with server.writing():
        server.run("SET LOCAL ROLE petition_owner")
        server.run("LOCK TABLE schema_steps")
        _step(server, _steps_done(server))


def _steps_done(server: Server) -> int:
    return int(server.rows("SELECT count(*) FROM schema_steps")[0][0])
