"""The window's words by characters, pinyin and initials."""

import pytest

from app.ui.search.spelling import BEGINNING, EXACT, NO, WITHIN, fit, fit_any


@pytest.mark.parametrize("typed", ["月结", "yj", "YJ", "yuejie", "yue jie"])
def test_three_ways_to_name_a_page_exactly(typed):
    assert fit("月结", typed) == EXACT


@pytest.mark.parametrize(
    ("word", "typed", "how"),
    [
        ("数据安全", "数据", BEGINNING), ("数据安全", "安全", WITHIN), ("数据安全", "sj", BEGINNING),
        ("数据安全", "aq", WITHIN), ("数据安全", "shuju", BEGINNING), ("月结", "报送", NO), ("月结", "", NO),
        ("登记", "en", NO),
    ],
)  # fmt: skip
def test_how_well_it_fits(word, typed, how):
    assert fit(word, typed) == how


def test_another_name_never_weighs_as_much_as_the_title():
    assert fit_any(("明暗切换", "切换深色"), "切换深色") == BEGINNING
    assert fit_any(("明暗切换", "切换深色"), "深色") == WITHIN
    assert fit_any(("明暗切换", "切换深色"), "z") == NO
