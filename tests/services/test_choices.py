"""The office's choices over a real register, and what they change at the desk."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.choices import CHOICES, DEFAULTS, choice_named
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import ValidationError
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY

VISIT = ReceptionDraft("visit", TODAY, TODAY, "反映修路占地补偿", purpose="appeal")
ZHANG = Visitor("张甲", "00000000001", "999999198001010011")
LETTER = "信访形式,信访日期,姓名,主题,初重\n"


def test_a_choice_is_kept_and_a_rebuild_agrees(desk: Desk) -> None:
    office = desk.offices.choose({"overdue_by": "rolled", "urge_days_before": 3})
    assert office.choices == replace(DEFAULTS, overdue_by="rolled", urge_days_before=3)
    desk.offices.choose({"overdue_by": "raw"})
    assert desk.offices.office().choices == replace(DEFAULTS, urge_days_before=3)
    assert desk.safety.verify(full=True).ok


def test_choosing_what_is_chosen_writes_nothing(desk: Desk) -> None:
    head = desk.month.head()
    desk.offices.choose({"overdue_by": "raw"})
    assert desk.month.head() == head


@pytest.mark.parametrize("changes", [{"no_such": 1}, {"overdue_by": "x"}, {"rule_pack": "nowhere-2030"}])
def test_a_choice_that_cannot_be_is_refused_whole(desk: Desk, changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refused:
        desk.offices.choose({"closing_time": "17:30", **changes})
    assert set(refused.value.problems) == set(changes)
    assert desk.offices.office().choices == DEFAULTS


def test_the_rule_packs_there_are_can_be_chosen(desk: Desk) -> None:
    row = choice_named("rule_pack")
    assert row
    packs = [key for key, _ in desk.offices.worded(row).words]
    assert packs[0] == ""
    assert desk.offices.choose({"rule_pack": packs[1]}).choices.rule_pack == packs[1]
    assert desk.offices.worded(CHOICES[0]) is CHOICES[0]


def test_a_change_of_names_leaves_the_choices_alone(desk: Desk) -> None:
    desk.offices.choose({"overdue_by": "rolled"})
    assert desk.offices.change({"clerk": "李四"}).choices.overdue_by == "rolled"


def repeats(desk: Desk, matter_id: str) -> list[bool]:
    return [part.repeat for part in desk.matters.matter(matter_id).receptions]


def test_a_further_reception_is_a_repeat_only_within_the_window(desk: Desk, clock: FixedClock) -> None:
    desk.offices.choose({"repeat_window_months": 1})
    first = desk.receptions.register(VISIT, [ZHANG])
    for days in (60, 61):
        day = TODAY + timedelta(days=days)
        clock.set(day)
        later = replace(VISIT, occurred_on=day, registered_on=day)
        desk.receptions.register(later, [ZHANG], matter_id=first.matter_id)
    assert repeats(desk, first.matter_id) == [False, False, True]


def test_by_channel_a_visit_after_a_letter_is_no_repeat(desk: Desk) -> None:
    desk.offices.choose({"repeat_scope": "channel"})
    first = desk.receptions.register(replace(VISIT, channel="letter"), [ZHANG])
    for _ in range(2):
        desk.receptions.register(VISIT, [ZHANG], matter_id=first.matter_id)
    assert repeats(desk, first.matter_id) == [False, False, True]


def test_the_mark_of_a_register_stays_whatever_the_office_chooses(desk: Desk) -> None:
    desk.offices.choose({"repeat_scope": "channel"})
    first = desk.receptions.register(VISIT, [ZHANG])
    marked = replace(VISIT, channel="letter", repeat=True)
    desk.receptions.register(marked, [ZHANG], matter_id=first.matter_id)
    assert repeats(desk, first.matter_id) == [False, True]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "台账.csv"
    path.write_text(LETTER + "12345转办,2026-01-05,张甲,反映路灯损坏,\n", encoding="utf-8")
    return path


def channels(desk: Desk) -> list[str]:
    return [row.channel for row in desk.matters.page(which="all")]


def test_a_register_is_read_in_the_offices_own_words(desk: Desk, register: Path) -> None:
    desk.offices.choose({"channel_words": "12345 转办=来电，县局转来=来信"})
    register.write_text(
        register.read_text(encoding="utf-8") + "县局转来（纸质）,2026-01-06,李乙,反映界址,\n",
        encoding="utf-8",
    )
    assert desk.registers.receive(register).registered == 2
    assert channels(desk) == ["letter", "call"]


def test_a_word_that_means_something_else_now_registers_no_row_twice(desk: Desk, register: Path) -> None:
    desk.registers.receive(register)
    desk.offices.choose({"channel_words": "12345转办=来电"})
    again = desk.registers.receive(register)
    assert (again.known, again.registered, channels(desk)) == (1, 0, ["other"])


def test_long_pending_is_what_is_old_and_neither_closed_nor_settled(desk: Desk, clock: FixedClock) -> None:
    old = [desk.receptions.register(VISIT, [Visitor(name)]) for name in ("张甲", "李乙", "王丙")]
    desk.matters.take_step(old[1].matter_id, StepCommand("decline", TODAY, text="属于诉讼范围"))
    for kind in ("accept", "answer", "settle"):
        desk.matters.take_step(old[2].matter_id, StepCommand(kind, TODAY, text="已经协商一致"))
    clock.set(TODAY.replace(year=2027))
    assert desk.matters.page(which="long_pending") == ()
    clock.set(TODAY.replace(year=2027) + timedelta(days=1))
    assert [row.number for row in desk.matters.page(which="long_pending")] == [old[0].number]
    desk.offices.choose({"long_pending_months": 24})
    assert desk.matters.page(which="long_pending") == ()
