"""Papers as small grey pictures: what a glance from two metres sees, compared with a kept one.

`python -m tests.paper.pictures` draws the kept pictures anew; look at every one that changed.
"""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from app.core.filling import Filling
from tests.paper.conftest import SAMPLES

KEPT = Path(__file__).parent / "golden" / "pictures"
DOTS = 40  # to the inch
MOST_MEAN, MOST_SPOT = 1.5, 60  # of 255: over the whole page, and over any square of a few millimetres
SPOT = 12


def cases() -> dict[str, bytes]:
    """Every sample, and the hard cases: a long opinion, a group of forty, an empty form."""
    found = {name: drawing(data) for name, (drawing, data) in SAMPLES.items()}
    for name, form, change in _hard():
        drawing, job = SAMPLES[form]
        values = {**job.filling.values, **change.get("values", {})}
        lists = {**job.filling.lists, **change.get("lists", {})}
        found[name] = drawing(replace(job, filling=Filling(values, lists)))
    return found


def _hard() -> Iterator[tuple[str, str, dict]]:
    person = {**SAMPLES["registration_form"][1].filling.lists["信访人"][0]}
    forty = [person | {"序号": str(at), "姓名": f"村民{at}"} for at in range(1, 41)]
    long = "柳树湾村三组征收承包地2.4亩，应当补偿12800元，实际发放9600元（青征〔2024〕8号）。" * 24
    empty = dict.fromkeys(SAMPLES["registration_form"][1].filling.values, "")
    name = "阿卜杜热合曼·艾合麦提江䶮㛃𫖮𬍛𠅤"
    yield "hard-forty-visitors", "registration_form", {"lists": {"信访人": forty}}
    yield "hard-three-page-opinion", "opinion", {"values": {"调查认定的事实": long}}
    yield "hard-empty-form", "registration_form", {"values": empty, "lists": {"信访人": []}}
    yield "hard-long-rare-name", "acceptance_notice", {"values": {"信访人": name}}


def picture(pdf: bytes) -> Image.Image:
    """All pages side by side, grey."""
    document, buffer = QPdfDocument(None), QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    pages = [_page(document, number) for number in range(document.pageCount())]
    strip = Image.new("L", (sum(page.width for page in pages), max(page.height for page in pages)), 255)
    at = 0
    for page in pages:
        strip.paste(page, (at, 0))
        at += page.width
    return strip


def _page(document: QPdfDocument, number: int) -> Image.Image:
    points = document.pagePointSize(number)
    size = QSize(round(points.width() * DOTS / 72), round(points.height() * DOTS / 72))
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, document.render(number, size))
    painter.end()
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    paper.save(out, "PNG")
    return Image.open(BytesIO(bytes(out.data().data()))).convert("L")


def difference(shown: Image.Image, kept: Image.Image) -> str:
    """What differs, in words; empty when a reader would see the same page."""
    if shown.size != kept.size:
        return f"{shown.size} instead of {kept.size}: other pages"
    apart = ImageChops.difference(shown, kept)
    mean = ImageStat.Stat(apart).mean[0]
    spots = apart.resize((apart.width // SPOT, apart.height // SPOT), Image.Resampling.BOX)
    worst = spots.getextrema()[1]
    if mean <= MOST_MEAN and worst <= MOST_SPOT:
        return ""
    return f"mean {mean:.1f} (≤ {MOST_MEAN}), worst spot {worst} (≤ {MOST_SPOT})"


def keep() -> None:
    """Draw the kept pictures anew."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for name, pdf in cases().items():
        picture(pdf).quantize(16).save(KEPT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    app = QGuiApplication([])
    keep()
