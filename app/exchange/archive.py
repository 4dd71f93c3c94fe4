"""A zip file that can only be read one way, forwards, without ever holding it.

The reader takes the few things a bundle needs (stored or deflated files, one after the
other, nothing between or behind them) and refuses the rest of the format: that is where
overlaps, bombs, symbolic links and second readings live (reliability.md rows 48, 49). What the
directory at the end says must be what was found on the way. The writer makes the same bytes from
the same files every time.
"""

import io
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.errors import BundleError
from app.exchange.refusals import TOO_LARGE, damaged
from app.exchange.spool import Spool

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_ENTRIES = 2_000
MOST_BYTES = 2 << 30
MOST_RATIO = 100

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = 0x04034B50, 0x02014B50, 0x06054B50
STORED, DEFLATED = 0, 8
_EFFORT = 3  # more takes twice as long and saves a twentieth: much of a bundle is hashes
_VERSION_NEEDED = 20
_UNIX = 3 << 8 | _VERSION_NEEDED
_DATE_1980 = 0x21  # the zip format's first day: the same bytes on every day
_PLAIN_FILE = 0o100644 << 16
_HARMLESS_FLAGS = 0x0806  # how hard the writer tried, and that names are UTF-8
_TYPE_BITS, _REGULAR = 0o170000, 0o100000
_DIRECTORY_ATTRIBUTE = 0x10
_LONGEST_NAME = 128
_PIECE = 64 << 10


class Readable(Protocol):
    """Anything bytes can be read from, front to back."""

    def read(self, length: int, /) -> bytes: ...


class Writable(Protocol):
    """Anything bytes can be written to."""

    def write(self, data: bytes, /) -> object: ...


@dataclass(frozen=True)
class Member:
    """One file of the archive: `start` is where its packed bytes begin."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int

    @property
    def offset(self) -> int:
        return self.start - _LOCAL.size - len(self.name)

    @property
    def claims(self) -> tuple[str, int, int, int, int, int, int]:
        return self.name, self.flags, self.method, self.crc, self.packed, self.size, self.offset


class ZipWriter:
    """Writes files one after the other to `target`; `close` writes the directory."""

    def __init__(self, target: Writable) -> None:
        self._target, self._position = target, 0
        self._directory = bytearray()
        self._count = 0

    def add(self, content: Iterable[bytes], name: Callable[[], str]) -> int:
        """One file from its pieces, and its size; `name` is asked when all of it has been seen."""
        spool, squeezer = Spool(), zlib.compressobj(_EFFORT, zlib.DEFLATED, -zlib.MAX_WBITS)
        size, crc = 0, 0
        for piece in content:
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            spool.write(squeezer.compress(piece))
        spool.write(squeezer.flush())
        # Stored if deflating gains nothing, or so much that a reader would suspect a bomb.
        if spool.size >= size or size > MOST_RATIO * spool.size:
            self._put(name(), STORED, crc, size, size, inflated(spool.pieces()))
        else:
            self._put(name(), DEFLATED, crc, spool.size, size, spool.pieces())
        if self._position > MOST_BYTES or self._count > MOST_ENTRIES:
            raise BundleError(TOO_LARGE)
        return size

    def close(self) -> None:
        end = _END.pack(_END_MARK, 0, 0, self._count, self._count, len(self._directory), self._position, 0)
        self._target.write(bytes(self._directory) + end)

    def _put(self, name: str, method: int, crc: int, packed: int, size: int, pieces: Iterable[bytes]) -> None:
        raw, sizes = name.encode("ascii"), (crc, packed, size)
        self._directory += _CENTRAL.pack(
            _CENTRAL_MARK, _UNIX, _VERSION_NEEDED, 0, method, 0, _DATE_1980, *sizes,
            len(raw), 0, 0, 0, 0, _PLAIN_FILE, self._position,
        )  # fmt: skip
        self._directory += raw
        self._count += 1
        local = _LOCAL.pack(_LOCAL_MARK, _VERSION_NEEDED, 0, method, 0, _DATE_1980, *sizes, len(raw), 0)
        self._target.write(local + raw)
        for piece in pieces:
            self._target.write(piece)
        self._position += len(local) + len(raw) + packed


def inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What was deflated, piece by piece; for bytes that were checked before."""
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    for piece in pieces:
        yield engine.decompress(piece)
    yield engine.flush()


