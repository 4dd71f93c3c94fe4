"""Everything inside a bundle's zip is read and checked here, forwards, once, by somebody who can do no harm.

This is the code that meets hostile bytes. It runs in a child process with limits and without a
key (`sandbox`); it is told the bytes and tells what it found to a `Listener`. What breaks the form
of a file (bad encoding, hidden characters, too much of anything) condemns the bundle; what is
wrong inside one record is that record's fault alone and is reported with field and sentence, so
one bad record never stops the rest.
"""

import csv
import hashlib
import io
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from app.errors import BundleError
from app.exchange.archive import Content, Member, Readable, members
from app.exchange.bag import ALLOWED, ATTACHMENTS, LARGEST_TAG_FILE, check_bag
from app.exchange.characters import is_plain_table
from app.exchange.columns import is_day
from app.exchange.datapackage import LARGEST_PACKAGE, PACKAGE, check_described
from app.exchange.refusals import TOO_LARGE, damaged
from app.exchange.schemas import TABLES, Cell, Field, Row, Table, content_hash
from app.exchange.sheets import is_too_long

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_ROWS = 5_000_000
LONGEST_LINE = 1 << 20  # characters
_MOST_COLUMNS = 200
_BETWEEN = "\x1f"  # no text that travels has it
_PIECE = 64 << 10


@dataclass(frozen=True)
class Fault:
    """One record that cannot be taken in, and why, for the office that sent it."""

    table: str
    record_id: str
    revision: int
    field: str
    sentence: str


class Listener(Protocol):
    """Whoever wants to know what is in the zip; nothing counts before `check_zip` returns."""

    def table(self, name: str) -> None: ...
    def row(self, row: Row) -> None: ...
    def fault(self, fault: Fault) -> None: ...
    def member(self, member: Member) -> None: ...


def check_zip(source: Readable, size: int, listener: Listener) -> None:
    """Read the `size` bytes of a zip; `BundleError` unless it is a whole bag of whole tables."""
    hashes: dict[str, str] = {}
    small: dict[str, bytes] = {}
    names: list[str] = []
    for member, content in members(source, size, ALLOWED):
        digest = hashlib.sha256()
        reader = _Hashing(content, digest)
        if member.name.endswith(".csv"):
            names.append(member.name[5:-4])
            _check_sheet(names[-1], reader, listener)
        elif not member.name.startswith(ATTACHMENTS):
            small[member.name] = reader.read_small(LARGEST_TAG_FILE)
        reader.read_rest()
        hashes[member.name] = digest.hexdigest()
        listener.member(member)
    check_bag(hashes, small)
    check_described(small.get(PACKAGE, b"")[: LARGEST_PACKAGE + 1], names)


class _Hashing(io.RawIOBase):
    """Hashes what passes through."""

    def __init__(self, content: Content, digest: "hashlib._Hash") -> None:
        self._content, self._digest = content, digest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        piece = self._next(min(len(view), _PIECE))
        view[: len(piece)] = piece
        return len(piece)

    def read_small(self, most: int) -> bytes:
        parts, length = [], 0
        while piece := self._next(_PIECE):
            parts.append(piece)
            length += len(piece)
            if length > most:
                raise damaged()
        return b"".join(parts)

    def read_rest(self) -> None:
        while self._next(_PIECE):
            pass

    def _next(self, most: int) -> bytes:
        piece = self._content.read_piece(most)
        self._digest.update(piece)
        return piece


def _check_sheet(name: str, content: _Hashing, listener: Listener) -> None:
    table = TABLES.get(name) or Table(name, name, (), record=False)
    listener.table(name)
    lines = _lines(content)
    header = next(lines, [])
    if not _is_header(table, header):
        raise damaged()
    known = {field.name: field for field in table.fields}
    reader = RowReader(table, [known.get(column) or Field(column, "text", column) for column in header])
    place = header.index("id") if table.record else -1
    seen = _Seen()
    for number, cells in enumerate(lines, start=1):
        if number > MOST_ROWS:
            raise BundleError(TOO_LARGE)
        if len(cells) != len(header):
            raise damaged()
        found = reader.read(cells)
        if table.record:
            seen.add(cells[place])
        listener.fault(found) if isinstance(found, Fault) else listener.row(found)
    seen.refuse_repeated()


