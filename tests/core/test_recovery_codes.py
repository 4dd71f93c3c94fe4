"""The paper's digits: what was typed wrong is told at its group, and nothing wrong passes."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.recovery_codes import DIGITS, GROUPS, group_problem, read_groups, spell, split_groups
from app.errors import ValidationError

SECRET = bytes(range(16))


@given(st.binary(min_size=16, max_size=16))
def test_a_code_read_back_is_the_secret(secret: bytes) -> None:
    groups = spell(secret)
    assert len(groups) == GROUPS
    assert all(len(group) == DIGITS for group in groups)
    assert read_groups(groups) == secret
    assert read_groups(split_groups(" - ".join(groups))) == secret
    assert read_groups(split_groups("".join(groups))) == secret


@pytest.mark.parametrize("place", range(48))
def test_any_single_wrong_digit_is_told_at_its_group(place: int) -> None:
    whole = "".join(spell(SECRET))
    for digit in set("0123456789") - {whole[place]}:
        typed = whole[:place] + digit + whole[place + 1 :]
        with pytest.raises(ValidationError) as refused:
            read_groups(split_groups(typed))
        assert list(refused.value.problems) == [f"group{place // DIGITS + 1}"]


def test_two_neighbours_that_changed_places_are_told() -> None:
    chance = random.Random(8)
    for _ in range(300):
        group = spell(chance.randbytes(16))[0]
        at = chance.randrange(DIGITS - 1)
        swapped = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
        assert bool(group_problem(1, swapped)) == (swapped != group)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "999999"])
def test_what_is_no_group_is_refused(typed: str) -> None:
    assert "第3组" in group_problem(3, typed)


def test_digits_of_an_input_method_are_digits() -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in spell(SECRET)[1])
    assert group_problem(2, wide) == ""


def test_too_few_groups_are_said_as_a_whole() -> None:
    with pytest.raises(ValidationError, match="8组"):
        read_groups(spell(SECRET)[:7])
