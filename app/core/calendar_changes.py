"""What the office may change in its calendar, and what the journal's entries about it mean.

Two layers lie over the shipped table: whole years whose notice came out after this program
did, and single days of the office's own (a local festival, a correction), which win. Taking
a single day back uncovers what was published; nothing else is forgotten.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.core.calendar import FIRST, Calendar, CalendarChanges, CalendarDay, YearNotice
from app.core.dates import chinese_date
from app.core.entries import Draft, Entry
from app.errors import NotAllowed, ValidationError

SUBJECT = "calendar"
CALENDAR_ENTRIES = ("calendar_day_set", "calendar_day_cleared", "calendar_year_entered")

LAST_YEAR = 2100
LONGEST_NAME, LONGEST_SOURCE = 20, 300
FEWEST_REST, MOST_REST = 5, 60

_REACH = timedelta(days=12)  # 元旦 with its moved days reaches no further into a neighbouring year


def set_day(calendar: Calendar, changes: CalendarChanges, wanted: CalendarDay, today: date) -> Draft:
    """Make one day a rest day or a working day of this office.

    Raises `ValidationError` with a sentence per field, also when it would change nothing.
    """
    wanted = replace(wanted, name=wanted.name.strip(), source=wanted.source.strip(), notice=0)
    published = calendar.with_changes(replace(changes, days={}), calendar.weekend)
    problems = _day_problems(published, wanted)
    problems = problems or _idle_problems(published, changes.days.get(wanted.day), wanted)
    if problems:
        raise ValidationError(problems)
    return Draft("calendar_day_set", SUBJECT, today, _as_payload(wanted) | {"source": wanted.source})


def clear_day(changes: CalendarChanges, day: date, today: date) -> Draft:
    """Give a day back to the published arrangement; raises `NotAllowed` if nothing was set."""
    if day not in changes.days:
        raise NotAllowed(
            f"{chinese_date(day)}没有本机关另行设置的安排，没有改动", way_out="请核对日期后再恢复"
        )
    return Draft("calendar_day_cleared", SUBJECT, today, {"day": day.isoformat()})


def enter_year(calendar: Calendar, changes: CalendarChanges, notice: YearNotice, today: date) -> Draft:
    """Enter the State Council's arrangement of a year this program was shipped without.

    A year entered before is replaced, since notices are corrected. Raises `ValidationError`.
    """
    notice = replace(notice, source=notice.source.strip(), days=_of_year(notice))
    sentence = _year_problem(calendar, notice) or _days_problem(notice)
    if not sentence and changes.years.get(notice.year) == notice:
        sentence = f"{notice.year}年放假安排与已经录入的相同，没有改动，不必再导入。"
    if sentence:
        raise ValidationError({"year": sentence})
    days = [_as_payload(day) for day in notice.days]
    payload = {"year": notice.year, "source": notice.source, "days": days}
    return Draft("calendar_year_entered", SUBJECT, today, payload)


def apply_calendar(changes: CalendarChanges, entry: Entry) -> CalendarChanges:
    """What a calendar entry means."""
    if entry.kind == "calendar_year_entered":
        notice = noticed_year(entry)
        return replace(changes, years={**changes.years, notice.year: notice})
    if entry.kind == "calendar_day_set":
        day = own_day(entry)
        return replace(changes, days={**changes.days, day.day: day})
    cleared = cleared_day(entry)
    return replace(changes, days={day: own for day, own in changes.days.items() if day != cleared})


def own_day(entry: Entry) -> CalendarDay:
    """The day of a `calendar_day_set` entry."""
    return replace(_from_payload(entry.payload), source=entry.payload["source"])


def cleared_day(entry: Entry) -> date:
    """The day of a `calendar_day_cleared` entry."""
    return date.fromisoformat(entry.payload["day"])


def noticed_year(entry: Entry) -> YearNotice:
    """The whole year of a `calendar_year_entered` entry."""
    payload = entry.payload
    notice = YearNotice(payload["year"], payload["source"], tuple(map(_from_payload, payload["days"])))
    return replace(notice, days=_of_year(notice))


def _of_year(notice: YearNotice) -> tuple[CalendarDay, ...]:
    """The notice's days in order, each knowing where it comes from."""
    ordered = sorted(notice.days, key=lambda day: day.day)
    return tuple(replace(day, source=notice.source, notice=notice.year) for day in ordered)


