"""The shade over the window with a light place in it; the mouse goes through, so nothing is blocked."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.theme import Theme

ROUND, RING = 8, 3
SHADE = 0.42


class Veil(QWidget):
    """Paints only."""

    def __init__(self, ground: QWidget, theme: Theme) -> None:
        super().__init__(ground)
        self._theme, self._spot = theme, QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_spot(self, spot: QRect) -> None:
        """Leave this place light."""
        self._spot = spot
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shade = QColor(self._theme.look.scrim)
        shade.setAlphaF(SHADE)
        whole, hole = QPainterPath(), QPainterPath()
        whole.addRect(QRectF(self.rect()))
        hole.addRoundedRect(QRectF(self._spot), ROUND, ROUND)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(whole - hole, shade)
        painter.setPen(QPen(self._theme.colour("fill"), RING))
        painter.drawPath(hole)
        painter.end()
