"""Registers as files: the bytes of a .csv or .xlsx become a table of cells with their row numbers.

Nothing is judged here but the file itself; what a row means is `app.core.registers`. A text that
begins with = is a text.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from app.core.registers import Cell, count_known
from app.errors import BundleError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

LARGEST_FILE = 50 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 120
LARGEST_CELL = 128 * 1024  # characters; a row's own limit of 64 KiB is core's, and refuses only that row
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2_000

_ROWS_BEFORE_HEADER = 10
_DELIMITERS = ",\t;，"
_LAST_ROW = MOST_ROWS + _ROWS_BEFORE_HEADER
_CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c(?=[\s/>])((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>")
_ROW = re.compile(rb"<(?:[^\s<>/:]+:)?row\s[^<>]*?\br\s*=\s*[\"'](\d+)")
_PLACE = re.compile(rb"(?<![^\s\"'])r\s*=\s*[\"']([A-Za-z]+)(\d+)[\"']")
_PLACED = re.compile(rb"(?<![^\s\"'])r\s*=")
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
NOTHING_TAKEN = "本次没有登记任何一行。"
_BROKEN = f"文件已损坏或不是表格，请用Excel或WPS打开后另存为.xlsx再导入，{NOTHING_TAKEN}"
_TOO_LARGE = f"表格太大（上限{MOST_ROWS}行、{MOST_COLUMNS}列），请分成几个文件后再导入，{NOTHING_TAKEN}"


@dataclass(frozen=True)
class RawRow:
    """One row that is not empty; `number` is the one Excel shows beside it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class RawTable:
    """The sheet that looks most like a register; `unread` names the others that have content."""

    headers: tuple[Cell, ...]
    rows: tuple[RawRow, ...]
    unread: tuple[str, ...] = ()


