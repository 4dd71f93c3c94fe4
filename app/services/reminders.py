"""The reminder of the day: how many matters are due, never which, whose or about what.

It may stand on the screen while nobody sits at it, so it says counts only.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time

from app.errors import ValidationError
from app.services.today import Due

USUAL_HOURS = (time(9, 0), time(14, 30))
MOST_HOURS = 6
_HOUR = re.compile(r"^(\d{1,2})[:：点时](\d{2})?分?$")


def sentence(counts: Due) -> str:
    """今日有3件到期、1件超期; empty when nothing presses."""
    parts = [
        f"{number}件{word}" for number, word in ((counts.today, "到期"), (counts.overdue, "超期")) if number
    ]
    return f"今日有{'、'.join(parts)}" if parts else ""


def strikes(hours: Iterable[time], since: datetime, now: datetime) -> bool:
    """Whether one of the hours has come since the last look; a day that was slept through strikes once."""
    today = [datetime.combine(now.date(), hour, now.tzinfo) for hour in hours]
    return any(since < at <= now for at in today)


def read_hours(text: str) -> tuple[time, ...]:
    """The hours as typed: 09:00、14:30, also 9点 or 14：30; raises `ValidationError` with what was not understood."""
    words = [word for word in re.split(r"[、，,；;\s]+", text.strip()) if word]
    hours = sorted({_hour(word) for word in words})
    if not hours:
        raise ValidationError({"hours": "请写提醒的钟点，例如 09:00、14:30；不要提醒请选“不提醒”"})
    if len(hours) > MOST_HOURS:
        raise ValidationError({"hours": f"一天最多提醒{MOST_HOURS}次"})
    return tuple(hours)


def written_hours(hours: Sequence[time]) -> str:
    """As shown in the settings: 09:00、14:30."""
    return "、".join(f"{hour:%H:%M}" for hour in hours)


def _hour(word: str) -> time:
    found = _HOUR.match(word)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise ValidationError({"hours": f"“{word}”不是钟点，请写成 09:00 这样"})
    return time(hour, minute)
