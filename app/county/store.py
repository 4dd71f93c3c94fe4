"""The county's store: where it lies, and what the county asks of it wherever it lies.

One encrypted SQLite file in a folder by default; an office with several people, or a city
above it, points to a PostgreSQL server (`postgresql://…`). Both understand the same SQL: a
place marked `?` or `:name` for each value, `ON CONFLICT`, `RETURNING`. What differs (how many
rows go in at once, where the received files lie, what is locked) stands behind `CountyStore`.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.core.offices import FEWEST_PASSWORD_CHARACTERS
from app.county.folders import is_on_server
from app.county.opening import USUAL, Opening, by_password
from app.county.server_place import SCHEMES
from app.db.engine.costs import STANDARD, Cost
from app.errors import StorageError, ValidationError

if TYPE_CHECKING:
    from app.county.keeping import CountyKeeping

Values = Sequence[Any] | Mapping[str, Any]


File = Path | bytes
"""A bundle as it came: on a disk, where it may be large, or in memory."""


class CountyStore(Protocol):
    """What both kinds of store can do."""

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        """All rows of a query."""

    def value(self, sql: str, values: Values = ()) -> Any:  # noqa: ANN401  (a column)
        """The first column of the first row, or None."""

    def run(self, sql: str, values: Values = ()) -> None:
        """One statement that answers nothing."""

    def add(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Rows that are not there yet, as many and as quickly as the store can."""

    def put(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], key: Sequence[str]
    ) -> None:
        """Rows that take the place of those with the same `key`."""

    def writing(self) -> AbstractContextManager[object]:
        """One transaction: all of it on the disk, or none of it."""

    def rehearsing(self) -> AbstractContextManager[object]:
        """As `writing`, but at the end nothing has happened."""

    def alone_with(self, code: str) -> None:
        """Until the transaction ends nobody else works on this township's records."""

    def make_room(self, county: str, months: Iterable[str]) -> None:
        """Have a place ready for the records of these months."""

    def keep_file(self, code: str, digest: str, file: File) -> None:
        """A received file as it came, still encrypted: evidence, and what a held bundle is taken from."""

    def kept_file(self, code: str, digest: str) -> File:
        """What `keep_file` kept."""

    def forget_held(self, code: str) -> None:
        """The rows of what waits under a township's retired keys, which nothing opens any more; the files stay."""

    def unsealed(self, text: str) -> str:
        """The county's private keys, as they are written into its store, in clear."""

    def prove(self, password: str) -> Callable[[], None]:
        """That the person at the screen knows the password; raises `WrongPassword`, the store stays open.

        On any thread; what it answers opens a store that rests, on the thread that works with it.
        """

    @property
    def may_take_in(self) -> bool:
        """Whether whoever works here may write; a server also has accounts that only look."""

    @property
    def keeping(self) -> "CountyKeeping | None":
        """What the ladder of copies works with; a server's copies are its keeper's."""

    def tell_time(self, now: Callable[[], datetime]) -> None:
        """By which clock changes get their days."""

    def rest(self) -> None:
        """The window is locked: let go of what nobody needs until `prove`."""

    def close(self) -> None:
        """Let go of the store; everything taken in is already on the disk."""


PRACTICE = "practice"
UNFINISHED = "县局数据没有建立完整，什么也没有改动；请在一个空文件夹（空数据库）里重新建立。"


@dataclass(frozen=True)
class CountyOffice:
    """The county office (县信访局) itself; `epoch` is the running life of its store, `practice` says 练习."""

    code: str
    name: str
    epoch: str
    keys: Mapping[str, str] = field(repr=False)

    @property
    def practice(self) -> bool:
        """Whether it was set up to exercise; it stands sealed beside the keys, which nobody can change."""
        return PRACTICE in self.keys


@dataclass(frozen=True)
class Place:
    """Where a county's data lie: in `folder`, or on a `server` with only the enrolment file in `folder`."""

    folder: Path
    server: str = field(default="", repr=False)


def locate(where: str | Path | Place, beside: Path | None = None) -> Place:
    """What a `--store` value means: a folder, `sqlite:///folder` or `postgresql://…`."""
    if isinstance(where, Place):
        return where
    url = str(where)
    scheme, found, rest = url.partition("://")
    if not found:
        return Place(Path(url))
    if scheme in SCHEMES:
        return Place(beside or Path("county"), url)
    if scheme != "sqlite":
        raise StorageError(
            f"不认识“{scheme}://”这种存储，什么也没有改动；可用文件夹，或 postgresql://主机/数据库。"
        )
    path = Path(rest.removeprefix("/"))
    return Place(path.parent if path.suffix == ".db" else path)


def create_store(
    place: Place, code: str, name: str, keys: Mapping[str, str], password: str, *, cost: Cost = STANDARD
) -> CountyStore:
    """A new, empty county store; an existing one is never touched."""
    if not password:
        raise ValidationError(
            {"password": f"请设置密码，至少{FEWEST_PASSWORD_CHARACTERS}位；忘记密码没有人能打开"}
        )
    office = (1, code, name, secrets.token_hex(16))
    if place.server:
        from app.county.postgres.store import create_server_store

        return create_server_store(place, office, json.dumps(dict(keys)), password, cost=cost)
    from app.county.local_store import create_local_store

    return create_local_store(place.folder, office, json.dumps(dict(keys)), password, cost=cost)


def made_but(error: StorageError) -> StorageError:
    """What to say when a new store is on the server, but not on this PC what belongs to it."""
    return StorageError(
        f"县局数据在服务器上完好，但这台电脑上的文件没有写成：{error}处理好以后不用重建："
        "点“上一步”，改选“打开服务器上已有的”，用这个密码接着用。"
    )


def open_county_store(place: Place, password: str, opening: Opening = USUAL) -> CountyStore:
    """The county store at `place`; `StorageError` with a sentence if it cannot be opened.

    A folder that only remembers a server's address leads there.
    """
    if place.server or is_on_server(place.folder):
        from app.county.postgres.store import open_server_store

        return open_server_store(place, password, opening.wait)
    from app.county.local_store import open_local_store

    return open_local_store(place.folder, by_password(password), opening)


def on_conflict(columns: Sequence[str], key: Sequence[str]) -> str:
    """The end of an INSERT by which a row takes the place of the one with the same key; both stores read it."""
    news = ", ".join(f"{column} = excluded.{column}" for column in columns if column not in key)
    return f" ON CONFLICT ({', '.join(key)}) DO " + (f"UPDATE SET {news}" if news else "NOTHING")


def read_office(store: CountyStore) -> CountyOffice:
    """Who the county is, with its private keys."""
    rows = store.rows("SELECT code, name, epoch, keys FROM office")
    if not rows:
        raise StorageError(UNFINISHED)
    code, name, epoch, keys = rows[0]
    return CountyOffice(code, name, epoch, json.loads(store.unsealed(keys)))
