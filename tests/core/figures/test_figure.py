import pytest

from app.core.figures import Count, Figure, Rate, Record, Rounding, count, holds
from app.core.figures.figure import HEADS, MAINS, MATTERS, ROWS
from app.core.figures.table import is_

RECORDS = (
    Record("m1", "m1", 3, {"channel": "visit", "again": "0"}),
    Record("m1", "m1", 2, {"channel": "visit", "again": "1"}),
    Record("m2", "m1", 1, {"channel": "letter", "again": "0"}),
    Record("m3", "m3", 4, {"channel": "letter", "again": "1"}),
)


def figure(measure: str = ROWS, *, unit: str = "件次", **changes: object) -> Figure:
    return Figure("x", "x", unit, "登记日期", "x", "received", measure=measure, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("measure", "number"), [(ROWS, 4), (HEADS, 10), (MATTERS, 3), (MAINS, 2)])
def test_each_measure_adds_up_its_own(measure: str, number: int) -> None:
    assert count(figure(measure), RECORDS, Rounding()) == Count(number, "件次")


def test_conditions_all_have_to_hold() -> None:
    both = (*is_("channel", "visit"), *is_("again", "1"))
    assert count(figure(HEADS, where=both), RECORDS, Rounding()) == Count(2, "件次")
    assert holds((), RECORDS[0])
    assert holds(is_("channel", "letter", "visit"), RECORDS[0])
    assert not holds(is_("channel", "letter"), RECORDS[0])
    with pytest.raises(KeyError):
        holds(is_("nothing", "1"), RECORDS[0])


def test_a_rates_numerator_lies_within_its_denominator() -> None:
    letters = figure(unit="%", where=is_("channel", "letter"), good=is_("again", "1"))
    assert count(letters, RECORDS, Rounding()) == Rate(1, 2, "50.00%")
    assert letters.numerator == (*is_("channel", "letter"), *is_("again", "1"))
    assert letters.dims() == {"channel", "again"}


def test_a_rate_of_nothing_is_a_dash() -> None:
    assert count(figure(unit="%", where=is_("channel", "web")), RECORDS, Rounding()) == Rate(0, 0, "—")
