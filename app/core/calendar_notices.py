"""Reading a year's arrangement (放假安排) from a file in the form of holiday-cn.

The file comes from outside, so it is read strictly: one reading or none. Whether its days make
sense for the year is decided in `calendar_changes.enter_year`.
"""

import json
from datetime import date
from typing import Any

from app.core.calendar import CalendarDay, YearNotice
from app.core.canonical import unique_names
from app.errors import ValidationError

LARGEST = 1024 * 1024

_KNOWN = {"$schema", "$id", "year", "papers", "days"}
_MOST_DAYS = 400
_LONGEST_INTEGER = 9


def read_year(text: str) -> YearNotice:
    """The year, its papers and its days; raises `ValidationError` with one sentence for anything else."""
    if len(text) > LARGEST or len(text.encode("utf-8", "replace")) > LARGEST:
        raise _refused("文件超过1MB，不是放假安排文件")
    try:
        value = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=unique_names,
            parse_int=_integer,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except (ValueError, RecursionError):
        raise _refused("文件不是完好的JSON") from None
    return _year(value)


def _year(value: Any) -> YearNotice:  # noqa: ANN401 - whatever stood in the file
    if not isinstance(value, dict) or not {"year", "days"} <= set(value) <= _KNOWN:
        raise _refused("文件里应当只有年份（year）、文件依据（papers）和日期（days）")
    if type(value["year"]) is not int:
        raise _refused("文件里的年份（year）应当是数字")
    papers = _list_of(value.get("papers", []), str, "papers")
    days = _list_of(value["days"], dict, "days")
    if len(days) > _MOST_DAYS:
        raise _refused("文件里的日期太多，不像一年的放假安排")
    return YearNotice(value["year"], "；".join(papers), tuple(map(_day, days)))


def _day(value: dict[str, Any]) -> CalendarDay:
    if set(value) != {"name", "date", "isOffDay"}:
        raise _refused("文件里每一天应当有名称（name）、日期（date）和是否放假（isOffDay）")
    name, written, off = value["name"], value["date"], value["isOffDay"]
    if not (isinstance(name, str) and isinstance(written, str) and isinstance(off, bool)):
        raise _refused("文件里有一天的名称、日期或是否放假写得不对")
    return CalendarDay(_date(written), not off, name.strip())


def _date(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = None
    if day is None or day.isoformat() != written:  # 20270101 and 2027-W01-5 are dates to Python too
        shown = "".join(sign for sign in written[:20] if sign.isprintable())
        raise _refused(f"文件里的“{shown}”不是日期")
    return day


def _list_of(value: Any, kind: type, name: str) -> list[Any]:  # noqa: ANN401 - whatever stood in the file
    if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
        raise _refused(f"文件里的{name}写得不对")
    return value


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_INTEGER:
        raise ValueError("number too long")
    return int(digits)


def _refuse(token: str) -> None:
    raise ValueError(token)


def _refused(what: str) -> ValidationError:
    return ValidationError({"file": f"{what}，没有导入，请核对文件后再试。"})
