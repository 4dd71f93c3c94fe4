"""信访工作统计报表 (law.md §7.19): the figures of a month, quarter, half-year or year on A4 that lies.

A zero is printed as 0 and never left out, a figure without a base as —. The head of the journal stands
below, so that the paper witnesses what the register held when the period was closed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Literal

from app.core.dates import chinese_date
from app.paper.flow import Frame, Row, blank, glue, paginate, pour, text_rows
from app.paper.fonts import Family, width
from app.paper.sheet import A4, ASCENT, MM, WU_HAO, XIAO_ER, XIAO_SI, Align, Sheet, baseline
from app.paper.table import PADDING, RULE, Cell, Type, head_row, ruled_rows
from app.paper.typesetting import Setting, break_lines, break_title

Column = Literal["value", "base", "change", "ratio", "before", "before_ratio", "share"]

HEADS: dict[Column, str] = {
    "value": "本期", "base": "上年同期", "change": "增减", "ratio": "同比", "before": "上期", "before_ratio": "环比",
    "share": "占比",
}  # fmt: skip
NAMED = ("类别", "项目", "单位")
NONE = "—"
ZERO_REPORT = "本期无信访事项，特此零报告。"
CORRECTIONS, NOTES = "对上期更正：", "说明："

_LEFT = 18 * MM
_WIDTH = A4[1] - 2 * _LEFT
_TOP, _BOTTOM = A4[0] - 18 * MM, 20 * MM
_FRAME = Frame(_LEFT, _TOP, _TOP, _BOTTOM, _WIDTH)
_TABLE = Type(WU_HAO, 12.6, 22.0)
_TOGETHER = 12  # lines of a section that stay on one page; a longer one goes on over pages
_NEIGHBOURS = 2  # lines at either end of a long section that are not left alone
_CATEGORY, _LEAST = 84.0, 42.0  # widths of columns
_LEAST_LABEL, _MOST_LABEL = 170.0, 300.0
_TEXT = Setting(Family.FANG, WU_HAO, _WIDTH, justified=False)
_SMALL = 9.0


@dataclass(frozen=True)
class Line:
    """One figure, every value as it is printed; `depth` says how far it is part of the lines above (其中)."""

    label: str
    unit: str
    value: str
    base: str = ""
    change: str = ""
    ratio: str = ""
    before: str = ""
    before_ratio: str = ""
    share: str = ""
    depth: int = 0


@dataclass(frozen=True)
class Section:
    """类别 and its figures; without `columns` it has those in which any such section says something."""

    name: str
    lines: tuple[Line, ...]
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class StatisticsTable:
    """What the table says. `guards` is the line of checks, `head` the journal's head in sixteen digits.

    `corrections` are what changed in periods closed before (对上期更正), `zero` a period in which nothing came.
    """

    title: str
    office: str
    period: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    guards: str = ""
    head: str = ""
    filled_by: str = ""
    checked_by: str = ""
    responsible: str = ""
    filled_on: date | None = None
    practice: bool = False
    zero: bool = False


@dataclass(frozen=True)
class Grid:
    """Sections under one head: the columns of their figures, and whether units stand in one of their own."""

    columns: tuple[Column, ...]
    units: bool
    sections: tuple[Section, ...]

    @property
    def heads(self) -> list[str]:
        named = NAMED if self.units else NAMED[:2]
        return [*named, *(HEADS[column] for column in self.columns)]

    def said(self, line: Line) -> list[str]:
        """What stands in the columns behind 项目."""
        values = [getattr(line, column) or NONE for column in self.columns]
        return [*([line.unit] if self.units else []), *values]


def draw(data: StatisticsTable) -> bytes:
    """The table as a PDF; every page says which one of how many it is."""
    sheet = Sheet(data.title, practice=data.practice, landscape=True)
    rows = [*_opening(data), *(row for grid in grids(data.sections) for row in _grid_rows(grid))]
    rows += [*_remarks(data), *_signing(data)]
    whole = len(paginate(rows, _FRAME.first_top - _FRAME.bottom, _FRAME.top - _FRAME.bottom))
    pour(sheet, rows, _FRAME, lambda sheet: _foot(sheet, data, whole))
    return sheet.pdf()


def grids(sections: Sequence[Section]) -> list[Grid]:
    """Neighbours with the same columns share a head."""
    usual = _used([section for section in sections if not section.columns])
    found = []
    for columns, neighbours in groupby(sections, lambda section: section.columns or usual):
        group = tuple(neighbours)
        units = any(line.unit for section in group for line in section.lines)
        found.append(Grid(columns, units, group))
    return found


def grouped_digits(digits: str) -> str:
    """Sixteen digits in groups of four, as they are compared by eye."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def indented(label: str, depth: int) -> str:
    return "　" * depth + label


