"""The reminder says counts and nothing else, at its hours."""

from datetime import UTC, date, datetime, time

import pytest

from app.core.receptions import ReceptionDraft
from app.errors import ValidationError
from app.services.receptions import Visitor
from app.services.reminders import Due, read_hours, sentence, strikes, written_hours

HOURS = (time(9), time(14, 30))


def at(hour, minute=0, day=20):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def register(desk, day, title):
    draft = ReceptionDraft("visit", day, day, title)
    return desk.receptions.register(draft, [Visitor("张三", "13000000001")])


def test_it_counts_matters_due_today_and_overdue_and_names_nobody(desk, clock):
    register(desk, date(2026, 11, 20), "反映征地补偿款未足额发放")
    clock.set(date(2026, 12, 7))
    sheet = desk.today.sheet()
    assert sheet.overdue or sheet.due_today
    said = sentence(desk.today.pressing())
    assert said == "今日有1件超期"
    assert "张三" not in said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (Due(3, 1), "今日有3件到期、1件超期"),
        (Due(2, 0), "今日有2件到期"),
        (Due(0, 1), "今日有1件超期"),
        (Due(), ""),
    ],
)
def test_the_sentence(counts, said):
    assert sentence(counts) == said


def test_an_hour_strikes_once_when_it_has_come():
    assert strikes(HOURS, at(8, 59), at(9))
    assert not strikes(HOURS, at(9), at(9, 1))
    assert strikes(HOURS, at(14, 29), at(14, 31))
    assert not strikes((), at(8, 59), at(23))


def test_a_pc_that_slept_reminds_once_in_the_morning_and_not_for_yesterday():
    assert strikes(HOURS, at(18, day=19), at(9, 30))
    assert not strikes(HOURS, at(18, day=19), at(8))


@pytest.mark.parametrize("typed", ["09:00、14:30", "9:00，14：30", "14点30 9点", "09:00,14:30,09:00"])
def test_hours_are_read_as_people_write_them(typed):
    assert read_hours(typed) == HOURS
    assert written_hours(HOURS) == "09:00、14:30"


@pytest.mark.parametrize("typed", ["", "上午", "25:00", "9:61", "0:00 1:00 2:00 3:00 4:00 5:00 6:00"])
def test_what_is_no_hour_is_refused_with_a_sentence(typed):
    with pytest.raises(ValidationError) as refused:
        read_hours(typed)
    assert refused.value.problems["hours"]
