"""The county's own encrypted store: where it lies, how it is made and opened.

A folder with two key files, `county.db`, the received files as they came and the county's
own enrolment file.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.core.offices import FEWEST_PASSWORD_CHARACTERS
from app.county.store_schema import APPLICATION_ID, MIGRATIONS
from app.db.engine.connection import Store, open_store
from app.db.engine.files import file_errors
from app.db.engine.keys import STANDARD, Cost, create_keys, unlock
from app.errors import StorageError, ValidationError

DATABASE = "county.db"


@dataclass(frozen=True)
class CountyOffice:
    """The county office (县信访局) itself; `epoch` is the running life of its store."""

    code: str
    name: str
    epoch: str
    keys: Mapping[str, str] = field(repr=False)


def locate(url: str) -> Path:
    """The folder a `--store` value means: a folder path or `sqlite:///folder`."""
    scheme, found, rest = url.partition("://")
    if not found:
        return Path(url)
    if scheme != "sqlite":
        raise StorageError(
            f"“{scheme}://”存储将在以后的版本提供，什么也没有改动；请先使用文件夹，例如 --store 县局数据。"
        )
    path = Path(rest.removeprefix("/"))
    return path.parent if path.suffix == ".db" else path


def create_store(
    folder: Path, code: str, name: str, keys: Mapping[str, str], password: str, *, cost: Cost = STANDARD
) -> Store:
    """A new, empty county store; an existing one is never touched."""
    if not password:
        raise ValidationError(
            {"password": f"请设置密码，至少{FEWEST_PASSWORD_CHARACTERS}位；忘记密码没有人能打开"}
        )
    with file_errors(folder):
        taken = (folder / DATABASE).exists()
    if taken:
        raise StorageError(f"“{folder}”里已经有县局数据，没有覆盖；请打开它，或换一个空文件夹。")
    key = create_keys(folder, password, cost=cost)
    store = open_store(
        folder / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS, create=True
    )
    with store.writing():
        store.connection.execute(
            "INSERT INTO office (id, code, name, epoch, keys) VALUES (1, ?, ?, ?, ?)",
            (code, name, secrets.token_hex(16), json.dumps(dict(keys))),
        )
    return store


def open_county_store(folder: Path, password: str) -> Store:
    """The county store in `folder`; `StorageError` with a sentence if it cannot be opened."""
    key = unlock(folder, password)
    return open_store(folder / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS)


def read_office(store: Store) -> CountyOffice:
    """Who the county is, with its private keys."""
    rows = store.rows("SELECT code, name, epoch, keys FROM office")
    if not rows:
        raise StorageError("县局数据没有建立完整，什么也没有改动；请在一个空文件夹里重新建立。")
    code, name, epoch, keys = rows[0]
    return CountyOffice(code, name, epoch, json.loads(keys))
