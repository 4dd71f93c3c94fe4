"""A copy of a store as a folder: database, keys, its other files and `backup.json`, which says what it must hold.

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
from app.db.engine.blobs import derived
from app.db.engine.connection import Store, read_store
from app.db.engine.files import durable_replace, hash_file
from app.db.engine.keys import COPIES, has_keys
from app.db.engine.kinds import Kind
from app.db.engine.pages import page_checks
from app.db.kind import TOWNSHIP, beginning, counts, life
from app.db.names import MANIFEST
from app.errors import DamageError, ForeignFileError, StorageError

__all__ = [
    "FORMAT", "Manifest", "beginning", "check_copy", "check_files", "copies_in", "counts", "described", "is_copy",
    "is_older_copy", "life", "open_copy", "read_manifest", "write_manifest",
]  # fmt: skip
FORMAT = "xfb-backup-1"
_LARGEST_MANIFEST = 256 * 1024
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


def is_older_copy(folder: Path, kind: Kind = TOWNSHIP) -> bool:
    """A copy from before copies said what they hold: a whole register in a folder."""
    return not is_copy(folder) and (folder / kind.database).exists() and has_keys(folder)


def read_manifest(folder: Path) -> Manifest:
    """What a copy should hold; raises `ForeignFileError` or `DamageError`."""
    content = _content(folder)
    try:
        plain = {name: value for name, value in content.items() if name not in {"format", "mac", "digest"}}
        return Manifest(**plain)
    except TypeError as error:
        raise _unsound(folder) from error


def check_files(
    folder: Path, watch: Watch = lambda _: None, *, cold: bool = False, kind: Kind = TOWNSHIP
) -> None:
    """Whether database and keys are byte for byte what was written; needs no key."""
    manifest = read_manifest(folder)
    named = [(kind.database, manifest.sha256), *manifest.keys.items()]
    for name, sha256 in named:
        if not (folder / name).exists() or hash_file(folder / name, watch, cold=cold) != sha256:
            raise _unsound(folder)


def check_copy(
    folder: Path, key: bytes, *, progress: Callable[[int, int], object], watch: Watch = lambda _: None,
    kind: Kind = TOWNSHIP,
) -> tuple[str, ...]:  # fmt: skip
    """Open the copy for reading and check pages, history, head, counts and every file that belongs to it.

    Returns a sentence for each file that it could not carry; raises `DamageError` for anything else.
    """
    manifest = read_manifest(folder)
    if not hmac.compare_digest(str(_content(folder).get("mac")), _mac(_content(folder), key)):
        raise _unsound(folder)
    try:
        return _check_contents(kind, folder, manifest, key, progress, watch)
    except (ForeignFileError, DamageError) as error:
        raise _unsound(folder) from error


def _check_contents(
    kind: Kind, folder: Path, manifest: Manifest, key: bytes, progress: Callable[[int, int], object], watch: Watch
) -> tuple[str, ...]:  # fmt: skip
    store = open_copy(folder, key, kind)
    try:
        with store.watched(lambda: progress(0, 1)):
            problems = page_checks(store)
        problems += kind.check(store, progress)
        if (
            problems
            or kind.head(store) != (manifest.seq, manifest.head)
            or kind.counts(store) != manifest.counts
        ):
            raise _unsound(folder)
        broken = kind.files(folder, store).lacking(full=True, watch=watch)
    finally:
        store.close()
    if len(broken) > manifest.shortfall:
        raise _unsound(folder)
    return broken


def open_copy(folder: Path, key: bytes, kind: Kind = TOWNSHIP) -> Store:
    """A copy's database for reading alone."""
    return read_store(
        folder / kind.database, key, application_id=kind.application_id, newest=len(kind.migrations)
    )


def described(
    store: Store, folder: Path, about: dict[str, Any], shortfall: int, kind: Kind = TOWNSHIP
) -> Manifest:
    """The manifest of a copy whose files lie in `folder`; `store` is what it was made from."""
    seq, head = kind.head(store)
    return Manifest(
        **about, seq=seq, head=head, counts=kind.counts(store), life=kind.life(store), shortfall=shortfall,
        schema=int(store.value("PRAGMA user_version")),
        size=(folder / kind.database).stat().st_size, sha256=hash_file(folder / kind.database),
        keys={name: hash_file(folder / name) for name in (*COPIES, *kind.beside)},
    )  # fmt: skip


def is_of_kind(folder: Path, kind: Kind) -> bool:
    """Whether a copy is of this kind of store; one that has lost its database may be of any."""
    return (folder / kind.database).exists() or not any(folder.glob("*.db"))


def copies_in(folder: Path, kind: Kind = TOWNSHIP) -> Iterator[Path]:
    """The folders below `folder` that say they are copies, finished ones only."""
    if not folder.is_dir():
        return
    for place in sorted(place for place in folder.iterdir() if place.is_dir()):
        known = (is_copy(place) and is_of_kind(place, kind)) or is_older_copy(place, kind)
        if known and not place.name.endswith((".part", ".gone")):
            yield place


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
