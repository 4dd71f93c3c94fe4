import pytest

from app.core.numerals import chinese_number


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100"), (0, "0")],
)
def test_headings_are_counted_in_chinese(number: int, words: str) -> None:
    assert chinese_number(number) == words
