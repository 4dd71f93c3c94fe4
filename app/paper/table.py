"""Ruled tables: rows of cells whose text wraps, as rows that flow over pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.paper.flow import Row
from app.paper.fonts import Family
from app.paper.sheet import XIAO_SI, Align, Sheet, baseline
from app.paper.typesetting import Line, Setting, break_lines

PADDING = 5.0
RULE = 0.6
MOST_LINES = 16  # a row with more lines may be parted by the end of a page
PART = 4  # so many lines of a long row stay together


@dataclass(frozen=True)
class Cell:
    """One cell: its text and how it stands; `width` in points, `foot` what stands at its lower right corner."""

    text: str
    width: float
    align: Align = "left"
    family: Family = Family.FANG
    foot: str = ""


@dataclass(frozen=True)
class Type:
    """The type a table is set in: size, distance of lines, least height of a row."""

    size: float = XIAO_SI
    leading: float = 17.0
    least: float = 26.0


def ruled_rows(cells: Sequence[Cell], x: float, kind: Type = Type()) -> list[Row]:
    """A row of cells with rules around each; one with a very long text may be parted by the end of a page."""
    broken = [break_lines(cell.text, _setting(cell, kind)) for cell in cells]
    tallest = max(len(lines) for lines in broken)
    if tallest <= MOST_LINES:
        return [_row(cells, broken, x, kind)]
    starts = range(0, tallest, PART)
    pieces = [(at, [lines[at : at + PART] for lines in broken]) for at in starts]
    return [_part(cells, piece, x, kind, first=not at, last=at == starts[-1]) for at, piece in pieces]


def label_rows(
    pairs: Sequence[Sequence[tuple[str, str]]], x: float, width: float, label: float, kind: Type = Type()
) -> list[Row]:
    """A form's grid: in each row label and value in turn, the values sharing what the labels leave."""
    rows: list[Row] = []
    for line in pairs:
        value = width / len(line) - label
        cells = []
        for name, text in line:
            cells += [Cell(name, label, "centre"), Cell(text, value)]
        rows += ruled_rows(cells, x, kind)
    return rows


def listed(head: Row, rows: Sequence[Row]) -> list[Row]:
    """A head with its rows: repeated on each page, and never alone at the foot of one."""
    under = [replace(row, under=head) for row in rows]
    return [head, *([replace(under[0], glued=True)] if under else []), *under[1:]]


def head_row(names: Sequence[str], widths: Sequence[float], x: float, kind: Type = Type()) -> Row:
    """The head of a table's columns, in 黑体."""
    cells = [Cell(name, width, "centre", Family.HEI) for name, width in zip(names, widths, strict=True)]
    return ruled_rows(cells, x, kind)[0]


def _setting(cell: Cell, kind: Type) -> Setting:
    return Setting(cell.family, kind.size, cell.width - 2 * PADDING, justified=False)


def _row(cells: Sequence[Cell], broken: Sequence[Sequence[Line]], x: float, kind: Type) -> Row:
    feet = [break_lines(cell.foot, _setting(cell, kind)) for cell in cells]
    tallest = max(len(text) + len(foot) for text, foot in zip(broken, feet, strict=True))
    height = max(kind.least, tallest * kind.leading + 2 * PADDING)

    def draw(sheet: Sheet, top: float, height: float) -> None:
        left = x
        for cell, lines, foot in zip(cells, broken, feet, strict=True):
            sheet.box(left, top - height, cell.width, height, thickness=RULE)
            below = len(foot) * kind.leading + (PADDING if foot else 0.0)
            _fill(sheet, cell, lines, (left, top, height - below), kind)
            _sign(sheet, cell, foot, (left, top - height), kind)
            left += cell.width

    return Row(height, draw)


def _part(
    cells: Sequence[Cell], broken: Sequence[Sequence[Line]], x: float, kind: Type, *, first: bool, last: bool
) -> Row:
    """A few lines of a long row: closed above and below only where the row or the page begins and ends."""
    above = PADDING if first else 0.0
    feet = [break_lines(cell.foot if last else "", _setting(cell, kind)) for cell in cells]
    lines_below = max(len(foot) for foot in feet)
    lines = max(len(part) for part in broken)
    height = above + (lines + lines_below) * kind.leading + (PADDING if last else 0.0)
    whole = sum(cell.width for cell in cells)

    def edge(sheet: Sheet, top: float, height: float) -> None:
        sheet.rule(x, top - height, whole, thickness=RULE)

    def draw(sheet: Sheet, top: float, height: float) -> None:
        left = x
        sheet.rule(left, top - height, height, thickness=RULE, upright=True)
        for cell, text, foot in zip(cells, broken, feet, strict=True):
            sheet.rule(left + cell.width, top - height, height, thickness=RULE, upright=True)
            _fill(sheet, cell, text, (left, top - above, len(text) * kind.leading), kind)
            _sign(sheet, cell, foot, (left, top - height), kind)
            left += cell.width
        if first:
            edge(sheet, top, 0.0)
        if last:
            edge(sheet, top, height)

    return Row(height, draw, glued=last and not first, under=Row(0.0, edge), ending=edge)


def _fill(
    sheet: Sheet, cell: Cell, lines: Sequence[Line], place: tuple[float, float, float], kind: Type
) -> None:
    left, top, height = place
    room = cell.width - 2 * PADDING
    first = top - (height - len(lines) * kind.leading) / 2
    for index, line in enumerate(lines):
        shift = {"left": 0.0, "centre": (room - line.width) / 2, "right": room - line.width}[cell.align]
        y = baseline(first - index * kind.leading, kind.leading, kind.size)
        sheet.line(line, left + PADDING + shift, y, cell.family, kind.size)


def _sign(sheet: Sheet, cell: Cell, foot: Sequence[Line], corner: tuple[float, float], kind: Type) -> None:
    """The foot of a cell, just above its lower edge and to its right one: the place a signature is looked for."""
    left, bottom = corner
    height = len(foot) * kind.leading
    _fill(sheet, replace(cell, align="right"), foot, (left, bottom + height + PADDING, height), kind)
