"""The files of the registers as they lie, copied before a newer program touches them (升级前副本).

The setup calls this while nobody is there to type a password, so it is no proved copy like those of
`backups`; it is the way back to the older program, which opens the folder it names as its data.
"""

import os
import re
import shutil
from pathlib import Path

from app.db.attachments import FOLDER as ATTACHMENTS
from app.db.engine.files import copy_file, file_errors, hash_file, make_folder, put_in_place, sync_folder
from app.db.engine.holding import FILE as LOCK
from app.db.engine.holding import hold
from app.errors import StorageError, ValidationError
from app.services.backups import FOLDER as BACKUPS

LEFT_OUT = frozenset(
    {LOCK, BACKUPS, "front", "updates"}
)  # copies of their own; what only a running window needs; programs
_PART = ".part"
_DIFFERENT = "“{}”复制以后读回来不一致，这一份不算数，原有数据没有改动；请检查磁盘后再试。"


def keep_before_upgrade(folder: Path, version: str) -> Path | None:
    """A copy of `folder` beside it, named after the program's `version` so far; None if there is no register."""
    if not re.fullmatch(r"[0-9A-Za-z.]{1,30}", version):
        raise ValidationError({"version": "版本号只能由数字、字母和点组成"})
    registers = _registers(folder)
    if not registers:
        return None
    held = [hold(place) for place in registers]
    try:
        final = _free(folder.with_name(f"{folder.name}-升级前副本-{version}"))
        partial = final.with_name(final.name + _PART)
        shutil.rmtree(partial, ignore_errors=True)
        _copy_all(folder, partial)
        with file_errors(final):
            put_in_place(partial, final)
        sync_folder(final.parent)
    finally:
        for one in held:
            one.release()
    return final


def _registers(folder: Path) -> list[Path]:
    """The office's, the county's and the practice office's folder, as far as there are any."""
    found = {path.parent for path in folder.rglob("*.db")}
    return sorted(place for place in found if BACKUPS not in place.relative_to(folder).parts)


def _free(wanted: Path) -> Path:
    """An earlier copy is never written over."""
    names = (wanted, *(wanted.with_name(f"{wanted.name}-{number}") for number in range(2, 100)))
    return next((path for path in names if not path.exists()), names[-1])


def _copy_all(folder: Path, target: Path) -> None:
    make_folder(target)
    with file_errors(folder):
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if LEFT_OUT.isdisjoint(inside.parts) and path.is_file():
                make_folder((target / inside).parent)
                _copy(path, target / inside)


def _copy(source: Path, target: Path) -> None:
    """An attachment is never written to again, so another name for it is a copy that costs nothing."""
    if ATTACHMENTS in source.parts:
        try:
            os.link(source, target)
        except OSError:
            pass
        else:
            return
    copy_file(source, target)
    if hash_file(target, cold=True) != hash_file(source):
        raise StorageError(_DIFFERENT.format(source.name))
