"""The smallest reportlab program that puts lines of text on pages."""

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.paths import resource


def bare_file(pages: list[list[str]]) -> bytes:
    """Every line at the left edge, in one font, on as many pages."""
    if "bare" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("bare", resource("fonts", "PDFang-Regular.ttf")))
    canvas = Canvas("", pagesize=(595, 842))
    for lines in pages:
        canvas.setFont("bare", 16)
        for place, line in enumerate(lines):
            canvas.drawString(60, 800 - 20 * place, line)
        canvas.showPage()
    return bytes(canvas.getpdfdata())
