"""Files that are whole or not there: write beside, sync, rename, sync the folder.

`os.replace` alone may leave an empty file after a power cut; without the folder sync the
new name itself may be lost (reliability.md §4.1).
"""

import contextlib
import errno
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from app.errors import StorageError

_PIECE = 1024 * 1024
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}
_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


@contextlib.contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Turn trouble with a file or folder into a sentence that names it."""
    try:
        yield
    except OSError as error:
        raise StorageError(_sentence(error, path)) from error


def _sentence(error: OSError, path: Path) -> str:
    if error.errno in _FULL:
        return f"磁盘已满，“{path.name}”没有写成，原有数据完好；请清理磁盘后再试。"
    if error.errno in _READ_ONLY:
        return f"没有写入权限：{path.parent}。原有数据未动；请换一个可以写入的文件夹，或取消只读后再试。"
    if error.errno == errno.ENOENT:
        return f"找不到“{path}”，没有任何改动；请核对路径后再试。"
    return f"读写“{path}”时出错（{error.strerror}），原有数据未动；请检查磁盘或U盘后再试。"


def durable_replace(path: Path, content: bytes) -> None:
    """Put `content` under `path`, wholly or not at all, and on the disk before returning."""
    with whole_file(path) as file:
        file.write(content)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write piece by piece; it has its name, and is on the disk, only when all went well."""
    with file_errors(path):
        partial = path.with_name(path.name + ".part")
        try:
            with partial.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            put_in_place(partial, path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()
"""Seconds between two tries: on Windows a virus scanner or an indexer holds a new file for a moment (row 14)."""


def put_in_place(source: Path, target: Path) -> None:
    """One rename, which decides; tried again for a moment where others may hold either name."""
    for pause in PAUSES:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def write_out(path: Path, content: bytes) -> None:
    """A file where the clerk wants it, its folder made if need be; whole or not at all."""
    make_folder(path.parent)
    durable_replace(path, content)


def hash_file(path: Path, watch: Callable[[int], object] = lambda _: None, *, cold: bool = False) -> str:
    """SHA-256 of a file; `cold` reads it from the disk or stick itself and not from memory, where the system can."""
    whole = hashlib.sha256()
    with file_errors(path), path.open("rb") as file:
        if cold and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := file.read(_PIECE):
            whole.update(piece)
            watch(len(piece))
    return whole.hexdigest()


def copy_file(source: Path, target: Path, watch: Callable[[int], object] = lambda _: None) -> None:
    """A new file with the same bytes, on the disk before returning."""
    with file_errors(source), source.open("rb") as reading, file_errors(target), target.open("xb") as file:
        while piece := reading.read(_PIECE):
            file.write(piece)
            watch(len(piece))
        file.flush()
        os.fsync(file.fileno())


def link_or_copy(source: Path, target: Path) -> None:
    """A second name for a file that never changes in place; a copy where the disk has none, or it is another one."""
    try:
        os.link(source, target)
    except OSError:
        copy_file(source, target)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """What another writer left in memory is on the disk afterwards."""
    with file_errors(path), path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut; Windows has no such call and needs none here."""
    if os.name == "nt":
        return
    with file_errors(folder):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Create `folder`, for its owner alone and on the disk before returning, or say in one sentence why not."""
    with file_errors(folder / folder.name):
        new = [place for place in (folder, *folder.parents) if not place.exists()]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for place in reversed(new):
        sync_folder(place.parent)
