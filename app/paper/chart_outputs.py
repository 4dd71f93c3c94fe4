"""One drawing of a chart, and its ways out: SVG for the window, a PDF page, a PNG for a Word file.

A chart is drawn once, with reportlab.graphics; only its inks change. Nothing is told by colour alone: lines
differ by dashes and marks, bars by their words, so that a grey printer and a photocopy lose nothing.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from app.paper.flow import Row
from app.paper.fonts import Family, load, printable, runs, width
from app.paper.sheet import Align, Sheet
from app.paths import resource

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont
    from reportlab.graphics.shapes import Drawing

Point = tuple[float, float]
PRINTED = 300 / 72  # dots to the point: what a laser printer shows of a picture
_FINER = 2  # a picture is drawn so much larger and made smaller, for even edges
_DIGITS = 2  # of a coordinate, in points

# Colours mean something in the window (red 超期, amber 将到期, green 完成): a chart keeps to blue and grey.
_ON_SCREEN = {
    "PDHei-Regular": {"family": "PD Hei", "weight": "400"}, "PDHei-Bold": {"family": "PD Hei", "weight": "700"},
    "PDSong-Regular": {"family": "PD Song", "weight": "400"}, "PDRare-Regular": {"family": "PD Rare", "weight": "400"},
}  # fmt: skip
# WORKAROUND reportlab 5.1: a document type with a web address, three dots for title and description, and
# a colour called None, which is black to a reader.
_MENDED = ((r"<!DOCTYPE[^>]*>|<(title|desc)>\.\.\.</\1>", ""), ("fill: None;", "fill: none;"))


@dataclass(frozen=True)
class Inks:
    """The colours of one surface: words, lesser words, rules, the ground, the main series, the others."""

    words: str
    soft: str
    rules: str
    ground: str
    first: str
    other: str


PAPER = Inks("#000000", "#333333", "#c4c4c4", "#ffffff", "#1f4e79", "#6a6a6a")
LIGHT = Inks("#23272c", "#4d545c", "#dedad0", "#fffefb", "#1f5f9c", "#6b7076")
DARK = Inks("#e9e7e2", "#bebeb9", "#45494c", "#26292b", "#93c2f2", "#a9a9a4")


class Pen:
    """Puts shapes on a drawing; the origin is the lower left corner, lengths are points."""

    def __init__(self, size: Point, inks: Inks) -> None:
        from reportlab.graphics.shapes import Drawing

        load(Family.HEI)
        self.inks = inks
        self.drawing = Drawing(*size, initialFontName=Family.HEI.value)  # else its Times, which no file holds

    def line(
        self, points: Sequence[Point], colour: str, thickness: float, dashes: Sequence[float] = ()
    ) -> None:
        """A line through two or more points."""
        from reportlab.graphics.shapes import PolyLine

        self._add(
            PolyLine([_exact(at) for point in points for at in point], strokeColor=_colour(colour),
                     strokeWidth=thickness, strokeDashArray=list(dashes) or None, fillColor=None)
        )  # fmt: skip

    def area(self, points: Sequence[Point], colour: str, *, hollow: bool = False) -> None:
        """A closed shape; a `hollow` one shows the ground within its edge."""
        from reportlab.graphics.shapes import Polygon

        places = [_exact(at) for point in points for at in point]
        inside, edge = (self.inks.ground, _colour(colour)) if hollow else (colour, None)
        self._add(Polygon(places, fillColor=_colour(inside), strokeColor=edge, strokeWidth=1.0))

    def text(
        self,
        text: str,
        at: Point,
        size: float,
        *,
        colour: str = "",
        align: Align = "left",
        bold: bool = False,
    ) -> None:
        """One line of type; a character the family lacks comes from the next one, as on every paper."""
        from reportlab.graphics.shapes import String

        family = Family.HEI_BOLD if bold else Family.HEI
        x = at[0] - {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * width(printable(text), family, size)
        for font, stretch in runs(printable(text), family):
            load(font)
            self._add(
                String(_exact(x), round(at[1] * 2) / 2, stretch, fontName=str(font), fontSize=size,
                       fillColor=_colour(colour or self.inks.words))
            )  # fmt: skip
            x += width(stretch, family, size)

    def _add(self, shape: Any) -> None:  # noqa: ANN401 - reportlab's shapes have no common type
        self.drawing.add(shape)


@dataclass(frozen=True)
class Chart:
    """A chart of a fixed size in points. `words` says what it shows, for who cannot see it (alternative text)."""

    width: int
    height: int
    words: str
    draw: Callable[[Pen], None] = field(repr=False)

    def svg(self, *, dark: bool = False) -> bytes:
        """For the window: text as text in the program's own families, on no ground, nothing fetched from anywhere."""
        from reportlab.graphics.renderSVG import drawToString

        drawn = drawToString(self._drawing(DARK if dark else LIGHT), fontHacks=_ON_SCREEN, useClip=True)
        for wrong, right in _MENDED:
            drawn = re.sub(wrong, right, drawn)
        return "\n".join(line for line in drawn.splitlines() if line.strip()).encode()

    def draw_on(self, sheet: Sheet, x: float, y: float) -> None:
        """Onto a page, with its lower left corner at (x, y)."""
        from reportlab.graphics import renderPDF

        renderPDF.draw(self._drawing(PAPER), sheet._canvas, x, y)  # noqa: SLF001 - as `_BoundSheet` puts pictures

    def row(self, x: float, *, above: float = 6.0) -> Row:
        """As a band that flows with the text of a paper."""

        def draw(sheet: Sheet, top: float, _height: float) -> None:
            self.draw_on(sheet, x, top - above - self.height)

        return Row(self.height + above, draw)

    def png(self, scale: float = PRINTED) -> bytes:
        """As a picture on white for a Word file; `scale` is dots to the point."""
        from PIL import Image

        size = (round(self.width * scale) * _FINER, round(self.height * scale) * _FINER)
        finer = Image.new("RGB", size, PAPER.ground)
        for shape in self._drawing(PAPER).contents:
            _paint(finer, shape, scale * _FINER)
        made = BytesIO()
        finer.reduce(_FINER).save(made, "PNG", dpi=(scale * 72, scale * 72))
        return made.getvalue()

    def _drawing(self, inks: Inks) -> "Drawing":
        pen = Pen((self.width, self.height), inks)
        self.draw(pen)
        return pen.drawing


