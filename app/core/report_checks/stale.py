"""Events older than the period, copied from the last report, and a title that names another period.

Old years stand in reports for good reasons (上年同期, 以来, 历史积案, what a petitioner tells); only a
sentence that gives no such reason is quoted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.report_checks.characters import Cleaned, clean
from app.core.report_checks.numbers import from_words
from app.core.report_checks.reports import Finding, Known, Paragraph
from app.core.report_checks.said_periods import (
    SLACK_DAYS,
    SaidPeriod,
    period_of_title,
    said_periods,
    same_period,
    title_of,
)

_REASON = re.compile(
    "上年|去年|前年|往年|同期|历年|历史|以来|积案|遗留|较|相比|同比|环比|对比|比[^例重]|[自从由][0-9一二\ue000]|始于|始建|起施行|施行|实施|印发|修订|颁布"
    "|条例|办法|规定|意见》|通知|法》|考核|表彰|先进|荣获|获评|反映|诉求|称|要求解决|因[^此为]|征收|征地|拆迁|征拆|建房|购房|承包|签订|签约|拖欠|欠薪|欠款"
    "|出生|退伍|入伍|参军|去世|嫁|离婚|修建|建成|竣工|成立|信访人|上访人|当事人|村民[^代委会组]|至今|多年|曾|原[^因则]|此前|之前|批复|判决|裁定|转入|结转|跨年|案由|事故"
)
_DAY = re.compile(
    "(?:(?P<year>(?:19|20)[0-9]{2}|[〇○零一二三四五六七八九]{4})年)?(?:(?P<month>[0-9]{1,2})月(?:份)?(?:(?P<day>[0-9]{1,2})[日号])?)?"
)
_RANGE = re.compile(
    "[0-9]{1,2}月?(?:份)?(?:[0-9]{1,2}日)?[-—~至到](?:[0-9]{4}年)?[0-9]{1,2}[月日]|截至|截止|累计|1月份?以来|每年|每月"
)
_PLANNED = re.compile("将|拟|计划|预计|下一步|力争|确保|明年|下月|打算|争取|届时|底前|之前|月前|日前|末|底")
_DONE = re.compile("召开|开展|举行|组织|接待|化解|调研|检查|处理|排查|完成|举办|带队|走访")
_ONLY_A_DAY = re.compile(
    r"\(?(?:(?:19|20)[0-9]{2}|[〇○零一二三四五六七八九]{4})年[0-9一二三四五六七八九十]{1,2}月(?:[0-9一二三四五六七八九十]{1,3}日)?\)?"
)
_FAR_AFTER = timedelta(days=31)
_SENTENCES = re.compile("[^。！？；]+[。！？；]?")


@dataclass(frozen=True)
class Span:
    """The days a report speaks of; `earliest` allows for office months that begin before the 1st."""

    name: str
    start: date
    earliest: date
    end: date


def check_title(paragraphs: Sequence[Paragraph], known: Known | None) -> Iterator[Finding]:
    """A title that names another period than the one meant."""
    title, said = title_of(paragraphs), period_of_title(paragraphs)
    if not known or not title or not said or same_period(said, known):
        return
    if any(same_period(other, known) for other in said_periods(clean(title.text).text)):
        return
    text = f"标题写的是{said.words}，本期是{known.period_name}。"
    yield Finding("title", title.place, title.text.strip(), text, known.period_name)


def span_of(paragraphs: Sequence[Paragraph], known: Known | None) -> Span | None:
    """The period meant, or else the one the report's title names."""
    if known:
        return Span(known.period_name, known.start, known.start, known.end)
    said = period_of_title(paragraphs)
    return _span_said(said) if said else None


def _span_said(said: SaidPeriod) -> Span:
    start, end = said.span
    return Span(said.words, start, start - timedelta(days=SLACK_DAYS), end)


def check_stale(paragraph: Paragraph, span: Span) -> Iterator[Finding]:
    """Every sentence of a paragraph that tells of a time outside the period and gives no reason for it."""
    source = clean(paragraph.text)
    if _ONLY_A_DAY.fullmatch(source.text):
        yield from _signed_too_early(paragraph, source, span)
        return
    for found in _SENTENCES.finditer(source.text):
        text = re.sub(r"《[^》]*》|〔[0-9]{4}〕|“[^”]*”", lambda hit: " " * len(hit[0]), found[0])
        if _REASON.search(text) or _RANGE.search(text) or _tells_this_year_too(text, span):
            continue
        yield from _outside(paragraph.place, source, found.start(), text, span)


def _tells_this_year_too(text: str, span: Span) -> bool:
    """A sentence with this year and another one sets them side by side."""
    years = {_year(found["year"]) for found in _DAY.finditer(text) if found["year"]}
    return len(years) > 1 and bool(years & {span.end.year, span.earliest.year})


def _outside(place: str, source: Cleaned, offset: int, text: str, span: Span) -> Iterator[Finding]:
    for found in _DAY.finditer(text):
        if not found[0] or not (wrong := _why(found, text, span)):
            continue
        quote = source.quote(offset, offset + len(text))
        yield Finding("stale", place, quote, f"“{found[0]}”{wrong}，请核对是否从旧稿抄来。")
        return


def _why(found: re.Match[str], text: str, span: Span) -> str:
    """Why a time does not belong to the period; empty where it does, or may."""
    year = _year(found["year"])
    if year:
        earliest = span.earliest if found["month"] else span.start
        return f"早于本期（{span.name}）" if _last_day(year, found) < earliest else ""
    if not found["month"] or not 1 <= int(found["month"]) <= 12 or _PLANNED.search(text):
        return ""
    days = [_last_day(year, found) for year in {span.earliest.year, span.end.year}]
    if any(span.earliest <= day <= span.end + _FAR_AFTER or _overlaps(day, found, span) for day in days):
        return ""
    if max(days) < span.earliest:
        return f"早于本期（{span.name}）"
    return f"不在本期（{span.name}）" if found["day"] and _DONE.search(text) else ""


def _overlaps(last: date, found: re.Match[str], span: Span) -> bool:
    """A month named without its day belongs to the period if any of its days does."""
    return not found["day"] and last.replace(day=1) <= span.end and last >= span.earliest


def _last_day(year: int, found: re.Match[str]) -> date:
    month = int(found["month"] or 12)
    if not 1 <= month <= 12:
        return date(year, 12, 31)
    following = date(year + month // 12, month % 12 + 1, 1)
    last = following - timedelta(days=1)
    day = int(found["day"] or last.day)
    return last.replace(day=day) if 1 <= day <= last.day else last


def _year(words: str | None) -> int:
    if not words:
        return 0
    return int(words) if words.isdigit() else int(from_words(words) or 0)


def _signed_too_early(paragraph: Paragraph, source: Cleaned, span: Span) -> Iterator[Finding]:
    """A date at the foot that lies before the period began."""
    said = next(said_periods(source.text), None)
    day = _DAY.search(source.text)
    if said and day and day["month"] and _last_day(said.year, day) < span.start:
        text = f"落款日期早于本期（{span.name}），请核对是否从旧稿抄来。"
        yield Finding("stale", paragraph.place, paragraph.text.strip(), text)
