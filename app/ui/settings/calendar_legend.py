"""What the marks of the calendar mean, each with its word."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.settings.day_marks import LEGEND, draw_mark
from app.ui.theme import Theme, Type, space


class CalendarLegend(QWidget):
    """The marks in a row, in several where there is not room enough."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("图例：" + "、".join(word for _, word in LEGEND))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._places(width)[-1].bottom())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (mark, word) in zip(self._places(self.width()), LEGEND, strict=True):
            side = place.height()
            draw_mark(painter, self._theme, QRectF(place.left(), place.top(), side, side), mark)
            painter.setFont(self._theme.face(Type.CAPTION))
            painter.setPen(self._theme.colour("soft"))
            painter.drawText(place.adjusted(side + space(1), 0, 0, 0), int(_LEFT), word)
        painter.end()

    def _places(self, width: float) -> list[QRectF]:
        """Where each mark and its word stand, from left to right and downward."""
        metrics = QFontMetricsF(self._theme.face(Type.CAPTION))
        height = metrics.height() + space(1)
        left, top, places = 0.0, 0.0, list[QRectF]()
        for _, word in LEGEND:
            wide = height + metrics.horizontalAdvance(word) + space(2)
            if left and left + wide > width:
                left, top = 0.0, top + height + space(1)
            places.append(QRectF(left, top, wide, height))
            left += wide + space(3)
        return places


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
