"""The statistics as a spreadsheet: the same table as on paper, with numbers that can be added up.

Nothing in it is computed: no formula, no macro, no link. A name that begins with = or + stays a name.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from app.core.dates import chinese_date
from app.errors import PaperError
from app.paper.statistics_table import (
    CORRECTIONS,
    NOTES,
    ZERO_REPORT,
    Grid,
    Section,
    StatisticsTable,
    grids,
    grouped_digits,
    indented,
)
from app.reports.docx_parts import plain

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Value = str | int | None

MOST_ROWS = 1_048_576  # of a sheet, by the file format
MOST_CHARACTERS = 32_767  # of a cell
_CUT = "……（过长，其余见登记库）"
_MADE = datetime(2000, 1, 1)  # the date of every file: when it was made is in the journal
_A4 = 9
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}  # inches
_FONT = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
_WIDEST, _NARROWEST = 50, 6  # of a column of a listing, in half-width characters

_NUMBER = re.compile(r"([+\-−]?)([0-9]{1,15})(?:\.([0-9]{1,6}))?(%?)(（[0-9]+/[0-9]+）)?")

Look = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Amount:
    """A number as a cell holds it, and the format in which it looks as it does on paper."""

    number: float
    shape: str


def amount(text: str) -> Amount | None:
    """What of a printed value is a number: 12, -3, +12.5%, 98.31%（58/59）; None where it is words."""
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    sign, whole, decimals, percent, parts = found.groups(default="")
    value = Decimal(f"{'-' if sign in ('-', '−') else ''}{whole}.{decimals or 0}")
    shape = f"0.{'0' * len(decimals)}" if decimals else "0"
    shape += percent + (f'"{parts}"' if parts else "")
    signed = f"+{shape};-{shape};{shape}" if sign == "+" else shape
    return Amount(float(value / 100 if percent else value), signed)


def statistics_xlsx(data: StatisticsTable) -> bytes:
    """The table as .xlsx: A4 that lies, one page wide, its head repeated and kept in sight."""
    return _written(data.title, lambda book: _Table(book, data).fill())


def listing_xlsx(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[Value]], *, practice: bool = False
) -> bytes:
    """The records behind a figure. What is text stays text, be it a number of a matter or a telephone.

    PaperError when a sheet cannot hold them all.
    """
    if len(rows) + 2 > MOST_ROWS:
        raise PaperError(f"共{len(rows)}行，一张电子表格最多{MOST_ROWS}行，没有生成；请缩短统计期后再导出。")
    return _written(title, lambda book: _fill_listing(book, title, heads, rows, practice=practice))


def _written(title: str, fill: Callable[["Workbook"], None]) -> bytes:
    """A workbook made in memory: nothing of the register touches a temporary file."""
    from xlsxwriter import Workbook

    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(made, options) as book:
        book.set_properties({"title": plain(title), "created": _MADE})
        fill(book)
    return made.getvalue()


class _Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self._book, self._made = book, dict[Look, Any]()

    def __call__(self, **look: Any) -> Any:  # noqa: ANN401 - XlsxWriter's Format; its properties are of many types
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_FONT, **look})
        return self._made[key]


class _Table:
    """A statistics table on its way into a workbook; `_row` is the next one to be written."""

    def __init__(self, book: "Workbook", data: StatisticsTable) -> None:
        self._data, self._style = data, _Styles(book)
        self._sheet = _sheet(book, data.title, practice=data.practice)
        self._grids = grids(data.sections)
        self._columns = max((len(grid.heads) for grid in self._grids), default=2)
        self._row = 0

    def fill(self) -> None:
        data = self._data
        self._across(_titled(data.title, practice=data.practice), bold=True, font_size=16, align="center")
        self._across(f"填报单位：{data.office}　　统计期：{data.period}", align="center")
        if data.zero:
            self._across(ZERO_REPORT, bold=True, align="center")
        first = self._row
        for grid in self._grids:
            self._grid(grid)
        self._sheet.repeat_rows(first)
        self._sheet.freeze_panes(first + 1, 2)
        for text in _remarks(data):
            self._across(text, text_wrap=True)
        self._set_widths()

    def _grid(self, grid: Grid) -> None:
        for column, head in enumerate(grid.heads):
            self._sheet.write_string(
                self._row, column, head, self._style(bold=True, align="center", border=1)
            )
        self._row += 1
        for section in grid.sections:
            self._section(grid, section)

    def _section(self, grid: Grid, section: Section) -> None:
        """Its name in one cell beside its lines, as on paper."""
        last = self._row + len(section.lines) - 1
        named = self._style(bold=True, align="center", border=1, text_wrap=True)
        if last > self._row:
            self._sheet.merge_range(self._row, 0, last, 0, "", named)
        if section.lines:
            self._sheet.write_string(self._row, 0, plain(section.name), named)
        for line in section.lines:
            label = plain(indented(line.label, line.depth))
            self._sheet.write_string(self._row, 1, label, self._style(border=1, text_wrap=True))
            for column, said in enumerate(grid.said(line), start=2):
                self._cell(column, said, align="center" if grid.units and column == 2 else "right")
            self._row += 1

    def _cell(self, column: int, said: str, align: str) -> None:
        found = amount(said)
        if found:
            look = self._style(num_format=found.shape, align=align, border=1)
            self._sheet.write_number(self._row, column, found.number, look)
        else:
            self._sheet.write_string(self._row, column, plain(said), self._style(align=align, border=1))

    def _across(self, text: str, **look: Any) -> None:  # noqa: ANN401 - as `_Styles`
        """A line over the whole width."""
        style = self._style(**look)
        self._sheet.merge_range(self._row, 0, self._row, self._columns - 1, "", style)
        self._sheet.write_string(self._row, 0, _fitting(text), style)
        lines = -(-_measure(text) // 110)
        if lines > 1:
            self._sheet.set_row(self._row, 16.0 * lines)
        self._row += 1

    def _set_widths(self) -> None:
        """A number wider than its column would show as ####."""
        self._sheet.set_column(0, 0, 14)
        self._sheet.set_column(1, 1, 30)
        for column in range(2, self._columns):
            said = [text for grid in self._grids for text in _column_texts(grid, column)]
            self._sheet.set_column(column, column, max(_measure(text) for text in said) + 3)


