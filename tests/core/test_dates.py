from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.dates import (
    DateError,
    chinese_date,
    from_excel_serial,
    moment_from_excel_serial,
    parse_date,
    parse_full_date,
    parse_moment,
)
from app.errors import AppError

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-21", "2026-11-21"),
        ("2026/1/5", "2026-01-05"),
        ("2026年1月5日", "2026-01-05"),
        ("2026年1月5号", "2026-01-05"),
        ("2026.1.5", "2026-01-05"),
        ("20261121", "2026-11-21"),
        ("11.21", "2026-11-21"),
        ("1.5", "2026-01-05"),
        ("1121", "2026-11-21"),
        ("11-21", "2026-11-21"),
        ("11月3日", "2026-11-03"),
        ("今天", "2026-11-21"),
        ("昨天", "2026-11-20"),
        ("明天", "2026-11-22"),
        ("+15", "2026-12-06"),
        ("-1", "2026-11-20"),
        (" ２０２６－１１－２１ ", "2026-11-21"),
        ("２０２６．１．５", "2026-01-05"),
        ("＋１５", "2026-12-06"),
    ],
)
def test_a_clerk_may_write_a_date_in_any_usual_way(typed, meant):
    assert parse_date(typed, today=TODAY).isoformat() == meant


@pytest.mark.parametrize(
    "typed", ["", "2026-13-01", "2026-02-30", "1131", "2.30", "明年", "202611", "2026年", "٢٠٢٦-١١-٢١"]
)
def test_what_is_no_date_is_refused_with_a_sentence(typed):
    with pytest.raises(DateError, match="不是能识别的日期"):
        parse_date(typed, today=TODAY)


def test_the_refusal_is_both_a_sentence_for_the_clerk_and_a_value_error():
    assert issubclass(DateError, AppError)
    assert issubclass(DateError, ValueError)


@given(st.text(max_size=20))
def test_no_text_breaks_the_date_field(text):
    try:
        assert isinstance(parse_date(text, today=TODAY), date)
    except DateError:
        pass


@given(st.dates())
def test_a_printed_date_reads_back(day):
    if day.year >= 1000:
        assert parse_full_date(chinese_date(day)) == day


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2019/11/17 13:44:57", datetime(2019, 11, 17, 13, 44, 57)),
        ("2014/6/8 4:02", datetime(2014, 6, 8, 4, 2)),
        ("2026-01-05T10:30:00", datetime(2026, 1, 5, 10, 30)),
        ("2026年1月5日10时30分", datetime(2026, 1, 5, 10, 30)),
        ("２０２６／１／５　１０：３０", datetime(2026, 1, 5, 10, 30)),
    ],
)
def test_a_moment_has_a_date_and_a_time(written, meant):
    assert parse_moment(written) == meant


@pytest.mark.parametrize("written", ["2026-01-05", "10:30", "2026-01-05 25:00", "昨天 10:30", ""])
def test_half_a_moment_is_refused(written):
    with pytest.raises(DateError):
        parse_moment(written)


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (1, "1900-01-01"),
        (59, "1900-02-28"),
        (61, "1900-03-01"),
        (37987, "2004-01-01"),
        (46347, "2026-11-21"),
        (46347.999, "2026-11-21"),
        (2958465, "9999-12-31"),
    ],
)
def test_excel_serials_follow_the_1900_system(serial, day):
    assert from_excel_serial(serial).isoformat() == day


@pytest.mark.parametrize("serial", [0, 60, -5, 2958466, float("nan"), float("inf"), 2958465.9999999])
def test_serials_of_days_that_never_were_are_refused(serial):
    with pytest.raises(DateError):
        from_excel_serial(serial)


def test_the_fraction_of_a_serial_is_the_time_of_day():
    assert moment_from_excel_serial(46347.5).isoformat() == "2026-11-21T12:00:00"


def test_printed_dates_have_no_leading_zeros():
    assert chinese_date(date(2026, 3, 5)) == "2026年3月5日"
