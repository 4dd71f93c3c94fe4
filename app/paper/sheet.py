"""The paper under the pen: pages of A4 on which lines of type and rules are drawn.

The origin is the lower left corner, lengths are points. Equal calls give equal bytes; the
metadata names the form and nobody.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Literal

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
    """One document. `practice` draws 练习 under everything, so that no exercise passes for a paper."""

    def __init__(self, title: str, *, practice: bool = False) -> None:
        from reportlab.pdfgen.canvas import Canvas

        load(Family.SONG)
        self.width, self.height = A4
        self._content, self._practice, self.page = BytesIO(), practice, 1
        self._canvas = Canvas(
            self._content, pagesize=(self.width, self.height), pageCompression=1, invariant=1,
            initialFontName=Family.SONG.value, lang="zh-CN",
        )  # fmt: skip
        self._canvas.setTitle(title)
        self._canvas.setAuthor("")
        self._canvas.setSubject("")
        self._canvas.setCreator("Petition Desk")
        self._begin_page()

    def line(
        self, line: Line, x: float, y: float, family: Family, size: float, *, colour: Colour = BLACK
    ) -> None:
        """Set a line with its left edge at x and its baseline at y."""
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
        from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

        code = QRCode(None, QRErrorCorrectLevel.M)
        code.addData(QR8bitByte(content))
        code.make()
        module = side / (code.getModuleCount() + 2 * QUIET_ZONE)
        pen = self._canvas
        pen.setFillColorRGB(*BLACK)
        for row, dark in enumerate(code.modules):
            bottom = y + side - (row + QUIET_ZONE + 1) * module
            for column, length in _dark_runs(dark):
                left = x + (column + QUIET_ZONE) * module
                pen.rect(left, bottom, length * module, module, stroke=0, fill=1)

    def next_page(self) -> None:
        self._canvas.showPage()
        self.page += 1
        self._begin_page()

    def next_document(self) -> None:
        """Begin another paper in the same file: a new page, numbered from one again."""
        self.next_page()
        self.page = 1

    def pdf(self) -> bytes:
        """Finish the document; nothing can be drawn after this."""
        self._canvas.showPage()
        self._canvas.save()
        return self._content.getvalue()

    def _begin_page(self) -> None:
        if not self._practice:
            return
        self._canvas.saveState()
        self._canvas.translate(self.width / 2, self.height / 2)
        self._canvas.rotate(40)
        self.text("练　习", 0, -60, Family.HEI_BOLD, 150, align="centre", colour=PALE)
        self._canvas.restoreState()


def _dark_runs(modules: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where dark stretches begin in a row of a QR code, and how many modules they are long."""
    column = 0
    for dark, stretch in groupby(modules):
        length = len(list(stretch))
        if dark:
            yield column, length
        column += length


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
