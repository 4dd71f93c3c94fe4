"""Rows running down one page and on to the next: what stays together, what is repeated, what may tighten."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from app.paper.fonts import Family
from app.paper.sheet import Align, Sheet, baseline
from app.paper.typesetting import Line

TIGHTEST = (
    1.0,
    0.97,
    0.94,
    0.91,
    0.88,
)  # of the leading: what an office does to keep a signature with its text

Draw = Callable[[Sheet, float, float], None]


@dataclass(frozen=True)
class Row:
    """A band across the page. `draw` is given the sheet, the top of the band and its height in points.

    A `glued` row never begins a page: the row before it comes along. A `fresh` one always does.
    `under` is the head that is drawn again when this row begins a page. An `elastic` row may be
    set tighter. `ending` is drawn below it when the page ends with it and the paper goes on.
    """

    height: float
    draw: Draw = field(repr=False)
    glued: bool = False
    under: "Row | None" = None
    elastic: bool = False
    fresh: bool = False
    ending: Draw | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Frame:
    """Where rows may stand: left edge, upper edges of the first and of later pages, lower edge, width."""

    left: float
    first_top: float
    top: float
    bottom: float
    width: float


Placed = tuple[Row, float]


def blank(height: float, *, glued: bool = False) -> Row:
    return Row(height, _nothing, glued=glued, elastic=True)


def text_rows(
    lines: Sequence[Line], x: float, family: Family, size: float, leading: float, *,
    align: Align = "left", width: float = 0.0,
) -> list[Row]:  # fmt: skip
    """One row for each line; a paragraph's first two and last two lines stay together."""

    def row(index: int, line: Line) -> Row:
        left = x + {"left": 0.0, "centre": (width - line.width) / 2, "right": width - line.width}[align]

        def draw(sheet: Sheet, top: float, height: float) -> None:
            sheet.line(line, left, baseline(top, height, size), family, size)

        return Row(leading, draw, glued=index in (1, len(lines) - 1) and index > 0, elastic=True)

    return [row(index, line) for index, line in enumerate(lines)]


def glue(rows: Sequence[Row]) -> list[Row]:
    """The same rows, none of which can be parted from the one before it."""
    return [replace(row, glued=True) for row in rows]


def paginate(rows: Sequence[Row], first_room: float, room: float) -> list[list[Placed]]:
    """Share the rows out to pages, tightening a little when that saves a page."""
    loose = _share(rows, first_room, room, 1.0)
    for tightness in TIGHTEST[1:]:
        closer = _share(rows, first_room, room, tightness)
        if len(closer) < len(loose):
            return closer
    return loose


def pour(sheet: Sheet, rows: Sequence[Row], frame: Frame, on_page: Callable[[Sheet], None]) -> float:
    """Draw the rows page after page; `on_page` adds what each page bears. Returns the last lower edge."""
    y = frame.first_top
    pages = paginate(rows, frame.first_top - frame.bottom, frame.top - frame.bottom)
    for number, page in enumerate(pages):
        if number:
            sheet.next_page()
        y = frame.top if number else frame.first_top
        for row, height in page:
            row.draw(sheet, y, height)
            y -= height
        if number + 1 < len(pages) and page and page[-1][0].ending:
            page[-1][0].ending(sheet, y, 0.0)
        on_page(sheet)
    return y


def _share(rows: Sequence[Row], first_room: float, room: float, tightness: float) -> list[list[Placed]]:
    pages: list[list[Placed]] = [[]]
    left = first_room
    for group in _groups(rows, room):
        placed = [(row, row.height * (tightness if row.elastic else 1.0)) for row in group]
        if pages[-1] and (group[0].fresh or sum(height for _, height in placed) > left + 0.01):
            placed = _headed(_without_blanks(placed))
            pages.append([])
            left = room
        pages[-1] += placed
        left -= sum(height for _, height in placed)
    return pages


def _groups(rows: Sequence[Row], room: float) -> list[list[Row]]:
    """Rows that belong together; a group too tall for any page is let go."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and row.glued and sum(one.height for one in groups[-1]) + row.height <= room:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _headed(placed: list[Placed]) -> list[Placed]:
    head = placed[0][0].under if placed else None
    return [(head, head.height), *placed] if head else placed


def _without_blanks(placed: list[Placed]) -> list[Placed]:
    """A page does not begin with blank lines."""
    start = 0
    while start < len(placed) and placed[start][0].draw is _nothing:
        start += 1
    return placed[start:]


def _nothing(sheet: Sheet, top: float, height: float) -> None:
    """A blank band draws nothing."""
