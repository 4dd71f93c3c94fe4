"""Write petition-desk.ico, and side.bmp for the setup, from the program's own sign, resources/style/app.svg.

QT_QPA_PLATFORM=offscreen python installer/windows/build_icon.py
"""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
SIGN = HERE.parents[1] / "resources" / "style" / "app.svg"
TARGET, SIDE = HERE / "petition-desk.ico", HERE / "side.bmp"
SIDE_SIZE, SIDE_COLOUR, SIGN_SIDE = (164, 314), "#1f5f9c", 112  # NSIS: the left of its first and last page
SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
AS_PNG = 256  # Windows reads this size as PNG; smaller ones as bitmaps are read by everything


def draw(side: int) -> QImage:
    picture = QImage(side, side, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(SIGN)).render(painter)
    painter.end()
    return picture


def bitmap(picture: QImage) -> bytes:
    """Upside down, blue first, with an empty mask behind it: as Windows keeps icons."""
    side = picture.width()
    head = struct.pack("<IiiHHIIiiII", 40, side, side * 2, 1, 32, 0, 0, 0, 0, 0, 0)
    pixels, line = bytes(picture.constBits()), picture.bytesPerLine()
    rows = b"".join(pixels[at * line : at * line + side * 4] for at in reversed(range(side)))
    mask = bytes((side + 31) // 32 * 4 * side)
    return head + rows + mask


def png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


def icon() -> bytes:
    parts = [png(draw(side)) if side == AS_PNG else bitmap(draw(side)) for side in SIZES]
    at = 6 + 16 * len(parts)
    head = struct.pack("<HHH", 0, 1, len(parts))
    for side, part in zip(SIZES, parts, strict=True):
        head += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(part), at)
        at += len(part)
    return head + b"".join(parts)


def side() -> QImage:
    """The sign on its own blue."""
    picture = QImage(*SIDE_SIZE, QImage.Format.Format_RGB888)
    picture.fill(QColor(SIDE_COLOUR))
    painter = QPainter(picture)
    painter.drawImage((SIDE_SIZE[0] - SIGN_SIDE) // 2, 40, draw(SIGN_SIDE))
    painter.end()
    return picture


if __name__ == "__main__":
    application = QGuiApplication(sys.argv[:1])
    TARGET.write_bytes(icon())
    side().save(str(SIDE), "BMP")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")
