from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import NotAllowed, ValidationError
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY

VISIT = ReceptionDraft("visit", TODAY, TODAY, "反映修路占地补偿", text="占地0.4亩", purpose="appeal")
ZHANG = Visitor("张甲", "00000000001", "999999198001010011")


def test_registering_gives_a_number_and_the_lawful_dates(desk: Desk) -> None:
    done = desk.receptions.register(VISIT, [ZHANG])
    assert (done.number, done.ordinal) == ("2026-0001", 1)
    assert [(line.clock, line.raw) for line in done.deadlines] == [("notice", TODAY + timedelta(days=15))]


def test_both_dates_are_kept(desk: Desk) -> None:
    done = desk.receptions.register(replace(VISIT, occurred_on=date(2026, 11, 18)), [ZHANG])
    part = desk.matters.matter(done.matter_id).receptions[0]
    assert (part.occurred_on, part.registered_on) == (date(2026, 11, 18), TODAY)
    assert part.recorded_at.startswith("2026-11-20T09:30")


def test_the_dates_are_known_before_the_registration(desk: Desk) -> None:
    assert desk.receptions.starts(VISIT)[0].raw == date(2026, 12, 5)
    assert desk.receptions.starts(replace(VISIT, anonymous=True)) == ()


def test_coming_back_is_a_further_reception_of_the_same_matter(desk: Desk) -> None:
    first = desk.receptions.register(VISIT, [ZHANG])
    earlier = desk.receptions.earlier([Visitor("张甲", "00000000001")])
    assert [(line.id, line.reasons) for line in earlier] == [(first.matter_id, ("证件号码或姓名电话相同",))]
    again = desk.receptions.register(VISIT, [ZHANG], matter_id=first.matter_id)
    assert (again.number, again.ordinal) == ("2026-0001", 2)
    assert desk.matters.matter(first.matter_id).receptions[1].repeat


def test_a_name_alone_never_merges_two_people(desk: Desk) -> None:
    desk.receptions.register(VISIT, [Visitor("张甲")])
    desk.receptions.register(VISIT, [Visitor("张甲")])
    assert len(desk.people.lookup("张甲")) == 2
    assert desk.people.lookup("zj")[0].name == "张甲"


@pytest.mark.parametrize("typed", ["张", "张甲", "z", "zj", "0001", "0011", "00000000001"])
def test_a_person_is_found_while_the_name_or_a_tail_is_typed(desk: Desk, typed: str) -> None:
    desk.receptions.register(VISIT, [ZHANG])
    desk.receptions.register(VISIT, [Visitor("李乙", "00000000002")])
    assert [hit.name for hit in desk.people.lookup(typed)] == ["张甲"]


def test_the_same_id_number_is_the_same_person(desk: Desk) -> None:
    desk.receptions.register(VISIT, [ZHANG])
    desk.receptions.register(VISIT, [replace(ZHANG, phone="")])
    assert [hit.matters for hit in desk.people.lookup("张甲")] == [2]


def test_a_doubtful_id_number_is_kept_and_said_so(desk: Desk) -> None:
    done = desk.receptions.register(VISIT, [replace(ZHANG, id_number="99999919800101001X")])
    person = desk.matters.view(done.matter_id).people[0]
    assert person.id_number == "99999919800101001X"
    assert "校验位" in person.id_note


@pytest.mark.parametrize(
    ("draft", "visitors", "field"),
    [
        (replace(VISIT, title=" "), [ZHANG], "title"),
        (VISIT, [], "people"),
        (replace(VISIT, channel="fax"), [ZHANG], "channel"),
        (replace(VISIT, occurred_on=date(1999, 1, 1)), [ZHANG], "occurred_on"),
        (replace(VISIT, registered_on=TODAY - timedelta(days=1)), [ZHANG], "registered_on"),
        (replace(VISIT, registered_on=TODAY + timedelta(days=1)), [ZHANG], "registered_on"),
        (
            VISIT,
            [replace(ZHANG, name=f"张{n}", id_number="", representative=True) for n in "甲乙丙丁戊己"],
            "representatives",
        ),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(
    desk: Desk, draft: ReceptionDraft, visitors: list[Visitor], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        desk.receptions.register(draft, visitors)
    assert set(refused.value.problems) == {field}
    assert desk.matters.page(which="all") == ()


def test_anonymous_receptions_have_no_notice_to_give(desk: Desk) -> None:
    done = desk.receptions.register(replace(VISIT, anonymous=True), [])
    assert done.deadlines == ()
    assert desk.matters.page()[0].people == "匿名"


def test_undo_keeps_the_number_and_the_record(desk: Desk) -> None:
    done = desk.receptions.register(VISIT, [ZHANG])
    desk.receptions.undo(done)
    assert desk.matters.matter(done.matter_id).state == "voided"
    assert desk.receptions.register(VISIT, [ZHANG]).number == "2026-0002"
    assert desk.month.table(desk.month.current()).figures["receptions"].as_json()["value"] == 1


def test_undoing_a_further_reception_leaves_the_matter(desk: Desk) -> None:
    first = desk.receptions.register(VISIT, [ZHANG])
    desk.receptions.undo(desk.receptions.register(VISIT, [ZHANG], matter_id=first.matter_id))
    assert desk.matters.matter(first.matter_id).state == "registered"
    assert desk.month.table(desk.month.current()).figures["visits"].as_json()["value"] == 1
    assert desk.safety.verify(full=True).ok


def test_nothing_is_registered_under_a_voided_matter(desk: Desk) -> None:
    first = desk.receptions.register(VISIT, [ZHANG])
    desk.matters.take_step(first.matter_id, StepCommand("void", TODAY, text="重复"))
    with pytest.raises(NotAllowed, match="已作废"):
        desk.receptions.register(VISIT, [ZHANG], matter_id=first.matter_id)


@pytest.mark.parametrize("name", ["䶮龑", "㛃", "𫖮", "𬍛𠅤", "买买提·吐尔逊", "<b>张</b>&"])
def test_rare_and_odd_names_are_kept_and_found(desk: Desk, name: str) -> None:
    done = desk.receptions.register(VISIT, [Visitor(name)])
    assert desk.matters.view(done.matter_id).people[0].name == name
    assert [row.number for row in desk.matters.find(name)] == [done.number]
