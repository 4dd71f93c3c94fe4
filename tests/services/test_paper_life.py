"""已制 → 已印 → 已送达 → 已归档, and what is void keeps its number."""

from datetime import timedelta

import pytest

from app.core.documents import DELIVERED, FILED, MADE, PRINTED, VOIDED
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import NotAllowed, ValidationError
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY


@pytest.fixture
def accepted(desk: Desk) -> str:
    draft = ReceptionDraft("visit", TODAY, TODAY, "反映水渠淤塞", request="请求清淤", purpose="appeal")
    matter_id = desk.receptions.register(draft, [Visitor("张三")]).matter_id
    desk.matters.take_step(matter_id, StepCommand("accept", TODAY))
    return matter_id


def state(desk: Desk, document_id: str) -> str:
    return desk.papers.document(document_id).state


def test_a_paper_goes_its_way_to_the_dossier(desk: Desk, accepted: str) -> None:
    paper = desk.papers.issue("acceptance_notice", accepted).document
    seen = [state(desk, paper.id)]
    desk.papers.printed(paper.id, 2)
    seen.append(state(desk, paper.id))
    desk.papers.deliver(paper.id, TODAY, "direct", "张三")
    seen.append(state(desk, paper.id))
    desk.papers.file(paper.id)
    seen.append(state(desk, paper.id))
    assert seen == [MADE, PRINTED, DELIVERED, FILED]
    assert desk.safety.verify(full=True).ok


def test_delivering_the_notice_is_the_step_that_meets_its_clock(desk: Desk, accepted: str) -> None:
    paper = desk.papers.issue("acceptance_notice", accepted).document
    desk.papers.deliver(paper.id, TODAY, "post", "张三", sent_on=TODAY)
    matter = desk.register.matter(accepted)
    assert matter.on("notice_delivered") == TODAY
    assert desk.papers.document(paper.id).step == matter.steps[-1].id


def test_the_step_delivery_marks_the_paper_that_is_out(desk: Desk, accepted: str) -> None:
    paper = desk.papers.issue("acceptance_notice", accepted).document
    desk.matters.take_step(accepted, StepCommand("deliver", TODAY, way="direct", receiver="张三"))
    assert state(desk, paper.id) == DELIVERED


def test_a_delivery_taken_back_is_out_again_and_awaited(desk: Desk, accepted: str) -> None:
    paper = desk.papers.issue("acceptance_notice", accepted).document
    desk.papers.deliver(paper.id, TODAY, "direct", "张三")
    assert not any(line.clock == "delivery" for line in desk.today.sheet(TODAY).waiting)
    desk.papers.undeliver(paper.id, "登记错了")
    assert state(desk, paper.id) == MADE
    assert desk.register.matter(accepted).on("notice_delivered") is None
    assert [line.clock for line in desk.today.sheet(TODAY).waiting] == ["delivery"]


def test_a_void_paper_keeps_its_number_and_the_next_one_takes_another(desk: Desk, accepted: str) -> None:
    first = desk.papers.issue("acceptance_notice", accepted).document
    desk.papers.void(first.id, "打错姓名")
    second = desk.papers.issue("acceptance_notice", accepted).document
    assert (first.serial, second.serial) == (1, 2)
    assert state(desk, first.id) == VOIDED
    with pytest.raises(NotAllowed, match="已经作废"):
        desk.papers.printed(first.id)
    with pytest.raises(NotAllowed, match="已经作废"):
        desk.papers.deliver(first.id, TODAY, "direct")


def test_a_void_paper_needs_a_reason_and_must_not_be_out(desk: Desk, accepted: str) -> None:
    paper = desk.papers.issue("acceptance_notice", accepted).document
    with pytest.raises(ValidationError, match="原因"):
        desk.papers.void(paper.id, " ")
    desk.papers.deliver(paper.id, TODAY, "direct", "张三")
    with pytest.raises(NotAllowed, match="已经送达，不能作废"):
        desk.papers.void(paper.id, "打错姓名")


def test_nobody_receives_a_paper_before_it_was_made(desk: Desk, accepted: str) -> None:
    paper = desk.papers.issue("acceptance_notice", accepted).document
    with pytest.raises(ValidationError, match="不能早于文书日期"):
        desk.papers.deliver(paper.id, TODAY - timedelta(days=1), "direct")
    with pytest.raises(ValidationError, match="送达方式"):
        desk.papers.deliver(paper.id, TODAY, "pigeon")
    assert state(desk, paper.id) == MADE


def test_a_slip_that_comes_back_finds_its_paper(desk: Desk, accepted: str) -> None:
    paper = desk.papers.issue("acceptance_notice", accepted).document
    assert desk.papers.by_slip(paper.slip) == desk.papers.document(paper.id)
    assert desk.papers.by_slip("") is None


def test_copies_are_counted_and_must_be_a_sensible_number(desk: Desk, accepted: str) -> None:
    paper = desk.papers.issue("acceptance_notice", accepted).document
    for wrong in (0, -1, 101):
        with pytest.raises(ValidationError, match="份数"):
            desk.papers.printed(paper.id, wrong)
    assert state(desk, paper.id) == MADE


def test_a_second_notice_is_delivered_without_a_second_step(desk: Desk, accepted: str) -> None:
    first = desk.papers.issue("acceptance_notice", accepted).document
    desk.papers.deliver(first.id, TODAY, "direct", "张三")
    desk.matters.take_step(accepted, StepCommand("assign", TODAY), "自然资源所")
    second = desk.papers.issue("referral_notice", accepted).document
    steps = len(desk.register.matter(accepted).steps)
    desk.papers.deliver(second.id, TODAY, "direct", "张三")
    assert state(desk, second.id) == DELIVERED
    assert len(desk.register.matter(accepted).steps) == steps


def test_a_units_slip_that_comes_back_is_its_receipt(desk: Desk, accepted: str) -> None:
    desk.matters.take_step(accepted, StepCommand("assign", TODAY), "自然资源所")
    letter = desk.papers.issue("assignment_notice", accepted).document
    desk.papers.deliver(letter.id, TODAY, "direct", "钱七")
    assert desk.register.matter(accepted).on("received") == TODAY
    desk.papers.undeliver(letter.id, "登记错了")
    assert desk.register.matter(accepted).on("received") is None
    assert state(desk, letter.id) == MADE


def test_the_units_receipt_marks_the_letter_that_handed_it_over(desk: Desk, accepted: str) -> None:
    desk.matters.take_step(accepted, StepCommand("assign", TODAY), "自然资源所")
    letter = desk.papers.issue("assignment_notice", accepted).document
    desk.matters.take_step(accepted, StepCommand("sign", TODAY, receiver="钱七"))
    assert state(desk, letter.id) == DELIVERED
    assert desk.papers.document(letter.id).receiver == "钱七"


def test_a_notice_of_declining_is_awaited_although_the_matter_is_finished(desk: Desk) -> None:
    draft = ReceptionDraft("visit", TODAY, TODAY, "反映邻县道路", request="请求修路", purpose="appeal")
    matter_id = desk.receptions.register(draft, [Visitor("李乙")]).matter_id
    desk.matters.take_step(matter_id, StepCommand("decline", TODAY, reason="not_ours", text="示例县交通局"))
    desk.papers.issue("decline_notice", matter_id)
    assert [line.clock for line in desk.today.sheet(TODAY).waiting] == ["delivery"]
