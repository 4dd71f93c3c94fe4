"""Rows of attachments, and the proof that what they name lies in the register's folder, whole."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from app.core.attachments import Attachment, apply_attachment, spoken_size
from app.core.entries import Entry
from app.core.erasure import NO_CONTENT
from app.db.engine.blobs import Blobs, DamagedBlob, MissingBlob
from app.db.engine.connection import Store
from app.db.rows import day, iso, put

FOLDER = "attachments"

_NAMES = tuple(field.name for field in fields(Attachment))
_SELECT = f"SELECT {', '.join(_NAMES)} FROM attachments"


@dataclass(frozen=True)
class Contents:
    """What a check of the contents found: sentences, how many there are, and what nobody names any more."""

    problems: tuple[str, ...]
    count: int
    orphans: tuple[str, ...]


def blobs(folder: Path, store: Store) -> Blobs:
    """The contents beside this register, under a key made from its data key."""
    return Blobs(folder / FOLDER, store.derived_key(b"attachments"))


def load(store: Store, attachment_id: str) -> Attachment | None:
    rows = store.rows(f"{_SELECT} WHERE id = ?", (attachment_id,))
    return _attachment(rows[0]) if rows else None


def of_matter(store: Store, matter_id: str) -> tuple[Attachment, ...]:
    """A matter's attachments in the order they came, the removed ones too."""
    return tuple(
        _attachment(row) for row in store.rows(f"{_SELECT} WHERE matter_id = ? ORDER BY row", (matter_id,))
    )


def names(store: Store, matter_id: str) -> dict[str, str]:
    """What the matter's attachments are called, by their ids, for its history."""
    return dict(store.rows("SELECT id, name FROM attachments WHERE matter_id = ?", (matter_id,)))


def carry(store: Store, entry: Entry) -> None:
    """Bring the table up to date with one entry."""
    after = apply_attachment(load(store, entry.payload["attachment_id"]), entry)
    values = asdict(after) | {"added_on": iso(after.added_on), "removed_on": iso(after.removed_on)}
    put(store, "attachments", ("id",), values)


def hashes(store: Store) -> tuple[str, ...]:
    """Every content some attachment names, the removed ones too: a backup carries them all."""
    rows = store.rows(
        "SELECT DISTINCT sha256 FROM attachments WHERE sha256 <> ? ORDER BY sha256", (NO_CONTENT,)
    )
    return tuple(row[0] for row in rows)


def bytes_in_all(store: Store) -> int:
    """How much there is to read when every content is read once."""
    return int(store.value("SELECT total(size) FROM (SELECT DISTINCT sha256, size FROM attachments)"))


def check(
    store: Store, contents: Blobs, *, full: bool, watch: Callable[[int], object] = lambda _: None
) -> Contents:
    """Whether every content is there, and with `full` whether each is whole; one sentence per broken one."""
    named = hashes(store)
    problems = tuple(_problems(store, contents, named, full, watch))
    return Contents(
        problems, len(named), tuple(sorted(set(contents.labels()) - set(map(contents.label, named))))
    )


def _problems(
    store: Store, contents: Blobs, named: tuple[str, ...], full: bool, watch: Callable[[int], object]
) -> Iterator[str]:
    for sha256 in named:
        try:
            if full:
                contents.check(sha256, watch)
            else:
                contents.find(sha256)
        except MissingBlob:
            yield f"{_called(store, sha256)}的内容不见了，登记信息还在；请从最近的备份恢复，或重新添加原文件。"
        except DamagedBlob:
            yield f"{_called(store, sha256)}的内容已经损坏，登记信息还在；请从最近的备份恢复，或重新添加原文件。"


def _called(store: Store, sha256: str) -> str:
    """A content by matter and size, never by its name: the matter may be sealed."""
    rows = store.rows(
        "SELECT m.number, a.size FROM attachments a JOIN matters m ON m.id = a.matter_id WHERE a.sha256 = ? LIMIT 1",
        (sha256,),
    )
    return f"{rows[0][0]}的一个附件（{spoken_size(rows[0][1])}）"


def _attachment(row: tuple[Any, ...]) -> Attachment:
    values = dict(zip(_NAMES, row, strict=True))
    return Attachment(
        **values | {"added_on": day(values["added_on"]), "removed_on": day(values["removed_on"])}
    )
