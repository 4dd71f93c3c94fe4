"""Ruled tables: rows of cells whose text wraps, as rows that flow over pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.paper.flow import Row
from app.paper.fonts import Family
from app.paper.sheet import XIAO_SI, Align, Sheet, baseline
from app.paper.typesetting import Line, Setting, break_lines

PADDING = 5.0
RULE = 0.6
MOST_LINES = 24  # a cell longer than this goes on in a further row, so that no row outgrows a page


@dataclass(frozen=True)
class Cell:
    """One cell: its text and how it stands; `width` in points."""

    text: str
    width: float
    align: Align = "left"
    family: Family = Family.FANG


@dataclass(frozen=True)
class Type:
    """The type a table is set in: size, distance of lines, least height of a row."""

    size: float = XIAO_SI
    leading: float = 17.0
    least: float = 26.0


def ruled_rows(cells: Sequence[Cell], x: float, kind: Type = Type()) -> list[Row]:
    """A row of cells with rules around each, one row of paper or, when a text is very long, several."""
    broken = [break_lines(cell.text, _setting(cell, kind)) for cell in cells]
    parts = max(1, -(-max(len(lines) for lines in broken) // MOST_LINES))
    return [
        _row(cells, [lines[part * MOST_LINES : (part + 1) * MOST_LINES] for lines in broken], x, kind)
        for part in range(parts)
    ]


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
    tallest = max(len(lines) for lines in broken)
    height = max(kind.least, tallest * kind.leading + 2 * PADDING)

    def draw(sheet: Sheet, top: float, height: float) -> None:
        left = x
        for cell, lines in zip(cells, broken, strict=True):
            sheet.box(left, top - height, cell.width, height, thickness=RULE)
            _fill(sheet, cell, lines, (left, top, height), kind)
            left += cell.width

    return Row(height, draw)


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