def read_register(content: bytes) -> RawTable:
    """Read the bytes of a .csv or .xlsx; the content tells which, not the name.

    A title above the header row is skipped, empty rows are left out. Raises `BundleError` for a
    file that is too large, broken, encrypted or no table.
    """
    refuse_too_large(len(content))
    if content.startswith(b"PK"):
        return _read_xlsx(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise BundleError(f"这是旧版.xls或加了密码的表格，请另存为不带密码的.xlsx再导入，{NOTHING_TAKEN}")
    return _read_csv(_decoded(content))


def refuse_too_large(size: int) -> None:
    """Before a byte is read: a file of this size is no register."""
    if size > LARGEST_FILE:
        raise BundleError(f"文件超过50MB，请分成几个文件后再导入，{NOTHING_TAKEN}")


def _table(rows: Sequence[RawRow], unread: Iterable[str] = ()) -> RawTable:
    """The header is the row that names most columns among the first ones."""
    if not rows:
        raise BundleError(f"文件里没有内容，请核对是否选对了文件，{NOTHING_TAKEN}")
    place = max(range(min(len(rows), _ROWS_BEFORE_HEADER)), key=lambda n: (count_known(rows[n].cells), -n))
    return RawTable(rows[place].cells, tuple(rows[place + 1 :]), tuple(unread))


def _filled(rows: Iterable[Sequence[object]]) -> list[RawRow]:
    """Rows with something in them, within the limits."""
    found: list[RawRow] = []
    for number, row in enumerate(rows, start=1):
        cells = _trimmed([_cell(value) for value in row])
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS or len(found) > MOST_ROWS + _ROWS_BEFORE_HEADER:
            raise BundleError(_TOO_LARGE)
        if any(isinstance(cell, str) and len(cell) > LARGEST_CELL for cell in cells):
            raise BundleError(f"第{number}行有一格文字过长，请缩短后再导入，{NOTHING_TAKEN}")
        found.append(RawRow(number, cells))
    return found


def _trimmed(cells: list[Cell]) -> tuple[Cell, ...]:
    """Without the empty cells at the end, which formatting leaves behind."""
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value if value.strip() else None
    if value is None or isinstance(value, bool | int | float | date | datetime):
        return value
    return str(value)  # a time of day or a duration by itself


def _decoded(content: bytes) -> str:
    """UTF-8 first because it refuses what it is not; GB18030 is what WPS and Excel write here."""
    has_utf16_mark = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ("utf-16",) if has_utf16_mark else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BundleError(f"文件的文字编码无法识别，请用Excel或WPS另存为.xlsx再导入，{NOTHING_TAKEN}")


def _read_csv(text: str) -> RawTable:
    if "\0" in text[:4096]:
        raise BundleError(_BROKEN)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    return _table(_filled(_csv_rows(reader)))


def _delimiter(text: str) -> str:
    """The sign between which most known headers appear; a comma when none do."""
    lines = text[:65_536].replace('"', "").splitlines()[:_ROWS_BEFORE_HEADER]
    return max(
        _DELIMITERS, key=lambda sign: max((count_known(line.split(sign)) for line in lines), default=0)
    )


def _csv_rows(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """Rows of a strict reader: an open quotation mark would swallow the rows after it unseen."""
    number = 0
    try:
        for row in reader:
            number += 1
            yield row
    except csv.Error:
        sentence = f"第{number + 1}行的引号不成对或文字过长，请用Excel或WPS改好后另存为.xlsx再导入"
        raise BundleError(f"{sentence}，{NOTHING_TAKEN}") from None


def _read_xlsx(content: bytes) -> RawTable:
    _refuse_bombs(content)
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return _best_sheet(workbook)
    except (python_calamine.CalamineError, OSError, ValueError, UnicodeError):
        raise BundleError(_BROKEN) from None


def _best_sheet(workbook: "CalamineWorkbook") -> RawTable:
    """Of several sheets the one that looks most like a register; hidden ones are not looked at."""
    sheets = {name: rows for name in _visible(workbook) if (rows := _sheet_rows(workbook, name))}
    if not sheets:
        return _table([])
    best = max(
        sheets, key=lambda name: max(count_known(row.cells) for row in sheets[name][:_ROWS_BEFORE_HEADER])
    )
    return _table(sheets.pop(best), sheets)


def _visible(workbook: "CalamineWorkbook") -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    tables = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return [sheet.name for sheet in tables if sheet.visible == SheetVisibleEnum.Visible]


def _sheet_rows(workbook: "CalamineWorkbook", name: str) -> list[RawRow]:
    return _filled(workbook.get_sheet_by_name(name).iter_rows())


def _refuse_bombs(content: bytes) -> None:
    """Look at every part before the reader does.

    The reader lays a sheet out as a full rectangle in memory, so one cell far away costs
    gigabytes; and it believes what a part says of its own size, so each is unpacked here once,
    piece by piece, with its checksum.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise BundleError(_TOO_LARGE)
            for part in parts:
                _refuse_far_cells(_unpacked(archive, part))
    except _BROKEN_ZIP:
        raise BundleError(_BROKEN) from None


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as stream:
        return b"".join(iter(partial(stream.read, 1 << 20), b""))


def _refuse_far_cells(xml: bytes) -> None:
    """Refuse a sheet whose filled cells reach beyond the limits; empty formatted cells do not count."""
    has_unplaced = False
    for attributes in _CELL.findall(xml):
        if attributes.endswith(b"/"):
            continue
        if not (place := _PLACE.search(attributes)):
            if _PLACED.search(attributes):
                raise BundleError(_BROKEN)
            has_unplaced = True
        elif _column_number(place[1]) > MOST_COLUMNS or int(place[2]) > _LAST_ROW:
            raise BundleError(_TOO_LARGE)
    if has_unplaced and any(int(number) > _LAST_ROW for number in _ROW.findall(xml)):
        raise BundleError(_TOO_LARGE)


def _column_number(letters: bytes) -> int:
    """A → 1, XFD → 16384."""
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number
