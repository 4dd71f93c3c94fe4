"""The office's calendar over a real register."""

import json
from datetime import date

import pytest

from app.core.calendar import CalendarChanges
from app.core.calendar_changes import CALENDAR_ENTRIES, apply_calendar
from app.core.calendar_years import OFFICE, OFFICIAL, USUAL
from app.db import calendar_days, journal
from app.errors import NotAllowed, StorageError, ValidationError
from app.services.calendars import Calendars

SANYUESAN = date(2026, 4, 20)


@pytest.fixture
def calendars(desk):
    return Calendars(desk.register)


def calendar_entries(desk):
    return [entry for entry in journal.read(desk.register.store) if entry.kind in CALENDAR_ENTRIES]


@pytest.fixture
def year_file(tmp_path):
    def write(year=2027, days=None, **more):
        path = tmp_path / f"{year}.json"
        rest = [{"name": "元旦", "date": f"{year}-01-0{n}", "isOffDay": True} for n in range(1, 4)]
        rest += [{"name": "春节", "date": f"{year}-02-0{n}", "isOffDay": True} for n in range(5, 10)]
        rest += [{"name": "春节", "date": f"{year}-02-20", "isOffDay": False}]
        content = {"year": year, "papers": ["国办发明电〔2026〕9号"], "days": rest if days is None else days}
        path.write_text(json.dumps(content | more, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def day_of(calendars, day):
    return next(found for found in calendars.year(day.year).days if found.day == day)


def test_a_year_shows_every_day_and_whose_word_it_is(calendars):
    year = calendars.year(2026)
    assert (len(year.days), year.published) == (365, True)
    assert day_of(calendars, date(2026, 10, 1)).spoken() == "2026年10月1日 周四 放假 国庆节"
    assert day_of(calendars, date(2026, 2, 14)).kind == OFFICIAL
    assert day_of(calendars, date(2026, 11, 21)).kind == USUAL
    assert len(calendars.year(2028).days) == 366


def test_an_unpublished_year_is_guessed_from_the_weekdays_and_says_so(calendars):
    year = calendars.year(2027)
    assert not year.published
    assert year.exceptions() == ()
    assert "按周末推算" in day_of(calendars, date(2027, 1, 2)).spoken()


@pytest.mark.parametrize("year", [2003, 2101])
def test_years_outside_the_calendar_are_refused(calendars, year):
    with pytest.raises(ValidationError, match="年份"):
        calendars.year(year)


def test_a_local_holiday_moves_deadlines_and_names_itself(calendars):
    calendars.set_day(SANYUESAN, working=False, name="三月三", source="桂政办发〔2026〕1号")
    counted = calendars.calendar().count(date(2026, 4, 5), 15)
    assert counted.rolled == date(2026, 4, 21)
    assert counted.notes == ("本机关日历：2026年4月20日 三月三（放假）",)
    assert day_of(calendars, SANYUESAN).kind == OFFICE


def test_a_cleared_day_is_as_published_again(calendars):
    calendars.set_day(SANYUESAN, working=False, name="三月三")
    calendars.clear_day(SANYUESAN)
    assert calendars.calendar().count(date(2026, 4, 5), 15).rolled == SANYUESAN
    with pytest.raises(NotAllowed, match="没有改动"):
        calendars.clear_day(SANYUESAN)


def test_reading_a_years_file_writes_nothing(calendars, desk, year_file):
    preview = calendars.read_year_file(year_file())
    assert len(preview.notice.days) == 9
    assert calendar_entries(desk) == []
    assert not calendars.is_published(2027)


def test_an_entered_year_is_no_longer_provisional(calendars, year_file):
    assert calendars.calendar().count(date(2027, 1, 25), 11).provisional
    calendars.enter_year(calendars.read_year_file(year_file()))
    counted = calendars.calendar().count(date(2027, 1, 25), 11)
    assert (counted.rolled, counted.provisional, counted.notes) == (date(2027, 2, 10), False, ())
    assert calendars.year(2027).source == "国办发明电〔2026〕9号"


def test_a_corrected_notice_replaces_the_one_entered_before(calendars, year_file):
    calendars.enter_year(calendars.read_year_file(year_file()))
    days = [{"name": "元旦", "date": f"2027-01-0{n}", "isOffDay": True} for n in range(1, 7)]
    preview = calendars.read_year_file(year_file(days=days))
    assert preview.replaces
    calendars.enter_year(preview)
    assert len(calendars.year(2027).exceptions()) == 6


def test_clearing_an_own_day_of_an_entered_year_uncovers_the_notice(calendars, year_file):
    calendars.enter_year(calendars.read_year_file(year_file()))
    calendars.set_day(date(2027, 2, 5), working=True, source="值守通知")
    assert day_of(calendars, date(2027, 2, 5)).kind == OFFICE
    calendars.clear_day(date(2027, 2, 5))
    found = day_of(calendars, date(2027, 2, 5))
    assert (found.name, found.working, found.kind) == ("春节", False, OFFICIAL)


def test_the_tables_hold_what_the_entries_mean(calendars, desk, year_file):
    calendars.enter_year(calendars.read_year_file(year_file()))
    calendars.set_day(SANYUESAN, working=False, name="三月三")
    calendars.set_day(date(2026, 4, 25), working=True, source="调休")
    calendars.clear_day(SANYUESAN)
    calendars.set_day(SANYUESAN, working=False, name="壮族三月三")
    meant = CalendarChanges()
    for entry in calendar_entries(desk):
        meant = apply_calendar(meant, entry)
    assert calendar_days.load(desk.register.store) == meant
    assert desk.safety.verify(full=True).ok


def test_a_file_without_papers_is_its_own_source(calendars, year_file):
    assert calendars.read_year_file(year_file(papers=[])).notice.source == "文件“2027.json”"


def test_a_file_that_is_none_is_a_sentence(calendars, tmp_path):
    with pytest.raises(StorageError, match="找不到"):
        calendars.read_year_file(tmp_path / "没有.json")
    binary = tmp_path / "二进制.json"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValidationError, match="UTF-8"):
        calendars.read_year_file(binary)
