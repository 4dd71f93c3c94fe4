"""Sticks (U盘) that carry copies: known by a marker of ours, never by a letter or a name.

Everything lies in one folder of ours on the stick; nothing outside it is ever written or removed.
"""

import json
import os
import re
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.db.engine.files import durable_replace, make_folder

FOLDER, MARKER, FORMAT = "信访工作台备份", "stick.json", "xfb-stick-1"
_LARGEST_MARKER = 4096
_MOUNTED_UNDER = ("/media/", "/run/media/")
_REMOVABLE = 2  # Windows: DRIVE_REMOVABLE


@dataclass(frozen=True)
class Stick:
    """A place for copies of one register on a stick; `id` stays with the stick wherever it is plugged in."""

    id: str
    root: Path
    folder: Path


def find_sticks(roots: Iterable[Path], store: str) -> tuple[Stick, ...]:
    """The sticks among `roots` that carry this register's marker."""
    return tuple(stick for root in roots if (stick := _marked(root, store)))


def prepare_stick(root: Path, store: str) -> Stick:
    """Make this stick one of the register's; a stick that is one already stays as it is."""
    known = _marked(root, store)
    if known:
        return known
    folder = _folder(root, store)
    make_folder(folder)
    marker = {"format": FORMAT, "id": secrets.token_hex(4), "store": store}
    durable_replace(folder / MARKER, json.dumps(marker).encode("ascii"))
    return Stick(str(marker["id"]), root, folder)


_standing_in: list[tuple[Path, ...]] = []


@contextmanager
def standing_in(*roots: Path) -> Iterator[None]:
    """These folders count as the sticks plugged in, and no others: for walks and pictures without a stick."""
    _standing_in.append(roots)
    try:
        yield
    finally:
        _standing_in.pop()


def plugged_in() -> tuple[Path, ...]:
    """The sticks and other removable disks of this PC."""
    if _standing_in:
        return _standing_in[-1]
    return tuple(_windows_drives() if sys.platform == "win32" else _mounted())


def on_another_disk(folder: Path, register: Path) -> bool:
    """Whether what lies in `folder` survives the register's disk."""
    try:
        return folder.stat().st_dev != register.stat().st_dev
    except OSError:
        return False


def _folder(root: Path, store: str) -> Path:
    return root / FOLDER / store


def _marked(root: Path, store: str) -> Stick | None:
    folder = _folder(root, store)
    try:
        with (folder / MARKER).open("rb") as file:
            content = json.loads(file.read(_LARGEST_MARKER))
        ours = content["format"] == FORMAT and content["store"] == store
        return Stick(str(content["id"]), root, folder) if ours else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _mounted() -> Iterator[Path]:
    """Linux: what the desktop mounts for its user; a mounted place is on another device than the one above it."""
    try:
        lines = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return
    for line in lines:
        path = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), line.split(" ")[1])
        if path.startswith(_MOUNTED_UNDER) and os.access(path, os.R_OK):
            yield Path(path)


if sys.platform == "win32":
    import ctypes

    def _windows_drives() -> Iterator[Path]:
        for letter in "DEFGHIJKLMNOPQRSTUVWXYZ":
            root = f"{letter}:\\"
            if ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOVABLE:
                yield Path(root)
else:

    def _windows_drives() -> Iterator[Path]:
        return iter(())
