from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.matters import SEALED_TITLE
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import NotAllowed, NotFound, ValidationError
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.receptions import Registered, Visitor
from tests.conftest import TODAY

DRAFT = ReceptionDraft(
    "letter", TODAY, TODAY, "反映水渠淤塞影响灌溉", text="下游三十多户用不上水", request="请求清淤", purpose="appeal",
    external_number="LF20260000012",
)  # fmt: skip


@pytest.fixture
def letter(desk: Desk) -> Registered:
    return desk.receptions.register(DRAFT, [Visitor("李乙", "00012345678", "99999919800101001X")])


@pytest.mark.parametrize(
    "text",
    [
        "2026-0001",
        "0001",
        "李乙",
        "李",
        "5678",
        "001X",
        "001x",
        "水渠淤塞",
        "三十多户",
        "李乙 灌溉",
        "ＬＦ２０２６",
        "请求清淤",
    ],
)
def test_one_box_finds_a_matter(desk: Desk, letter: Registered, text: str) -> None:
    desk.receptions.register(
        replace(DRAFT, title="别的事", text="", request="", external_number=""), [Visitor("王丙")]
    )
    assert letter.number in [row.number for row in desk.matters.find(text)]


@pytest.mark.parametrize("text", ["", " ", "没有的词", "李丙", "乙0", '"', "OR", "*", "李乙 王丙"])
def test_what_is_not_there_is_not_found(desk: Desk, letter: Registered, text: str) -> None:
    assert desk.matters.find(text) == ()


def test_a_phrase_does_not_run_from_one_field_into_the_next(desk: Desk, letter: Registered) -> None:
    assert desk.matters.find("灌溉下游") == ()


def test_a_corrected_name_is_found_and_the_old_one_is_not(desk: Desk, letter: Registered) -> None:
    person = desk.matters.view(letter.matter_id).people[0]
    desk.people.correct(person.id, {"name": "李巳"})
    assert [row.people for row in desk.matters.find("李巳")] == ["李巳"]
    assert desk.matters.find("李乙") == ()


def test_the_history_tells_what_happened_newest_first(desk: Desk, letter: Registered) -> None:
    desk.matters.take_step(letter.matter_id, StepCommand("accept", TODAY))
    desk.matters.take_step(letter.matter_id, StepCommand("assign", TODAY, text="请核实"), "自然资源所")
    desk.matters.correct(letter.matter_id, {"title": "反映支渠淤塞"})
    told = [line.text for line in desk.matters.view(letter.matter_id).timeline]
    assert told[0] == "更正：事由改为“反映支渠淤塞”"
    assert told[1] == "交办自然资源所，限2026年12月20日前反馈：请核实"
    assert told[-1] == "登记为信访事项2026-0001（申诉求决）"


def test_a_unit_that_is_new_goes_on_the_roster_with_the_step(desk: Desk, letter: Registered) -> None:
    desk.matters.take_step(letter.matter_id, StepCommand("refer", TODAY), "供水站")
    assert "供水站" in [item.name for item in desk.offices.roster("unit")]


def test_a_unit_that_was_probably_meant_is_asked_about(desk: Desk, letter: Registered) -> None:
    with pytest.raises(ValidationError, match="是否指：自然资源所"):
        desk.matters.take_step(letter.matter_id, StepCommand("refer", TODAY), "资源所")


def test_a_refused_step_adds_no_unit(desk: Desk, letter: Registered) -> None:
    with pytest.raises(NotAllowed):
        desk.matters.take_step(letter.matter_id, StepCommand("answer", TODAY), "供水站")
    assert "供水站" not in [item.name for item in desk.offices.roster("unit")]


def test_the_official_systems_number_leads_to_the_matter(desk: Desk, letter: Registered) -> None:
    assert desk.matters.id_of("LF20260000012") == desk.matters.id_of("2026-0001") == letter.matter_id
    with pytest.raises(NotFound, match="2026-9999"):
        desk.matters.id_of("2026-9999")


def test_the_list_goes_on_by_key(desk: Desk) -> None:
    numbers = [desk.receptions.register(DRAFT, [Visitor(f"张{n}")]).number for n in "甲乙丙丁戊"]
    first = desk.matters.page(limit=2)
    rest = desk.matters.page(limit=9, before=(first[-1].registered_on.isoformat(), first[-1].row))
    assert [row.number for row in (*first, *rest)] == numbers[::-1]


