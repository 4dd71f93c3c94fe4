import pytest

from app.core.figures import NOTHING, Count, Rate, Rounding, rate, value_from


@pytest.mark.parametrize(
    ("n", "d", "rounding", "text"),
    [
        (277, 280, "half_up", "98.93%"),
        (305, 307, "half_up", "99.35%"),
        (246, 247, "half_up", "99.60%"),
        (246, 247, "truncate", "99.59%"),
        (0, 3, "half_up", "0.00%"),
        (0, 0, "half_up", "—"),
        (3, 0, "half_up", "—"),
        (1, 1, "truncate", "100.00%"),
        (2, 3, "half_up", "66.67%"),
        (2, 3, "truncate", "66.66%"),
    ],
)
def test_rates_print_as_offices_print_them(n: int, d: int, rounding: str, text: str) -> None:
    """277/280, 305/307 and both ways of 246/247 are printed in real reports (law.md §5.4)."""
    assert rate(n, d, rounding=rounding) == Rate(n, d, text)


@pytest.mark.parametrize(
    ("decimals", "mode", "text"),
    [(0, "half_up", "13%"), (0, "truncate", "12%"), (1, "half_up", "12.5%"), (4, "half_up", "12.5000%")],
)
def test_decimals_are_the_offices_own(decimals: int, mode: str, text: str) -> None:
    assert Rounding(decimals, mode).percent(1, 8) == text


@pytest.mark.parametrize(
    ("n", "d", "text"), [(1, 800, "0.13%"), (1, 80_000, "0.00%"), (3, 80_000, "0.00%"), (1, 20_000, "0.01%")]
)
def test_half_a_digit_goes_up(n: int, d: int, text: str) -> None:
    assert Rounding().percent(n, d) == text


def test_values_come_back_as_they_were_kept() -> None:
    for value in (Count(3, "件次"), Rate(277, 280, "98.93%"), Rate(0, 0, NOTHING)):
        assert value_from(value.as_json()) == value
