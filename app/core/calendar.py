"""Rest days, and counting days between them.

A rest day (法定休假日) is a Saturday, a Sunday or a day off of the State Council's yearly
notice, unless the notice or the office makes it a working day. The notice of a year comes out
in the November before; until then only the weekends of that year are known, and every date
that depends on it is provisional (law.md §3–4).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.errors import ValidationError

FIRST = date(2004, 1, 1)
"""Birth of the program's calendar: nothing earlier can be registered."""

MOST_DAYS = 36_600

_WEEKDAYS = "一二三四五六日"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Counted:
    """The last day of a period and why it is that day.

    `raw` is the plain count, `rolled` the next working day (民法典 Art 203); the statistics use
    `raw` (law.md §3.2). `skipped` are the rest days and moved working days that had a say.
    """

    raw: date
    rolled: date
    provisional: bool = False
    skipped: tuple[tuple[date, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Calendar:
    """Which days the office works.

    `rest` and `work` are the exceptions of the published table to "Monday to Friday";
    `corrections` are the office's own (local festivals, a new notice) and win over it.
    `entered_years` are years beyond the table whose whole notice the office has entered.
    """

    first_day: date
    last_day: date
    rest: Mapping[date, str]
    work: frozenset[date]
    corrections: Mapping[date, bool] = field(default_factory=dict)
    entered_years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        if day in self.corrections:
            return self.corrections[day]
        return day in self.work or (day.weekday() < 5 and day not in self.rest)

    def is_published(self, day: date) -> bool:
        """Whether `day` is known for certain rather than guessed from the weekday."""
        known = self.first_day <= day <= self.last_day or day.year in self.entered_years
        return known or day in self.corrections

    def day_name(self, day: date) -> str:
        """What an explained date calls the day: 国庆节, 调休上班, 周六."""
        weekday = f"周{_WEEKDAYS[day.weekday()]}"
        if self.is_workday(day):
            return "调休上班" if day.weekday() >= 5 or day in self.rest else weekday
        return self.rest.get(day) or (weekday if day.weekday() >= 5 else "放假")

    def next_workday(self, day: date) -> date:
        """`day` itself when it is worked, else the first working day after it."""
        while not self.is_workday(day):
            day += _ONE_DAY
        return day

    def count(self, start: date, n: int, *, working: bool = False, include_start: bool = False) -> Counted:
        """The `n`-th day of a period that begins on `start`.

        The day of the event itself is not counted (民法典 Art 201) unless the office has set
        `include_start`. Raises `ValidationError` when the count leads out of all calendars.
        """
        if not 0 <= n <= MOST_DAYS:
            raise ValidationError({"days": f"天数须在0至{MOST_DAYS}之间，请核对后重新输入。"})
        try:
            begin = start - _ONE_DAY if include_start and n else start
            return self._count_working(begin, n) if working else self._count_calendar(begin, n)
        except OverflowError:
            raise ValidationError({"days": "算出的日期超出了日历范围，请核对起算日和天数。"}) from None

    def _count_calendar(self, begin: date, n: int) -> Counted:
        raw = begin + timedelta(days=n)
        rolled = self.next_workday(raw)
        return self._explained(raw, rolled, list(_days(raw, rolled)))

    def _count_working(self, begin: date, n: int) -> Counted:
        day, passed = begin, list[date]()
        while n:
            day += _ONE_DAY
            passed.append(day)
            n -= self.is_workday(day)
        return self._explained(day, day, passed)

    def _explained(self, raw: date, rolled: date, mattered: list[date]) -> Counted:
        guessed = sorted({day.year for day in mattered if not self.is_published(day)})
        return Counted(
            raw=raw,
            rolled=rolled,
            provisional=bool(guessed),
            skipped=tuple((day, self.day_name(day)) for day in mattered if self._is_notable(day)),
            notes=tuple(self._guess_note(year) for year in guessed),
        )

    def _is_notable(self, day: date) -> bool:
        return not self.is_workday(day) or day.weekday() >= 5 or day in self.rest

    def _guess_note(self, year: int) -> str:
        if year > self.last_day.year:
            return f"{year}年放假安排尚未公布，按周末推算"
        return f"{year}年不在放假安排表内，按周末推算"


def calendar_from_table(
    table: Mapping[str, Any],
    corrections: Mapping[date, bool] | None = None,
    entered_years: frozenset[int] = frozenset(),
) -> Calendar:
    """Build the calendar from the shipped table (resources/calendar/china.json)."""
    return Calendar(
        first_day=date.fromisoformat(table["first"]),
        last_day=date.fromisoformat(table["last"]),
        rest={date.fromisoformat(day): name for day, name in table["rest"].items()},
        work=frozenset(map(date.fromisoformat, table["work"])),
        corrections=dict(corrections or {}),
        entered_years=entered_years,
    )


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
