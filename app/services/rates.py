"""The three rates (三率): what each lost point is, what can still be saved and until when, and what that would change."""

from dataclasses import dataclass
from datetime import date

from app.core.figures import Figure, Rate, Value
from app.core.periods import Period
from app.db import matters
from app.db.figures.saving import Savable, savable
from app.db.matters import MatterRow
from app.services.counting import Counting
from app.services.matters import shown
from app.services.month import Month, MonthTable
from app.services.register import Register

WATCHED = (
    "rate.accept_in_time", "rate.answer_in_time", "rate.evaluated.office", "rate.satisfied.office", "rate.evaluated.unit",
    "rate.satisfied.unit",
)  # fmt: skip
"""及时受理率, 按期答复率, 满意率, and the 参评率 that is reported with them (law.md §5.4)."""
MOST = 500


@dataclass(frozen=True)
class SavablePoint:
    """A matter that will count against the rate unless it is done by `until`."""

    matter: MatterRow
    until: date


@dataclass(frozen=True)
class RateStanding:
    """A rate as it stands today, and where it can still go by the period's end.

    `best` is what it comes to if everything savable is done in time, `worst` if nothing is; `each` what one of them
    moves it by, in percentage points as printed from `worst`. For a closed period all of these are its frozen rate.
    """

    figure: Figure
    now: Rate
    best: Rate
    worst: Rate
    each: str
    lost: tuple[MatterRow, ...]
    savable: tuple[SavablePoint, ...]


class Rates:
    """Where the rates of a period stand."""

    def __init__(self, register: Register, month: Month) -> None:
        self._register, self._month = register, month

    def standing(self, period: Period, table: MonthTable | None = None) -> tuple[RateStanding, ...]:
        """Every watched rate; whoever has just counted the period gives its `table`."""
        table = table or self._month.table(period, compared=False)
        counting = self._month.counting(period, table.terms)
        return tuple(
            self._standing(
                counting, counting.figures[name], table.figures[name], closed=table.closed is not None
            )
            for name in WATCHED
            if name in table.figures
        )

    def best(self, period: Period) -> dict[str, Value]:
        """Every figure as it would be if all that can still be saved were saved."""
        values = dict(self._month.table(period, compared=False).figures)
        return values | {one.figure.id: one.best for one in self.standing(period)}

    def _standing(self, counting: Counting, figure: Figure, now: Value, *, closed: bool) -> RateStanding:
        if not isinstance(now, Rate):
            raise TypeError(figure.id)
        found = [] if closed else _open_points(counting, figure)
        best, worst = _ends(counting, figure, now, len(found))
        lost = self._month.behind(figure.id, counting.period, limit=MOST, part="lost")
        return RateStanding(figure, now, best, worst, _each(counting, worst), lost, self._points(found))

    def _points(self, found: list[Savable]) -> tuple[SavablePoint, ...]:
        rows = {
            row.id: shown(row)
            for row in matters.listed(self._register.store, [one.matter_id for one in found], MOST)
        }
        return tuple(SavablePoint(rows[one.matter_id], one.until) for one in found if one.matter_id in rows)


def _open_points(counting: Counting, figure: Figure) -> list[Savable]:
    """Satisfaction is the petitioner's to give: there is nothing the office could do about it by a day."""
    return [] if figure.id.startswith("rate.satisfied") else savable(counting.store, figure, counting.span)


def _ends(counting: Counting, figure: Figure, now: Rate, open_points: int) -> tuple[Rate, Rate]:
    """The rate if all open points are won, and if all are lost; family B counts them already."""
    printed = counting.terms.printed
    counted = figure.population.partition(".")[0] in {"started", "asked"}
    whole = now.d if counted else now.d + open_points
    return printed.rate(now.n + open_points, whole), printed.rate(now.n, whole)


def _each(counting: Counting, worst: Rate) -> str:
    """One matter's weight: a hundredth of nothing has none."""
    return counting.terms.printed.percent(1, worst.d).replace("%", "个百分点") if worst.d else ""
