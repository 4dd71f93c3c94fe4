"""The month (月结): figures with the records behind them, frozen when the period is closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.core.dates import chinese_date
from app.core.entries import Draft, short_head
from app.core.figures import BY_ID, DEFINITIONS_VERSION, FIGURES, RATES, Count, Figure, Rate, check_sums, rate
from app.core.periods import Period, parse_period
from app.db import figures as rows
from app.db import journal, periods
from app.db.matters import MatterRow
from app.db.periods import ClosedPeriod
from app.errors import NotAllowed, ValidationError
from app.services.matters import shown
from app.services.register import Register

MOST_BEHIND = 500


@dataclass(frozen=True)
class MonthTable:
    """A period's table: every figure with its value, the guard's findings, and whether it is frozen."""

    period: Period
    figures: Mapping[str, Count | Rate]
    guard: tuple[str, ...]
    closed: ClosedPeriod | None

    def lines(self) -> tuple[tuple[Figure, Count | Rate], ...]:
        return tuple((figure, self.figures[figure.id]) for figure in FIGURES if figure.id in self.figures)


class Month:
    """Counting, checking and closing periods."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def period(self, text: str) -> Period:
        """The period a text names, by the office's own month (law.md §10 C29)."""
        return parse_period(text, month_start_day=self._register.office().month_start_day)

    def current(self) -> Period:
        """The office's month that today lies in."""
        today = self._register.today()
        named = self.period(f"{today.year}-{today.month:02d}")
        if named.contains(today):
            return named
        later = today.replace(day=1) + timedelta(days=32)
        return self.period(f"{later.year}-{later.month:02d}")

    def table(self, period: Period) -> MonthTable:
        """The period's figures: as they were frozen if it is closed, counted now if not."""
        closed = periods.load(self._register.store, period.id)
        figures = _thawed(closed.figures) if closed else self._count(period)
        counts = {name: value.value for name, value in figures.items() if isinstance(value, Count)}
        split_off = rows.split_off(self._register.store, self._span(period))
        return MonthTable(period, figures, check_sums(counts, split_off), closed)

    def recount(self, period: Period) -> Mapping[str, Count | Rate]:
        """A closed period counted again from what is known today, for a correction; nothing is changed."""
        return self._count(period)

    def behind(self, figure_id: str, period: Period, *, limit: int = MOST_BEHIND) -> tuple[MatterRow, ...]:
        """The matters behind one figure."""
        if figure_id not in BY_ID:
            raise ValidationError({"figure": f"没有“{figure_id}”这项指标"})
        found = rows.behind(self._register.store, figure_id, self._span(period), limit)
        return tuple(shown(row) for row in found)

    def close(self, period: Period) -> ClosedPeriod:
        """Freeze the period's figures with the journal's head; it can be printed again for ever."""
        table = self.table(period)
        if table.closed:
            raise NotAllowed(f"{period.name}已于{chinese_date(table.closed.closed_on)}结账，不能重复结账")
        if period.end > self._register.today():
            raise NotAllowed(
                f"{period.name}到{chinese_date(period.end)}才结束，现在还不能结账",
                way_out="请在统计期最后一天或以后结账",
            )
        if table.guard:
            raise NotAllowed("合计不符，没有结账：" + "；".join(table.guard), way_out="请先核对登记数据")
        self._register.record(self._closing(period, table))
        closed = periods.load(self._register.store, period.id)
        if closed is None:
            raise LookupError(period.id)
        return closed

    def closed_periods(self) -> tuple[ClosedPeriod, ...]:
        """Every closed period, the latest first."""
        return periods.closed(self._register.store)

    def head(self) -> str:
        """The journal's head as it is printed: sixteen digits in four groups."""
        return short_head(journal.head(self._register.store)[1])

    def sheet(self, period: Period) -> bytes:
        """The period's table as PDF; a closed one prints the same figures for ever."""
        from app.services.sheets import month_sheet

        return month_sheet(self.table(period), self._register.office(), journal.head(self._register.store)[1])

    def _closing(self, period: Period, table: MonthTable) -> Draft:
        payload = {
            "period": period.id,
            "name": period.name,
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
            "definitions": DEFINITIONS_VERSION,
            "figures": {name: value.as_json() for name, value in table.figures.items()},
            "head": journal.head(self._register.store)[1],
        }
        return Draft("period_closed", f"period:{period.id}", self._register.today(), payload)

    def _count(self, period: Period) -> dict[str, Count | Rate]:
        office, store, span = self._register.office(), self._register.store, self._span(period)
        figures: dict[str, Count | Rate] = {}
        for figure in FIGURES:
            if figure.id in RATES:
                n, d = rows.rate(store, figure.id, span)
                figures[figure.id] = rate(n, d, decimals=office.rate_decimals, rounding=office.rounding)
            else:
                figures[figure.id] = Count(rows.count(store, figure.id, span), figure.unit)
        return figures

    def _span(self, period: Period) -> rows.Span:
        """What is due on a period's last day is late once that day is over; today is not over yet."""
        after = min(period.end + timedelta(days=1), max(self._register.today(), period.start))
        return rows.Span(period.start, period.end, after)


def _thawed(frozen: Mapping[str, Mapping[str, Any]]) -> dict[str, Count | Rate]:
    return {
        name: Rate(value["n"], value["d"], value["text"])
        if "n" in value
        else Count(value["value"], value["unit"])
        for name, value in frozen.items()
    }
