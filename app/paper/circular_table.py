"""The table behind a circular (通报): how units or villages answered what was given to them.

It compares offices and never people: a row is a unit or a village. The order is the caller's; equal rates share
a place only if the caller says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.paper.flow import Row, blank, glue, pour
from app.paper.fonts import Family, width
from app.paper.layout import LEFT, TABLE_FRAME, WIDTH, body_rows, line_row, page_number, title_rows
from app.paper.sheet import WU_HAO, XIAO_ER, Sheet
from app.paper.table import PADDING, Cell, Type, head_row, listed, ruled_rows

_TABLE = Type(WU_HAO, 13.5, 23.0)
_LEAST, _LEAST_NAME = 44.0, 110.0
EMPTY = "本期没有列入通报的单位。"


@dataclass(frozen=True)
class Ranking:
    """The first column of `heads` and `rows` names the unit or village, the others are its figures as printed."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    office: str = ""
    period: str = ""
    practice: bool = False


def draw(data: Ranking) -> bytes:
    """The table as a PDF, A4 upright, its head on every page."""
    sheet = Sheet(data.title, practice=data.practice)
    said = "　".join(text for text in (data.office, data.period) if text)
    rows = [
        *title_rows(data.title, size=XIAO_ER, above=0, below=4),
        *([line_row(said, 20, Family.FANG, WU_HAO, align="centre")] if said else []),
        *ranking_rows(data),
    ]
    pour(sheet, rows, TABLE_FRAME, page_number)
    return sheet.pdf()


def ranking_rows(data: Ranking) -> list[Row]:
    """The table and its notes as rows, for the page of a bulletin."""
    widths = _widths(data)
    head = head_row(data.heads, widths, LEFT, _TABLE)
    rows = [row for said in data.rows for row in ruled_rows(_cells(said, widths), LEFT, _TABLE)]
    nothing = [] if data.rows else [line_row(EMPTY, 24, Family.FANG, WU_HAO)]
    return [*listed(head, rows), *nothing, *_notes(data.notes)]


def _cells(said: Sequence[str], widths: Sequence[float]) -> list[Cell]:
    name, *figures = zip(said, widths, strict=True)
    return [Cell(*name), *(Cell(text or "—", wide, "right", Family.SONG) for text, wide in figures)]


def _widths(data: Ranking) -> list[float]:
    """Each figure as wide as its head and amounts want, the name what is left; heads break before names do."""
    columns = [list(column) for column in zip(data.heads[1:], *(row[1:] for row in data.rows), strict=True)]
    natural = [max(_LEAST, *map(_wide, column)) for column in columns]
    widest = max(natural, default=0.0)
    while sum(natural) > WIDTH - _LEAST_NAME:
        widest -= 1.0
        natural = [min(wide, widest) for wide in natural]
    return [WIDTH - sum(natural), *natural]


def _wide(text: str) -> float:
    """What a cell wants: its longest line and the white on both sides."""
    return max(width(line, Family.HEI, WU_HAO) for line in text.split("\n")) + 2 * PADDING + 2


def _notes(notes: Sequence[str]) -> list[Row]:
    if not notes:
        return []
    numbered = ["说明：", *(f"{at}．{note}" for at, note in enumerate(notes, start=1))]
    first, *others = body_rows(numbered, size=WU_HAO, leading=16.0)
    return [blank(4), *glue([first, *others[:1]]), *others[1:]]