def _used(sections: Sequence[Section]) -> tuple[Column, ...]:
    """The columns in which something is said; 本期 in any case."""
    lines = [line for section in sections for line in section.lines]
    return tuple(
        column for column in HEADS if column == "value" or any(getattr(line, column) for line in lines)
    )


def _opening(data: StatisticsTable) -> list[Row]:
    """Title, whose figures of when, and that there were none where that is so."""
    lines = break_title(data.title, Family.SONG_BOLD, XIAO_ER, _WIDTH)
    rows = text_rows(lines, _LEFT, Family.SONG_BOLD, XIAO_ER, 28.0, align="centre", width=_WIDTH)
    rows += _caption(data)
    if data.zero:
        rows.append(_line(ZERO_REPORT, 24.0, Family.HEI, XIAO_SI, "centre"))
    return glue(rows)


def _caption(data: StatisticsTable) -> list[Row]:
    """Office and period on one line, or on two where they would run into each other."""
    office, period = f"填报单位：{data.office}（盖章）", f"统计期：{data.period}"
    taken = sum(width(text, Family.FANG, WU_HAO) for text in (office, period))
    if taken + 2 * WU_HAO > _WIDTH:
        return [_line(text, 18, Family.FANG, WU_HAO) for text in (office, period)]

    def draw(sheet: Sheet, top: float, height: float) -> None:
        y = baseline(top, height, WU_HAO)
        sheet.text(office, _LEFT, y, Family.FANG, WU_HAO)
        sheet.text(period, _LEFT + _WIDTH, y, Family.FANG, WU_HAO, align="right")

    return [Row(20.0, draw)]


def _grid_rows(grid: Grid) -> list[Row]:
    """The sections under their head, which is repeated on every page."""
    widths = _widths(grid)
    head = head_row(grid.heads, widths, _LEFT, _TABLE)
    rows: list[Row] = []
    for section in grid.sections:
        whole = len(section.lines) <= _TOGETHER
        rows += [_block(section, grid, widths, head)] if whole else _run(section, grid, widths, head)
    return [blank(8), head, *glue(rows[:1]), *rows[1:]]


def _widths(grid: Grid) -> list[float]:
    """Each column as wide as what it says, 项目 what is left up to a measure the eye can follow to its figure."""
    said = [grid.said(line) for section in grid.sections for line in section.lines]
    texts = [list(column) for column in zip(grid.heads[2:], *said, strict=True)]
    others = [max(_LEAST, *(_natural(text) for text in column)) for column in texts]
    room = _WIDTH - _CATEGORY - _LEAST_LABEL
    widest = max(others)
    while sum(others) > room:  # the widest break their text first
        widest -= 1.0
        others = [min(wide, widest) for wide in others]
    label = _WIDTH - _CATEGORY - sum(others)
    spare = max(0.0, label - _MOST_LABEL) / len(others)
    return [_CATEGORY, min(label, _MOST_LABEL), *(wide + spare for wide in others)]


def _natural(text: str) -> float:
    return width(text, Family.HEI, WU_HAO) + 2 * PADDING + 2


def _block(section: Section, grid: Grid, widths: Sequence[float], head: Row) -> Row:
    """A section that stays together: its name in the middle of one tall cell beside its lines."""
    names = _name_lines(section.name)
    needed = len(names) * _TABLE.leading + 2 * PADDING
    kind = replace(_TABLE, least=max(_TABLE.least, needed / max(1, len(section.lines))))
    rows = [row for line in section.lines for row in _figure_rows(line, grid, widths, kind)]

    def draw(sheet: Sheet, top: float, height: float) -> None:
        sheet.box(_LEFT, top - height, _CATEGORY, height, thickness=RULE)
        _write_name(sheet, names, top - (height - len(names) * _TABLE.leading) / 2)
        y = top
        for row in rows:
            row.draw(sheet, y, row.height)
            y -= row.height

    return Row(max(needed, sum(row.height for row in rows)), draw, under=head)


def _run(section: Section, grid: Grid, widths: Sequence[float], head: Row) -> list[Row]:
    """A long section line by line: its name stands at its top, and with （续） at the top of each further page."""
    rows = [row for line in section.lines for row in _figure_rows(line, grid, widths, _TABLE)]
    last = len(rows) - 1
    names, continued = _name_lines(section.name), _continued(head, f"{section.name}（续）")

    def part(at: int, row: Row) -> Row:
        def draw(sheet: Sheet, top: float, height: float) -> None:
            sheet.rule(_LEFT, top - height, height, thickness=RULE, upright=True)
            if not at:
                sheet.rule(_LEFT, top, _CATEGORY, thickness=RULE)
                _write_name(sheet, names, top - PADDING)
            if at == last:
                _close(sheet, top - height, 0.0)
            row.draw(sheet, top, height)

        held = 0 < at <= _NEIGHBOURS or at > last - _NEIGHBOURS
        return Row(row.height, draw, glued=held, under=continued if at else head, ending=_close)

    return [part(at, row) for at, row in enumerate(rows)]


