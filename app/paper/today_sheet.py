"""今日待办: the Today page on A4, for a clerk who works from paper.

Sealed matters stand with their number and date only, as on the screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.dates import chinese_date
from app.paper.flow import Row, blank, pour
from app.paper.fonts import Family
from app.paper.layout import LEFT, TABLE_FRAME, WIDTH, line_row, page_number, title_rows
from app.paper.sheet import WU_HAO, XIAO_ER, XIAO_SI, Sheet
from app.paper.table import Cell, Type, head_row, listed, ruled_rows

_HEAD = ("", "编号", "信访人、事由", "要办的事", "期限")
_WIDTHS = (22.0, 62.0, WIDTH - 22 - 62 - 118 - 108, 118.0, 108.0)
_TABLE = Type(10.0, 14.0, 20.0)
_BOX = "□"


@dataclass(frozen=True)
class TodayItem:
    """One line: the matter, what is to be done, and by when in words (11月19日 超期2天)."""

    number: str
    about: str
    task: str
    until: str


@dataclass(frozen=True)
class TodayPart:
    """今天必须, 这几天 or 等回音, with what is said when it is empty."""

    name: str
    items: tuple[TodayItem, ...]
    empty: str


@dataclass(frozen=True)
class TodaySheetPaper:
    office: str
    on: date
    parts: tuple[TodayPart, ...]
    practice: bool = False


def draw(data: TodaySheetPaper) -> bytes:
    """The day's list as a PDF; a box before each line for the pen."""
    sheet = Sheet("今日待办", practice=data.practice)
    rows = [
        *title_rows("今日待办", size=XIAO_ER, above=0, below=4),
        line_row(f"{data.office}　{chinese_date(data.on)}", 20, Family.FANG, WU_HAO),
        *(row for part in data.parts for row in _part(part)),
    ]
    pour(sheet, rows, TABLE_FRAME, page_number)
    return sheet.pdf()


def _part(part: TodayPart) -> list[Row]:
    heading = f"{part.name}（{len(part.items)}件）" if part.items else part.name
    head = [blank(8), line_row(heading, 22, Family.HEI, XIAO_SI)]
    if not part.items:
        return [*head, line_row(part.empty, 20, Family.FANG, WU_HAO)]
    return [*head, *listed(head_row(_HEAD, _WIDTHS, LEFT, _TABLE), _lines(part.items))]


def _lines(items: Sequence[TodayItem]) -> list[Row]:
    rows: list[Row] = []
    for item in items:
        texts = (_BOX, item.number, item.about, item.task, item.until)
        cells = [Cell(text, width) for text, width in zip(texts, _WIDTHS, strict=True)]
        rows += ruled_rows(cells, LEFT, _TABLE)
    return rows
