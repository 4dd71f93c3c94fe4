"""Taking in a rule pack over a real register."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.db import journal
from app.errors import NotAllowed, NotFound, StorageError, ValidationError
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.receptions import Visitor
from app.services.rule_packs import RulePacks
from tests.conftest import TODAY

VISIT = ReceptionDraft("visit", TODAY, TODAY, "反映修路占地补偿", purpose="appeal")
ZHANG = Visitor("张甲", "00000000001")
STRICTER = {
    "id": "county-2026", "name": "县里的规则", "effective_from": "2026-11-20", "version": 3, "based_on": "national-2022-2",
    "clocks": [{"id": "notice", "days": 7}],
}  # fmt: skip


@pytest.fixture
def rule_packs(desk: Desk) -> RulePacks:
    return RulePacks(desk.register)


@pytest.fixture
def given(tmp_path: Path) -> Any:
    def write(content: Any = STRICTER, **changes: Any) -> Path:
        path = tmp_path / "规则包.json"
        path.write_text(json.dumps(content | changes, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def notice_days(desk: Desk, matter_id: str) -> int:
    lines = desk.register.deadlines(desk.matters.matter(matter_id))
    return next((line.due - line.started_on).days for line in lines if line.clock == "notice")


def test_the_shipped_packs_are_listed(rule_packs: RulePacks) -> None:
    rows = {row.id: row for row in rule_packs.all()}
    assert [row.id for row in rule_packs.all()][:2] == ["national-2022-2", "national-2022"]
    assert rows["national-2022-2"].in_force
    assert rows["zhejiang-2016"].local
    assert not any(row.added or row.chosen for row in rows.values())


def test_a_file_is_looked_at_without_writing(desk: Desk, rule_packs: RulePacks, given: Any) -> None:
    head = desk.month.head()
    preview = rule_packs.read(given())
    assert preview.differences[0] == "书面告知：15日 → 7日"
    assert preview.compared_with.id == "national-2022-2"
    assert desk.month.head() == head


def test_an_added_pack_changes_only_matters_registered_afterwards(
    desk: Desk, rule_packs: RulePacks, given: Any, clock: FixedClock
) -> None:
    before = desk.receptions.register(VISIT, [ZHANG]).matter_id
    rule_packs.add(rule_packs.read(given()), "县信访局")
    after = desk.receptions.register(VISIT, [Visitor("李乙")]).matter_id
    assert (notice_days(desk, before), notice_days(desk, after)) == (15, 7)
    clock.set(TODAY + timedelta(days=3))
    desk.matters.take_step(before, StepCommand("accept", clock.today()))
    assert desk.matters.matter(before).rule_pack == "national-2022-2"
    assert notice_days(desk, before) == 15
    assert desk.safety.verify(full=True).ok


def test_a_pack_that_is_in_force_later_waits_for_its_day(
    desk: Desk, rule_packs: RulePacks, given: Any, clock: FixedClock
) -> None:
    rule_packs.add(rule_packs.read(given(effective_from="2026-12-01")), "县信访局")
    early = desk.receptions.register(VISIT, [ZHANG]).matter_id
    day = TODAY + timedelta(days=11)
    clock.set(day)
    late = desk.receptions.register(replace(VISIT, occurred_on=day, registered_on=day), [ZHANG]).matter_id
    assert (notice_days(desk, early), notice_days(desk, late)) == (15, 7)


def test_a_local_pack_holds_once_it_is_chosen(desk: Desk, rule_packs: RulePacks, given: Any) -> None:
    rule_packs.add(rule_packs.read(given(local=True)), "县信访局")
    first = desk.receptions.register(VISIT, [ZHANG]).matter_id
    assert rule_packs.choose("county-2026").id == "county-2026"
    second = desk.receptions.register(VISIT, [ZHANG]).matter_id
    assert rule_packs.choose("").id == "national-2022-2"
    third = desk.receptions.register(VISIT, [ZHANG]).matter_id
    assert [notice_days(desk, matter) for matter in (first, second, third)] == [15, 7, 15]
    assert desk.safety.verify(full=True).ok


def test_a_pack_may_rest_on_one_that_was_added(desk: Desk, rule_packs: RulePacks, given: Any) -> None:
    rule_packs.add(rule_packs.read(given()), "县信访局")
    later = {"id": "a-first-in-order", "based_on": "county-2026", "version": 4, "clocks": []}
    rule_packs.add(rule_packs.read(given(**later)), "县信访局")
    matter = desk.receptions.register(VISIT, [ZHANG]).matter_id
    assert desk.matters.matter(matter).rule_pack == "a-first-in-order"
    assert notice_days(desk, matter) == 7
    assert desk.safety.verify(full=True).ok


def test_an_added_pack_says_whence_it_came(rule_packs: RulePacks, given: Any) -> None:
    rule_packs.add(rule_packs.read(given()), "县信访局〔2026〕3号")
    row = next(row for row in rule_packs.all() if row.id == "county-2026")
    assert (row.added, row.received_from, row.in_force) == (True, "县信访局〔2026〕3号", True)


def test_the_same_pack_again_says_that_it_is_there(desk: Desk, rule_packs: RulePacks, given: Any) -> None:
    preview = rule_packs.read(given())
    rule_packs.add(preview, "县信访局")
    for refused in (lambda: rule_packs.add(preview, "县信访局"), lambda: rule_packs.read(given())):
        with pytest.raises(NotAllowed, match="内容相同"):
            refused()
    with pytest.raises(NotAllowed, match="内容不同"):
        rule_packs.read(given(name="改过的"))
    assert sum(entry.kind == "rule_pack_added" for entry in journal.read(desk.register.store)) == 1


def test_a_shipped_pack_cannot_be_replaced(rule_packs: RulePacks, given: Any) -> None:
    with pytest.raises(NotAllowed, match="不得改动"):
        rule_packs.read(given(id="national-2022"))


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{", b"[]", b" " * ((1 << 20) + 1)])
def test_a_file_that_is_no_pack_is_refused(rule_packs: RulePacks, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(ValidationError):
        rule_packs.read(path)


def test_a_file_or_a_code_that_is_not_there_is_a_sentence(rule_packs: RulePacks, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        rule_packs.read(tmp_path / "none.json")
    with pytest.raises(NotFound):
        rule_packs.choose("none")


def group(heads: int, representatives: int) -> tuple[ReceptionDraft, list[Visitor]]:
    people = [Visitor(f"张{name}", representative=True) for name in "甲乙丙丁戊己"[:representatives]]
    return replace(VISIT, head_count=heads), people


def test_the_office_s_rules_say_how_many_may_speak_for_a_group(desk: Desk, rule_packs: RulePacks) -> None:
    desk.receptions.register(*group(10, 4))
    with pytest.raises(ValidationError) as refused:
        desk.receptions.register(*group(10, 6))
    assert refused.value.problems["representatives"].startswith(
        "代表人数不得超过5人（《信访工作条例》第二十条第三款）"
    )
    rule_packs.choose("zhejiang-2016")
    with pytest.raises(ValidationError) as refused:
        desk.receptions.register(*group(10, 4))
    assert "代表人数不得超过3人（" in refused.value.problems["representatives"]
    assert "条例" not in refused.value.problems["representatives"]
    desk.receptions.register(*group(11, 4))
