"""Sticks (U盘) that carry bundles: known again by a small file of ours on them, never by a drive letter.

The mark says whose stick it is, so that a stick of the neighbouring township is not taken for ours.
It holds nothing but the office's name and code.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.core.offices import Office
from app.db.engine.files import durable_replace
from app.errors import BundleError, StorageError
from app.exchange.strict_json import read_json
from app.services.sticks import plugged_in

MARK = "petition-desk-stick.json"
_FORMAT = "xfb-stick-1"
_LARGEST_MARK = 4_096


@dataclass(frozen=True)
class Stick:
    """One stick that is plugged in. `owner` is the office on its mark, nothing on a stick without one."""

    folder: Path
    owner: str
    ours: bool

    @property
    def label(self) -> str:
        name = self.folder.name or str(self.folder)
        return f"{name}（{'本单位的报送U盘' if self.ours else self.owner or '没有标记'}）"


def sticks(office: Office, roots: Iterable[Path] | None = None) -> tuple[Stick, ...]:
    """The sticks that are plugged in, ours first."""
    found = [stick_at(folder, office) for folder in (plugged_in() if roots is None else roots)]
    return tuple(sorted(found, key=lambda stick: (not stick.ours, bool(stick.owner), str(stick.folder))))


def stick_at(folder: Path, office: Office) -> Stick:
    """What the mark in a folder says; a broken mark is none."""
    try:
        with (folder / MARK).open("rb") as file:
            content = read_json(file.read(_LARGEST_MARK + 1), limit=_LARGEST_MARK)
    except (OSError, BundleError):
        return Stick(folder, "", ours=False)
    owner, code = content.get("name"), content.get("office")
    if content.get("format") != _FORMAT or not isinstance(owner, str) or not isinstance(code, str):
        return Stick(folder, "", ours=False)
    return Stick(folder, owner[:100], ours=code == office.code)


def mark(folder: Path, office: Office) -> None:
    """Make a stick ours, unless it is somebody's already."""
    if stick_at(folder, office).owner:
        return
    content = {"format": _FORMAT, "office": office.code, "name": office.name}
    try:
        durable_replace(folder / MARK, json.dumps(content, ensure_ascii=False).encode("utf-8"))
    except StorageError:
        return  # the bundle lies there and was read back; a stick without a mark is asked for next time
