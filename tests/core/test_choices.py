import json
from dataclasses import asdict, fields, replace
from datetime import date
from pathlib import Path

import pytest

from app.cli.settings import settings_table
from app.core.choices import (
    CHOICES,
    COUNTING_NAMES,
    DEFAULTS,
    GROUPS,
    Choices,
    channel_words_of,
    check_choices,
    choice_from,
    choice_named,
    counting_terms,
    large_groups,
    months_before,
    rest_days_of_week,
    shown_value,
    warning_days_of,
    with_terms,
)
from app.core.entries import Entry
from app.core.offices import (
    PUBLISHED,
    Office,
    apply_office,
    change_office,
    office_from,
    office_values,
    open_office,
)
from app.errors import ValidationError

TODAY = date(2026, 11, 20)
ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_choice_has_a_row_and_no_row_is_idle() -> None:
    assert sorted(choice.name for choice in CHOICES) == sorted(field.name for field in fields(Choices))
    assert {choice.group for choice in CHOICES} == set(GROUPS)


def test_the_defaults_are_choices_one_may_make() -> None:
    check_choices(DEFAULTS)
    for choice in CHOICES:
        default = getattr(DEFAULTS, choice.name)
        assert choice_from(choice, str(default)) == default
        assert shown_value(choice, default)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("start_day_counts", 1), ("overdue_by", "later"), ("rest_weekdays", "8"), ("rest_weekdays", "66"),
        ("rest_weekdays", "1234567"), ("closing_time", "24:00"), ("closing_time", "5:30"), ("closing_time", 17),
        ("rule_pack", "../x"), ("pass_on_within_days", 16), ("pass_on_within_days", -1), ("answer_target_days", True),
        ("answer_target_days", "45"), ("urgent_recipients", " "), ("urgent_recipients", "局" * 201),
        ("warning_days", "7,x"), ("warning_days", "0"), ("large_group_tiers", "30;1"), ("joint_letter_threshold", 1),
        ("long_pending_months", 0), ("channel_words", "传真"), ("channel_words", "传真=电报"), ("channel_words", "=来信"),
        ("channel_words", "传真=来信，传 真=来电"),
    ],
)  # fmt: skip
def test_a_choice_nobody_could_count_by_is_refused_at_its_field(name: str, value: object) -> None:
    with pytest.raises(ValidationError) as refused:
        check_choices(replace(DEFAULTS, **{name: value}))
    assert set(refused.value.problems) == {name}


def test_warning_by_days_needs_a_day() -> None:
    check_choices(replace(DEFAULTS, warning_days=""))
    with pytest.raises(ValidationError) as refused:
        check_choices(replace(DEFAULTS, warnings_by="days", warning_days=""))
    assert set(refused.value.problems) == {"warning_days"}


def test_a_matter_keeps_the_terms_it_was_opened_under() -> None:
    strict = replace(DEFAULTS, start_day_counts=True, answer_target_days=45, joint_letter_threshold=2)
    terms = counting_terms(strict)
    assert terms == {"start_day_counts": True, "answer_target_days": 45}
    later = replace(DEFAULTS, answer_target_days=30, duty_period="60days", joint_letter_threshold=9)
    assert with_terms(later, terms) == replace(strict, joint_letter_threshold=9)


def test_a_matter_opened_under_the_defaults_stays_with_them() -> None:
    assert counting_terms(DEFAULTS) == {}
    assert with_terms(replace(DEFAULTS, start_day_counts=True, closing_time="17:30"), {}) == DEFAULTS


def test_terms_name_choices_that_exist_and_survive_json() -> None:
    assert set(COUNTING_NAMES) <= set(asdict(DEFAULTS))
    terms = counting_terms(replace(DEFAULTS, closing_time="17:30", redirect_days=3))
    assert json.loads(json.dumps(terms)) == terms == {"closing_time": "17:30", "redirect_days": 3}


