import json
import runpy
from datetime import date, timedelta
from pathlib import Path

import pytest

from app import paths
from app.core.calendar import (
    FIRST,
    Calendar,
    CalendarChanges,
    CalendarDay,
    YearNotice,
    calendar_from_table,
)
from app.errors import ValidationError

WEEKEND = frozenset({5, 6})
OUTSIDE = "表外"
LENGTHS = (15, 30, 60, 90)
WORKING = (1, 3, 5, 10)

# law.md §3.3: D, then raw and rolled for 15, 30, 60 and 90 days, then the 1st, 3rd, 5th and 10th
# working day. 表外: the day depends on a year whose arrangement is not published.
VECTORS = """
2025-01-17 2025-02-01 2025-02-05 2025-02-16 2025-02-17 2025-03-18 2025-03-18 2025-04-17 2025-04-17 2025-01-20 2025-01-22 2025-01-24 2025-02-07
2025-09-16 2025-10-01 2025-10-09 2025-10-16 2025-10-16 2025-11-15 2025-11-17 2025-12-15 2025-12-15 2025-09-17 2025-09-19 2025-09-23 2025-09-29
2025-12-20 2026-01-04 2026-01-04 2026-01-19 2026-01-19 2026-02-18 2026-02-24 2026-03-20 2026-03-20 2025-12-22 2025-12-24 2025-12-26 2026-01-05
2026-01-30 2026-02-14 2026-02-14 2026-03-01 2026-03-02 2026-03-31 2026-03-31 2026-04-30 2026-04-30 2026-02-02 2026-02-04 2026-02-06 2026-02-13
2026-02-02 2026-02-17 2026-02-24 2026-03-04 2026-03-04 2026-04-03 2026-04-03 2026-05-03 2026-05-06 2026-02-03 2026-02-05 2026-02-09 2026-02-14
2026-02-11 2026-02-26 2026-02-26 2026-03-13 2026-03-13 2026-04-12 2026-04-13 2026-05-12 2026-05-12 2026-02-12 2026-02-14 2026-02-25 2026-03-03
2026-04-17 2026-05-02 2026-05-06 2026-05-17 2026-05-18 2026-06-16 2026-06-16 2026-07-16 2026-07-16 2026-04-20 2026-04-22 2026-04-24 2026-05-06
2026-06-05 2026-06-20 2026-06-22 2026-07-05 2026-07-06 2026-08-04 2026-08-04 2026-09-03 2026-09-03 2026-06-08 2026-06-10 2026-06-12 2026-06-22
2026-08-07 2026-08-22 2026-08-24 2026-09-06 2026-09-07 2026-10-06 2026-10-08 2026-11-05 2026-11-05 2026-08-10 2026-08-12 2026-08-14 2026-08-21
2026-09-10 2026-09-25 2026-09-28 2026-10-10 2026-10-10 2026-11-09 2026-11-09 2026-12-09 2026-12-09 2026-09-11 2026-09-15 2026-09-17 2026-09-23
2026-09-30 2026-10-15 2026-10-15 2026-10-30 2026-10-30 2026-11-29 2026-11-30 2026-12-29 2026-12-29 2026-10-08 2026-10-10 2026-10-13 2026-10-20
2026-10-26 2026-11-10 2026-11-10 2026-11-25 2026-11-25 2026-12-25 2026-12-25 2027-01-24 表外 2026-10-27 2026-10-29 2026-11-02 2026-11-09
2026-11-20 2026-12-05 2026-12-07 2026-12-20 2026-12-21 2027-01-19 表外 2027-02-18 表外 2026-11-23 2026-11-25 2026-11-27 2026-12-04
2026-12-25 2027-01-09 表外 2027-01-24 表外 2027-02-23 表外 2027-03-25 表外 2026-12-28 2026-12-30 表外 表外
"""


