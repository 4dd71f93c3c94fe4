"""The tab 图: the chosen figure over a year, and what the period is made of."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.figures import AXIS_BY_ID
from app.services.desk import Desk
from app.services.month import MonthTable
from app.services.month_charts import Picture, bars, course, trend
from app.ui.context import Context
from app.ui.month.doors import Door
from app.ui.month.explained import Explained
from app.ui.theme import points, space
from app.ui.widgets.card import Card

BESIDE = ("by_class", "by_village")
"""The breakdowns drawn under a figure's course, where the table has them."""
_LEAST = 280  # points across, below which the words of a chart stand on each other


class ChartView(QWidget):
    """One chart, drawn to the width there is; what it shows is told in words too."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self._picture = picture
        self._drawn = QSvgRenderer(QByteArray(picture.svg), self)
        self._drawn.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.setAccessibleName(picture.words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def words(self) -> str:
        return self._picture.words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the drawing is at this width."""
        super().resizeEvent(event)
        self.setFixedHeight(round(self._picture.height * self.width() / self._picture.width))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt names it
        painter = QPainter(self)
        self._drawn.render(painter, QRectF(self.rect()))
        painter.end()


class Charts(Card):
    """Draws on the worker; what is asked for meanwhile replaces what was."""

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__(margin=3)
        self._desk, self._context = desk, context
        self._wanted: object = None
        self.views: list[ChartView] = []
        self.column.setSpacing(space(4))
        self.column.addStretch(1)

    def show_door(self, table: MonthTable, door: Door, opened: Explained) -> None:
        """Count here, draw beside: a chart is only shown if it is still the one wanted."""
        drawings = self._drawings(table, door, opened)
        self._wanted = wanted = object()

        def done(pictures: list[Picture]) -> None:
            if self._wanted is wanted:
                self._show(pictures)

        self._context.tasks.run(lambda: [draw() for draw in drawings], done)

    def _drawings(self, table: MonthTable, door: Door, opened: Explained) -> list[Callable[[], Picture]]:
        theme = self._context.theme
        room = max(self.width() - space(6), space(90))
        across = max(_LEAST, round(points(room) * 100 / theme.scale))
        look = {"across": across, "dark": theme.dark}
        found: list[Callable[[], Picture]] = []
        axes: Sequence[str] = (door.axis,)
        if door.figure:
            counted = course(self._desk.month, door.figure, opened.period)
            found.append(partial(trend, counted, **look))  # type: ignore[arg-type]  # an int and a bool
            axes = BESIDE
        for axis in axes:
            lines = table.breakdowns.get(axis) or self._desk.month.breakdown(axis, table.period)
            found.append(partial(bars, AXIS_BY_ID[axis], lines, **look))  # type: ignore[arg-type]
        return found

    def _show(self, pictures: Sequence[Picture]) -> None:
        for view in self.views:
            self.column.removeWidget(view)
            view.hide()
            view.deleteLater()
        self.views = [ChartView(picture) for picture in pictures]
        for at, view in enumerate(self.views):
            self.column.insertWidget(at, view)