def test_texts_are_read_as_clerks_write_them() -> None:
    choices = replace(
        DEFAULTS, rest_weekdays="57", warning_days="1，3、 10", large_group_tiers="100；30",
        channel_words="12345 转办＝来电，传真(机)=来信",
    )  # fmt: skip
    check_choices(choices)
    assert rest_days_of_week(choices) == {4, 6}
    assert warning_days_of(choices) == (10, 3, 1)
    assert large_groups(choices) == (30, 100)
    assert channel_words_of(choices) == {"12345转办": "call", "传真(机)": "letter"}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("start_day_counts", "是", True), ("simple_procedure", "off", False), ("overdue_by", "遇休息日顺延", "rolled"),
        ("overdue_by", "rolled", "rolled"), ("answer_target_days", "４５", 45), ("pass_on_within_days", "不设", 0),
        ("rest_weekdays", "76", "67"), ("closing_time", " 17:30 ", "17:30"),
    ],
)  # fmt: skip
def test_a_typed_value_becomes_a_choice(name: str, text: str, value: object) -> None:
    choice = choice_named(name)
    assert choice
    assert choice_from(choice, text) == value


@pytest.mark.parametrize(("name", "text"), [("start_day_counts", "也许"), ("answer_target_days", "三十")])
def test_a_value_that_is_none_is_refused(name: str, text: str) -> None:
    choice = choice_named(name)
    assert choice
    with pytest.raises(ValidationError):
        choice_from(choice, text)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 20), 12, date(2025, 11, 20)), (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)), (date(2026, 12, 5), 0, date(2026, 12, 5)),
        (date(2004, 3, 1), 120, date(2004, 1, 1)),
    ],
)  # fmt: skip
def test_months_are_counted_by_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def entry(kind: str, payload: dict[str, object]) -> Entry:
    return Entry(1, "e", kind, "office", TODAY, "2026-11-20T09:30:00+08:00", "专干", payload, "", "", "")


def test_the_journal_holds_only_what_was_chosen_anew(office: Office) -> None:
    assert "choices" not in open_office(office, TODAY).payload
    changes = {"overdue_by": "rolled", "closing_time": "", "urge_days_before": 3}
    draft = change_office(office, {"clerk": "李四", "choices": changes}, TODAY)
    assert draft.payload == {"clerk": "李四", "choices": {"overdue_by": "rolled", "urge_days_before": 3}}


def test_choices_are_applied_one_after_the_other(office: Office) -> None:
    once = apply_office(office, entry("office_changed", {"choices": {"overdue_by": "rolled", "of_later": 1}}))
    twice = apply_office(once, entry("office_changed", {"clerk": "李四", "choices": {"urge_days_before": 3}}))
    assert twice == replace(
        office, clerk="李四", choices=replace(DEFAULTS, overdue_by="rolled", urge_days_before=3)
    )
    assert apply_office(None, entry("office_opened", office_values(twice))) == twice


def test_an_office_stored_before_there_were_choices_is_read_and_written_as_it_was(office: Office) -> None:
    later = {"choices", "sealed_readers", *PUBLISHED}
    old = {name: value for name, value in asdict(office).items() if name not in later}
    assert office_from(json.loads(json.dumps(old))) == office
    assert office_values(office_from(old)) == old
    assert apply_office(None, entry("office_opened", {**old, "of_later": 1})) == office


def test_choices_survive_the_way_through_json(office: Office) -> None:
    chosen = replace(office, choices=replace(DEFAULTS, rest_weekdays="7", channel_words="传真=来信"))
    assert office_from(json.loads(json.dumps(office_values(chosen)))) == chosen


@pytest.mark.parametrize("changes", [{"overdue_by": "later"}, {"no_such": 1}])
def test_an_office_with_an_impossible_choice_is_refused(office: Office, changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refused:
        change_office(office, {"choices": changes}, TODAY)
    assert set(refused.value.problems) == set(changes)


def test_the_settings_page_of_the_documents_is_up_to_date() -> None:
    """Made by `petition-desk settings --markdown`."""
    assert settings_table() in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
