"""A whole year of the office's calendar, day by day, as it is looked at and printed."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.core.calendar import FIRST, Calendar, CalendarChanges
from app.core.calendar_changes import LAST_YEAR
from app.core.dates import chinese_date
from app.errors import ValidationError

USUAL, OFFICIAL, OFFICE = "usual", "official", "office"
"""Whose word a day is: nobody's but its weekday, the State Council's, the office's own."""

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class YearDay:
    """One day of the year. `name` is empty on a day that is as its weekday says."""

    day: date
    working: bool
    name: str
    kind: str
    published: bool
    source: str = ""

    def spoken(self) -> str:
        """2026年10月1日 周四 放假 国庆节: for readers who cannot see the colours."""
        guess = "" if self.published or self.working else "按周末推算"
        own = "本机关设置" if self.kind == OFFICE else ""
        words = (chinese_date(self.day), f"周{_WEEKDAYS[self.day.weekday()]}", self.word(), self.name)
        return " ".join(filter(None, (*words, own, guess)))

    def word(self) -> str:
        return "上班" if self.working else "放假"


@dataclass(frozen=True)
class CalendarYear:
    """`published` says whether the year's arrangement is known; `source` where from, if the office entered it."""

    year: int
    published: bool
    source: str
    days: tuple[YearDay, ...]

    def exceptions(self) -> tuple[YearDay, ...]:
        """The days that are not simply what their weekday says, or about which somebody said so."""
        return tuple(day for day in self.days if day.kind != USUAL)


def calendar_year(calendar: Calendar, changes: CalendarChanges, year: int) -> CalendarYear:
    """Every day of a year; raises `ValidationError` for a year outside the program's calendar."""
    if not FIRST.year <= year <= LAST_YEAR:
        raise ValidationError({"year": f"年份应在{FIRST.year}至{LAST_YEAR}之间，请核对后重新输入。"})
    notice = changes.years.get(year)
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return CalendarYear(
        year=year,
        published=notice is not None or calendar.first_day.year <= year <= calendar.last_day.year,
        source=notice.source if notice else "",
        days=tuple(_day(calendar, day) for day in days if day.year == year),
    )


def _day(calendar: Calendar, day: date) -> YearDay:
    working, published = calendar.is_workday(day), calendar.is_published(day)
    if corrected := calendar.corrections.get(day):
        kind = OFFICIAL if corrected.notice else OFFICE
        return YearDay(day, working, corrected.name, kind, published, corrected.source)
    if day in calendar.rest:
        return YearDay(day, working, calendar.rest[day], OFFICIAL, published)
    if day in calendar.work:
        return YearDay(day, working, "调休上班", OFFICIAL, published)
    return YearDay(day, working, "", USUAL, published)
