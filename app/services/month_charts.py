"""Charts of the month's page: a figure over the last twelve months, a breakdown as bars.

A month's number is counted for the one figure alone, so that a course costs no more than a table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.core.figures import BY_ID, NOTHING, Axis, Count, Line, Value, value_from
from app.core.periods import Period
from app.db import figures as rows
from app.db import periods
from app.services.month import Month

if TYPE_CHECKING:
    from app.paper.chart_outputs import Chart

MONTHS = 13  # a year and the month it is compared with
Point = tuple[str, int | Decimal | None]


@dataclass(frozen=True)
class Picture:
    """A drawn chart: SVG for the window, its size in points, and what it shows in words."""

    svg: bytes
    words: str
    width: int
    height: int


@dataclass(frozen=True)
class Course:
    """A figure month by month, ready to be drawn; a month the register knows nothing of has no value."""

    title: str
    unit: str
    points: tuple[Point, ...]


def course(month: Month, figure_id: str, period: Period) -> Course:
    """The months up to the period's last one; of a closed month the number it was closed with."""
    figure = BY_ID[figure_id]
    months = _months(month, period)
    store = month.counting(months[-1]).store
    first = periods.first_day(store)
    frozen = {one.id: one.figures for one in month.closed_periods()}
    points = tuple(
        (_label(one, months), _number(_value(month, figure_id, one, frozen.get(one.id, {}), first)))
        for one in months
    )
    return Course(figure.name.removeprefix("其中："), figure.unit, points)


def trend(one: Course, *, across: int, dark: bool = False) -> Picture:
    """A course as a line; draws only, so it may run beside the window."""
    from app.paper import charts

    height = max(140, round(across * 0.42))
    drawn = charts.trend(
        [charts.Series(one.title, one.points)],
        unit=one.unit,
        title=f"{one.title}（逐月）",
        size=(across, height),
    )
    return _picture(drawn, dark=dark)


def bars(axis: Axis, lines: Sequence[Line], *, across: int, dark: bool = False) -> Picture:
    """A breakdown that was already counted, as bars; the order of 层级 and 状态 is theirs."""
    from app.paper import charts

    items = [(line.label, line.value.value) for line in lines]
    drawn = charts.bars(items, unit=axis.unit, title=f"按{axis.name}", across=across)
    return _picture(drawn, dark=dark)


def _picture(drawn: "Chart", *, dark: bool) -> Picture:
    return Picture(drawn.svg(dark=dark), drawn.words, drawn.width, drawn.height)


def _months(month: Month, period: Period) -> tuple[Period, ...]:
    """The office's months that end with the period, but not after the running one; the oldest first."""
    running = month.current()
    last = running if period.end >= running.end else _containing(month.period, period.end)
    found = [last]
    while len(found) < MONTHS:
        found.append(found[-1].previous())
    return tuple(reversed(found))


def _containing(read: Callable[[str], Period], day: date) -> Period:
    """The office's month that a day lies in."""
    named = read(f"{day.year}-{day.month:02d}")
    if named.contains(day):
        return named
    later = day.year * 12 + day.month
    return read(f"{later // 12}-{later % 12 + 1:02d}")


def _label(one: Period, months: Sequence[Period]) -> str:
    """10月; the first of them and every January say the year."""
    year, number = int(one.id[:4]), int(one.id[5:7])
    return f"{year % 100:02d}年{number}月" if number == 1 or one == months[0] else f"{number}月"


def _value(
    month: Month, figure_id: str, one: Period, frozen: dict[str, Any], first: date | None
) -> Value | None:
    if first is None or one.end < first:
        return None
    if figure_id in frozen:
        return value_from(frozen[figure_id])
    counting = month.counting(one)
    figure = counting.figures[figure_id]
    raw = rows.counted(counting.store, [figure], counting.span)[figure_id]
    return counting.terms.printed.rate(*raw) if figure.is_rate else Count(raw[0], figure.unit)


def _number(value: Value | None) -> int | Decimal | None:
    if isinstance(value, Count):
        return value.value
    return None if value is None or value.text == NOTHING else Decimal(value.text.rstrip("%"))
