"""The paper under the pen: pages of A4 on which lines of type and rules are drawn.

The origin is the lower left corner, lengths are points. Equal calls give equal bytes; what comes
out is PDF/A-2b (`archive`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import Literal

from app.paper import archive
from app.paper.codes import dark_runs, modules_of
from app.paper.fonts import MISSING, Family, case, load, when_changed
from app.paper.typesetting import Line, plain_line

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
        self._filled: Colour | None = None
        self._ruled: tuple[Colour, float, tuple[float, ...]] | None = None
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
        self._ink(colour)
        self._canvas.addLiteral(" ".join(self._letters(line, x + line.offset, y, family, size)))

    def _letters(self, line: Line, x: float, y: float, family: Family, size: float) -> Iterator[str]:
        """A line as PDF text operators. reportlab's own text object says font, size and spacing in far more
        words, which was half the time of a notice.
        """
        yield f"BT 1 0 0 1 {x:.3f} {y:.3f} Tm"
        document = self._canvas._doc  # noqa: SLF001 - reportlab has no other door to it
        drawn, spaced = "", None
        for font, extra, letters in _stretches(line, family, size):
            face = load(font)
            for subset, codes in face.splitString(letters, document):
                name = face.getSubsetInternalName(subset, document)
                yield f"{name} {size:g} Tf" if name != drawn else ""
                yield f"{extra:g} Tc" if extra != spaced else ""
                yield f"<{codes.hex()}> Tj"
                drawn, spaced = name, extra
        yield "ET"

    def _ink(self, colour: Colour) -> None:
        """Fill with this colour from now on; said once, not for every line."""
        if colour != self._filled:
            self._canvas.setFillColorRGB(*colour)
            self._filled = colour

    def _pen(self, colour: Colour, thickness: float, dashes: tuple[float, ...] = ()) -> None:
        """Draw rules like this from now on."""
        if (colour, thickness, dashes) == self._ruled:
            return
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(thickness)
        self._canvas.setDash(*([list(dashes)] if dashes else []))
        self._ruled = (colour, thickness, dashes)

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
        self._pen(colour, thickness, tuple(dashes))
        self._canvas.line(x, y, x if upright else x + length, y + length if upright else y)

    def box(self, x: float, y: float, width: float, height: float, *, thickness: float = 0.6) -> None:
        """An empty frame with its lower left corner at (x, y)."""
        self._pen(BLACK, thickness)
        self._canvas.addLiteral(f"n {x:.3f} {y:.3f} {width:.3f} {height:.3f} re S")

    def two_dimensional_code(self, content: str, x: float, y: float, side: float) -> None:
        """A QR code of the content in a square of the given side with its quiet zone, correction level M."""
        rows = modules_of(content)
        module = side / (len(rows) + 2 * QUIET_ZONE)
        squares = [
            f"{column + QUIET_ZONE} {len(rows) - row + QUIET_ZONE - 1} {length} 1 re"
            for row, modules in enumerate(rows)
            for column, length in dark_runs(modules)
        ]
        self._ink(BLACK)
        pen = self._canvas
        pen.saveState()
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

    @contextmanager
    def enlarged(
        self, factor: float, point: tuple[float, float], onto: tuple[float, float]
    ) -> Iterator[None]:
        """What is drawn meanwhile, on this page only, is larger by `factor`; `point` comes to lie on `onto`."""
        self._canvas.saveState()
        self._canvas.translate(onto[0] - factor * point[0], onto[1] - factor * point[1])
        self._canvas.scale(factor, factor)
        yield
        self._canvas.restoreState()
        self._filled = self._ruled = None

    def pdf(self) -> bytes:
        """Finish the document; nothing can be drawn after this."""
        self._canvas.showPage()
        self._canvas.save()
        return archive.identified(self._content.getvalue())

    def _begin_page(self, landscape: bool) -> None:
        self.width, self.height = A4[::-1] if landscape else A4
        self._canvas.setPageSize((self.width, self.height))
        self._filled = self._ruled = None  # a page begins with nothing said about ink and pen
        if not self._practice:
            return
        self._canvas.saveState()
        self._canvas.translate(self.width / 2, self.height / 2)
        self._canvas.rotate(25 if landscape else 40)
        self.text("练　习", 0, -60, Family.HEI_BOLD, 150, align="centre", colour=PALE)
        self._canvas.restoreState()
        self._filled = None


def baseline(top: float, height: float, size: float) -> float:
    """Where the baseline lies of a line set in the middle of a band."""
    return top - (height - size) / 2 - size * ASCENT


@lru_cache(maxsize=4096)
def _stretches(line: Line, family: Family, size: float) -> tuple[tuple[str, float, str], ...]:
    """A line in stretches of one font and one spacing: (font, spacing beside the natural one, letters)."""
    glyphs = case(family)
    placed = [
        (glyph.font, round(advance - glyph.width * size, 3), character)
        for character, advance in zip(line.text, line.advances, strict=True)
        for glyph in (glyphs[character],)
    ]
    made = []
    for (font, extra), stretch in groupby(placed, itemgetter(0, 1)):
        letters = "".join([character for _, _, character in stretch])
        made.append((font or Family.SONG.value, extra, letters if font else MISSING * len(letters)))
    return tuple(made)


when_changed(_stretches.cache_clear)
