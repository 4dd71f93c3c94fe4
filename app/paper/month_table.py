"""信访工作月报表 (law.md §7.19): the figures of a period on paper, each section a block of rows.

A zero is printed as 0 and never left out; the head of the journal stands below, so that the
paper witnesses what the register held when the month was closed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.dates import chinese_date
from app.paper.flow import Row, blank, glue, pour
from app.paper.fonts import Family, width
from app.paper.layout import LEFT, TABLE_FRAME, WIDTH, line_row, page_number, title_rows
from app.paper.sheet import WU_HAO, XIAO_ER, XIAO_SI, Sheet, baseline
from app.paper.table import RULE, Cell, Type, head_row, listed, ruled_rows
from app.paper.typesetting import Setting, break_lines

TALLEST_BLOCK = 24  # rows of one section that stay together

_HEAD = ("类别", "项目", "数值", "单位")
_WIDTHS = (76.0, WIDTH - 76 - 130 - 52, 130.0, 52.0)
_TABLE = Type(11.0, 15.0, 21.0)


@dataclass(frozen=True)
class Figure:
    """One line: what was counted, the figure as it is printed, and its unit (件, 批次, 人次 …)."""

    label: str
    value: str
    unit: str


@dataclass(frozen=True)
class Section:
    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class MonthTable:
    """What the table says. `guards` is the line of checks; `head` the journal's head, sixteen digits."""

    title: str
    office: str
    period: str
    sections: tuple[Section, ...]
    guards: str
    head: str
    filled_by: str = ""
    checked_by: str = ""
    responsible: str = ""
    filled_on: date | None = None
    practice: bool = False


def draw(data: MonthTable) -> bytes:
    """The table as a PDF, A4 upright; sections stay together where a page can hold them."""
    sheet = Sheet(data.title, practice=data.practice)
    blocks = [row for section in data.sections for row in _blocks(section)]
    rows = [
        *title_rows(data.title, size=XIAO_ER, above=0, below=4),
        *_caption(data),
        *listed(head_row(_HEAD, _WIDTHS, LEFT, _TABLE), blocks),
        *_ending(data),
    ]
    pour(sheet, rows, TABLE_FRAME, page_number)
    return sheet.pdf()


def grouped_digits(digits: str) -> str:
    """Sixteen digits in groups of four, as they are compared by eye."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _caption(data: MonthTable) -> list[Row]:
    """Office and period on one line, or on two where they would run into each other."""
    office, period = f"填报单位：{data.office}（盖章）", f"统计期：{data.period}"
    taken = sum(width(text, Family.FANG, WU_HAO) for text in (office, period))
    if taken + WU_HAO > WIDTH:
        return [line_row(text, 18, Family.FANG, WU_HAO) for text in (office, period)]

    def draw(sheet: Sheet, top: float, height: float) -> None:
        y = baseline(top, height, WU_HAO)
        sheet.text(office, LEFT, y, Family.FANG, WU_HAO)
        sheet.text(period, LEFT + WIDTH, y, Family.FANG, WU_HAO, align="right")

    return [Row(22.0, draw)]


def _blocks(section: Section) -> list[Row]:
    """One tall row for a section, its name beside its figures; a very long section goes on in another."""
    parts = range(0, len(section.figures), TALLEST_BLOCK)
    return [
        _block(
            section.name if not start else f"{section.name}（续）",
            section.figures[start : start + TALLEST_BLOCK],
        )
        for start in parts
    ]


def _block(name: str, figures: Sequence[Figure]) -> Row:
    x = LEFT + _WIDTHS[0]
    rows = [row for figure in figures for row in ruled_rows(_cells(figure), x, _TABLE)]
    setting = Setting(Family.HEI, _TABLE.size, _WIDTHS[0] - 10, justified=False)
    lines = break_lines(name, setting)

    def draw(sheet: Sheet, top: float, height: float) -> None:
        sheet.box(LEFT, top - height, _WIDTHS[0], height, thickness=RULE)
        first = top - (height - len(lines) * _TABLE.leading) / 2
        for index, line in enumerate(lines):
            y = baseline(first - index * _TABLE.leading, _TABLE.leading, _TABLE.size)
            sheet.line(line, LEFT + (_WIDTHS[0] - line.width) / 2, y, Family.HEI, _TABLE.size)
        y = top
        for row in rows:
            row.draw(sheet, y, row.height)
            y -= row.height

    return Row(sum(row.height for row in rows), draw)


def _cells(figure: Figure) -> list[Cell]:
    return [
        Cell(figure.label, _WIDTHS[1]),
        Cell(figure.value, _WIDTHS[2], "right", Family.SONG),
        Cell(figure.unit, _WIDTHS[3], "centre"),
    ]


def _ending(data: MonthTable) -> list[Row]:
    day = chinese_date(data.filled_on) if data.filled_on else "　　　年　　月　　日"
    return glue([
        blank(4),
        line_row(f"校核：{data.guards}", 18, Family.FANG, WU_HAO),
        line_row(f"记录链校验码：{grouped_digits(data.head)}", 18, Family.FANG, WU_HAO),
        blank(8),
        _signatures((("填表人", data.filled_by), ("审核人", data.checked_by), ("负责人", data.responsible))),
        line_row(f"填报日期：{day}", 24, Family.FANG, XIAO_SI, align="right"),
    ])  # fmt: skip


def _signatures(people: Sequence[tuple[str, str]]) -> Row:
    def draw(sheet: Sheet, top: float, height: float) -> None:
        y = baseline(top, height, XIAO_SI)
        for index, (duty, name) in enumerate(people):
            sheet.text(f"{duty}：{name}", LEFT + index * WIDTH / len(people), y, Family.FANG, XIAO_SI)

    return Row(28.0, draw)
