"""A paper's number, however it is typed."""

import pytest

from app.services.finding import paper_numbers

WORDS = ("收", "受", "交", "移")


@pytest.mark.parametrize(
    "typed",
    [
        "青信受〔2026〕12号",
        "青信受[2026]12",
        "青信受（2026）12号",
        "受2026-12",
        " 青信受 〔2026〕 12 号",
        "受２０２６年１２",
    ],
)
def test_a_whole_number_is_understood_in_every_bracket(typed):
    assert paper_numbers(typed, "青", WORDS, 2027) == ("青信受〔2026〕12号",)


@pytest.mark.parametrize("typed", ["青信受 12", "受12", "信受12号"])
def test_without_a_year_the_running_one_and_those_before_are_meant(typed):
    found = paper_numbers(typed, "青", WORDS, 2026)
    assert found[:2] == ("青信受〔2026〕12号", "青信受〔2025〕12号")
    assert len(found) == 5


@pytest.mark.parametrize(
    "typed", ["", "12", "2026-0012", "张三12", "受", "受〔2026〕", "青山村12组", "受1234567", "县信受12"]
)
def test_what_is_no_papers_number_finds_nothing(typed):
    assert paper_numbers(typed, "青", WORDS, 2026) == ()
