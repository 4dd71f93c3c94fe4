"""PostScript outlines to TrueType ones: reportlab embeds only the latter."""

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

LARGEST_ERROR = 1.0  # in units of 1/1000 em, far below a printer's dot at 16 pt

EMPTY_INSTRUCTIONS = {
    "maxZones": 1, "maxTwilightPoints": 0, "maxStorage": 0, "maxFunctionDefs": 0, "maxInstructionDefs": 0,
    "maxStackElements": 0, "maxSizeOfInstructions": 0, "maxComponentElements": 0,
}  # fmt: skip


def to_truetype(font: TTFont) -> None:
    """Replace the CFF table by glyf, in place; shapes move by at most `LARGEST_ERROR`."""
    drawn = _quadratic_glyphs(font)
    font["loca"] = newTable("loca")
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder, table.glyphs = font.getGlyphOrder(), drawn
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    table.compile(font)
    font["hmtx"].metrics = {name: (font["hmtx"][name][0], _left(glyph)) for name, glyph in drawn.items()}
    _describe(font)


def _quadratic_glyphs(font):
    glyphs, drawn = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, LARGEST_ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    return drawn


def _left(glyph) -> int:
    return getattr(glyph, "xMin", 0) if glyph.numberOfContours else 0


def _describe(font: TTFont) -> None:
    sizes = font["maxp"]
    sizes.tableVersion = 0x00010000
    for name, value in EMPTY_INSTRUCTIONS.items():
        setattr(sizes, name, value)
    sizes.compile(font)
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"
