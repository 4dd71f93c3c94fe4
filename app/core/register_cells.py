"""What one cell of a register holds: days, numbers, names, as spreadsheets and clerks write them."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time

from app.core.channels import USUAL_WORDS, Channel
from app.core.dates import DateError, moment_from_excel_serial, parse_full_date, parse_moment

Cell = str | int | float | bool | date | datetime | None

_NUMERALS = "〇零一二三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000}
_CHINESE_NUMBER = "[〇零一二两三四五六七八九十百千]{1,12}"
_HEADS = re.compile(
    rf"(?P<about>大?约|将?近|超过?)?共?计?(?P<number>[0-9]{{1,9}}|{_CHINESE_NUMBER})(?:\.0+)?"
    r"(?P<more>[余多来几])?[人名位]?次?(?P<so>左右|上下|以上)?"
)
_AND_OTHERS = re.compile(
    rf"(?P<listed>.+?)等(?:共|约)?(?:(?P<number>[0-9]{{1,9}}|{_CHINESE_NUMBER})[余多]?[人名位]|人)?(?:左右)?",
    re.DOTALL,
)
_BREAK = re.compile(r"[、，,；;/／\n]+")
_COMPOUND_SURNAME = re.compile("欧阳|上官|司马|东方|诸葛|尉迟|皇甫|慕容|长孙|宇文|司徒|令狐|公孙|夏侯|端木")
_SERIALS = range(10_000, 100_000)  # 1927 to 2173; other numbers are no dates anyone meant


def written(cell: Cell) -> str:
    """A cell as the text it shows: whole numbers without a decimal point, days as 2026-01-05."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return str(cell)


def plain(text: str) -> str:
    """Half-width and without blanks, for comparing."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def without_brackets(text: str) -> str:
    """What stands beside the remarks in brackets: 来访（集体） → 来访."""
    return re.sub(r"\(.*?\)", "", unicodedata.normalize("NFKC", text)).strip()


def channel_called(entry: str, own: Mapping[str, Channel]) -> Channel | None:
    """The channel a cell names; the office's `own` words for one come before the usual ones."""
    whole, bare = plain(entry), plain(without_brackets(entry))
    return own.get(whole) or own.get(bare) or USUAL_WORDS.get(bare)


def day_and_time(cell: Cell) -> tuple[date, str | None]:
    """The day a cell means, and the local time (ISO) where it tells one. Raises `DateError`."""
    if isinstance(cell, datetime):
        return _split_moment(cell)
    if isinstance(cell, date):
        return cell, None
    if isinstance(cell, int | float) and not isinstance(cell, bool) and _SERIALS[0] <= cell < _SERIALS.stop:
        return _split_moment(moment_from_excel_serial(cell))
    return _written_day(without_brackets(written(cell)))


def _split_moment(moment: datetime) -> tuple[date, str | None]:
    """Midnight is how spreadsheets store a day without a time."""
    return moment.date(), None if moment.time() == time() else moment.isoformat(timespec="seconds")


def _written_day(text: str) -> tuple[date, str | None]:
    if re.fullmatch(r"[1-9][0-9]{4}(\.[0-9]+)?", text):
        return _split_moment(moment_from_excel_serial(float(text)))
    try:
        return parse_full_date(text), None
    except DateError:
        moment = _moment(text)
        return moment.date(), moment.isoformat(timespec="seconds")


def _moment(text: str) -> datetime:
    try:
        return parse_moment(text)
    except DateError:
        # The sentence about a day without its time is the clearer one.
        parse_full_date(text)
        raise


def head_count(text: str) -> tuple[int, bool] | None:
    """How many people a cell tells, and whether exactly: 12人左右 → (12, False); `None` is no number."""
    if not (found := _HEADS.fullmatch(plain(text))):
        return None
    return whole_number(found["number"]), not (found["about"] or found["more"] or found["so"])


def listed_and_told(text: str) -> tuple[str, int | None, bool]:
    """A list of names and the number after it: 张三等12人 → (张三, 12, True); the last is whether 等 stands there."""
    if (found := _AND_OTHERS.fullmatch(text)) and len(found["listed"].strip()) > 1:
        return found["listed"], whole_number(found["number"]) if found["number"] else None, True
    return text, None, False


def whole_number(digits: str) -> int:
    """Arabic or Chinese numerals up to 9999: 二十三 → 23."""
    if digits.isascii():
        return int(digits)
    total = unit = 0
    for sign in digits.replace("两", "二"):
        if sign in _PLACES:
            total += (unit or 1) * _PLACES[sign]
            unit = 0
        else:
            unit = unit * 10 + max(_NUMERALS.index(sign) - 1, 0)
    return total + unit


def entries(text: str) -> list[str]:
    """Several entries in one cell, between 、 ， ； / or line breaks."""
    return [part.strip() for part in _BREAK.split(text) if part.strip()]


def names_apart(text: str) -> list[str]:
    """张三 李四 are two people, 张 三 is one whose name was spread out, 欧阳 娜娜 is one too."""
    words = text.split()
    if len(words) > 1 and all(re.fullmatch("[一-鿿]{2,4}", word) for word in words):
        return words if not _COMPOUND_SURNAME.fullmatch(words[0]) else [text]
    return [text]
