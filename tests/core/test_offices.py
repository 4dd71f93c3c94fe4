from dataclasses import replace
from datetime import date

import pytest

from app.core.offices import (
    Office,
    check_office,
    password_problem,
    suggest_government,
    suggest_review_body,
)
from app.core.rosters import UNIT, RosterItem, add_item, similar_names
from app.errors import ValidationError

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "), ("code", "43099910100"), ("code", "０30999101000"), ("organ_code", ""), ("superior", ""),
        ("month_start_day", 31), ("group_visit_threshold", 1), ("rounding", "up"), ("idle_lock_minutes", 0),
    ],
)  # fmt: skip
def test_an_office_that_could_not_sign_is_refused_at_its_field(
    office: Office, field: str, value: object
) -> None:
    with pytest.raises(ValidationError) as refused:
        check_office(replace(office, **{field: value}))
    assert set(refused.value.problems) == {field}


@pytest.mark.parametrize(
    ("name", "organ"),
    [
        ("青山镇信访工作办公室", "青山镇人民政府"),
        ("东街道信访办", "东街道办事处"),
        ("石乡综治中心", "石乡人民政府"),
    ],
)
def test_the_government_signs_not_the_office(name: str, organ: str) -> None:
    assert suggest_government(name) == organ


def test_a_townships_answers_are_reviewed_by_the_county_government() -> None:
    assert suggest_review_body("青川县信访局") == "青川县人民政府"


@pytest.mark.parametrize(
    ("password", "fine"), [("1234567", False), ("aaaaaaaa", False), ("青山镇的信访办公室", True)]
)
def test_weak_passwords_are_named(password: str, fine: bool) -> None:
    assert (password_problem(password) == "") is fine


def test_a_roster_takes_a_name_once() -> None:
    item = RosterItem("1", UNIT, "司法所")
    with pytest.raises(ValidationError, match="已经有“司法所”"):
        add_item(RosterItem("2", UNIT, " 司法所 "), [item], TODAY)
    assert (
        add_item(RosterItem("2", UNIT, "司法所"), [replace(item, retired_on=TODAY)], TODAY).kind
        == "roster_added"
    )


def test_a_near_miss_is_noticed() -> None:
    roster = [RosterItem("1", UNIT, "自然资源所"), RosterItem("2", UNIT, "派出所")]
    assert similar_names("自然资源办", roster) == ("自然资源所",)
    assert similar_names("资源所", roster) == ("自然资源所",)
    assert similar_names("卫生院", roster) == ()
