"""The second disk (第二块硬盘): a folder on another disk of this PC that takes a copy every day by itself.

A disk that dies takes the copies beside the register with it, and a stick is only as new as the day somebody
plugged it in (reliability.md §4.3, L2). Which folder it is belongs to this PC: it is noted beside the register,
never in it, and a register that is restored elsewhere asks again. The folder carries the same marker as a stick
of ours, so that a disk that was taken out, or another one in its place, is noticed and never written to.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from app.db.engine.files import durable_replace, file_errors
from app.errors import NotAllowed, StorageError
from app.services.sticks import Stick, find_sticks, on_another_disk, plugged_in, prepare_stick

NOTE = "second_disk.json"
_LARGEST_NOTE = 4096
_SAME_DISK = "这个文件夹和登记数据在同一块硬盘上，硬盘坏了会一起丢失"
_ON_A_STICK = "这是U盘，拔下以后当天就没有备份"


@dataclass(frozen=True)
class SecondDisk:
    """The folder the clerk chose, and the place in it that is ours; none while it cannot be found."""

    root: Path
    place: Stick | None


def chosen(folder: Path, store: str) -> SecondDisk | None:
    """The second disk of the register in `folder`; nothing if none was ever chosen."""
    root = _noted(folder / NOTE)
    if root is None:
        return None
    found = find_sticks((root,), store)
    return SecondDisk(root, found[0] if found and on_another_disk(root, folder) else None)


def choose(folder: Path, store: str, root: Path) -> SecondDisk:
    """From now on `root` takes the daily copy. Raises `NotAllowed` for the register's own disk and for a stick."""
    if not root.is_dir():
        raise StorageError(f"找不到文件夹“{root}”，没有改动；请核对后再选。")
    if not on_another_disk(root, folder):
        raise NotAllowed(_SAME_DISK, way_out="请选另一块硬盘上的文件夹；只有一块硬盘的，请坚持备份到U盘")
    if any(stick == root or stick in root.parents for stick in plugged_in()):
        raise NotAllowed(_ON_A_STICK, way_out="请选固定在电脑里的另一块硬盘；U盘请用“备份到U盘”")
    place = prepare_stick(root, store)
    durable_replace(folder / NOTE, json.dumps({"folder": str(root)}, ensure_ascii=False).encode("utf-8"))
    return SecondDisk(root, place)


def forget(folder: Path) -> None:
    """No daily copy any more; the copies that lie there stay."""
    with file_errors(folder / NOTE):
        (folder / NOTE).unlink(missing_ok=True)


def roots(folder: Path) -> tuple[Path, ...]:
    """Where copies of a register may lie that cannot be opened any more."""
    root = _noted(folder / NOTE)
    return (root,) if root else ()


def _noted(note: Path) -> Path | None:
    """What the note names; one that cannot be read is as good as none, for it can be chosen again."""
    try:
        with note.open("rb") as file:
            named = json.loads(file.read(_LARGEST_NOTE))["folder"]
        return Path(named) if isinstance(named, str) and named else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
