"""What a compiled file asks of others: the libraries it names, and the oldest versions of them it accepts.

A small reader of ELF64, little endian, so that a build needs no binutils; see elf(5).
"""

import re
import struct
from pathlib import Path
from typing import NamedTuple

_MAGIC = b"\x7fELF\x02\x01"
_SECTIONS = struct.Struct("<IIQQQQIIQQ")  # name, type, flags, address, offset, size, link, info, align, entry
_DYNAMIC, _NEEDS = 6, 0x6FFFFFFE  # SHT_DYNAMIC, SHT_GNU_verneed
_NEEDED = 1  # DT_NEEDED
_VERNEED, _VERNAUX = struct.Struct("<HHIII"), struct.Struct("<IHHII")
_NUMBERED = re.compile(r"(GLIBC|GLIBCXX|CXXABI)_(\d+(?:\.\d+)*)")


class Asked(NamedTuple):
    """`libraries` in the order of the file; `versions` as the highest number of each family of symbols."""

    libraries: tuple[str, ...]
    versions: dict[str, tuple[int, ...]]


def is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def read(path: Path) -> Asked:
    """Raises `ValueError` for a file that is no such ELF."""
    data = path.read_bytes()
    if not data.startswith(_MAGIC):
        raise ValueError(f"{path} is no ELF file of 64 bits")
    (at,) = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    sections = [_SECTIONS.unpack_from(data, at + number * size) for number in range(count)]
    libraries: list[str] = []
    versions: dict[str, tuple[int, ...]] = {}
    for section in sections:
        kind, offset, length, link = section[1], section[4], section[5], section[6]
        if kind == _DYNAMIC:
            libraries += _libraries(data, offset, length, sections[link][4])
        elif kind == _NEEDS:
            for name in _version_names(data, offset, sections[link][4]):
                _raise_to(versions, name)
    return Asked(tuple(libraries), versions)


def _libraries(data: bytes, offset: int, length: int, names: int) -> list[str]:
    entries = struct.iter_unpack("<QQ", data[offset : offset + length])
    return [_text(data, names + value) for tag, value in entries if tag == _NEEDED]


def _version_names(data: bytes, offset: int, names: int) -> list[str]:
    found = []
    while True:
        _version, count, _file, first, following = _VERNEED.unpack_from(data, offset)
        at = offset + first
        for _ in range(count):
            _hash, _flags, _other, name, step = _VERNAUX.unpack_from(data, at)
            found.append(_text(data, names + name))
            at += step
        if not following:
            return found
        offset += following


def _raise_to(versions: dict[str, tuple[int, ...]], name: str) -> None:
    if numbered := _NUMBERED.fullmatch(name):
        family, number = numbered[1], tuple(map(int, numbered[2].split(".")))
        versions[family] = max(versions.get(family, ()), number)


def _text(data: bytes, at: int) -> str:
    return data[at : data.index(b"\0", at)].decode("ascii")
