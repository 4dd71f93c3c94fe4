"""Dates as clerks type them, as registers store them, as papers print them."""

import math
import re
import unicodedata
from datetime import date, datetime, timedelta

from app.errors import AppError

_FULL = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?|([0-9]{2})([0-9]{2}))")
_SHORT = re.compile(r"(?:([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?|([0-9]{2})([0-9]{2}))")
_MOMENT = re.compile(
    r"(.+?)(?:[\sT]+|(?<=[日号]))([0-9]{1,2})[:时点]([0-9]{1,2})(?:[:分]([0-9]{1,2})(?:\.[0-9]+)?秒?|分)?"
)
_OFFSET = re.compile(r"[+-][0-9]{1,4}")
_WORDS = {"前天": -2, "昨天": -1, "今天": 0, "今日": 0, "明天": 1, "后天": 2}
_LAST_SERIAL = 2_958_465  # 9999-12-31


class DateError(AppError, ValueError):
    """The text is no date; the message says how dates are written."""


def parse_date(text: str, *, today: date) -> date:
    """Read what the clerk typed into a date field: 2026年11月21日, 11.21, 1121, 昨天, +15.

    A date without a year is of this year. Raises `DateError`.
    """
    plain = _plain(text)
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    try:
        if _OFFSET.fullmatch(plain):
            return today + timedelta(days=int(plain))
        if short := _SHORT.fullmatch(plain):
            month, day = (part for part in short.groups() if part)
            return date(today.year, int(month), int(day))
    except (ValueError, OverflowError):
        raise _unreadable(text) from None
    return parse_full_date(text)


def parse_full_date(text: str) -> date:
    """Read a date with its year, as registers hold it; no words, nothing relative."""
    if not (full := _FULL.fullmatch(_plain(text))):
        raise _unreadable(text)
    year, month, day = (int(part) for part in full.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        raise _unreadable(text) from None


def parse_moment(text: str) -> datetime:
    """Read a date with a time of day, local and to the second: 2019/11/17 13:44:57."""
    if not (parts := _MOMENT.fullmatch(_plain(text))):
        raise _unreadable(text)
    day, (hour, minute, second) = parse_full_date(parts[1]), parts.groups("0")[1:]
    try:
        return datetime(day.year, day.month, day.day, int(hour), int(minute), int(second))
    except ValueError:
        raise _unreadable(text) from None


def from_excel_serial(n: float) -> date:
    """The day of an Excel or WPS serial number, in the 1900 system; a fraction is the time of day."""
    return moment_from_excel_serial(n).date()


def moment_from_excel_serial(n: float) -> datetime:
    """The moment of a serial number, rounded to the second.

    The 1900 system counts a 29 February 1900 that never was (serial 60), so the days before it
    are one off. Raises `DateError`, for serial 60 too.
    """
    if not math.isfinite(n) or not 1 <= n < _LAST_SERIAL + 1 or int(n) == 60:
        raise _unreadable(str(n))
    base = datetime(1899, 12, 31) if n < 60 else datetime(1899, 12, 30)
    try:
        return base + timedelta(seconds=round(n * 86_400))
    except OverflowError:
        raise _unreadable(str(n)) from None


def chinese_date(day: date) -> str:
    """As printed on papers: 2026年3月5日 (GB/T 9704: no leading zeros)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _unreadable(text: str) -> DateError:
    shown = "".join(sign for sign in text.strip()[:20] if sign.isprintable())
    return DateError(f"“{shown}”不是能识别的日期，请写成2026-11-21、2026年11月21日或11.21这样的形式。")
