"""Versions are numbers: 0.10 follows 0.9, and each has one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import __version__
from app.core.versions import Version, read_version

NUMBER = st.integers(0, 99_999)


@pytest.mark.parametrize(
    ("older", "newer"), [("0.9.12", "0.10.0"), ("0.1.9", "0.1.10"), ("9.9.9", "10.0.0"), ("0.0.0", "0.0.1")]
)
def test_they_are_compared_as_numbers(older: str, newer: str) -> None:
    assert read_version(older) < read_version(newer)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "1.0",
        "1.0.0.0",
        "01.0.0",
        "1.0.0-beta",
        " 1.0.0",
        "1.0.0\n",
        "１.０.０",
        "1.-1.0",
        "v1.0.0",
        "999999.0.0",
    ],
)
def test_what_has_another_spelling_is_no_version(text: str) -> None:
    with pytest.raises(ValueError, match="not a version"):
        read_version(text)


@given(NUMBER, NUMBER, NUMBER)
def test_a_version_is_read_as_it_is_written(first: int, second: int, third: int) -> None:
    version = Version(first, second, third)
    assert read_version(str(version)) == version


def test_the_program_has_a_version_that_can_be_compared() -> None:
    assert str(read_version(__version__)) == __version__
