from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.periods import parse_period
from app.errors import ValidationError


@pytest.mark.parametrize(
    ("text", "start", "end", "name"),
    [
        ("2026-10", "2026-10-01", "2026-10-31", "2026年10月"),
        ("2026-2", "2026-02-01", "2026-02-28", "2026年2月"),
        ("2026-Q3", "2026-07-01", "2026-09-30", "2026年第三季度"),
        ("2026-q1", "2026-01-01", "2026-03-31", "2026年第一季度"),
        ("2026-H1", "2026-01-01", "2026-06-30", "2026年上半年"),
        ("2026-H2", "2026-07-01", "2026-12-31", "2026年下半年"),
        ("2026", "2026-01-01", "2026-12-31", "2026年"),
        ("2026-01-01..2026-06-30", "2026-01-01", "2026-06-30", "2026年1月1日至2026年6月30日"),
    ],
)
def test_a_period_has_its_two_ends_and_a_name(text, start, end, name):
    period = parse_period(text)
    assert (period.start.isoformat(), period.end.isoformat(), period.name) == (start, end, name)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-10", "2026-09-21", "2026-10-20"),
        ("2026-01", "2025-12-21", "2026-01-20"),
        ("2026-Q1", "2025-12-21", "2026-03-20"),
        ("2026-H2", "2026-06-21", "2026-12-20"),
        ("2026", "2025-12-21", "2026-12-20"),
    ],
)
def test_an_office_that_closes_on_the_20th_counts_from_the_21st(text, start, end):
    period = parse_period(text, month_start_day=21)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
    assert period.name == parse_period(text).name


def test_ids_are_written_one_way():
    assert [parse_period(text).id for text in ("2026-1", "２０２６-q3", "2026-01-01~2026-01-31")] == [
        "2026-01",
        "2026-Q3",
        "2026-01-01..2026-01-31",
    ]


@pytest.mark.parametrize(
    ("text", "previous", "last_year"),
    [
        ("2026-01", "2025-12", "2025-01"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-H1", "2025-H2", "2025-H1"),
        ("2026", "2025", "2025"),
        ("2026-03-01..2026-03-10", "2026-02-19..2026-02-28", "2025-03-01..2025-03-10"),
        ("2025-02-01..2025-02-28", "2025-01-04..2025-01-31", "2024-02-01..2024-02-29"),
        ("2024-02-29..2024-02-29", "2024-02-28..2024-02-28", "2023-02-28..2023-02-28"),
    ],
)
@pytest.mark.parametrize("start_day", [1, 21])
def test_the_period_before_and_the_one_a_year_ago_are_of_the_same_kind(text, previous, last_year, start_day):
    period = parse_period(text, month_start_day=start_day)
    assert period.previous().id == previous
    assert period.same_last_year().id == last_year


@given(
    st.sampled_from(["2026-05", "2026-Q2", "2026-H1", "2026", "2026-04-03..2026-05-09"]), st.integers(1, 28)
)
def test_a_period_begins_the_day_after_the_one_before_ends(text, start_day):
    period = parse_period(text, month_start_day=start_day)
    assert period.previous().end + timedelta(days=1) == period.start


def test_both_ends_belong_to_a_period():
    period = parse_period("2026-10")
    assert period.contains(date(2026, 10, 1))
    assert period.contains(date(2026, 10, 31))
    assert not period.contains(date(2026, 11, 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "十月",
        "2026-13",
        "2026-00",
        "2026-Q5",
        "1026",
        "2026-02-01..2026-01-01",
        "2026-01-01..x",
        "..",
        "0000",
    ],
)
def test_what_is_no_period_is_refused_with_a_sentence(text):
    with pytest.raises(ValidationError) as refusal:
        parse_period(text)
    assert "。" in refusal.value.problems["period"]


@pytest.mark.parametrize("start_day", [0, 29])
def test_an_office_month_begins_on_a_day_every_month_has(start_day):
    with pytest.raises(ValidationError, match="28日"):
        parse_period("2026-10", month_start_day=start_day)


@given(st.text(max_size=25))
def test_no_text_breaks_the_period_field(text):
    try:
        assert parse_period(text).start <= parse_period(text).end
    except ValidationError:
        pass
