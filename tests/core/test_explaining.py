"""The explained date: each part that a clerk may be asked about."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.core.calendar import Calendar, CalendarChanges, CalendarDay, calendar_from_table
from app.core.deadlines import Deadline, derive
from app.core.entries import Draft
from app.core.explaining import Explained, Stretch
from app.core.matters import Matter, apply_matter
from app.core.pack_reading import pack_from
from app.core.rule_packs import RulePack
from app.paths import resource
from tests.core.test_steps import entry, matter


def shipped(*parts: str) -> Any:
    return json.loads(resource(*parts).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return calendar_from_table(shipped("calendar", "china.json"))


@pytest.fixture(scope="module")
def pack() -> RulePack:
    return pack_from(shipped("rule_packs", "national-2022-2.json"))


def happened(found: Matter, kind: str, on: date, **payload: object) -> Matter:
    """The matter after an entry, whatever the rules would have said."""
    return apply_matter(found, entry(Draft(kind, "m", on, payload), len(found.steps) + 3))


def accepted(on: date = date(2026, 3, 5), **changes: Any) -> Matter:
    return happened(replace(matter(), **changes), "accepted", on)


def card(found: Matter, clock: str, pack: RulePack, calendar: Calendar) -> Explained:
    return line(found, clock, pack, calendar).card


def line(found: Matter, clock: str, pack: RulePack, calendar: Calendar) -> Deadline:
    return [line for line in derive(found, pack, calendar) if line.clock == clock][-1]


def test_the_article_comes_first_and_the_count_second(calendar: Calendar, pack: RulePack) -> None:
    lines = card(matter(), "notice", pack, calendar).lines()
    assert lines[0].startswith("依据：《信访工作条例》")
    assert lines[1] == "自登记之日2026年3月2日起15日，开始当日不计算在内（《民法典》第二百零一条）"
    assert lines[2:] == ("期限最后一日：2026年3月17日",)


def test_both_dates_the_days_between_and_which_one_counts(calendar: Calendar, pack: RulePack) -> None:
    found = card(accepted(), "answer", pack, calendar)
    assert (found.raw, found.rolled, found.last) == (date(2026, 5, 4), date(2026, 5, 6), date(2026, 5, 4))
    assert [one.spoken() for one in found.stretches] == ["2026年5月4日至5日（劳动节）"]
    assert found.judged == "本机关按未顺延的日期提醒和判定超期"
    by_rolled = card(accepted(terms=(("overdue_by", "rolled"),)), "answer", pack, calendar)
    assert (by_rolled.last, by_rolled.judged) == (
        date(2026, 5, 6),
        "本机关按顺延后的日期判定超期（本机关设置）",
    )


def test_the_petitioner_is_told_the_later_of_both_dates(calendar: Calendar, pack: RulePack) -> None:
    answered = happened(accepted(), "answered", date(2026, 4, 1))
    told = happened(answered, "delivered", date(2026, 4, 1), paper="answer")
    found = card(told, "review", pack, calendar)
    assert (found.raw, found.last) == (date(2026, 5, 1), date(2026, 5, 6))
    assert "不算逾期" in found.judged


def test_a_moved_working_day_is_said_to_be_one(calendar: Calendar, pack: RulePack) -> None:
    found = card(replace(matter(), registered_on=date(2026, 1, 30)), "notice", pack, calendar)
    assert (found.raw, found.is_rolled) == (date(2026, 2, 14), False)
    assert found.judged == "最后一日是调休上班的工作日，不顺延"
    assert found.stretches == (Stretch(date(2026, 2, 14), date(2026, 2, 14), "调休上班"),)


def test_an_extension_names_who_when_why_and_the_day_before_it(calendar: Calendar, pack: RulePack) -> None:
    extended = happened(
        accepted(), "extended", date(2026, 4, 20), days=30, leader="周甲", text="账目多年，情况复杂。", basis="青办〔2026〕3号"
    )  # fmt: skip
    found = card(extended, "answer", pack, calendar)
    assert (found.before, found.raw) == (date(2026, 5, 4), date(2026, 6, 3))
    assert found.extended == (
        "2026年4月20日经周甲批准，延长30日，理由：账目多年，情况复杂，交办机关同意文号：青办〔2026〕3号（《信访工作条例》第三十四条）",
    )
    assert "原定最后一日：2026年5月4日" in found.lines()


def test_a_hearing_cites_the_law_only_where_the_law_speaks(calendar: Calendar, pack: RulePack) -> None:
    heard = accepted(terms=(("hearing_stops_answer", True),))
    heard = happened(heard, "hearing_opened", date(2026, 3, 10))
    assert "暂停计算" in card(heard, "answer", pack, calendar).suspended[0]
    heard = happened(heard, "hearing_closed", date(2026, 3, 14))
    found = card(heard, "answer", pack, calendar)
    assert found.suspended == ("2026年3月10日至2026年3月14日听证，4日不计算在期限内（本机关设置）",)
    assert found.raw == date(2026, 5, 8)


def test_the_hour_and_the_first_day_are_the_office_s_own(calendar: Calendar, pack: RulePack) -> None:
    terms = (("closing_time", "17:30"), ("start_day_counts", True))
    found = card(replace(matter(), terms=terms), "notice", pack, calendar)
    assert "17:30" in dict(found.remarks())["截止时间"]
    assert "计算在内（本机关设置）" in found.counting
    assert found.raw == date(2026, 3, 16)


def test_what_is_guessed_and_the_office_s_own_days_are_said(calendar: Calendar, pack: RulePack) -> None:
    own = CalendarDay(date(2026, 3, 17), working=False, name="三月三")
    local = calendar.with_changes(CalendarChanges(days={own.day: own}), calendar.weekend)
    found = card(matter(), "notice", pack, local)
    assert found.rolled == date(2026, 3, 18)
    assert any(note.startswith("本机关日历：2026年3月17日 三月三") for note in found.notes)
    late = replace(matter(), registered_on=date(2026, 12, 25))
    assert any("尚未公布" in words for words in card(late, "notice", pack, calendar).lines())


def test_working_days_say_which_days_were_left_out(calendar: Calendar, pack: RulePack) -> None:
    down = replace(matter(), source="上级转送", registered_on=date(2026, 2, 11))
    found = card(down, "objection_up", pack, calendar)
    assert found.raw == date(2026, 2, 25)
    assert [one.days for one in found.stretches] == ["2026年2月14日", "2026年2月15日至23日"]
    assert "调休上班的日子计算在内" in found.counting


def test_what_has_to_be_done_at_once_is_not_moved_by_rest_days(calendar: Calendar, pack: RulePack) -> None:
    urgent = happened(matter(), "urgent_marked", date(2026, 3, 7))
    found = card(urgent, "urgent", pack, calendar)
    assert (found.is_rolled, found.mattered) == (False, ())
    assert "应当于当日办理" in found.lines()[1]


def test_a_named_day_says_whose_word_it_is(calendar: Calendar, pack: RulePack) -> None:
    given = accepted(
        source="上级交办", superior_due_on=date(2026, 4, 10), terms=(("superior_margin_days", 5),)
    )
    assert "上级要求的反馈日期" in card(given, "superior", pack, calendar).counting
    internal = card(given, "superior_internal", pack, calendar)
    assert internal.counting == "按上级要求的反馈日期提前5日，为2026年4月5日（本机关设置）"


def test_a_clock_that_began_anew_says_that_it_no_longer_counts(calendar: Calendar, pack: RulePack) -> None:
    again = accepted()
    for kind, day in (("answered", 1), ("closed", 2), ("reopened", 3), ("closed", 4), ("reopened", 5)):
        again = happened(again, kind, date(2026, 4, day))
    assert line(again, "answer", pack, calendar).start_name == "重新办理"
    twice = happened(accepted(), "reopened", date(2026, 4, 3))
    first = next(one for one in derive(twice, pack, calendar) if one.clock == "answer")
    assert first.dropped_on == date(2026, 4, 3)
    assert first.card.lines()[-1].startswith("2026年4月3日起不再适用")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2026, 10, 1), (2026, 10, 1), "2026年10月1日"),
        ((2026, 10, 1), (2026, 10, 7), "2026年10月1日至7日"),
        ((2026, 12, 31), (2027, 1, 2), "2026年12月31日至2027年1月2日"),
    ],
)
def test_days_that_belong_together_are_one_stretch(first: Any, last: Any, words: str) -> None:
    assert Stretch(date(*first), date(*last), "国庆节").days == words
