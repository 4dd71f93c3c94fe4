"""A copy of the register as a folder: database, keys, attachments and `backup.json`, which says what it must hold.

Only a folder with a sound `backup.json` is a copy. What that file says is sealed with a key made from
the data key, and its digest lets a copy be read back without one.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from app.core.canonical import canonical, digest
from app.core.entries import GENESIS
from app.db import attachments, journal, verification
from app.db.engine.blobs import derived
from app.db.engine.connection import Store, read_store
from app.db.engine.files import durable_replace, hash_file
from app.db.engine.keys import COPIES, has_keys
from app.db.migrations import APPLICATION_ID, MIGRATIONS
from app.db.names import DATABASE, MANIFEST
from app.errors import DamageError, ForeignFileError, StorageError

FORMAT = "xfb-backup-1"
_LARGEST_MANIFEST = 256 * 1024
_COUNTED = ("entries", "matters", "receptions", "people", "attachments")
Watch = Callable[[int], object]


@dataclass(frozen=True)
class Manifest:
    """What a copy holds. `store` names the register, `key` tells data keys apart, `life` counts its restores."""

    store: str
    key: str
    life: int
    seq: int
    head: str
    day: str
    made_at: str
    reason: str
    office: str
    code: str
    schema: int
    app: str
    counts: dict[str, int]
    size: int
    sha256: str
    shortfall: int = 0
    keys: dict[str, str] = field(default_factory=dict)


def write_manifest(folder: Path, manifest: Manifest, key: bytes) -> None:
    """The last file of a copy: with it the folder becomes one."""
    content: dict[str, Any] = {"format": FORMAT} | asdict(manifest)
    content["mac"] = _mac(content, key)
    content["digest"] = digest(content)
    durable_replace(folder / MANIFEST, json.dumps(content, indent=1, ensure_ascii=False).encode("utf-8"))


def is_copy(folder: Path) -> bool:
    """Whether a folder says that it is a copy."""
    return (folder / MANIFEST).exists()


def is_older_copy(folder: Path) -> bool:
    """A copy from before copies said what they hold: a whole register in a folder."""
    return not is_copy(folder) and (folder / DATABASE).exists() and has_keys(folder)


def read_manifest(folder: Path) -> Manifest:
    """What a copy should hold; raises `ForeignFileError` or `DamageError`."""
    content = _content(folder)
    try:
        plain = {name: value for name, value in content.items() if name not in {"format", "mac", "digest"}}
        return Manifest(**plain)
    except TypeError as error:
        raise _unsound(folder) from error


def check_files(folder: Path, watch: Watch = lambda _: None, *, cold: bool = False) -> None:
    """Whether database and keys are byte for byte what was written; needs no key."""
    manifest = read_manifest(folder)
    named = [(DATABASE, manifest.sha256), *manifest.keys.items()]
    for name, sha256 in named:
        if not (folder / name).exists() or hash_file(folder / name, watch, cold=cold) != sha256:
            raise _unsound(folder)


def check_copy(
    folder: Path, key: bytes, *, progress: Callable[[int, int], object], watch: Watch = lambda _: None
) -> tuple[str, ...]:
    """Open the copy for reading and check pages, chain, head, counts and every attachment.

    Returns a sentence for each attachment that it could not carry; raises `DamageError` for anything else.
    """
    manifest = read_manifest(folder)
    if not hmac.compare_digest(str(_content(folder).get("mac")), _mac(_content(folder), key)):
        raise _unsound(folder)
    try:
        return _check_contents(folder, manifest, key, progress, watch)
    except (ForeignFileError, DamageError) as error:
        raise _unsound(folder) from error


def _check_contents(
    folder: Path, manifest: Manifest, key: bytes, progress: Callable[[int, int], object], watch: Watch
) -> tuple[str, ...]:
    store = open_copy(folder, key)
    try:
        with store.watched(lambda: progress(0, 1)):
            problems = verification.page_checks(store)
        problems += journal.check_chain(store, progress)
        if (
            problems
            or journal.head(store) != (manifest.seq, manifest.head)
            or counts(store) != manifest.counts
        ):
            raise _unsound(folder)
        broken = _broken(folder, store, watch)
    finally:
        store.close()
    if len(broken) > manifest.shortfall:
        raise _unsound(folder)
    return broken


def _broken(folder: Path, store: Store, watch: Watch) -> tuple[str, ...]:
    if "attachments" not in counts(store):
        return ()  # a schema from before there were any
    return attachments.check(store, attachments.blobs(folder, store), full=True, watch=watch).problems


def open_copy(folder: Path, key: bytes) -> Store:
    """A copy's database for reading alone."""
    return read_store(folder / DATABASE, key, application_id=APPLICATION_ID, newest=len(MIGRATIONS))


def described(store: Store, folder: Path, about: dict[str, Any], shortfall: int) -> Manifest:
    """The manifest of a copy whose files lie in `folder`; `store` is what it was made from."""
    seq, head = journal.head(store)
    return Manifest(
        **about, seq=seq, head=head, counts=counts(store), life=life(store), shortfall=shortfall,
        schema=int(store.value("PRAGMA user_version")),
        size=(folder / DATABASE).stat().st_size, sha256=hash_file(folder / DATABASE),
        keys={name: hash_file(folder / name) for name in COPIES},
    )  # fmt: skip


def counts(store: Store) -> dict[str, int]:
    """How much of everything there is, as far as this schema knows it."""
    known = {row[0] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {table: int(store.value(f"SELECT count(*) FROM {table}")) for table in _COUNTED if table in known}


def life(store: Store) -> int:
    """How many restores the register has behind it; each begins a life of its own."""
    told = journal.last_of(store, "restored")
    return int(told.payload["life"]) if told else 0


def beginning(store: Store) -> str:
    """The journal's first entry, by which two files are known as one register's."""
    return journal.hash_at(store, 1) or GENESIS


def copies_in(folder: Path) -> Iterator[Path]:
    """The folders below `folder` that say they are copies, finished ones only."""
    if folder.is_dir():
        yield from sorted(
            place for place in folder.iterdir()
            if place.is_dir() and not place.name.endswith((".part", ".gone")) and (is_copy(place) or is_older_copy(place))
        )  # fmt: skip


def _content(folder: Path) -> dict[str, Any]:
    try:
        with (folder / MANIFEST).open("rb") as file:
            content = json.loads(file.read(_LARGEST_MANIFEST))
        plain = {name: value for name, value in content.items() if name != "digest"}
        sound = content["digest"] == digest(plain)
    except FileNotFoundError:
        raise ForeignFileError(f"“{folder}”里没有备份，什么也没有改动；请另选一个文件夹。") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _unsound(folder) from error
    if not sound:
        raise _unsound(folder)
    if content["format"] != FORMAT:
        raise StorageError("这份备份由更新版本的程序做成，没有打开，也没有改动；请先升级本机程序。")
    return dict(content)


def _mac(content: dict[str, Any], key: bytes) -> str:
    plain = {name: value for name, value in content.items() if name not in {"mac", "digest"}}
    return hmac.new(derived(key, b"xfb-backup-1"), canonical(plain), hashlib.sha256).hexdigest()


def _unsound(folder: Path) -> DamageError:
    return DamageError(f"备份“{folder.name}”已损坏，没有使用，其他数据没有变化；请换另一份备份。")
