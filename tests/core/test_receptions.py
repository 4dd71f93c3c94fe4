from dataclasses import replace
from datetime import date

import pytest

from app.core.choices import DEFAULTS
from app.core.offices import Office
from app.core.receptions import (
    Attendance,
    Reception,
    ReceptionDraft,
    check_reception,
    comes_again,
    gathering,
)
from app.errors import ValidationError

AUTUMN = date(2026, 11, 20)
AGAIN = ReceptionDraft("visit", AUTUMN, AUTUMN, "反映修路占地补偿")


@pytest.mark.parametrize(
    ("channel", "heads", "called"),
    [
        ("visit", 1, "个访"), ("visit", 4, "个访"), ("visit", 5, "集体访"), ("visit", 29, "集体访"),
        ("visit", 30, "规模性集体访（30人以上）"), ("visit", 99, "规模性集体访（50人以上）"),
        ("visit", 100, "规模性集体访（100人以上）"), ("letter", 4, ""), ("letter", 5, "联名信"), ("web", 50, ""),
    ],
)  # fmt: skip
def test_a_gathering_is_called_by_the_offices_own_thresholds(
    office: Office, channel: str, heads: int, called: str
) -> None:
    assert gathering(channel, heads, office) == called


def test_other_thresholds_call_it_otherwise(office: Office) -> None:
    other = replace(
        office,
        group_visit_threshold=10,
        choices=replace(DEFAULTS, large_group_tiers="", joint_letter_threshold=2),
    )
    assert [gathering("visit", heads, other) for heads in (9, 10, 500)] == ["个访", "集体访", "集体访"]
    assert gathering("letter", 2, other) == "联名信"


def part(channel: str, on: date, *, voided: bool = False) -> Reception:
    return Reception("r", "m", 1, channel, on, on, voided=voided)


@pytest.mark.parametrize(
    ("window", "scope", "earlier", "again"),
    [
        (0, "office", part("letter", date(2010, 1, 1)), True),
        (0, "office", part("letter", AUTUMN, voided=True), False),
        (6, "office", part("letter", date(2026, 5, 20)), True),
        (6, "office", part("letter", date(2026, 5, 19)), False),
        (0, "channel", part("letter", AUTUMN), False),
        (0, "channel", part("visit", date(2010, 1, 1)), True),
    ],
)
def test_what_counts_as_a_repeat_is_the_offices_choice(
    window: int, scope: str, earlier: Reception, again: bool
) -> None:
    choices = replace(DEFAULTS, repeat_window_months=window, repeat_scope=scope)
    assert comes_again(AGAIN, [earlier], choices) is again


@pytest.mark.parametrize(("most", "article"), [(5, "《信访工作条例》第二十条第三款"), (3, "")])
def test_how_many_may_speak_for_a_group_is_told_with_the_number(most: int, article: str) -> None:
    people = tuple(Attendance(f"p{number}", representative=True) for number in range(6))
    crowd = replace(AGAIN, attendances=people, head_count=8)
    with pytest.raises(ValidationError) as refused:
        check_reception(crowd, AUTUMN, most=most, article=article)
    sentence = refused.value.problems["representatives"]
    assert f"不得超过{most}人" in sentence
    assert ("第二十条" in sentence) is bool(article)
    check_reception(replace(crowd, attendances=people[:most]), AUTUMN, most=most)
