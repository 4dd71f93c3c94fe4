import pytest

from app.core.figures import Count, Rate, Rounding, change
from app.core.figures.comparing import DOWN, SAME, UP

PLAIN = Rounding()


def count(number: int) -> Count:
    return Count(number, "件次")


@pytest.mark.parametrize(
    ("now", "base", "difference", "percent", "direction"),
    [
        (6, 4, "+2", "50.00%", UP),
        (4, 6, "-2", "33.33%", DOWN),
        (4, 4, "0", "0.00%", SAME),
        (4, 0, "+4", "—", UP),
        (0, 0, "0", "—", SAME),
        (0, 4, "-4", "100.00%", DOWN),
    ],
)
def test_the_verb_follows_the_sign_and_a_base_of_zero_has_no_percentage(
    now: int, base: int, difference: str, percent: str, direction: str
) -> None:
    found = change(count(now), count(base), PLAIN)
    assert (found.base, found.difference, found.percent, found.direction) == (
        count(base),
        difference,
        percent,
        direction,
    )


@pytest.mark.parametrize(
    ("now", "base", "difference", "direction"),
    [
        ((277, 280), (19, 20), "+3.93个百分点", UP),
        ((1, 2), (2, 3), "-16.67个百分点", DOWN),
        ((1, 2), (2, 4), "0个百分点", SAME),
    ],
)
def test_rates_differ_by_points_between_what_is_printed(
    now: tuple[int, int], base: tuple[int, int], difference: str, direction: str
) -> None:
    found = change(PLAIN.rate(*now), PLAIN.rate(*base), PLAIN)
    assert (found.difference, found.percent, found.direction) == (difference, "—", direction)


def test_points_are_subtracted_as_printed_when_digits_are_cut() -> None:
    cut = Rounding(2, "truncate")
    assert change(cut.rate(246, 247), cut.rate(1, 1), cut).difference == "-0.41个百分点"


@pytest.mark.parametrize(("now", "base"), [((0, 0), (1, 2)), ((1, 2), (0, 0))])
def test_nothing_is_said_of_a_rate_without_a_denominator(now: tuple[int, int], base: tuple[int, int]) -> None:
    found = change(PLAIN.rate(*now), PLAIN.rate(*base), PLAIN)
    assert (found.difference, found.direction) == ("", "")


def test_nothing_is_said_without_a_base_or_between_unlike_things() -> None:
    assert change(count(3), None, PLAIN).as_json() == {
        "base": None,
        "difference": "",
        "percent": "—",
        "direction": "",
    }
    assert change(count(3), Rate(1, 2, "50.00%"), PLAIN).direction == ""
