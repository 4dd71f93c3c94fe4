"""The PC's clock may be wrong (对时): when to believe it, when to ask, what day it is meanwhile.

Nothing is ordered, numbered or thrown away by the clock (reliability.md §4.7); but a day stands in every
entry and on every paper. A clock that fell back, leapt more than a month or changed its zone is not
believed until the clerk has said which day it is; until then the last trusted time is used.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.dates import chinese_date
from app.core.entries import Draft
from app.errors import ValidationError

ANSWERED = "clock_answered"
BACK, AHEAD, ZONE = "back", "ahead", "zone"
FALLS_BACK = timedelta(minutes=10)
LEAPS_AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Reading:
    """The time to go by, and why the PC's own was not believed ("" if it was)."""

    now: datetime
    wall: datetime
    doubt: str = ""

    def sentence(self) -> str:
        """What the clerk is asked, in one sentence."""
        return _SENTENCES[self.doubt].format(
            wall=chinese_date(self.wall.date()), now=chinese_date(self.now.date()),
            at=f"{self.wall:%H:%M}",
        ) if self.doubt else ""  # fmt: skip


_SENTENCES = {
    BACK: "电脑的日期是{wall}，比上次记录还早，可能不对；现在先按{now}登记，请核对今天是哪一天。",
    AHEAD: "电脑的日期是{wall}，比上次记录晚了一个多月；没有确认以前先按{now}登记，请核对今天是哪一天。",
    ZONE: "电脑的时区改过，显示{wall}{at}；没有确认以前先按{now}登记，请核对今天是哪一天。",
}


def read_clock(wall: datetime, last: datetime | None, off: timedelta) -> Reading:
    """What to make of the PC's time after an entry at `last`; `off` is what the clerk last said it is off by."""
    if last is None:
        return Reading(wall, wall)
    if wall.utcoffset() != last.utcoffset():
        return Reading(_within(wall, last), wall, ZONE)
    for by in (timedelta(), off):
        if _is_plausible(shifted := _shifted(wall, by), last):
            return Reading(max(shifted, last), wall)
    return Reading(last, wall, BACK if wall < last else AHEAD)


def answer_clock(reading: Reading, today: date) -> Draft:
    """The clerk's answer as an entry: what day it is, and by how much the PC is off."""
    if not 2020 <= today.year <= 2100:
        raise ValidationError({"today": f"{today.year}年不像是今天的年份，没有记下；请核对后再确认。"})
    off = round((answered_time(reading, today) - reading.wall).total_seconds())
    payload = {
        "today": today.isoformat(),
        "wall": reading.wall.isoformat(timespec="seconds"),
        "off_seconds": off,
    }
    return Draft(ANSWERED, "office", today, payload)


def answered_time(reading: Reading, today: date) -> datetime:
    """The time of day the PC shows, on the day the clerk named; on the day of the last entry never before it."""
    time = _shifted(reading.wall, timedelta(days=(today - reading.wall.date()).days))
    return max(time, reading.now) if today == reading.now.astimezone(time.tzinfo).date() else time


def _within(wall: datetime, last: datetime) -> datetime:
    """The same moment as the clock of the trusted zone shows it, if it is a plausible one."""
    moment = wall.astimezone(last.tzinfo)
    return max(moment, last) if _is_plausible(moment, last) else last


def _is_plausible(time: datetime, last: datetime) -> bool:
    return last - FALLS_BACK <= time <= last + LEAPS_AHEAD


def _shifted(time: datetime, by: timedelta) -> datetime:
    try:
        return time + by
    except OverflowError:
        return time
