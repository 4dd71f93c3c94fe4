"""Periods that a report names: 2026年10月, 二〇二六年上半年, 2026年第三季度, 2026年度."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.report_checks.characters import clean
from app.core.report_checks.numbers import from_words
from app.core.report_checks.reports import Known, Paragraph

_CN_YEAR = "[〇○零一二三四五六七八九]{4}"
_CN_MONTH = "十[一二]|[一二三四五六七八九十]"
_SAID = re.compile(
    rf"(?<![0-9])(?P<year>(?:19|20)[0-9]{{2}}|{_CN_YEAR})年度?(?:的)?"
    rf"(?:(?P<month>[0-9]{{1,2}}|{_CN_MONTH})月(?!底|前)|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)?"
)
_TITLE = re.compile("总结|报告|情况|通报|报表|月报|季报|简报|汇报|统计|分析|小结|表$")
_SENTENCE_END = re.compile("[。；！？]")
_TITLE_WITHIN = 6
_LONGEST_TITLE = 60
SLACK_DAYS = 16  # office months may begin as early as the 15th of the month before


@dataclass(frozen=True)
class SaidPeriod:
    """A period as words name it; `part` is m1–m12, q1–q4, h1, h2 or nothing for the year."""

    year: int
    part: str
    words: str

    @property
    def months(self) -> tuple[int, int]:
        kind, number = self.part[:1], int(self.part[1:] or 0)
        if kind == "m":
            return number, number
        if kind == "q":
            return number * 3 - 2, number * 3
        return (number * 6 - 5, number * 6) if kind == "h" else (1, 12)

    @property
    def span(self) -> tuple[date, date]:
        first, last = self.months
        return date(self.year, first, 1), date(self.year, last, monthrange(self.year, last)[1])


def said_periods(text: str) -> Iterator[SaidPeriod]:
    """Every period a cleaned text names with its year."""
    for found in _SAID.finditer(text):
        year = int(found["year"]) if found["year"].isdigit() else int(from_words(found["year"]) or 0)
        part = _part(found)
        if 1990 <= year <= 2199 and part is not None:
            yield SaidPeriod(year, part, found[0])


def _part(found: re.Match[str]) -> str | None:
    if month := found["month"]:
        number = int(month) if month.isdigit() else int(from_words(month) or 0)
        return f"m{number}" if 1 <= number <= 12 else None
    if quarter := found["quarter"]:
        return f"q{int(quarter) if quarter.isdigit() else '一二三四'.index(quarter) + 1}"
    return f"h{'上下'.index(found['half']) + 1}" if found["half"] else ""


def title_of(paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """The heading that says what the paper is, if one of the first lines is one."""
    for paragraph in paragraphs[:_TITLE_WITHIN]:
        text = clean(paragraph.text).text
        if _SENTENCE_END.search(text):
            return None
        if len(text) <= _LONGEST_TITLE and _TITLE.search(text):
            return paragraph
    return None


def period_of_title(paragraphs: Sequence[Paragraph]) -> SaidPeriod | None:
    """The one period a title names; `None` where it names none or several."""
    title = title_of(paragraphs)
    found = list(said_periods(clean(title.text).text)) if title else []
    return found[0] if found and all(each.year >= found[0].year for each in found) else None


def same_period(said: SaidPeriod, known: Known) -> bool:
    """Whether a title's period is the one meant; a bare year is right for any part of that year."""
    own = next(said_periods(clean(known.period_name).text), None)
    if own is None or not said.part or not own.part or "至" in known.period_name:
        return said.year in {known.end.year, own.year if own else known.start.year}
    return (said.year, said.part) == (own.year, own.part)
