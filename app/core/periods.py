"""Statistics periods (统计期): months, quarters, halves, years, or any two dates.

Many offices close on the 20th or the 25th (law.md §10-29). With `month_start_day` 21 the month
2026-10 runs from 21 September to 20 October, and quarters, halves and years are made of such
months.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.core.dates import DateError, chinese_date, parse_full_date
from app.errors import ValidationError

_PART = re.compile(r"([0-9]{4})(?:-(?:([0-9]{1,2})|Q([1-4])|H([12])))?")
_RANGE = re.compile(r"(.+?)(?:\.\.|~|至)(.+)")
_QUARTERS = "一二三四"
_HALVES = "上下"
_FORMS = "请写成2026-10、2026-Q3、2026-H1、2026或2026-01-01..2026-06-30"


@dataclass(frozen=True)
class Period:
    """A span of days the office counts; both ends belong to it.

    `months` is its length in office months, 0 for two free dates.
    """

    id: str
    start: date
    end: date
    name: str
    months: int = 0
    month_start_day: int = 1

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def span(self) -> str:
        """Its two ends in full, for the head of a table."""
        return f"{chinese_date(self.start)}至{chinese_date(self.end)}"

    def previous(self) -> "Period":
        """The period before it, of the same length (环比)."""
        if self.months:
            return self._moved_by(-self.months)
        length = self.end - self.start
        last = self.start - timedelta(days=1)
        return _range(last - length, last)

    def same_last_year(self) -> "Period":
        """The same months, or the same dates, one year earlier (同比)."""
        if self.months:
            return self._moved_by(-12)
        return _range(_year_before(self.start), _year_before(self.end))

    def as_closed(self, start: date, end: date, name: str) -> "Period":
        """The period with the days it was closed with, whatever the office's month is now."""
        return replace(
            self,
            start=start,
            end=end,
            name=name or self.name,
            month_start_day=start.day if self.months else 1,
        )

    def _moved_by(self, months: int) -> "Period":
        return _of_months(_index(self.end.year, self.end.month) + months, self.months, self.month_start_day)


def parse_period(text: str, *, month_start_day: int = 1) -> Period:
    """Read a period as typed or given on the command line.

    2026-10, 2026-Q3, 2026-H1, 2026 and 2026-01-01..2026-06-30. Raises `ValidationError` for
    anything else and for years outside 1990–2199.
    """
    if not 1 <= month_start_day <= 28:
        raise ValidationError({"month_start_day": "统计月的起始日须在1日至28日之间。"})
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if part := _PART.fullmatch(plain):
        return _parse_part(part, month_start_day)
    if ends := _RANGE.fullmatch(plain):
        return _parse_range(ends[1], ends[2])
    raise _unreadable(text)


def _parse_part(part: re.Match[str], month_start_day: int) -> Period:
    year, month, quarter, half = (int(number) if number else 0 for number in part.groups())
    if not 1990 <= year <= 2199 or (part[2] and not 1 <= month <= 12):
        raise _unreadable(part[0])
    months = 1 if month else 3 if quarter else 6 if half else 12
    last_month = month or quarter * 3 or half * 6 or 12
    return _of_months(_index(year, last_month), months, month_start_day)


def _parse_range(first: str, last: str) -> Period:
    try:
        start, end = parse_full_date(first), parse_full_date(last)
    except DateError as problem:
        raise ValidationError({"period": str(problem)}) from None
    if not 1990 <= start.year <= end.year <= 2199 or end < start:
        raise ValidationError({"period": f"统计期“{first}至{last}”起止颠倒或年份不对，请核对后重新输入。"})
    return _range(start, end)


def _of_months(last: int, months: int, start_day: int) -> Period:
    """The period of `months` office months whose last one has the index `last`."""
    start = _month_start(last - months + 1, start_day)
    end = _month_start(last + 1, start_day) - timedelta(days=1)
    year, month = last // 12, last % 12 + 1
    ids = {1: f"{year}-{month:02}", 3: f"{year}-Q{month // 3}", 6: f"{year}-H{month // 6}", 12: f"{year}"}
    names = {
        1: f"{year}年{month}月",
        3: f"{year}年第{_QUARTERS[month // 3 - 1]}季度",
        6: f"{year}年{_HALVES[month // 6 - 1]}半年",
        12: f"{year}年",
    }
    return Period(ids[months], start, end, names[months], months, start_day)


def _range(start: date, end: date) -> Period:
    return Period(f"{start}..{end}", start, end, f"{chinese_date(start)}至{chinese_date(end)}")


def _index(year: int, month: int) -> int:
    return year * 12 + month - 1


def _month_start(index: int, start_day: int) -> date:
    """An office month that does not begin on the 1st begins in the calendar month before."""
    begin = index if start_day == 1 else index - 1
    return date(begin // 12, begin % 12 + 1, start_day)


def _year_before(day: date) -> date:
    """The same date a year earlier; a month's last day stays a month's last day."""
    is_last = (day + timedelta(days=1)).day == 1
    if is_last:
        following = day + timedelta(days=1)
        return date(following.year - 1, following.month, 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)


def _unreadable(text: str) -> ValidationError:
    shown = "".join(sign for sign in text.strip()[:30] if sign.isprintable())
    return ValidationError({"period": f"“{shown}”不是能识别的统计期，{_FORMS}。"})