def _column_texts(grid: Grid, column: int) -> list[str]:
    """The head of a column and what stands under it."""
    lines = [grid.said(line) for section in grid.sections for line in section.lines]
    return [grid.heads[column], *(line[column - 2] for line in lines)] if column < len(grid.heads) else []


def _remarks(data: StatisticsTable) -> Iterator[str]:
    """What stands below the table, in the order of the paper."""
    for head, texts in ((CORRECTIONS, data.corrections), (NOTES, data.notes)):
        if texts:
            yield head
            yield from (f"{at}．{text}" for at, text in enumerate(texts, start=1))
    if data.guards:
        yield f"校核：{data.guards}"
    if data.head:
        yield f"记录链校验码：{grouped_digits(data.head)}"
    day = chinese_date(data.filled_on) if data.filled_on else ""
    people = (
        ("填表人", data.filled_by),
        ("审核人", data.checked_by),
        ("负责人", data.responsible),
        ("填报日期", day),
    )
    yield "　　　".join(f"{duty}：{name}" for duty, name in people)  # fmt: skip


def _fill_listing(
    book: "Workbook", title: str, heads: Sequence[str], rows: Sequence[Sequence[Value]], *, practice: bool
) -> None:
    style, sheet = _Styles(book), _sheet(book, title, practice=practice)
    head, body = style(bold=True, align="center", border=1, text_wrap=True), style(border=1, text_wrap=True)
    sheet.write_string(0, 0, _titled(_fitting(title), practice=practice), style(bold=True, font_size=14))
    for column, name in enumerate(heads):
        sheet.write_string(1, column, _fitting(name), head)
    for at, row in enumerate(rows, start=2):
        for column, value in enumerate(row):
            _write(sheet, at, column, value, body)
    for column, wide in enumerate(_column_widths(heads, rows)):
        sheet.set_column(column, column, wide)
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 0)
    if heads:
        sheet.autofilter(1, 0, 1 + len(rows), len(heads) - 1)


def _write(sheet: "Worksheet", row: int, column: int, value: Value, style: Any) -> None:  # noqa: ANN401
    if isinstance(value, int):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, _fitting(value or ""), style)


def _column_widths(heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[int]:
    """Wide enough for what the first rows say; a long text goes on below."""
    seen = [heads, *rows[:500]]
    return [
        min(_WIDEST, max(_NARROWEST, *(_measure(str(row[column] or "")) + 2 for row in seen)))
        for column in range(len(heads))
    ]


def _sheet(book: "Workbook", title: str, *, practice: bool = False) -> "Worksheet":
    """A sheet that prints on A4 lying, one page wide, numbered."""
    name = re.sub(r"[\[\]:*?/\\]", "", plain(title)).strip("' ")[:31]
    sheet = book.add_worksheet(name or "统计表")
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(**_MARGINS)
    sheet.center_horizontally()
    sheet.set_header("&C练习" if practice else "")
    sheet.set_footer("&C第 &P 页　共 &N 页")
    return sheet


def _titled(title: str, *, practice: bool) -> str:
    """No exercise passes for a report."""
    return f"{title}（练习）" if practice else title


def _fitting(text: str) -> str:
    """What a cell can hold; XlsxWriter would leave a longer text out without a word."""
    said = plain(text)
    return said if len(said) <= MOST_CHARACTERS else said[: MOST_CHARACTERS - len(_CUT)] + _CUT


def _measure(text: str) -> int:
    """How many half-width characters a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