def _as_payload(day: CalendarDay) -> dict[str, Any]:
    return {"day": day.day.isoformat(), "working": day.working, "name": day.name}


def _from_payload(payload: Any) -> CalendarDay:  # noqa: ANN401 - a mapping out of the journal
    return CalendarDay(date.fromisoformat(payload["day"]), payload["working"], payload["name"])


def _day_problems(published: Calendar, wanted: CalendarDay) -> dict[str, str]:
    problems: dict[str, str] = {}
    if not FIRST <= wanted.day <= date(LAST_YEAR, 12, 31):
        problems["day"] = f"日期应在{chinese_date(FIRST)}至{LAST_YEAR}年之间，没有保存，请核对年份"
    if not wanted.working and not wanted.name and wanted.day.weekday() not in published.weekend:
        problems["name"] = "平日放假请写明名称，例如“三月三”，它会印在期限的说明里"
    if sentence := _text_problem(wanted.name, LONGEST_NAME):
        problems["name"] = f"名称{sentence}"
    if sentence := _text_problem(wanted.source, LONGEST_SOURCE):
        problems["source"] = f"依据{sentence}"
    return problems


def _text_problem(text: str, longest: int) -> str:
    if len(text) > longest:
        return f"最多{longest}个字，没有保存，请写短一些"
    return "" if text.isprintable() else "里有不能显示的字符，没有保存，请重新输入"


def _idle_problems(published: Calendar, own: CalendarDay | None, wanted: CalendarDay) -> dict[str, str]:
    """Why this correction would change nothing, if so."""
    word = "上班" if wanted.working else "放假"
    if own == wanted:
        return {"day": f"{chinese_date(wanted.day)}已经是这样设置的，没有改动"}
    if published.is_published(wanted.day) and published.is_workday(wanted.day) == wanted.working:
        way_out = "；要取消本机关的设置，请用“恢复为公布安排”" if own else ""
        return {"day": f"公布的安排里{chinese_date(wanted.day)}就是{word}，没有改动{way_out}"}
    return {}


def _year_problem(calendar: Calendar, notice: YearNotice) -> str:
    first, last = calendar.first_day.year, calendar.last_day.year
    if first <= notice.year <= last:
        return f"{notice.year}年放假安排已随程序提供，没有导入；个别日期不同的，请在日历上逐日设置。"
    if not last < notice.year <= LAST_YEAR:
        return f"只能导入{last + 1}至{LAST_YEAR}年的放假安排，没有导入，请核对文件里的年份。"
    if sentence := _text_problem(notice.source, LONGEST_SOURCE):
        return f"文件里的依据{sentence.replace('没有保存', '没有导入')}。"
    return ""


def _days_problem(notice: YearNotice) -> str:
    year = notice.year
    rest = sum(not day.working for day in notice.days)
    if not rest:
        return f"文件里没有{year}年的放假日，可能尚未公布；没有导入，请等公布后再试。"
    if not FEWEST_REST <= rest <= MOST_REST:
        return f"文件里{year}年有{rest}个放假日，与全年安排不符，没有导入，请核对文件。"
    if strangers := _strangers(year, notice.days):
        return f"文件里有不属于{year}年的日期{chinese_date(strangers[0])}，没有导入，请核对文件。"
    return _names_problem(notice.days)


def _names_problem(days: Sequence[CalendarDay]) -> str:
    if len({day.day for day in days}) < len(days):
        return "文件里同一天出现两次，没有导入，请核对文件。"
    if any(_text_problem(day.name, LONGEST_NAME) for day in days):
        return f"文件里有节日名称超过{LONGEST_NAME}个字或不能显示，没有导入，请核对文件。"
    if any(not day.working and not day.name for day in days):
        return "文件里有放假日没有名称，没有导入，请核对文件。"
    return ""


def _strangers(year: int, days: Sequence[CalendarDay]) -> list[date]:
    first, last = _reach(year)
    return [day.day for day in days if not first <= day.day <= last]


def _reach(year: int) -> tuple[date, date]:
    return date(year, 1, 1) - _REACH, date(year, 12, 31) + _REACH