class Content(io.RawIOBase):
    """One member's bytes as they are unpacked, never more than its header promised."""

    def __init__(self, source: "_Counted", member: Member) -> None:
        self._source, self._member = source, member
        self._packed_left, self._seen, self._crc = member.packed, 0, 0
        self._engine = zlib.decompressobj(-zlib.MAX_WBITS) if member.method == DEFLATED else None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        piece = self.read_piece(min(len(view), _PIECE))
        view[: len(piece)] = piece
        return len(piece)

    def read_piece(self, most: int) -> bytes:
        """The next bytes; empty at the end, where size and checksum must be as promised."""
        piece = self._stored(most) if self._engine is None else self._unpacked(most)
        self._seen += len(piece)
        self._crc = zlib.crc32(piece, self._crc)
        if self._seen > self._member.size:
            raise damaged()
        if not piece and (self._seen, self._crc) != (self._member.size, self._member.crc):
            raise damaged()
        return piece

    def _stored(self, most: int) -> bytes:
        piece = self._source.exactly(min(most, self._packed_left))
        self._packed_left -= len(piece)
        return piece

    def _unpacked(self, most: int) -> bytes:
        assert self._engine
        piece = b""
        try:
            while not piece and not self._engine.eof:
                more = self._engine.unconsumed_tail or self._stored(_PIECE)
                piece = self._engine.decompress(more, most)
                if not piece and not more:
                    raise damaged()
        except zlib.error as error:
            raise damaged() from error
        if self._engine.eof and not piece and (self._engine.unused_data or self._packed_left):
            raise damaged()
        return piece


def members(source: Readable, size: int, allowed: re.Pattern[str]) -> Iterator[tuple[Member, Content]]:
    """Each file of the archive with its content, in order; `BundleError` for anything else.

    What is given out counts only when the iteration has come to its end: the directory is there.
    """
    counted = _Counted(source, size)
    found: list[Member] = []
    names: set[str] = set()
    unpacked = 0
    while (member := _next_member(counted)) is not None:
        unpacked += member.size
        if len(found) >= MOST_ENTRIES or unpacked > MOST_BYTES:
            raise BundleError(TOO_LARGE)
        if member.name in names or not allowed.fullmatch(member.name):
            raise damaged()
        names.add(member.name)
        found.append(member)
        content = Content(counted, member)
        yield member, content
        while content.read_piece(_PIECE):
            pass
    _check_directory(counted, found)


class _Counted:
    """The archive's bytes with the place where we are; less than was promised is damage."""

    def __init__(self, source: Readable, size: int) -> None:
        self._source, self._size, self.position = source, size, 0
        self.mark = self._peek()

    def _peek(self) -> bytes:
        return self.exactly(4) if self._size - self.position >= 4 else b""

    def next_mark(self) -> None:
        self.mark = self._peek()

    def exactly(self, length: int) -> bytes:
        parts, missing = [], length
        if self.position + length > self._size:
            raise damaged()
        while missing:
            part = self._source.read(missing)
            if not part:
                raise damaged()
            parts.append(part)
            missing -= len(part)
        self.position += length
        return b"".join(parts)

    @property
    def at_end(self) -> bool:
        return self.position == self._size


def _next_member(source: _Counted) -> Member | None:
    """The next file's header; None where the directory begins. The four bytes of its mark are read already."""
    if source.position > 4:
        source.next_mark()
    if source.mark != _LOCAL_MARK.to_bytes(4, "little"):
        return None
    header = source.mark + source.exactly(_LOCAL.size - 4)
    _, _, flags, method, _, _, crc, packed, size, length, extra = _LOCAL.unpack(header)
    if extra or length > _LONGEST_NAME or flags & ~_HARMLESS_FLAGS or method not in {STORED, DEFLATED}:
        raise damaged()
    if method == STORED and packed != size:
        raise damaged()
    if size > MOST_RATIO * packed:
        raise BundleError(TOO_LARGE)
    name = _name(source.exactly(length))
    return Member(name, flags, method, crc, packed, size, source.position)


def _check_directory(source: _Counted, found: list[Member]) -> None:
    """The directory names exactly what was found, in that order, and the archive ends behind it."""
    start = source.position - 4
    mark = source.mark
    for member in found:
        _check_entry(mark + source.exactly(_CENTRAL.size - 4), source, member)
        source.next_mark()
        mark = source.mark
    length = source.position - 4 - start
    end = _END.unpack(mark + source.exactly(_END.size - 4)) if mark else ()
    if end != (_END_MARK, 0, 0, len(found), len(found), length, start, 0) or not source.at_end:
        raise damaged()


def _check_entry(entry: bytes, source: _Counted, member: Member) -> None:
    mark, _, _, flags, method, _, _, crc, packed, size, length, *rest = _CENTRAL.unpack(entry)
    extra, comment, disk, _, outer, offset = rest
    if mark != _CENTRAL_MARK or extra or comment or disk or length > _LONGEST_NAME:
        raise damaged()
    claims = (_name(source.exactly(length)), flags, method, crc, packed, size, offset)
    if claims != member.claims or not _is_plain_file(outer):
        raise damaged()


def _is_plain_file(attributes: int) -> bool:
    kind = (attributes >> 16) & _TYPE_BITS
    return kind in {0, _REGULAR} and not attributes & _DIRECTORY_ATTRIBUTE


def _name(raw: bytes) -> str:
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError as error:
        raise damaged() from error
