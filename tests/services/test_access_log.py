"""The record of looking: complete, masked, newest first."""

import pytest

from app.core.receptions import ReceptionDraft
from app.errors import ValidationError
from app.services.access_log import USUAL
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY

NUMBER = "11010519491231002X"


@pytest.fixture
def person_id(desk: Desk) -> str:
    draft = ReceptionDraft("visit", TODAY, TODAY, "反映路灯损坏", text="路灯不亮", purpose="appeal")
    desk.receptions.register(draft, [Visitor("欧阳金", "00000000001", NUMBER)])
    return desk.people.lookup("欧阳金")[0].id


def test_every_look_at_a_number_is_there_with_its_reason_and_no_name(desk: Desk, person_id: str) -> None:
    for reason in ("核对身份", "填写救助表"):
        assert desk.people.reveal_number(person_id, reason) == NUMBER
    lines = desk.access_log.lines(kinds=USUAL)
    assert [(line.what, line.why) for line in lines] == [
        ("查看完整证件号码", "填写救助表"), ("查看完整证件号码", "核对身份"),
    ]  # fmt: skip
    assert lines[0].who == "练习专干"
    assert "欧阳金" not in str(lines)
    assert NUMBER not in str(lines)


def test_no_look_without_a_reason(desk: Desk, person_id: str) -> None:
    with pytest.raises(ValidationError):
        desk.people.reveal_number(person_id, "  ")
    assert desk.access_log.lines(kinds=USUAL) == ()


def test_a_sealed_matter_stands_as_its_number(desk: Desk) -> None:
    draft = ReceptionDraft("letter", TODAY, TODAY, "检举某事", text="密封内容", purpose="report")
    done = desk.receptions.register(draft, [Visitor("赵丁")])
    desk.matters.open_sealed(done.matter_id, "办理受理")
    (line,) = desk.access_log.lines(kinds=USUAL)
    assert (line.what, line.about, line.why) == ("启封检举控告事项", "2026-0001", "办理受理")
    assert "检举某事" not in str(line)


def test_it_is_read_page_by_page(desk: Desk, person_id: str) -> None:
    for number in range(7):
        desk.people.reveal_number(person_id, f"第{number}次")
    first = desk.access_log.lines(most=3, kinds=USUAL)
    rest = desk.access_log.lines(before=first[-1].seq, most=10, kinds=USUAL)
    assert [line.why for line in (*first, *rest)] == [f"第{number}次" for number in reversed(range(7))]
