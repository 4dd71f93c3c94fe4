"""Where a loaded library keeps the addresses of the C library's functions it calls.

The addresses lie in tables that the loader fills in. Another address put there makes the library call
us instead: no compiler, no tracing rights, and SQLite, Python and everything else alike.
"""

import ctypes
import mmap
import platform
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

_STRINGS, _SYMBOLS, _RELOCATIONS, _RELOCATIONS_SIZE, _CALLS_SIZE, _CALLS = 5, 6, 7, 8, 2, 23
_KINDS = {"x86_64": {1, 6, 7}, "aarch64": {257, 1025, 1026}}  # an absolute address, data, a jump
_ENTRY, _SYMBOL = 24, 24


@dataclass(frozen=True)
class Slot:
    """One place that holds the address of the function `name`."""

    address: int
    name: str


def is_supported() -> bool:
    """Whether this machine's loader is the one described here."""
    return (
        platform.system() == "Linux" and platform.machine() in _KINDS and ctypes.sizeof(ctypes.c_void_p) == 8
    )


def slots(names: Collection[str], library: str) -> Iterator[Slot]:
    """The slots for `names` in the loaded library whose path contains `library`."""
    for base in _bases(library):
        table = dict(_dynamic(base))
        for start, size in ((_RELOCATIONS, _RELOCATIONS_SIZE), (_CALLS, _CALLS_SIZE)):
            if start in table:
                yield from _of_table(base, table, _absolute(base, table[start]), table[size], names)


def write_address(slot: Slot, address: int) -> int:
    """Put another address into a slot; returns the one that was there."""
    page = slot.address & ~(mmap.PAGESIZE - 1)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mprotect(ctypes.c_void_p(page), ctypes.c_size_t(2 * mmap.PAGESIZE), 3):
        libc.mprotect(ctypes.c_void_p(page), ctypes.c_size_t(mmap.PAGESIZE), 3)
    place = ctypes.c_uint64.from_address(slot.address)
    before, place.value = place.value, address
    return before


def _bases(library: str) -> list[int]:
    found = []
    for line in Path("/proc/self/maps").read_text().splitlines():
        span, _, offset, _, _, *path = line.split(maxsplit=5)
        if path and library in path[0] and int(offset, 16) == 0:
            found.append(int(span.split("-")[0], 16))
    return found


def _dynamic(base: int) -> Iterator[tuple[int, int]]:
    """The library's table of tables: (kind, value)."""
    headers = base + _u64(base + 32)
    for number in range(_u16(base + 56)):
        header = headers + number * _u16(base + 54)
        if _u32(header) != 2:  # PT_DYNAMIC
            continue
        at = _absolute(base, _u64(header + 16))
        while kind := _u64(at):
            yield kind, _u64(at + 8)
            at += 16


def _of_table(
    base: int, table: dict[int, int], start: int, size: int, names: Collection[str]
) -> Iterator[Slot]:
    symbols, strings = (_absolute(base, table[kind]) for kind in (_SYMBOLS, _STRINGS))
    kinds = _KINDS[platform.machine()]
    for at in range(start, start + size, _ENTRY):
        info = _u64(at + 8)
        if (info & 0xFFFFFFFF) not in kinds or not info >> 32:
            continue
        name = ctypes.string_at(strings + _u32(symbols + (info >> 32) * _SYMBOL)).decode()
        if name in names:
            yield Slot(_absolute(base, _u64(at)), name)


def _absolute(base: int, value: int) -> int:
    return value if value >= base else base + value


def _u16(at: int) -> int:
    return ctypes.c_uint16.from_address(at).value


def _u32(at: int) -> int:
    return ctypes.c_uint32.from_address(at).value


def _u64(at: int) -> int:
    return ctypes.c_uint64.from_address(at).value