def shipped_table():
    return json.loads(paths.resource("calendar", "china.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return calendar_from_table(shipped_table())


def vectors():
    return [line.split() for line in VECTORS.strip().splitlines()]


@pytest.mark.parametrize("cells", vectors(), ids=lambda cells: cells[0])
def test_calendar_days_end_where_the_law_sheet_says(calendar, cells):
    start = date.fromisoformat(cells[0])
    for n, raw, rolled in zip(LENGTHS, cells[1:9:2], cells[2:9:2], strict=True):
        counted = calendar.count(start, n)
        assert counted.raw.isoformat() == raw
        assert counted.provisional == (rolled == OUTSIDE)
        assert rolled in (OUTSIDE, counted.rolled.isoformat())


@pytest.mark.parametrize("cells", vectors(), ids=lambda cells: cells[0])
def test_working_days_end_where_the_law_sheet_says(calendar, cells):
    start = date.fromisoformat(cells[0])
    for n, expected in zip(WORKING, cells[9:], strict=True):
        counted = calendar.count(start, n, unit="working")
        assert counted.raw == counted.rolled
        assert counted.provisional == (expected == OUTSIDE)
        assert expected in (OUTSIDE, counted.raw.isoformat())


def test_the_table_agrees_with_two_independent_packages_but_for_one_documented_day(calendar):
    import chinese_calendar
    import holidays

    china = holidays.China(years=range(2004, 2027))
    differing = set()
    day = date(2004, 1, 1)
    while day <= date(2026, 12, 31):
        assert calendar.is_workday(day) == china.is_working_day(day), day
        if calendar.is_workday(day) != chinese_calendar.is_workday(day):
            differing.add(day)
        day += timedelta(days=1)
    assert differing == {date(2005, 12, 31)}


def test_the_shipped_table_is_what_its_script_writes():
    script = Path(__file__).parents[2] / "installer" / "data" / "build_calendar.py"
    shipped = paths.resource("calendar", "china.json").read_text(encoding="utf-8")
    assert runpy.run_path(str(script))["build"]() == shipped


def test_the_calendar_begins_in_2004_and_ends_with_the_last_published_year(calendar):
    assert calendar.first_day == FIRST == date(2004, 1, 1)
    assert calendar.last_day == date(2026, 12, 31)
    assert not calendar.is_published(date(2003, 12, 31))
    assert not calendar.is_published(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-10-01", "国庆节"),
        ("2026-10-03", "国庆节"),
        ("2026-09-25", "中秋节"),
        ("2026-02-14", "调休上班"),
        ("2026-11-21", "周六"),
        ("2026-11-23", "周一"),
    ],
)
def test_every_day_has_a_name_a_clerk_would_use(calendar, day, name):
    assert calendar.day_name(date.fromisoformat(day)) == name


def test_an_explained_date_lists_the_rest_days_it_was_moved_past(calendar):
    counted = calendar.count(date(2026, 8, 7), 60)
    assert counted.skipped == ((date(2026, 10, 6), "国庆节"), (date(2026, 10, 7), "国庆节"))
    assert counted.notes == ()


def test_a_moved_working_day_that_stops_the_roll_is_named(calendar):
    assert calendar.count(date(2026, 1, 30), 15).skipped == ((date(2026, 2, 14), "调休上班"),)


def test_working_days_list_every_rest_day_on_the_way(calendar):
    counted = calendar.count(date(2026, 6, 18), 1, unit="working")
    assert counted.raw == date(2026, 6, 22)
    assert [name for _, name in counted.skipped] == ["端午节"] * 3


def test_a_date_in_an_unpublished_year_says_so(calendar):
    counted = calendar.count(date(2026, 12, 25), 15)
    assert (counted.raw, counted.rolled) == (date(2027, 1, 9), date(2027, 1, 11))
    assert counted.notes == ("2027年放假安排尚未公布，按周末推算",)


def test_a_roll_that_crosses_into_the_unpublished_year_is_provisional(calendar):
    shortened = calendar_from_table(shipped_table() | {"last": "2026-10-02"})
    counted = shortened.count(date(2026, 9, 16), 15)
    assert counted.raw == date(2026, 10, 1)
    assert counted.provisional


def test_the_first_day_counts_only_where_the_office_says_so(calendar):
    assert calendar.count(date(2026, 11, 2), 15).raw == date(2026, 11, 17)
    assert calendar.count(date(2026, 11, 2), 15, include_start=True).raw == date(2026, 11, 16)
    assert calendar.count(date(2026, 11, 2), 1, unit="working", include_start=True).raw == date(2026, 11, 2)


def own(*days):
    return CalendarChanges({day.day: day for day in days})


def noticed(year, *days):
    marked = tuple(CalendarDay(day, False, name, "通知", year) for day, name in days)
    return CalendarChanges({}, {year: YearNotice(year, "通知", marked)})


def test_the_offices_own_days_win_over_the_table(calendar):
    festival = CalendarDay(date(2026, 4, 20), False, "三月三")
    moved = CalendarDay(date(2026, 4, 25), True)
    changed = calendar.with_changes(own(festival, moved), WEEKEND)
    assert changed.day_name(date(2026, 4, 20)) == "三月三"
    assert changed.day_name(date(2026, 4, 25)) == "调休上班"
    counted = changed.count(date(2026, 4, 5), 15)
    assert counted.rolled == date(2026, 4, 21)
    assert counted.skipped == ((date(2026, 4, 20), "三月三"),)
    assert counted.notes == ("本机关日历：2026年4月20日 三月三（放假）",)


def test_own_days_that_had_no_say_are_not_mentioned(calendar):
    changed = calendar.with_changes(own(CalendarDay(date(2026, 4, 20), False, "三月三")), WEEKEND)
    assert changed.count(date(2026, 5, 6), 15).notes == ()


def test_an_own_working_saturday_stops_the_roll_and_says_so(calendar):
    changed = calendar.with_changes(own(CalendarDay(date(2026, 4, 25), True)), WEEKEND)
    counted = changed.count(date(2026, 4, 10), 15)
    assert counted.rolled == date(2026, 4, 25)
    assert counted.notes == ("本机关日历：2026年4月25日（上班）",)


def test_a_year_the_office_has_entered_is_no_longer_provisional(calendar):
    assert calendar.count(date(2026, 12, 31), 15).provisional
    entered = calendar.with_changes(noticed(2027, (date(2027, 1, 1), "元旦")), WEEKEND)
    assert not entered.count(date(2026, 12, 31), 15).provisional
    counted = entered.count(date(2026, 12, 30), 2)
    assert (counted.rolled, counted.notes) == (date(2027, 1, 4), ())
    assert entered.day_name(date(2027, 1, 1)) == "元旦"


def test_the_newest_notice_has_the_say_about_a_day_that_two_name(calendar):
    new_years_eve = date(2027, 12, 31)
    two = CalendarChanges({}, {**noticed(2028, (new_years_eve, "元旦")).years, **noticed(2027).years})
    assert calendar.with_changes(two, WEEKEND).day_name(new_years_eve) == "元旦"


def test_taking_changes_back_leaves_the_shipped_table(calendar):
    changed = calendar.with_changes(own(CalendarDay(date(2026, 4, 20), False, "三月三")), WEEKEND)
    assert changed.with_changes(CalendarChanges(), WEEKEND) == calendar


def test_an_office_that_rests_on_sundays_only_works_on_saturdays(calendar):
    six_days = calendar.with_changes(CalendarChanges(), frozenset({6}))
    saturday = date(2026, 11, 21)
    assert (six_days.is_workday(saturday), six_days.day_name(saturday)) == (True, "周六")
    assert six_days.count(date(2026, 11, 6), 15).rolled == saturday
    assert not six_days.is_workday(date(2026, 10, 3))


@pytest.mark.parametrize(
    ("start", "n", "last"),
    [
        ("2026-11-20", 1, "2026-12-20"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-15", 2, "2027-02-15"),
        ("2026-05-06", 0, "2026-05-06"),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_months_last(calendar, start, n, last):
    assert calendar.count(date.fromisoformat(start), n, unit="month").raw == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("start", "last"),
    [("2026-03-01", "2026-03-31"), ("2026-11-20", "2026-12-19"), ("2026-01-31", "2026-02-28")],
)
def test_a_month_whose_first_day_counts_ends_a_day_earlier(calendar, start, last):
    counted = calendar.count(date.fromisoformat(start), 1, unit="month", include_start=True)
    assert counted.raw == date.fromisoformat(last)


def test_a_months_last_day_rolls_past_rest_days(calendar):
    counted = calendar.count(date(2026, 9, 1), 1, unit="month")
    assert (counted.raw, counted.rolled) == (date(2026, 10, 1), date(2026, 10, 8))


def test_a_unit_nobody_knows_is_our_own_mistake(calendar):
    with pytest.raises(ValueError, match="week"):
        calendar.count(date(2026, 9, 1), 1, unit="week")


def test_the_same_question_is_counted_once_for_each_calendar(calendar):
    day = date(2026, 4, 5)
    assert calendar.count(day, 15) is calendar.count(day, 15)
    changed = calendar.with_changes(own(CalendarDay(date(2026, 4, 20), False, "三月三")), WEEKEND)
    assert changed.count(day, 15) != calendar.count(day, 15)
    assert calendar.count(day, 15) != calendar.count(day, 15, include_start=True)


@pytest.mark.parametrize(("start", "n"), [("2026-01-01", -1), ("2026-01-01", 40_000), ("9999-12-20", 30)])
@pytest.mark.parametrize("unit", ["day", "working", "month"])
def test_a_count_that_leads_nowhere_is_refused_with_a_sentence(calendar, start, n, unit):
    with pytest.raises(ValidationError, match="天数"):
        calendar.count(date.fromisoformat(start), n, unit=unit)
