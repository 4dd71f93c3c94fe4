"""The right edge of the Today page: the month so far in six figures, beside last month's."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.services.month import MonthTable
from app.ui.theme import Theme, Type, space
from app.ui.widgets.card import Card, SectionHeader
from app.ui.widgets.plain import PlainLabel

SHOWN = ("receptions", "visits.persons", "accepted", "closed", "open", "overdue")
_NAMES = {"visits.persons": "来访", "open": "在办", "overdue": "其中超期"}


class MonthEdge(Card):
    """Six figures of the running month. Nothing here is a rating of anybody."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(margin=4)
        self._header = SectionHeader("本月至今")
        self._period = PlainLabel("", Type.CAPTION)
        self.figures = {figure: FigureLine(theme) for figure in SHOWN}
        self.column.setSpacing(space(1))
        self.column.addWidget(self._header)
        self.column.addWidget(self._period)
        for line in self.figures.values():
            self.column.addSpacing(space(3))
            self.column.addWidget(line)
        self.column.addStretch(1)

    def show_month(self, now: MonthTable, before: MonthTable) -> None:
        """The running month and the one before it."""
        self._period.setText(now.period.name)
        last = {figure.id: _whole(value) for figure, value in before.lines()}
        for figure, value in now.lines():
            if figure.id in self.figures:
                name = _NAMES.get(figure.id, figure.name)
                self.figures[figure.id].show_figure(name, figure.unit, _whole(value), last.get(figure.id, 0))


class FigureLine(QWidget):
    """A number with its unit, and a bar against last month's."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._number, self._unit = PlainLabel("", Type.TITLE, strong=True), PlainLabel("", soft=True)
        self._name = PlainLabel("", soft=True)
        self._bar = _Bar(theme)
        self._last = PlainLabel("", Type.CAPTION)
        top = QHBoxLayout()
        top.setSpacing(space(1))
        top.addWidget(self._name)
        top.addStretch(1)
        top.addWidget(self._number)
        top.addWidget(self._unit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addWidget(self._last)

    def show_figure(self, name: str, unit: str, now: int, last: int) -> None:
        self._name.setText(name)
        self._number.setText(str(now))
        self._unit.setText(unit)
        self._last.setText(f"上月 {last}{unit}")
        self._bar.show_share(now, last)
        if layout := self.layout():
            layout.activate()  # at once: painted first and given their room afterwards, the words would be cut
        self.setAccessibleName(f"{name}{now}{unit}，上月{last}{unit}")

    def number(self) -> str:
        return self._number.text()


class _Bar(QWidget):
    """This month as a filled bar, last month as a mark on the same scale."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._now, self._last = theme, 0, 0
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_share(self, now: int, last: int) -> None:
        self._now, self._last = now, last
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        most = max(self._now, self._last, 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("sunken"))
        painter.drawRoundedRect(QRectF(0, 2, self.width(), 4), 2, 2)
        painter.setBrush(self._theme.colour("fill"))
        painter.drawRoundedRect(QRectF(0, 2, self.width() * self._now / most, 4), 2, 2)
        painter.setBrush(self._theme.colour("soft"))
        painter.drawRect(QRectF(min(self.width() * self._last / most, self.width() - 2), 0, 2, 8))
        painter.end()


def _whole(value: object) -> int:
    """A count's number; rates are not among the six."""
    number = getattr(value, "value", 0)
    return int(number)
