"""Counting a period: figures, breakdowns, and the records behind them, under the terms the office counts by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from app.core.choices import months_before
from app.core.figures import (
    AXIS_BY_ID,
    SHOWN,
    Axis,
    Count,
    Facts,
    Figure,
    Line,
    Record,
    Terms,
    Value,
    figures_of,
)
from app.core.figures.axes import CLASS, ROSTER
from app.core.periods import Period
from app.core.piecewise import Parts, whole
from app.db import figures as rows
from app.db import offices
from app.db.engine.connection import Store
from app.db.figures import Span
from app.db.figures.counting import Raw
from app.db.figures.populations import NEVER
from app.services.classes import classes

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Counting:
    """One count of one period. `as_of` is the first day that is not over yet: what is due then is not late."""

    store: Store
    period: Period
    terms: Terms
    as_of: date

    @cached_property
    def span(self) -> Span:
        terms, period = self.terms, self.period
        return Span(
            period.start, period.end, self.as_of, terms.group, terms.joint, terms.large or NEVER,
            months_before(period.end, terms.long_months), terms.evaluation_days, terms.basis == "occurred",
        )  # fmt: skip

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """The definitions under these terms, by id."""
        return {figure.id: figure for figure in figures_of(self.terms)}

    def values(self) -> dict[str, Value]:
        """Every figure."""
        return whole(self.values_in_parts())

    def values_in_parts(self) -> Parts[dict[str, Value]]:
        raw = yield from rows.counted_in_parts(self.store, self.figures.values(), self.span)
        return {name: self._value(figure, raw[name]) for name, figure in self.figures.items()}

    def values_by(self, figure_ids: Sequence[str], dim: str) -> dict[str, dict[str, Value]]:
        """Some figures for each word of a dimension, as 通报 wants them; a word without records has zeros."""
        wanted = [self.figures[name] for name in figure_ids]
        found = rows.counted_by(self.store, wanted, dim, self.span)
        return {
            key: {figure.id: self._value(figure, raw.get(figure.id, (0, 0))) for figure in wanted}
            for key, raw in found.items()
        }

    def breakdowns(self, axes: Iterable[str] = SHOWN) -> dict[str, tuple[Line, ...]]:
        """The lines of each axis, the most first."""
        return whole(self.breakdowns_in_parts(axes))

    def breakdowns_in_parts(self, axes: Iterable[str] = SHOWN) -> Parts[dict[str, tuple[Line, ...]]]:
        wanted = [AXIS_BY_ID[axis] for axis in axes]
        found = yield from rows.breakdowns_in_parts(self.store, wanted, self.span)
        labels = _Labels(self.store)
        return {axis.id: self._lines(axis, found[axis.id], labels) for axis in wanted}

    def split_off(self) -> int:
        return rows.split_off(self.store, self.span)

    def facts(self, split_off: int) -> Facts:
        return Facts(split_off, self.terms.group)

    def records(self) -> dict[str, list[Record]]:
        """What a closed period keeps of each population."""
        asked = [AXIS_BY_ID[axis] for axis in SHOWN]
        return rows.frozen_records(self.store, self.figures.values(), asked, self.span)

    def _value(self, figure: Figure, raw: Raw) -> Value:
        return self.terms.printed.rate(*raw) if figure.is_rate else Count(raw[0], figure.unit)

    def _lines(
        self, axis: Axis, found: Sequence[tuple[str, int, int]], labels: "_Labels"
    ) -> tuple[Line, ...]:
        whole = sum(number for _, number, _ in found)
        return tuple(
            Line(
                key, labels.of(axis, key), Count(number, axis.unit), Count(heads, "人次") if axis.heads else None,
                self.terms.printed.percent(number, whole),
            )
            for key, number, heads in found
        )  # fmt: skip


class _Labels:
    """What the keys of a breakdown are called."""

    def __init__(self, store: Store) -> None:
        self._names, self._classes = offices.names(store), classes(store)

    def of(self, axis: Axis, key: str) -> str:
        if not key:
            return axis.blank
        if axis.keyed == CLASS:
            return self._classes.path(key) or key
        if axis.keyed == ROSTER:
            return self._names.get(key, key)
        return (axis.words or {}).get(key, key)


def as_of(period: Period, today: date) -> date:
    """What is due on a period's last day is late once that day is over; today is not over yet."""
    return min(period.end + _DAY, max(today, period.start))
