"""The card: what is counted, what is left out, and beside what it stands."""

import pytest

from app.core.figures import AXIS_BY_ID, FIGURES, Count, Rate, Rounding, change
from app.core.figures.table import PAPERS
from app.core.periods import parse_period
from app.ui.month.doors import YEAR, Door
from app.ui.month.explained import beside, explained
from tests.ui.month.test_rows import LINES, SEPTEMBER, table

PRINTED = Rounding()


def card(door, **counted):
    return explained(table(**counted), door, LINES, parse_period)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_every_figure_says_rule_date_exclusions_and_ground(figure):
    facts = dict(card(Door(figure.id)).facts)
    assert facts["口径"] == figure.note
    assert facts["计入日期"] == figure.basis
    assert facts["不计"] == figure.excludes
    assert facts["依据"] == figure.law
    assert card(Door(figure.id)).papers == (figure.population == PAPERS)


def test_a_rate_has_parts_to_look_at_and_its_two_numbers():
    shown = card(Door("rate.answer_in_time"))
    assert shown.value == "50.00%　1/2"
    assert [word for _, word in shown.parts] == ["全部", "达标", "失分"]


def test_a_share_is_neither_reached_nor_lost():
    assert [word for _, word in card(Door("rate.repeat")).parts] == ["全部", "计入分子", "未计入"]


def test_a_count_has_no_parts():
    assert card(Door("letters")).parts == ()


def test_a_number_of_the_year_before_is_of_its_own_period():
    shown = card(Door("letters", at=YEAR), base={"letters": Count(4, "件次")})
    assert (shown.value, shown.period.id) == ("4 件次", "2025-10")
    assert "同比" not in dict(shown.facts)


def test_a_line_says_what_all_lines_come_to():
    shown = card(Door(axis="by_village", key="v1"))
    assert (shown.name, shown.value) == ("青山村", "3 件次")
    facts = dict(shown.facts)
    assert facts["口径"] == "登记总量按问题属地分开，各行相加等于登记总量。"
    assert (facts["占比"], facts["人次"]) == ("75.00%", "9人次")


def test_an_axis_without_a_total_says_its_own_date():
    assert AXIS_BY_ID["by_result"].total == ""
    assert dict(card(Door(axis="by_result", key="v1")).facts)["计入日期"] == "答复日期"


def test_a_correction_says_what_was_reported_what_is_right_and_why():
    shown = card(Door("letters", corrected="2026-09"), corrections=(SEPTEMBER,))
    assert (shown.value, shown.period.id) == ("8 → 7", "2026-09")
    assert ("原因", "2026-0003：作废") in shown.facts


@pytest.mark.parametrize(
    ("now", "base", "unit", "expected"),
    [
        (Count(20, "件次"), Count(18, "件次"), "件次", "上期18件次，增加2件次，上升11.11%"),
        (Count(3, "件次"), Count(4, "件次"), "件次", "上期4件次，减少1件次，下降25.00%"),
        (Count(4, "件次"), Count(4, "件次"), "件次", "上期4件次，持平"),
        (Count(4, "件次"), Count(0, "件次"), "件次", "上期0件次，增加4件次，上期为0，不作百分比"),
        (Count(4, "件次"), None, "件次", "登记库没有上期的数字"),
        (Rate(1, 2, "50.00%"), Rate(1, 4, "25.00%"), "%", "上期25.00%，上升25.00个百分点"),
        (Rate(0, 0, "—"), Rate(1, 4, "25.00%"), "%", "上期25.00%，不作比较"),
    ],
)  # fmt: skip
def test_a_comparison_gives_difference_and_percentage_in_the_offices_words(now, base, unit, expected):
    assert beside(change(now, base, PRINTED), unit, "上期") == expected