def test_filters_show_what_they_say(desk: Desk, clock: FixedClock, letter: Registered) -> None:
    closed = desk.receptions.register(DRAFT, [Visitor("王丙")])
    desk.matters.take_step(closed.matter_id, StepCommand("decline", TODAY, text="属于诉讼范围"))
    clock.set(TODAY + timedelta(days=16))
    shown = {
        which: [row.number for row in desk.matters.page(which=which)]
        for which in ("open", "overdue", "all", "closed")
    }
    assert shown == {
        "open": ["2026-0001"],
        "overdue": ["2026-0001"],
        "all": ["2026-0002", "2026-0001"],
        "closed": [],
    }


def test_today_sorts_by_what_presses(desk: Desk, letter: Registered) -> None:
    sheets = {days: desk.today.sheet(TODAY + timedelta(days=days)) for days in (0, 8, 12, 15, 16)}
    assert sheets[0].next_due == date(2026, 12, 5)
    assert [line.number for line in sheets[8].seven_days] == ["2026-0001"]
    assert [line.days_left for line in sheets[12].three_days] == [3]
    assert [line.task for line in sheets[15].due_today] == ["书面告知信访人"]
    assert [line.days_left for line in sheets[16].overdue] == [-1]


def test_today_waits_for_units_and_for_papers_to_come_back(desk: Desk, letter: Registered) -> None:
    desk.matters.take_step(letter.matter_id, StepCommand("accept", TODAY))
    desk.matters.take_step(letter.matter_id, StepCommand("assign", TODAY, due_on=TODAY), "自然资源所")
    desk.papers.issue("acceptance_notice", letter.matter_id)
    waiting = [line.task for line in desk.today.sheet().waiting]
    assert waiting == ["自然资源所报送办结报告", "信访事项受理告知书青信受〔2026〕1号还没有登记送达"]
    desk.matters.take_step(letter.matter_id, StepCommand("deliver", TODAY, way="direct"))
    assert [line.task for line in desk.today.sheet().waiting] == ["自然资源所报送办结报告"]


@pytest.fixture
def sealed(desk: Desk) -> Registered:
    draft = replace(
        DRAFT,
        purpose="report",
        title="检举补贴发放问题",
        accused="某人",
        text="虚构的检举内容",
        external_number="",
    )
    return desk.receptions.register(draft, [Visitor("赵丁", "00087654321")])


def test_a_sealed_matter_shows_number_date_and_state_only(desk: Desk, sealed: Registered) -> None:
    view, row = desk.matters.view(sealed.matter_id), desk.matters.page()[0]
    assert view.hidden
    assert (row.title, row.people) == (SEALED_TITLE, "")
    assert "赵丁" not in repr(view)
    assert "补贴" not in repr(view)
    assert "赵丁" not in repr(desk.today.sheet(TODAY + timedelta(days=10)))


@pytest.mark.parametrize("text", ["赵丁", "补贴", "虚构的检举", "4321", "某人"])
def test_a_sealed_matter_is_found_by_its_number_only(desk: Desk, sealed: Registered, text: str) -> None:
    assert desk.matters.find(text) == ()
    assert [row.title for row in desk.matters.find(sealed.number)] == [SEALED_TITLE]


def test_opening_a_sealed_matter_needs_a_reason_and_is_on_record(desk: Desk, sealed: Registered) -> None:
    with pytest.raises(ValidationError, match="原因"):
        desk.matters.open_sealed(sealed.matter_id, " ")
    view = desk.matters.open_sealed(sealed.matter_id, "移送纪委前核对材料")
    assert view.matter.title == "检举补贴发放问题"
    assert view.timeline[0].text == "练习专干启封查看：移送纪委前核对材料"


def test_earlier_matters_never_show_a_sealed_one(desk: Desk, sealed: Registered) -> None:
    assert desk.receptions.earlier([Visitor("赵丁", "00087654321")]) == ()
    assert desk.people.lookup("赵丁") == ()
    desk.receptions.register(DRAFT, [Visitor("赵丁", "00087654321")])
    assert [hit.matters for hit in desk.people.lookup("赵丁")] == [1]


def test_a_number_is_revealed_with_a_reason_only(desk: Desk, letter: Registered) -> None:
    person = desk.matters.view(letter.matter_id).people[0]
    with pytest.raises(ValidationError):
        desk.people.reveal_number(person.id, "")
    assert desk.people.reveal_number(person.id, "核对身份") == "99999919800101001X"
    assert desk.people.lookup("李乙")[0].masked_id == "999***********001X"
