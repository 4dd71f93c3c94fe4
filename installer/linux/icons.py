"""Run by the build's own Python: the program's icon as pictures, for desktops that draw no SVG.

python icons.py PICTURE.svg FOLDER SIZE...
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer


def main(picture: str, folder: str, sizes: list[int]) -> None:
    app = QGuiApplication(sys.argv[:1])
    drawing = QSvgRenderer(picture)
    for size in sizes:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        if not image.save(str(Path(folder, f"{size}.png"))):
            raise SystemExit(f"{picture} could not be drawn at {size}")
    app.quit()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], [int(size) for size in sys.argv[3:]])
