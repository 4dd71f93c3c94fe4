"""Rest days, and counting days between them.

A rest day (法定休假日) is a Saturday, a Sunday or a day off of the State Council's yearly
notice, unless the notice or the office makes it a working day. The notice of a year comes out
in the November before; until then only the weekends of that year are known, and every date
that depends on it is provisional (law.md §3–4).
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, date, timedelta
from typing import Any

from app.core.dates import chinese_date
from app.errors import ValidationError

FIRST = date(2004, 1, 1)
"""Birth of the program's calendar: nothing earlier can be registered."""

MOST_DAYS = 36_600
DAY, WORKING, MONTH = "day", "working", "month"
"""The units a period may be counted in: calendar days, working days, months."""

_WEEKDAYS = "一二三四五六日"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class CalendarDay:
    """A day the office has said something about: rest or work, what it is called, and on whose word.

    `notice` is the year of the State Council notice it was entered with, 0 for a day of the
    office's own, such as a local festival (全国年节及纪念日放假办法 Art 4).
    """

    day: date
    working: bool
    name: str = ""
    source: str = ""
    notice: int = 0

    def spoken(self) -> str:
        """As an explained date names it: 2026年4月20日 三月三（放假）."""
        words = [chinese_date(self.day), self.name]
        return f"{' '.join(filter(None, words))}（{'上班' if self.working else '放假'}）"


@dataclass(frozen=True)
class YearNotice:
    """The State Council's arrangement (放假安排) of one year, as the office entered it."""

    year: int
    source: str
    days: tuple[CalendarDay, ...]


@dataclass(frozen=True)
class CalendarChanges:
    """Everything this office has added to the shipped table: its own days, and whole years."""

    days: Mapping[date, CalendarDay] = field(default_factory=dict)
    years: Mapping[int, YearNotice] = field(default_factory=dict)

    def corrections(self) -> dict[date, CalendarDay]:
        """The day that holds for each date: the office's own, else that of the newest notice."""
        noticed = (day for _, notice in sorted(self.years.items()) for day in notice.days)
        return {day.day: day for day in noticed} | dict(self.days)


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
    `entered_years` are years beyond the table whose whole notice the office has entered,
    `weekend` the weekdays on which it rests (Monday is 0).
    """

    first_day: date
    last_day: date
    rest: Mapping[date, str]
    work: frozenset[date]
    corrections: Mapping[date, CalendarDay] = field(default_factory=dict)
    entered_years: frozenset[int] = frozenset()
    weekend: frozenset[int] = frozenset({5, 6})
    _counted: dict[tuple[date, int, str, bool], Counted] = field(
        default_factory=dict, compare=False, repr=False, init=False
    )

    def is_workday(self, day: date) -> bool:
        if corrected := self.corrections.get(day):
            return corrected.working
        return day in self.work or (day.weekday() not in self.weekend and day not in self.rest)

    def is_published(self, day: date) -> bool:
        """Whether `day` is known for certain rather than guessed from the weekday."""
        known = self.first_day <= day <= self.last_day or day.year in self.entered_years
        return known or day in self.corrections

    def day_name(self, day: date) -> str:
        """What an explained date calls the day: 国庆节, 三月三, 调休上班, 周六."""
        weekday = f"周{_WEEKDAYS[day.weekday()]}"
        if self.is_workday(day):
            return "调休上班" if day.weekday() in self.weekend or day in self.rest else weekday
        corrected = self.corrections.get(day)
        named = (corrected.name if corrected else "") or self.rest.get(day)
        return named or (weekday if day.weekday() in self.weekend else "放假")

    def with_changes(self, changes: CalendarChanges, weekend: frozenset[int]) -> "Calendar":
        """The same table under another state of the office's own days, years and weekend."""
        return replace(
            self, corrections=changes.corrections(), entered_years=frozenset(changes.years), weekend=weekend
        )

    def next_workday(self, day: date) -> date:
        """`day` itself when it is worked, else the first working day after it."""
        while not self.is_workday(day):
            day += _ONE_DAY
        return day

    def count(self, start: date, n: int, *, unit: str = DAY, include_start: bool = False) -> Counted:
        """The last day of a period of `n` days, working days or months that begins on `start`.

        The day of the event itself is not counted (民法典 Art 201) unless the office has set
        `include_start`. Raises `ValidationError` when the count leads out of all calendars.
        """
        asked = (start, n, unit, include_start)
        if asked not in self._counted:
            self._counted[asked] = self._count(*asked)
        return self._counted[asked]

    def _count(self, start: date, n: int, unit: str, include_start: bool) -> Counted:
        if not 0 <= n <= MOST_DAYS:
            raise ValidationError({"days": f"天数须在0至{MOST_DAYS}之间，请核对后重新输入。"})
        counts_start = include_start and n > 0
        try:
            if unit == WORKING:
                return self._count_working(start - _ONE_DAY if counts_start else start, n)
            return self._count_calendar(_last_day(start, n, unit, counts_start=counts_start))
        except OverflowError:
            raise ValidationError({"days": "算出的日期超出了日历范围，请核对起算日和天数。"}) from None

    def _count_calendar(self, raw: date) -> Counted:
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
            notes=(*self._own_note(mattered), *(self._guess_note(year) for year in guessed)),
        )

    def _own_note(self, mattered: Iterable[date]) -> tuple[str, ...]:
        corrected = (self.corrections.get(day) for day in mattered)
        own = [day.spoken() for day in corrected if day and not day.notice]
        return (f"本机关日历：{'、'.join(own)}",) if own else ()

    def _is_notable(self, day: date) -> bool:
        return not self.is_workday(day) or day.weekday() in self.weekend or day in self.rest

    def _guess_note(self, year: int) -> str:
        if year > self.last_day.year:
            return f"{year}年放假安排尚未公布，按周末推算"
        return f"{year}年不在放假安排表内，按周末推算"


def calendar_from_table(table: Mapping[str, Any]) -> Calendar:
    """Build the calendar from the shipped table (resources/calendar/china.json)."""
    return Calendar(
        first_day=date.fromisoformat(table["first"]),
        last_day=date.fromisoformat(table["last"]),
        rest={date.fromisoformat(day): name for day, name in table["rest"].items()},
        work=frozenset(map(date.fromisoformat, table["work"])),
    )


def _last_day(start: date, n: int, unit: str, *, counts_start: bool) -> date:
    if unit == MONTH:
        return _months_later(start, n, counts_start=counts_start)
    if unit != DAY:
        raise ValueError(unit)
    return start + timedelta(days=n - counts_start)


def _months_later(start: date, n: int, *, counts_start: bool) -> date:
    """The corresponding day of the month in which the period ends, else that month's last day (民法典 Art 202).

    A period whose first day counts ends on the day before.
    """
    years, month = divmod(start.month - 1 + n, 12)
    if start.year + years > MAXYEAR:
        raise OverflowError
    last = monthrange(start.year + years, month + 1)[1]
    found = date(start.year + years, month + 1, min(start.day, last))
    return found - _ONE_DAY if counts_start and start.day <= last else found


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
