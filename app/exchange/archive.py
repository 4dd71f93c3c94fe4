"""A zip file that can only be read one way.

The reader takes the few things a bundle needs (stored or deflated files, one after the
other, nothing between or behind them) and refuses the rest of the format: that is where
overlaps, bombs, symbolic links and second readings live (reliability.md rows 48, 49). The
writer makes the same bytes from the same files every time.
"""

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import BundleError
from app.exchange.refusals import TOO_LARGE, damaged

MOST_ENTRIES = 2_000
MOST_BYTES = 200 << 20
MOST_RATIO = 100

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = 0x04034B50, 0x02014B50, 0x06054B50
_STORED, _DEFLATED = 0, 8
_VERSION_NEEDED = 20
_UNIX = 3 << 8 | _VERSION_NEEDED
_DATE_1980 = 0x21  # the zip format's first day: the same bytes on every day
_PLAIN_FILE = 0o100644 << 16
_HARMLESS_FLAGS = 0x0806  # how hard the writer tried, and that names are UTF-8
_TYPE_BITS, _REGULAR = 0o170000, 0o100000
_DIRECTORY_ATTRIBUTE = 0x10


@dataclass(frozen=True)
class _Member:
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """Zip `files` in the order given."""
    body, directory = bytearray(), bytearray()
    for name, content in files.items():
        method, packed = _pack(content)
        raw_name, crc = name.encode("ascii"), zlib.crc32(content)
        sizes = (crc, len(packed), len(content))
        directory += _CENTRAL.pack(
            _CENTRAL_MARK, _UNIX, _VERSION_NEEDED, 0, method, 0, _DATE_1980, *sizes,
            len(raw_name), 0, 0, 0, 0, _PLAIN_FILE, len(body),
        )  # fmt: skip
        directory += raw_name
        body += _LOCAL.pack(_LOCAL_MARK, _VERSION_NEEDED, 0, method, 0, _DATE_1980, *sizes, len(raw_name), 0)
        body += raw_name + packed
    end = _END.pack(_END_MARK, 0, 0, len(files), len(files), len(directory), len(body), 0)
    return bytes(body + directory + end)


def _pack(content: bytes) -> tuple[int, bytes]:
    """Deflate, unless that gains nothing or so much that a reader would suspect a bomb."""
    squeezer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = squeezer.compress(content) + squeezer.flush()
    if len(packed) >= len(content) or len(content) > MOST_RATIO * len(packed):
        return _STORED, content
    return _DEFLATED, packed


def read_zip(data: bytes, allowed: re.Pattern[str]) -> dict[str, bytes]:
    """The files in `data`, all of whose names `allowed` must match; `BundleError` otherwise."""
    members, directory_start = _directory(data)
    names = [member.name for member in members]
    if len(set(names)) != len(names) or not all(allowed.fullmatch(name) for name in names):
        raise damaged()
    if sum(member.size for member in members) > MOST_BYTES:
        raise BundleError(TOO_LARGE)
    starts = _starts(data, members, directory_start)
    return {member.name: _unpack(data, member, start) for member, start in zip(members, starts, strict=True)}


def _directory(data: bytes) -> tuple[list[_Member], int]:
    end = len(data) - _END.size
    if end < 0:
        raise damaged()
    mark, disk, first, here, count, size, start, comment = _END.unpack_from(data, end)
    if mark != _END_MARK or disk or first or comment or here != count or start + size != end:
        raise damaged()
    if count > MOST_ENTRIES:
        raise BundleError(TOO_LARGE)
    members, position = [], start
    for _ in range(count):
        member, position = _central(data, position, end)
        members.append(member)
    if position != end:
        raise damaged()
    return members, start


def _central(data: bytes, position: int, end: int) -> tuple[_Member, int]:
    if position + _CENTRAL.size > end:
        raise damaged()
    mark, _, _, flags, method, _, _, crc, packed, size, length, *rest = _CENTRAL.unpack_from(data, position)
    extra, comment, disk, _, outer, offset = rest
    stop = position + _CENTRAL.size + length
    odd = mark != _CENTRAL_MARK or extra or comment or disk or stop > end
    if odd or flags & ~_HARMLESS_FLAGS or method not in {_STORED, _DEFLATED} or not _is_plain_file(outer):
        raise damaged()
    name = _name(data[position + _CENTRAL.size : stop])
    return _Member(name, flags, method, crc, packed, size, offset), stop


def _is_plain_file(attributes: int) -> bool:
    kind = (attributes >> 16) & _TYPE_BITS
    return kind in {0, _REGULAR} and not attributes & _DIRECTORY_ATTRIBUTE


def _name(raw: bytes) -> str:
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError as error:
        raise damaged() from error


def _starts(data: bytes, members: list[_Member], directory_start: int) -> list[int]:
    """Where each member's bytes begin; the members must lie end to end from 0 to the directory."""
    starts, position = [], 0
    for member in members:
        if member.offset != position or position + _LOCAL.size > directory_start:
            raise damaged()
        start = _local(data, member)
        position = start + member.packed
        if position > directory_start:
            raise damaged()
        starts.append(start)
    if position != directory_start:
        raise damaged()
    return starts


def _local(data: bytes, member: _Member) -> int:
    mark, _, flags, method, _, _, crc, packed, size, length, extra = _LOCAL.unpack_from(data, member.offset)
    start: int = member.offset + _LOCAL.size + length
    claimed = (flags, method, crc, packed, size)
    promised = (member.flags, member.method, member.crc, member.packed, member.size)
    if mark != _LOCAL_MARK or extra or claimed != promised:
        raise damaged()
    if data[member.offset + _LOCAL.size : start] != member.name.encode("ascii"):
        raise damaged()
    return start


def _unpack(data: bytes, member: _Member, start: int) -> bytes:
    packed = memoryview(data)[start : start + member.packed]
    content = bytes(packed) if member.method == _STORED else _inflate(packed, member)
    if len(content) != member.size or zlib.crc32(content) != member.crc:
        raise damaged()
    return content


def _inflate(packed: memoryview, member: _Member) -> bytes:
    if member.size > MOST_RATIO * member.packed:
        raise BundleError(TOO_LARGE)
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = engine.decompress(packed, member.size + 1)  # one more, to see whether it lied
    except zlib.error as error:
        raise damaged() from error
    if not engine.eof or engine.unused_data or engine.unconsumed_tail:
        raise damaged()
    return content
