"""Tiny ELF files for tests: only the parts a loader reads to find libraries and their versions."""

import struct
from collections.abc import Mapping, Sequence


def elf(libraries: Sequence[str] = (), versions: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """A file that needs `libraries`, and of each key of `versions` these versions."""
    names = b"\0"
    at: dict[str, int] = {}
    for name in [*libraries, *(one for file, wanted in (versions or {}).items() for one in (file, *wanted))]:
        at.setdefault(name, len(names))
        names += name.encode() + b"\0"
    dynamic = b"".join(struct.pack("<QQ", 1, at[name]) for name in libraries) + bytes(16)
    needs = b""
    for number, (file, wanted) in enumerate((versions or {}).items(), start=1):
        size = 16 + 16 * len(wanted)
        last = number == len(versions or {})
        needs += struct.pack("<HHIII", 1, len(wanted), at[file], 16, 0 if last else size)
        for place, one in enumerate(wanted, start=1):
            needs += struct.pack("<IHHII", 0, 0, 0, at[one], 0 if place == len(wanted) else 16)
    start, bodies = 64, [b"", names, dynamic, needs]
    places = [start + sum(map(len, bodies[:number])) for number in range(len(bodies))]
    kinds = [(0, 0), (3, 0), (6, 1), (0x6FFFFFFE, 1)] if needs else [(0, 0), (3, 0), (6, 1)]
    table = b"".join(
        struct.pack("<IIQQQQIIQQ", 0, kind, 0, 0, places[number], len(bodies[number]), link, 0, 0, 0)
        for number, (kind, link) in enumerate(kinds)
    )
    content = b"".join(bodies)
    head = (
        b"\x7fELF\x02\x01\x01"
        + bytes(9)
        + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 0, start + len(content), 0, 64, 0, 0, 64, len(kinds), 1)
    )
    return head + content + table
