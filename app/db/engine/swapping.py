"""Putting a whole store in another's place so that a power cut leaves the old one or the new one.

The new files are laid ready in `next.part`; one rename to `next` decides. From then on every opening
first finishes the exchange, each part of which may be done twice. What is only half laid ready is
thrown away (reliability.md rows 12, 34, 40).
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from app.db.engine.files import file_errors, make_folder, put_in_place, sync_file, sync_folder
from app.errors import StorageError

READY, PART = "next", "next.part"
_LOGS = ("-wal", "-shm", "-journal")
_OLD = ".old"
_HALF = "磁盘读写出错，新的数据没有写完整，没有换上，现有数据没有变化；请检查磁盘后再试。"


def lay_out(folder: Path) -> Path:
    """An empty place in `folder` for the new files; what an interrupted exchange left there goes."""
    finish(folder, (), ())
    make_folder(folder)
    place = folder / PART
    with file_errors(place):
        place.mkdir(mode=0o700)
    return place


def decide(folder: Path) -> None:
    """Everything in `lay_out`'s place is whole: from here on it goes forward."""
    with file_errors(folder / PART):
        if any(log.stat().st_size for end in _LOGS for log in (folder / PART).glob(f"*{end}")):
            raise StorageError(_HALF)  # a log that could not be folded in would be left behind
        for place, _, files in os.walk(folder / PART):
            for name in files:
                sync_file(Path(place, name))
            sync_folder(Path(place))
        put_in_place(folder / PART, folder / READY)
        sync_folder(folder)


def finish(folder: Path, files: Sequence[str], folders: Sequence[str]) -> bool:
    """Bring a decided exchange to its end; says whether there was one. The first of `files` is the database."""
    ready = folder / READY
    with file_errors(folder):
        shutil.rmtree(folder / PART, ignore_errors=True)
        if not ready.is_dir() or not files:
            return False
        _drop_logs(folder, ready, files[0])
        for name in files:
            if (ready / name).exists():
                put_in_place(ready / name, folder / name)
        for name in folders:
            _exchange(folder, ready, name)
        sync_folder(folder)
        shutil.rmtree(ready)
        sync_folder(folder)
    return True


def _drop_logs(folder: Path, ready: Path, database: str) -> None:
    """An old log beside a new file would be played into it (reliability.md §0-7)."""
    if (ready / database).exists():
        for log in _LOGS:
            (folder / (database + log)).unlink(missing_ok=True)
        sync_folder(folder)


def _exchange(folder: Path, ready: Path, name: str) -> None:
    if not (ready / name).exists():
        return
    if (folder / name).exists():
        put_in_place(folder / name, ready / (name + _OLD))
    put_in_place(ready / name, folder / name)
