"""Our icons: one style, 24 units, one stroke; drawn in whatever colour the place asks for."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.paths import resource

STROKE = "#000000"  # the one colour in the files, replaced at load


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = 20, ratio: float = 2.0) -> QPixmap:
    """The icon as a picture, `size` in window pixels; raises FileNotFoundError for an unknown name."""
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace(STROKE, colour)
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: QColor, *, active: QColor | None = None, size: int = 20) -> QIcon:
    """The icon for a button; `active` is its colour when the button is checked."""
    drawn = QIcon(pixmap(name, colour.name(), size))
    if active is not None:
        drawn.addPixmap(pixmap(name, active.name(), size), QIcon.Mode.Normal, QIcon.State.On)
    return drawn


def names() -> tuple[str, ...]:
    """Every icon there is, for the gallery and the test that draws them all."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))