def _close(sheet: Sheet, top: float, _height: float) -> None:
    """The lower edge of the name's cell."""
    sheet.rule(_LEFT, top, _CATEGORY, thickness=RULE)


def _continued(head: Row, name: str) -> Row:
    """The head of a page that a section goes on to; its name hangs below, into the cell beside the lines."""
    lines = _name_lines(name)

    def draw(sheet: Sheet, top: float, height: float) -> None:
        head.draw(sheet, top, height)
        _write_name(sheet, lines, top - height - PADDING)

    return Row(head.height, draw)


def _name_lines(name: str) -> list[str]:
    setting = Setting(Family.HEI, WU_HAO, _CATEGORY - 2 * PADDING, justified=False)
    return [line.text for line in break_lines(name, setting)]


def _write_name(sheet: Sheet, lines: Sequence[str], top: float) -> None:
    for index, line in enumerate(lines):
        y = baseline(top - index * _TABLE.leading, _TABLE.leading, WU_HAO)
        sheet.text(line, _LEFT + _CATEGORY / 2, y, Family.HEI, WU_HAO, align="centre")


def _figure_rows(line: Line, grid: Grid, widths: Sequence[float], kind: Type) -> list[Row]:
    said = grid.said(line)
    aligned: list[Align] = [*(["centre"] if grid.units else []), *(["right"] * len(grid.columns))]  # type: ignore[list-item]
    families = [*([Family.FANG] if grid.units else []), *([Family.SONG] * len(grid.columns))]
    cells = [Cell(_hanging(line, widths[1]), widths[1])]
    cells += [Cell(*cell) for cell in zip(said, widths[2:], aligned, families, strict=True)]
    return ruled_rows(cells, _LEFT + _CATEGORY, kind)


def _hanging(line: Line, wide: float) -> str:
    """A label that keeps its distance from the edge in its second line too."""
    measure = wide - 2 * PADDING - line.depth * WU_HAO
    lines = break_lines(line.label, Setting(Family.FANG, WU_HAO, measure, justified=False))
    return "\n".join(indented(part.text, line.depth) for part in lines)


def _remarks(data: StatisticsTable) -> list[Row]:
    """What changed in closed periods, and how to read the table; a head never stands alone."""
    rows: list[Row] = [blank(4, glued=True)]
    for head, texts in ((CORRECTIONS, data.corrections), (NOTES, data.notes)):
        if texts:
            numbered = [f"{at}．{text}" for at, text in enumerate(texts, start=1)]
            rows.append(_line(head, 18, Family.HEI, WU_HAO))
            first, *others = [row for text in numbered for row in _text(text)]
            rows += [*glue([first]), *others]
    return rows


def _text(text: str) -> list[Row]:
    return text_rows(break_lines(text, _TEXT), _LEFT, Family.FANG, WU_HAO, 16.0)


def _signing(data: StatisticsTable) -> list[Row]:
    day = chinese_date(data.filled_on) if data.filled_on else "　　　年　　月　　日"
    rows = [blank(4), *(_text(f"校核：{data.guards}") if data.guards else [])]
    if data.head:
        rows.append(_line(f"记录链校验码：{grouped_digits(data.head)}", 16, Family.FANG, WU_HAO))
    people = (
        ("填表人", data.filled_by),
        ("审核人", data.checked_by),
        ("负责人", data.responsible),
        ("填报日期", day),
    )
    return glue([*rows, _people(people)])  # fmt: skip


def _people(people: Sequence[tuple[str, str]]) -> Row:
    def draw(sheet: Sheet, top: float, height: float) -> None:
        y = top - height + XIAO_SI * (1 - ASCENT)
        for index, (duty, name) in enumerate(people):
            sheet.text(f"{duty}：{name}", _LEFT + index * _WIDTH / len(people), y, Family.FANG, XIAO_SI)

    return Row(34.0, draw)


def _foot(sheet: Sheet, data: StatisticsTable, whole: int) -> None:
    """Which table a page belongs to, should it be parted from the others."""
    y = _BOTTOM - 8 * MM
    said = "　".join((data.title, data.period, data.office))
    sheet.text(said, _LEFT, y, Family.FANG, _SMALL)
    page = f"第{sheet.page}页　共{whole}页"
    sheet.text(page, _LEFT + _WIDTH, y, Family.SONG, _SMALL, align="right")


def _line(text: str, height: float, family: Family, size: float, align: Align = "left") -> Row:
    """One line that stands alone."""
    x = _LEFT + {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * _WIDTH

    def draw(sheet: Sheet, top: float, height: float) -> None:
        sheet.text(text, x, baseline(top, height, size), family, size, align=align)

    return Row(height, draw)
