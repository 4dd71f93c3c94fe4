"""The painted half of the 时限条: a line from registration to the last possible day, a tick for each clock.

Left and Right move between the ticks, Enter or a click opens the explained date below.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.deadlines import Deadline
from app.ui.matters.clock_words import dated, named, tone_of
from app.ui.matters.lateness import short_date
from app.ui.matters.strip_layout import Span, chosen, shown_on, span_of, spread
from app.ui.theme import Theme, Type, space
from app.ui.widgets.plain import plain_tooltip

_MOVES = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
EDGE = 8.0
LEADER = 32.0


class StripLine(QWidget):
    """The clocks of one matter on one line, as many as there is room for.

    Signals:
        explained: A date is to be explained; carries its `Deadline`.
        arranged: Others than before have a place on the line.
    """

    explained = Signal(object)
    arranged = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._all: tuple[Deadline, ...] = ()
        self._deadlines: tuple[Deadline, ...] = ()
        self._registered_on, self._day, self._current = date.min, date.min, 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def show_deadlines(self, registered_on: date, deadlines: Sequence[Deadline], today: date) -> None:
        """Another matter's clocks."""
        self._all = tuple(sorted(deadlines, key=lambda line: (shown_on(line), line.clock)))
        self._registered_on, self._day, self._current = registered_on, today, 0
        self._deadlines = self._with_room()
        self.update()

    def deadlines(self) -> tuple[Deadline, ...]:
        """As they stand from left to right."""
        return self._deadlines

    def folded(self) -> tuple[Deadline, ...]:
        """Those that have no place on the line."""
        return tuple(line for line in self._all if line not in self._deadlines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self._arrange()

    def _arrange(self) -> None:
        fitting = self._with_room()
        if fitting != self._deadlines:
            self._deadlines, self._current = fitting, 0
            self.arranged.emit()

    def _with_room(self) -> tuple[Deadline, ...]:
        found = chosen(self._all, self._widths(self._all), self._day, self.width(), space(3))
        return tuple(self._all[at] for at in found)

    def _widths(self, deadlines: Sequence[Deadline]) -> list[float]:
        metrics = QFontMetricsF(self._theme.face(Type.CAPTION, strong=True))
        return [max(map(metrics.horizontalAdvance, self._label(line))) + 4 for line in deadlines]

    def _label(self, line: Deadline) -> tuple[str, str]:
        return named(line), dated(line, self._day)

    def sizeHint(self) -> QSize:
        line = QFontMetricsF(self._theme.face(Type.CAPTION)).height()
        return QSize(400, round(3 * line + space(9)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES and self._deadlines:
            self._current = min(max(self._current + _MOVES[key], 0), len(self._deadlines) - 1)
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._deadlines:
            self.explained.emit(self._deadlines[self._current])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._nearest(event.position().x())
        if at is not None:
            self._current = at
            self.update()
            self.explained.emit(self._deadlines[at])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._nearest(event.position().x())
        plain_tooltip(self, "\n".join(self._deadlines[at].explanation) if at is not None else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._deadlines:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        span = self._span()
        self._draw_line(painter, span)
        self._draw_labels(painter, span)
        self._draw_today(painter, span)
        painter.end()

    def _span(self) -> Span:
        return span_of(self._registered_on, self._deadlines, self._day, EDGE, self.width() - EDGE)

    def _base(self) -> float:
        """The y of the line: two lines of text above it, one below."""
        return 2 * QFontMetricsF(self._theme.face(Type.CAPTION)).height() + space(4)

    def _draw_line(self, painter: QPainter, span: Span) -> None:
        base = self._base()
        painter.setPen(QPen(self._theme.colour("line"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(span.left, base), QPointF(span.right, base))
        painter.setPen(QPen(self._theme.colour("edge"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(span.left, base), QPointF(span.place(self._day), base))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("soft"))
        painter.drawEllipse(QPointF(span.left, base), 5, 5)
        painter.setPen(self._theme.colour("soft"))
        painter.setFont(self._theme.face(Type.CAPTION))
        below = base + space(2) + QFontMetricsF(painter.font()).ascent()
        metrics = QFontMetricsF(painter.font())
        text = f"登记 {short_date(self._registered_on, self._day)}"
        today = metrics.horizontalAdvance(f"今天 {short_date(self._day, self._day)}")
        if span.place(self._day) - today / 2 > metrics.horizontalAdvance(text) + space(3):
            painter.drawText(QPointF(0, below), text)

    def _draw_labels(self, painter: QPainter, span: Span) -> None:
        metrics = QFontMetricsF(self._theme.face(Type.CAPTION, strong=True))
        widths = self._widths(self._deadlines)
        places = [span.place(shown_on(line)) for line in self._deadlines]
        edges = spread(places, widths, 0, self.width(), space(3))
        for at, line in enumerate(self._deadlines):
            self._draw_tick(painter, places[at], line, current=at == self._current and self.hasFocus())
            room = QRectF(edges[at], 0, widths[at], metrics.height())
            self._draw_leader(painter, room, places[at])
            self._draw_label(painter, room, self._label(line), line)

    def _draw_tick(self, painter: QPainter, x: float, line: Deadline, *, current: bool) -> None:
        base, tone = self._base(), self._theme.colour(tone_of(line, self._day))
        painter.setPen(QPen(self._theme.colour("ink"), 2) if current else Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        if line.met_on:
            painter.drawEllipse(QPointF(x, base), 6, 6)
        else:
            painter.drawRoundedRect(QRectF(x - 3, base - 9, 6, 18), 2, 2)

    def _draw_leader(self, painter: QPainter, room: QRectF, x: float) -> None:
        """A hair line from the label to its tick, unless the label had to give way too far."""
        middle = min(max(x, room.left()), room.right())
        if abs(x - middle) > LEADER:
            return
        painter.setPen(QPen(self._theme.colour("edge"), 1))
        painter.drawLine(QPointF(middle, 2 * room.height() + 1), QPointF(x, self._base() - 9))

    def _draw_label(self, painter: QPainter, room: QRectF, text: tuple[str, str], line: Deadline) -> None:
        painter.setFont(self._theme.face(Type.CAPTION, strong=True))
        painter.setPen(self._theme.colour("ink"))
        centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, int(centred), text[0])
        painter.setPen(self._theme.colour(tone_of(line, self._day)))
        painter.drawText(room.translated(0, room.height()), int(centred), text[1])

    def _draw_today(self, painter: QPainter, span: Span) -> None:
        x, base = span.place(self._day), self._base()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("ink"))
        painter.drawPolygon(
            QPolygonF([QPointF(x, base + 5), QPointF(x - 5, base + 13), QPointF(x + 5, base + 13)])
        )
        painter.setPen(self._theme.colour("ink"))
        painter.setFont(self._theme.face(Type.CAPTION, strong=True))
        text = f"今天 {short_date(self._day, self._day)}"
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        left = min(max(x - width / 2, 0), self.width() - width)
        painter.drawText(QPointF(left, base + space(4) + QFontMetricsF(painter.font()).ascent()), text)

    def _nearest(self, x: float) -> int | None:
        """The tick or label the mouse means."""
        span = self._span()
        near = [(abs(span.place(shown_on(line)) - x), at) for at, line in enumerate(self._deadlines)]
        distance, at = min(near, default=(1e9, 0))
        return at if distance <= 48 else None
