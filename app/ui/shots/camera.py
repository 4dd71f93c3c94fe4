"""Takes pictures and counts them: 01-welcome.png, 02-office.png …"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.ui.desktop import load_pdf
from app.ui.practice_day.hands import Hands
from app.ui.practice_day.scribe import NotDone

DOTS_PER_POINT = 1.5  # 108 dpi: small print can be read
MOST_RESTS, SOON = 150, 300
"""How often it waits for what a window puts off for a moment (milliseconds): rows and counts that come later."""


class Camera:
    """Keeps everything in `folder` and prints one line per picture."""

    def __init__(self, folder: Path, hands: Hands, say: Callable[[str], object]) -> None:
        self._folder, self._hands, self._say = folder, hands, say
        self._taken = 0
        folder.mkdir(parents=True, exist_ok=True)

    def shoot(self, widget: QWidget, name: str, *, wait: int = 60) -> None:
        """A picture of a window or of part of one, once it has drawn what happened."""
        self._hands.rest(wait)
        settle(self._hands, widget)
        self._keep(widget.grab().toImage(), name)

    def shoot_paper(self, name: str, pdf: bytes) -> None:
        """The PDF beside a picture of each of its pages."""
        (self._folder / f"{name}.pdf").write_bytes(pdf)
        document, _buffer = load_pdf(pdf)
        for page in range(document.pageCount()):
            points = document.pagePointSize(page)
            size = QSize(round(points.width() * DOTS_PER_POINT), round(points.height() * DOTS_PER_POINT))
            picture = QImage(size, QImage.Format.Format_RGB32)
            picture.fill(0xFFFFFFFF)
            drawn = document.render(page, size)
            self._keep(_over(picture, drawn), f"{name}-{page + 1}")

    def _keep(self, picture: QImage, name: str) -> None:
        self._taken += 1
        path = self._folder / f"{self._taken:02}-{name}.png"
        if picture.isNull() or not picture.save(str(path)):
            raise NotDone(f"图片写不进去：{path}")
        self._say(f"{path.name}　{picture.width()}×{picture.height()}\n")


def settle(hands: Hands, widget: QWidget, *, last: int = 20) -> None:
    """Wait until a window has drawn what it put off for a moment."""
    for _ in range(MOST_RESTS):
        if not _puts_off(widget):
            break
        hands.rest(20)
    hands.rest(last)  # what came last is given its place


def _puts_off(widget: QWidget) -> bool:
    """Whether something of the window is still to come."""
    timers = widget.window().findChildren(QTimer)
    return any(one.isActive() and one.isSingleShot() and one.interval() <= SOON for one in timers)


def _over(ground: QImage, drawn: QImage) -> QImage:
    """A page's picture on white, because paper is."""
    painter = QPainter(ground)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return ground
