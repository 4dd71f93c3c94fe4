import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import paths
from app.core.calendar import Calendar, CalendarChanges, CalendarDay, YearNotice, calendar_from_table
from app.core.calendar_changes import apply_calendar, clear_day, enter_year, set_day
from app.core.entries import Entry
from app.errors import NotAllowed, ValidationError

TODAY = date(2026, 11, 20)
FESTIVAL = CalendarDay(date(2026, 4, 20), False, "三月三", "桂政办发〔2026〕1号")
NOTHING = CalendarChanges()


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return calendar_from_table(
        json.loads(paths.resource("calendar", "china.json").read_text(encoding="utf-8"))
    )


def written(draft):
    return Entry(1, "id", draft.kind, draft.subject, draft.occurred_on, "", "", draft.payload, "", "", "")


def notice(year=2027, first=None, rest=7, source="国办发明电〔2026〕9号"):
    first = first or date(year, 1, 1)
    days = tuple(CalendarDay(first + timedelta(days=n), False, "元旦") for n in range(rest))
    return YearNotice(year, source, days)


def after(changes, draft):
    return apply_calendar(changes, written(draft))


def test_a_day_is_set_and_cleared_again(calendar):
    changes = after(NOTHING, set_day(calendar, NOTHING, FESTIVAL, TODAY))
    assert changes.days == {FESTIVAL.day: FESTIVAL}
    assert after(changes, clear_day(changes, FESTIVAL.day, TODAY)) == NOTHING


def test_a_name_may_be_corrected(calendar):
    changes = after(NOTHING, set_day(calendar, NOTHING, FESTIVAL, TODAY))
    renamed = replace(FESTIVAL, name="壮族三月三")
    assert after(changes, set_day(calendar, changes, renamed, TODAY)).days[FESTIVAL.day].name == "壮族三月三"


@pytest.mark.parametrize(
    ("day", "field"),
    [
        (CalendarDay(date(2003, 12, 31), False, "元旦"), "day"),
        (CalendarDay(date(2101, 1, 1), False, "元旦"), "day"),
        (CalendarDay(date(2026, 4, 20), False, "  "), "name"),
        (CalendarDay(date(2026, 4, 20), False, "三" * 21), "name"),
        (CalendarDay(date(2026, 4, 20), False, "三月\n三"), "name"),
        (CalendarDay(date(2026, 4, 20), False, "三月三", "文" * 301), "source"),
        (CalendarDay(date(2026, 4, 20), True), "day"),
        (CalendarDay(date(2026, 10, 1), False, "国庆"), "day"),
        (CalendarDay(date(2026, 11, 21), False), "day"),
    ],
)
def test_a_day_that_cannot_be_or_changes_nothing_is_refused(calendar, day, field):
    with pytest.raises(ValidationError) as refused:
        set_day(calendar, NOTHING, day, TODAY)
    assert set(refused.value.problems) == {field}


def test_a_rest_day_at_the_weekend_needs_no_name(calendar):
    moved = CalendarDay(date(2026, 2, 14), False)
    assert after(NOTHING, set_day(calendar, NOTHING, moved, TODAY)).days[moved.day] == moved


def test_a_guessed_day_may_be_made_certain(calendar):
    monday = CalendarDay(date(2027, 5, 3), True, source="通知")
    assert set_day(calendar, NOTHING, monday, TODAY).payload["working"] is True


def test_the_same_again_changes_nothing(calendar):
    changes = after(NOTHING, set_day(calendar, NOTHING, FESTIVAL, TODAY))
    with pytest.raises(ValidationError, match="没有改动"):
        set_day(calendar.with_changes(changes, calendar.weekend), changes, FESTIVAL, TODAY)


def test_setting_a_day_back_by_hand_points_to_the_button(calendar):
    changes = after(NOTHING, set_day(calendar, NOTHING, FESTIVAL, TODAY))
    with pytest.raises(ValidationError, match="恢复为公布安排"):
        set_day(calendar, changes, CalendarDay(FESTIVAL.day, True), TODAY)


def test_clearing_what_is_not_set_is_refused():
    with pytest.raises(NotAllowed, match="没有改动"):
        clear_day(NOTHING, FESTIVAL.day, TODAY)


def test_a_year_is_entered_with_its_source(calendar):
    changes = after(NOTHING, enter_year(calendar, NOTHING, notice(), TODAY))
    assert changes.years[2027].source == "国办发明电〔2026〕9号"
    assert all(day.notice == 2027 and day.source for day in changes.years[2027].days)
    entered = calendar.with_changes(changes, calendar.weekend)
    assert not entered.is_workday(date(2027, 1, 7))
    assert entered.is_published(date(2027, 9, 1))


@pytest.mark.parametrize("first", [date(2026, 12, 26), date(2027, 12, 30)])
def test_a_notice_may_reach_into_the_neighbouring_years(calendar, first):
    assert enter_year(calendar, NOTHING, notice(first=first), TODAY).payload["year"] == 2027


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        (notice(2026), "已随程序提供"),
        (notice(2101), "2100"),
        (notice(2003), "只能导入"),
        (notice(rest=0), "没有2027年的放假日"),
        (notice(rest=4), "4个放假日"),
        (notice(rest=61), "61个放假日"),
        (notice(first=date(2026, 12, 1)), "不属于2027年"),
        (notice(first=date(2028, 1, 10)), "不属于2027年"),
        (replace(notice(), days=(*notice().days, notice().days[0])), "两次"),
        (replace(notice(), days=(*notice().days, CalendarDay(date(2027, 5, 1), False))), "没有名称"),
        (
            replace(notice(), days=(*notice().days, CalendarDay(date(2027, 5, 1), False, "劳" * 21))),
            "名称超过",
        ),
        (notice(source="依" * 301), "依据"),
    ],
)
def test_a_year_that_cannot_be_is_refused_in_one_sentence(calendar, entered, sentence):
    with pytest.raises(ValidationError, match=sentence) as refused:
        enter_year(calendar, NOTHING, entered, TODAY)
    assert "没有导入" in str(refused.value)


def test_a_year_entered_twice_changes_nothing(calendar):
    changes = after(NOTHING, enter_year(calendar, NOTHING, notice(), TODAY))
    with pytest.raises(ValidationError, match="不必再导入"):
        enter_year(calendar, changes, notice(), TODAY)
    corrected = after(changes, enter_year(calendar, changes, notice(rest=6), TODAY))
    assert len(corrected.years[2027].days) == 6


def test_the_order_in_the_file_makes_no_difference(calendar):
    backwards = replace(notice(), days=notice().days[::-1])
    changes = after(NOTHING, enter_year(calendar, NOTHING, backwards, TODAY))
    assert changes == after(NOTHING, enter_year(calendar, NOTHING, notice(), TODAY))
