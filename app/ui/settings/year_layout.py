"""Where each day of a year stands: twelve small months in as many columns as there is room for."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF

GAP = 20.0


@dataclass(frozen=True)
class Cell:
    """The least room one day needs, and the height of a line of text above the days."""

    width: float
    height: float
    line: float


@dataclass(frozen=True)
class YearLayout:
    """The months of `year` in rows of `columns`; `slot` is room kept open below the row of `slot_month`."""

    year: int
    width: float
    cell: Cell
    slot_month: int = 0
    slot: float = 0.0

    @cached_property
    def columns(self) -> int:
        """A number that divides twelve, so that no row of months stays half empty."""
        fitting = (count for count in (6, 4, 3, 2) if self._day_width(count) >= self.cell.width)
        return next(fitting, 1)

    @cached_property
    def day_width(self) -> float:
        return self._day_width(self.columns)

    @property
    def height(self) -> float:
        return self._top(12 // self.columns) - GAP

    def title(self, month: int) -> QRectF:
        """The line with the month's name."""
        row, column = divmod(month - 1, self.columns)
        return QRectF(column * (7 * self.day_width + GAP), self._top(row), 7 * self.day_width, self.cell.line)

    def weekday(self, month: int, weekday: int) -> QRectF:
        """The head of one column of days, Monday is 0."""
        title = self.title(month)
        left = title.left() + weekday * self.day_width
        return QRectF(left, title.bottom(), self.day_width, self.cell.line)

    def day(self, day: date) -> QRectF:
        head = self.weekday(day.month, day.weekday())
        week = (day.day - 1 + date(day.year, day.month, 1).weekday()) // 7
        return QRectF(head.left(), head.bottom() + week * self.cell.height, self.day_width, self.cell.height)

    def day_at(self, point: QPointF) -> date | None:
        """The day under the mouse, if there is one."""
        for month in range(1, 13):
            title = self.title(month)
            if title.left() <= point.x() < title.right() and title.top() <= point.y() < self._bottom(month):
                return self._day_in(month, point)
        return None

    def slot_rect(self) -> QRectF:
        """The room kept open below a row of months."""
        row = (self.slot_month - 1) // self.columns
        return QRectF(0, self._top(row + 1) - self.slot - GAP, self.width, self.slot)

    def _day_in(self, month: int, point: QPointF) -> date | None:
        last = monthrange(self.year, month)[1]
        days = (date(self.year, month, day) for day in range(1, last + 1))
        return next((day for day in days if self.day(day).contains(point)), None)

    def _day_width(self, columns: int) -> float:
        return (self.width - GAP * (columns - 1)) / columns / 7

    def _bottom(self, month: int) -> float:
        return self._top((month - 1) // self.columns) + self._row_height((month - 1) // self.columns)

    def _row_height(self, row: int) -> float:
        months = range(row * self.columns + 1, (row + 1) * self.columns + 1)
        weeks = max(_weeks(self.year, month) for month in months)
        return 2 * self.cell.line + weeks * self.cell.height

    def _top(self, row: int) -> float:
        return self._tops[row]

    @cached_property
    def _tops(self) -> tuple[float, ...]:
        """Where each row of months begins, and where one below the last would: each day of a year asks."""
        tops = [0.0]
        for row in range(12 // self.columns):
            is_opened = bool(self.slot_month) and (self.slot_month - 1) // self.columns == row
            tops.append(tops[-1] + self._row_height(row) + GAP + (self.slot + GAP if is_opened else 0.0))
        return tuple(tops)


def _weeks(year: int, month: int) -> int:
    """How many weeks, Monday first, a month touches."""
    first, last = monthrange(year, month)
    return (first + last + 6) // 7
