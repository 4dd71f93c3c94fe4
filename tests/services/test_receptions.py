from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.envelopes import ENVELOPE_ONLY, still_missing
from app.core.receptions import ReceptionDraft
from app.core.similarity import About
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


LAMPS = replace(VISIT, title="反映二组通组路灯长期不亮", text="夜里看不见路")
ASKED = About("反映村道路灯长期不亮")


def _titles(desk: Desk, visitors: list[Visitor], about: About = ASKED) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.title, line.reasons) for line in desk.receptions.earlier(visitors, about)]


def test_a_matter_of_like_words_is_shown_though_somebody_else_brought_it(desk: Desk) -> None:
    done = desk.receptions.register(LAMPS, [Visitor("李乙")])
    desk.receptions.register(VISIT, [Visitor("王丙")])
    found = desk.receptions.earlier([Visitor("赵丁")], ASKED)
    assert [(line.id, line.people, line.reasons) for line in found] == [
        (done.matter_id, "李乙", ("事由相近",))
    ]


def test_a_closed_matter_is_shown_with_the_answer_given_then(desk: Desk) -> None:
    done = desk.receptions.register(replace(LAMPS, purpose="suggestion"), [Visitor("李乙")])
    for command in (
        StepCommand("answer", TODAY, text="路灯已经修复", value="adopted"),
        StepCommand("deliver", TODAY, way="direct"),
        StepCommand("close", TODAY),
    ):
        desk.matters.take_step(done.matter_id, command)
    found = desk.receptions.earlier([], ASKED)
    assert [(line.state, line.answer) for line in found] == [("closed", "路灯已经修复")]


def test_place_and_class_are_said_with_the_likeness(desk: Desk) -> None:
    village = desk.offices.named("village", "柳溪村").id
    desk.receptions.register(replace(LAMPS, village_id=village, category="0301"), [Visitor("李乙")])
    about = replace(ASKED, village_id=village, category="0301")
    assert _titles(desk, [], about) == [(LAMPS.title, ("事由相近", "同村", "同类"))]


@pytest.mark.parametrize(
    ("phone", "reason"),
    [("13800001234", "同电话"), ("13900001234", "同电话尾号"), ("１３８ ００００ １２３４", "同电话")],
)
def test_the_same_phone_or_its_tail_is_a_reason(desk: Desk, phone: str, reason: str) -> None:
    desk.receptions.register(VISIT, [Visitor("李乙", "13800001234")])
    assert _titles(desk, [Visitor("李戊", phone)], About()) == [(VISIT.title, (reason,))]


def test_a_sealed_or_voided_matter_is_never_alike(desk: Desk) -> None:
    desk.receptions.register(replace(LAMPS, purpose="report"), [Visitor("李乙", "13800001234")])
    voided = desk.receptions.register(LAMPS, [Visitor("王丙")])
    desk.matters.take_step(voided.matter_id, StepCommand("void", TODAY, text="重复"))
    assert desk.receptions.earlier([Visitor("李戊", "13800001234")], ASKED) == ()


def test_the_person_weighs_more_than_the_words(desk: Desk) -> None:
    desk.receptions.register(LAMPS, [Visitor("李乙")])
    desk.receptions.register(VISIT, [ZHANG])
    assert [title for title, _ in _titles(desk, [ZHANG])] == [VISIT.title, LAMPS.title]


def test_what_was_found_different_is_not_shown_again_for_this_person(desk: Desk) -> None:
    other = desk.receptions.register(LAMPS, [Visitor("李乙")])
    today = desk.receptions.register(LAMPS, [ZHANG], not_same=[other.matter_id])
    assert [line.id for line in desk.receptions.earlier([ZHANG], ASKED)] == [today.matter_id]
    stranger = desk.receptions.earlier([Visitor("赵丁")], ASKED)
    assert {line.id for line in stranger} == {other.matter_id, today.matter_id}
    assert desk.safety.verify(full=True).ok


def test_ones_own_matter_stays_in_sight_though_last_time_was_another(desk: Desk) -> None:
    own = desk.receptions.register(LAMPS, [ZHANG])
    desk.receptions.register(VISIT, [ZHANG], not_same=[own.matter_id])
    assert own.matter_id in {line.id for line in desk.receptions.earlier([ZHANG], ASKED)}


def test_a_homophone_is_found_after_those_spelled_so(desk: Desk) -> None:
    desk.receptions.register(VISIT, [Visitor("张三")])
    desk.receptions.register(VISIT, [Visitor("章三丰")])
    desk.receptions.register(VISIT, [Visitor("赵四")])
    found = desk.people.lookup("章三")
    assert [(hit.name, hit.sounds_like) for hit in found] == [("章三丰", False), ("张三", True)]
    assert desk.people.lookup("章") == tuple(hit for hit in found if hit.name == "章三丰")


def test_a_tail_typed_at_full_width_is_understood(desk: Desk) -> None:
    desk.receptions.register(VISIT, [replace(ZHANG, id_number="11010519491231002x")])
    assert [hit.name for hit in desk.people.lookup("００２ｘ")] == ["张甲"]


def test_the_envelope_alone_is_registered_and_waits_to_be_completed(desk: Desk) -> None:
    letter = replace(
        VISIT, channel="letter", text="", purpose="", envelope_number="2026-信-0012", note=ENVELOPE_ONLY
    )
    done = desk.receptions.register(letter, [Visitor("李乙")])
    assert desk.receptions.next_envelope() == "2026-信-0013"
    assert [row.id for row in desk.matters.page(which="incomplete")] == [done.matter_id]
    assert still_missing(desk.matters.matter(done.matter_id)) == ("信访目的", "内容分类")
    desk.matters.correct(done.matter_id, {"purpose": "appeal"})
    assert still_missing(desk.matters.matter(done.matter_id)) == ("内容分类",)
    desk.matters.correct(done.matter_id, {"category": "0301"})
    assert desk.matters.page(which="incomplete") == ()
    assert still_missing(desk.matters.matter(done.matter_id)) == ()


def test_what_a_superior_wants_to_hear_by_is_among_the_dates(desk: Desk) -> None:
    down = replace(VISIT, source="上级交办", superior_due_on=TODAY + timedelta(days=20))
    lines = {line.clock: line.raw for line in desk.receptions.starts(down)}
    assert lines["superior"] == TODAY + timedelta(days=20)