def _paint(picture: "Image.Image", shape: Any, scale: float) -> None:  # noqa: ANN401 - as `Pen._add`
    """One of the three shapes a pen makes. reportlab's own painter of pictures needs a C library besides."""
    from PIL import ImageDraw

    brush = ImageDraw.Draw(picture)
    kind = type(shape).__name__
    if kind == "String":
        place = (shape.x * scale, picture.height - shape.y * scale)
        font = _font(shape.fontName, round(shape.fontSize * scale, _DIGITS))
        brush.text(place, shape.text, fill=_rgb(shape.fillColor), font=font, anchor="ls")
        return
    values = shape.points
    points = [(x * scale, picture.height - y * scale) for x, y in zip(values[::2], values[1::2], strict=True)]
    if kind == "Polygon":
        brush.polygon(points, fill=_rgb(shape.fillColor))
        points = [*points, points[0]]
    if shape.strokeColor is not None:
        dashes = [length * scale for length in getattr(shape, "strokeDashArray", None) or ()]
        _stroke(brush, points, dashes, _rgb(shape.strokeColor), max(1, round(shape.strokeWidth * scale)))


def _stroke(
    brush: "ImageDraw.ImageDraw", points: Sequence[Point], dashes: Sequence[float], colour: str, wide: int
) -> None:
    """A line with or without dashes; Pillow knows only whole ones."""
    for stretch in _dashed(points, dashes) if dashes else [list(points)]:
        brush.line(stretch, fill=colour, width=wide, joint="curve")


def _dashed(points: Sequence[Point], dashes: Sequence[float]) -> list[list[Point]]:
    """The drawn stretches of a dashed line, which goes round corners without beginning anew."""
    drawn: list[list[Point]] = [[points[0]]]
    at, left, on = 0, dashes[0], True
    for start, end in pairwise(points):
        length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
        gone = 0.0
        while length - gone > left:
            gone += left
            place = tuple(a + (b - a) * gone / length for a, b in zip(start, end, strict=True))
            drawn = [*drawn[:-1], [*drawn[-1], place]] if on else [*drawn, [place]]
            at, on = (at + 1) % len(dashes), not on
            left = dashes[at]
        left -= length - gone
        if on:
            drawn[-1].append(end)
    return [stretch for stretch in drawn if len(stretch) > 1]


@cache
def _font(name: str, size: float) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(str(resource("fonts", f"{name}.ttf")), size)


def _exact(length: float) -> float:
    return round(length, _DIGITS)


@cache
def _colour(name: str) -> Any:  # noqa: ANN401 - reportlab's Color
    from reportlab.lib.colors import HexColor

    return HexColor(name)


def _rgb(colour: Any) -> str:  # noqa: ANN401 - reportlab's Color
    return f"#{colour.hexval()[2:]}"
