"""The office's own 仿宋, 楷体 and 小标宋, where this PC has them (GB/T 9704-2012 names these hands).

Only the heads of font files are read: names, outlines, and whether the maker allows embedding. What
cannot be embedded or read is passed over and the shipped font stands. Files already looked at are
known by path, size and time.
"""

import os
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from struct import unpack_from

# The names under which makers sell each hand, the most official first.
FANG = ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "方正仿宋简体")
KAI = ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "方正楷体简体")
BIAO_SONG = (
    "方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "方正小标宋_GB18030",
    "小标宋体", "小标宋",
)  # fmt: skip
SUFFIXES = frozenset({".ttf", ".ttc"})
MOST_FACES = 16  # in one collection; more is no font of an office

_RESTRICTED, _BITMAPS_ONLY, _WHOLE_ONLY, _MAY = 0x0002, 0x0200, 0x0100, 0x000C  # OS/2.fsType
_FAMILY_NAMES = frozenset({1, 4, 16})
_HEAD = 1 << 16  # a font's directory lies in its first bytes


@dataclass(frozen=True)
class Face:
    """One usable face of this PC: its file and its place in a collection."""

    path: Path
    index: int
    names: frozenset[str]


def system_folders() -> tuple[Path, ...]:
    """Where this PC keeps fonts: for everybody, then the clerk's own."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return (Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local / "Microsoft/Windows/Fonts")
    shared = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return (*shared, home / ".local/share/fonts", home / ".fonts")


def look_for(wanted: Iterable[tuple[str, ...]], folders: Iterable[Path]) -> list[Face | None]:
    """For each hand the face whose name stands first in its list, None where the PC has none."""
    by_name: dict[str, Face] = {}
    for face in _faces(folders):
        for name in face.names:
            by_name.setdefault(name, face)
    return [next((by_name[name] for name in names if name in by_name), None) for names in wanted]


def faces_of(path: Path) -> tuple[Face, ...]:
    """The faces of a file that may be embedded; none of a file that is damaged or has PostScript outlines."""
    try:
        state = path.stat()
        return _read(path, state.st_size, state.st_mtime_ns)
    except OSError:
        return ()


def _faces(folders: Iterable[Path]) -> Iterator[Face]:
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in SUFFIXES:
                yield from faces_of(path)


@lru_cache(maxsize=4096)
def _read(path: Path, _size: int, _changed: int) -> tuple[Face, ...]:
    try:
        with path.open("rb") as file:
            return tuple(
                Face(path, index, names)
                for index, start in enumerate(_starts(file.read(_HEAD)))
                if (names := _usable_names(_File(path), start))
            )
    except (OSError, struct.error, UnicodeDecodeError):
        return ()


@dataclass(frozen=True)
class _File:
    path: Path

    def part(self, start: int, length: int) -> bytes:
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read(length)


def _starts(head: bytes) -> tuple[int, ...]:
    """Where the faces of a file begin: one at its head, or those a collection lists."""
    if head[:4] != b"ttcf":
        return (0,)
    (count,) = unpack_from(">I", head, 8)
    return unpack_from(f">{min(count, MOST_FACES)}I", head, 12)


def _usable_names(file: _File, start: int) -> frozenset[str]:
    """The names of a face that can and may be embedded; none otherwise."""
    tables = _tables(file, start)
    if "glyf" not in tables or "name" not in tables or not _may_be_embedded(file, tables):
        return frozenset()
    return _names(file.part(*tables["name"]))


def _tables(file: _File, start: int) -> Mapping[str, tuple[int, int]]:
    (count,) = unpack_from(">H", file.part(start, 12), 4)
    directory = file.part(start + 12, 16 * count)
    rows = (unpack_from(">4sIII", directory, 16 * row) for row in range(count))
    return {tag.decode("latin-1"): (offset, length) for tag, _check, offset, length in rows}


def _may_be_embedded(file: _File, tables: Mapping[str, tuple[int, int]]) -> bool:
    """What the maker says in OS/2.fsType; a font that says nothing may be."""
    if "OS/2" not in tables:
        return True
    (kind,) = unpack_from(">H", file.part(tables["OS/2"][0], 10), 8)
    return not (kind & (_BITMAPS_ONLY | _WHOLE_ONLY) or (kind & _RESTRICTED and not kind & _MAY))


def _names(table: bytes) -> frozenset[str]:
    """The family and full names of a face in every language it gives them in."""
    _kind, count, strings = unpack_from(">HHH", table)
    found = set()
    for row in range(count):
        platform, _encoding, _language, name, length, offset = unpack_from(">6H", table, 6 + 12 * row)
        if name in _FAMILY_NAMES:
            raw = table[strings + offset : strings + offset + length]
            found.add(raw.decode("utf-16-be" if platform in {0, 3} else "mac-roman", "replace"))
    return frozenset(found)
