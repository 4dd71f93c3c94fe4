"""The paper under the pen: pages of A4 on which lines of type and rules are drawn.

The origin is the lower left corner, lengths are points. Equal calls give equal bytes; what comes
out is PDF/A-2b (`archive`).
"""

from collections.abc import Iterable
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from app.paper import archive
from app.paper.codes import dark_runs, modules_of
from app.paper.fonts import MISSING, Family, case, load
from app.paper.typesetting import Line, plain_line

if TYPE_CHECKING:
    from reportlab.pdfgen.textobject import PDFTextObject

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)

# 初号 to 五号 as Chinese type is named.
ER_HAO, XIAO_ER, SAN_HAO, XIAO_SAN, SI_HAO, XIAO_SI, WU_HAO = 22.0, 18.0, 16.0, 15.0, 14.0, 12.0, 10.5
QUIET_ZONE = 4  # modules of white around a QR code, as ISO/IEC 18004 asks
ASCENT = 0.86  # of the size: how far a 汉字 reaches above its baseline

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
RED: Colour = (0.84, 0.05, 0.09)
PALE: Colour = (0.92, 0.92, 0.92)

Align = Literal["left", "centre", "right"]


class Sheet:
    """One document, upright or, for registers, `landscape`; each page may change that.

    `practice` draws 练习 under everything, so that no exercise passes for a paper. `page` is the page's
    number within its paper, `leaf` within the file.
    """

    def __init__(self, title: str, *, practice: bool = False, landscape: bool = False) -> None:
        from reportlab.pdfgen.canvas import Canvas

        load(Family.SONG)
        self._content, self._practice = BytesIO(), practice
        self.page, self.leaf = 1, 1
        self._canvas = Canvas(
            self._content, pagesize=A4, pageCompression=1, invariant=1,
            initialFontName=Family.SONG.value, lang="zh-CN", pdfVersion=archive.VERSION,
        )  # fmt: skip
        archive.prepare(self._canvas._doc, title)  # noqa: SLF001 - reportlab has no other door to it
        self._begin_page(landscape)

    def line(
        self, line: Line, x: float, y: float, family: Family, size: float, *, colour: Colour = BLACK
    ) -> None:
        """Set a line with its left edge at x and its baseline at y; one without characters leaves no mark."""
        if not line.text:
            return
        pen = self._canvas.beginText(x + line.offset, y)
        pen.setFillColorRGB(*colour)
        _write(pen, line, family, size)
        self._canvas.drawText(pen)

    def text(
        self, text: str, x: float, y: float, family: Family, size: float, *,
        align: Align = "left", colour: Colour = BLACK,
    ) -> None:  # fmt: skip
        """Set a text as one line that begins at, is centred on or ends at x."""
        line = plain_line(text, family, size)
        shift = {"left": 0.0, "centre": line.width / 2, "right": line.width}[align]
        self.line(line, x - shift, y, family, size, colour=colour)

    def rule(
        self, x: float, y: float, length: float, *, thickness: float = 0.6, colour: Colour = BLACK,
        upright: bool = False, dashes: Iterable[float] = (),
    ) -> None:  # fmt: skip
        """A straight rule from (x, y), to the right or, `upright`, upwards."""
        pen = self._canvas
        pen.setStrokeColorRGB(*colour)
        pen.setLineWidth(thickness)
        pen.setDash(*([list(dashes)] if dashes else []))
        pen.line(x, y, x if upright else x + length, y + length if upright else y)

    def box(self, x: float, y: float, width: float, height: float, *, thickness: float = 0.6) -> None:
        """An empty frame with its lower left corner at (x, y)."""
        pen = self._canvas
        pen.setStrokeColorRGB(*BLACK)
        pen.setLineWidth(thickness)
        pen.setDash()
        pen.rect(x, y, width, height)

    def two_dimensional_code(self, content: str, x: float, y: float, side: float) -> None:
        """A QR code of the content in a square of the given side with its quiet zone, correction level M."""
        rows = modules_of(content)
        module = side / (len(rows) + 2 * QUIET_ZONE)
        squares = [
            f"{column + QUIET_ZONE} {len(rows) - row + QUIET_ZONE - 1} {length} 1 re"
            for row, modules in enumerate(rows)
            for column, length in dark_runs(modules)
        ]
        pen = self._canvas
        pen.saveState()
        pen.setFillColorRGB(*BLACK)
        pen.transform(module, 0, 0, module, x, y)
        pen.addLiteral(" ".join([*squares, "f"]))
        pen.restoreState()

    def next_page(self, *, landscape: bool | None = None) -> None:
        """Begin a page, lying as the one before it unless said."""
        lies = self.width > self.height if landscape is None else landscape
        self._canvas.showPage()
        self.page += 1
        self.leaf += 1
        self._begin_page(lies)

    def next_document(self, *, landscape: bool | None = None, on_new_leaf: bool = False) -> None:
        """Begin another paper in the same file: a new page, numbered from one again.

        `on_new_leaf` leaves a back empty where the last paper ended on a front, so that a batch
        printed on both sides never puts two people's papers on one leaf.
        """
        if on_new_leaf and self.leaf % 2:
            self.blank_page()
        self.next_page(landscape=landscape)
        self.page = 1

    def blank_page(self) -> None:
        """An empty page after this one; the paper's own numbering does not count it."""
        self.next_page()
        self.page -= 1

    def pdf(self) -> bytes:
        """Finish the document; nothing can be drawn after this."""
        self._canvas.showPage()
        self._canvas.save()
        return archive.identified(self._content.getvalue())

    def _begin_page(self, landscape: bool) -> None:
        self.width, self.height = A4[::-1] if landscape else A4
        self._canvas.setPageSize((self.width, self.height))
        if not self._practice:
            return
        self._canvas.saveState()
        self._canvas.translate(self.width / 2, self.height / 2)
        self._canvas.rotate(25 if landscape else 40)
        self.text("练　习", 0, -60, Family.HEI_BOLD, 150, align="centre", colour=PALE)
        self._canvas.restoreState()


def baseline(top: float, height: float, size: float) -> float:
    """Where the baseline lies of a line set in the middle of a band."""
    return top - (height - size) / 2 - size * ASCENT


def _write(pen: "PDFTextObject", line: Line, family: Family, size: float) -> None:
    """Set the stretches of equal font and equal spacing; the pen moves as far as the line says."""
    glyphs = case(family)
    font, spacing = "", None
    pairs = zip(line.text, line.advances, strict=True)
    placed = [(character, glyphs[character], advance) for character, advance in pairs]
    for (wanted, extra), stretch in groupby(
        placed, lambda it: (it[1].font, round(it[2] - it[1].width * size, 3))
    ):
        letters = "".join([character for character, _, _ in stretch])
        if (wanted or Family.SONG) != font:
            font = wanted or Family.SONG.value
            pen.setFont(font, size)
        if extra != spacing:
            pen.setCharSpace(extra)
            spacing = extra
        pen.textOut(letters if wanted else MISSING * len(letters))
