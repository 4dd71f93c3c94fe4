"""Sentences to choose one from, where words are too long for chips: a list that breaks its lines."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import space
from app.ui.widgets.plain import plain_caption

USUAL_WIDTH = 360  # of a sentence before the list knows how wide it is
_TEXT = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignVCenter


class Option(QRadioButton):
    """One sentence; Space or a click chooses it, Enter goes on to the next field."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(plain_caption(words))
        self.key, self._words = key, words
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(USUAL_WIDTH, self.heightForWidth(USUAL_WIDTH))

    def minimumSizeHint(self) -> QSize:
        return QSize(space(30), self.heightForWidth(max(self.width(), space(30))))

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, width - self._indent() - space(2), 10_000)
        return self.fontMetrics().boundingRect(room, _TEXT, self._words).height() + space(2)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, roles = QPainter(self), QPalette.ColorRole
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(roles.Link), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        self._draw_mark(painter)
        painter.setPen(self.palette().color(roles.WindowText))
        painter.drawText(self.rect().adjusted(self._indent(), 0, -space(2), 0), _TEXT, self._words)

    def _draw_mark(self, painter: QPainter) -> None:
        """A ring, with a dot in it when chosen; darker than the system's own, which tired eyes miss."""
        side, chosen = self._side(), self.isChecked()
        ring = QRectF(space(2), (self.height() - side) / 2, side, side).adjusted(1, 1, -1, -1)
        role = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Dark
        painter.setPen(QPen(self.palette().color(role), 2 if chosen else 1.5))
        painter.drawEllipse(ring)
        if chosen:
            painter.setBrush(self.palette().color(role))
            painter.drawEllipse(ring.adjusted(4, 4, -4, -4))
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _side(self) -> int:
        usual = self.style().pixelMetric(QStyle.PixelMetric.PM_ExclusiveIndicatorWidth, None, self)
        return max(usual, round(self.fontMetrics().height() * 0.7))

    def _indent(self) -> int:
        return self._side() + space(4)


class Options(QWidget):
    """A list of (key, sentence) pairs, at most one chosen; arrow keys move the choice.

    Signals:
        changed: The clerk chose otherwise.
    """

    changed = Signal()

    def __init__(self, options: Sequence[tuple[str, str]], *, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._options = {key: Option(key, words) for key, words in options}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for option in self._options.values():
            self._group.addButton(option)
            column.addWidget(option)
            option.clicked.connect(self.changed)
        for first in list(self._options.values())[:1]:
            self.setFocusProxy(first)

    def value(self) -> str:
        """The key of the sentence chosen, or nothing."""
        return next((key for key, option in self._options.items() if option.isChecked()), "")

    def choose(self, key: str) -> None:
        """Set what is chosen, without telling anybody; Tab enters there and not at the first."""
        for option in self._options.values():
            option.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if option.key == key else Qt.FocusPolicy.ClickFocus
            )
        self._options[key].setChecked(True)
        self.setFocusProxy(self._options[key])

    def option(self, key: str) -> Option:
        return self._options[key]

    def options(self) -> tuple[Option, ...]:
        return tuple(self._options.values())
