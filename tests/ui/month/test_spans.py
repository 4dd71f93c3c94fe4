from itertools import pairwise

import pytest

from app.core.periods import parse_period
from app.ui.month.spans import LENGTHS, REACH, containing, length_of, offered


@pytest.mark.parametrize(
    ("length", "month", "expected"),
    [
        ("month", "2026-11", "2026-11"), ("quarter", "2026-01", "2026-Q1"), ("quarter", "2026-03", "2026-Q1"),
        ("quarter", "2026-12", "2026-Q4"), ("half", "2026-06", "2026-H1"), ("half", "2026-07", "2026-H2"),
        ("year", "2026-07", "2026"),
    ],
)  # fmt: skip
def test_a_month_lies_in_its_quarter_half_and_year(length, month, expected):
    assert containing(length, month) == expected


@pytest.mark.parametrize("length", [key for key, _ in LENGTHS])
def test_the_offered_periods_follow_each_other_without_gaps(length):
    periods = offered(length, parse_period("2026-11"), parse_period)
    assert len(periods) == REACH[length]
    assert all((later.start - earlier.end).days == 1 for later, earlier in pairwise(periods))
    assert {length_of(period) for period in periods} == {length}


def test_an_office_that_closes_on_the_20th_gets_its_own_months():
    def read(text):
        return parse_period(text, month_start_day=21)

    periods = offered("quarter", read("2026-11"), read)
    assert (periods[0].start.isoformat(), periods[0].end.isoformat()) == ("2026-09-21", "2026-12-20")