class _Seen:
    """Which ids were there, eight bytes each: a keyed hash, so nobody outside can make two that clash."""

    def __init__(self) -> None:
        self._hashes = array("q")

    def add(self, record_id: str) -> None:
        self._hashes.append(hash(record_id))

    def refuse_repeated(self) -> None:
        if any(left == right for left, right in pairwise(sorted(self._hashes))):
            raise damaged()


def _is_header(table: Table, header: Sequence[str]) -> bool:
    required = {field.name for field in table.fields if field.required}
    tidy = len(set(header)) == len(header) <= _MOST_COLUMNS
    return tidy and required <= set(header) and all(name.isascii() and name.isidentifier() for name in header)


def _lines(content: io.RawIOBase) -> Iterator[list[str]]:
    """CSV lines whose every cell may be taken in as text."""
    try:
        for cells in csv.reader(_text_lines(content), strict=True):
            whole = "".join(cells)
            if "\r" in whole or (is_too_long(whole) and any(map(is_too_long, cells))):
                raise damaged()
            yield cells
    except (csv.Error, UnicodeDecodeError) as error:
        raise damaged() from error


def _text_lines(content: io.RawIOBase) -> Iterator[str]:
    """Line by line: a line end joins with nothing, so a text is NFC if its lines are."""
    text = io.TextIOWrapper(io.BufferedReader(content, _PIECE), encoding="utf-8", newline="")
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE or not is_plain_table(line):
            raise damaged()
        yield line


class RowReader:
    """Reads the rows of one sheet: a whole row is looked at at once, and cell by cell only if that finds something."""

    def __init__(self, table: Table, columns: Sequence[Field]) -> None:
        self._table, self._columns = table, columns
        self._names = [field.name for field in columns]
        self._days = [place for place, field in enumerate(columns) if field.kind == "date"]
        self._numbers = [field for field in columns if field.is_number]
        self._whole = re.compile(_BETWEEN.join(field.pattern for field in columns))

    def read(self, cells: Sequence[str]) -> Row | Fault:
        """The row, or why this one record cannot be taken in; raises for a row that is no record's."""
        row: Row = dict(zip(self._names, cells, strict=True))
        if problem := self._problem(cells, row):
            if not self._table.record:
                raise damaged()
            return _fault(self._table, row, *problem)
        for field in self._numbers:
            row[field.name] = field.read(str(row[field.name]))
        return row

    def is_good(self, cells: Sequence[str]) -> bool:
        """Whether no cell can have a problem; it is never said of a row in which one has."""
        whole = self._whole.fullmatch(_BETWEEN.join(cells))
        return whole is not None and all(is_day(cells[place]) for place in self._days if cells[place])

    def _problem(self, cells: Sequence[str], row: Row) -> tuple[Field, str] | None:
        if not self.is_good(cells):
            for field, text in zip(self._columns, cells, strict=True):
                if found := field.problem(text):
                    return field, found
        if self._table.record and content_hash(row) != row["content_hash"]:
            return Field("content_hash", "hash", "内容校验值"), "与内容不符"
        return None


def _fault(table: Table, texts: Mapping[str, Cell], field: Field, problem: str) -> Fault:
    """A record without a usable id cannot be answered, so its bundle cannot be taken in."""
    record_id, revision = str(texts["id"]), str(texts["revision"])
    by_name = {known.name: known for known in table.fields}
    if by_name["id"].problem(record_id):
        raise damaged()
    usable = 0 if by_name["revision"].problem(revision) else int(revision)
    sentence = f"{table.title}的“{field.title}”{problem}，这一条没有接收；请更正后随下次报送。"
    return Fault(table.name, record_id, usable, field.name, sentence)
