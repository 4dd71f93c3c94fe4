from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.core.wrong_clocks import AHEAD, BACK, ZONE, answer_clock, answered_time, read_clock
from app.errors import ValidationError

BEIJING = timezone(timedelta(hours=8))
LAST = datetime(2026, 11, 20, 17, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("wall", "doubt"),
    [
        (LAST + timedelta(hours=1), ""),
        (LAST + timedelta(days=29), ""),
        (LAST - timedelta(minutes=9), ""),
        (LAST - timedelta(minutes=11), BACK),
        (datetime(2009, 1, 1, tzinfo=BEIJING), BACK),
        (LAST + timedelta(days=31), AHEAD),
        (datetime(2099, 1, 1, tzinfo=BEIJING), AHEAD),
        ((LAST + timedelta(hours=1)).astimezone(UTC), ZONE),
    ],
)
def test_only_a_likely_time_is_believed(wall: datetime, doubt: str) -> None:
    reading = read_clock(wall, LAST, timedelta())
    assert reading.doubt == doubt
    assert reading.now >= LAST
    assert reading.now <= LAST + timedelta(days=30)
    assert bool(reading.sentence()) == bool(doubt)


def test_the_first_entry_of_all_believes_the_pc() -> None:
    assert read_clock(datetime(2009, 1, 1, tzinfo=BEIJING), None, timedelta()).doubt == ""


def test_the_answer_holds_as_long_as_the_clock_is_as_wrong_as_it_was() -> None:
    wall = datetime(2009, 1, 1, 9, tzinfo=BEIJING)
    asked = read_clock(wall, LAST, timedelta())
    answer = answer_clock(asked, date(2026, 11, 21))
    at = answered_time(asked, date(2026, 11, 21))
    assert at == datetime(2026, 11, 21, 9, tzinfo=BEIJING)
    off = timedelta(seconds=answer.payload["off_seconds"])
    later = read_clock(wall + timedelta(hours=3), at, off)
    assert (later.doubt, later.now) == ("", at + timedelta(hours=3))
    mended = read_clock(at + timedelta(days=1), at, off)
    assert (mended.doubt, mended.now) == ("", at + timedelta(days=1))


def test_a_year_that_cannot_be_is_not_taken() -> None:
    with pytest.raises(ValidationError, match="年份"):
        answer_clock(read_clock(LAST, LAST, timedelta()), date(1026, 11, 20))


def test_another_zone_moves_no_day_before_the_clerk_said_so() -> None:
    midnight = datetime(2026, 11, 21, 0, 30, tzinfo=BEIJING)
    reading = read_clock(midnight.astimezone(UTC), LAST, timedelta())  # the PC now shows the day before
    assert reading.now.date() == date(2026, 11, 21)
