import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import NotAllowed, NotFound, StorageError
from app.services.desk import Desk
from app.services.receptions import Registered, Visitor
from app.services.warming import FACES, read_face
from tests.conftest import TODAY

DRAFT = ReceptionDraft(
    "visit", TODAY, TODAY, "反映水渠淤塞", request="请求清淤", purpose="appeal", head_count=5
)


def text(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")


@pytest.fixture
def visit(desk: Desk) -> Registered:
    return desk.receptions.register(
        DRAFT, [Visitor("张䶮", "00000000001", address="3组5号"), Visitor("李乙")]
    )


def test_every_font_of_the_first_receipt_is_read_while_nobody_waits(desk: Desk) -> None:
    paper = desk.papers.issue("receipt", desk.receptions.register(DRAFT, [Visitor("张甲")]).matter_id)
    for face in FACES:
        read_face(face)
    fonts = PdfReader(io.BytesIO(paper.content)).pages[0]["/Resources"]["/Font"].values()
    used = {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts}
    assert used
    assert used <= {str(face) for face in FACES}


def test_the_receipt_says_what_came_and_when_the_office_will_answer(desk: Desk, visit: Registered) -> None:
    said = text(desk.papers.issue("receipt", visit.matter_id).content)
    for words in ("张䶮", "2026-0001", "反映水渠淤塞", "2026年12月5日", "不代表受理", "青信收〔2026〕1号"):
        assert words in said, words


def test_the_acceptance_notice_needs_an_acceptance(desk: Desk, visit: Registered) -> None:
    with pytest.raises(NotAllowed, match="还没有办理“受理”"):
        desk.papers.issue("acceptance_notice", visit.matter_id)
    desk.matters.take_step(visit.matter_id, StepCommand("accept", TODAY))
    said = text(desk.papers.issue("acceptance_notice", visit.matter_id).content)
    for words in ("决定予以受理", "2027年1月19日", "青信受〔2026〕1号", "青山镇人民政府"):
        assert words in said, words


def test_assignment_and_handover_name_the_unit_and_its_term(desk: Desk, visit: Registered) -> None:
    desk.matters.take_step(visit.matter_id, StepCommand("assign", TODAY, text="请核实面积"), "自然资源所")
    said = text(desk.papers.issue("assignment_notice", visit.matter_id).content)
    for words in ("自然资源所", "2026年12月20日", "请核实面积", "请求清淤", "5个工作日"):
        assert words in said, words
    listed = text(desk.papers.issue("handover_list", visit.matter_id).content)
    for words in ("自然资源所", "来访登记表", "监交人"):
        assert words in listed, words


def test_numbers_run_by_kind_and_a_reprint_is_the_same_paper(desk: Desk, visit: Registered) -> None:
    other = desk.receptions.register(DRAFT, [Visitor("王丙")])
    first = desk.papers.issue("receipt", visit.matter_id)
    again = desk.papers.issue("receipt", visit.matter_id)
    second = desk.papers.issue("receipt", other.matter_id)
    assert [paper.document.number for paper in (first, again, second)] == [
        "青信收〔2026〕1号", "青信收〔2026〕1号", "青信收〔2026〕2号",
    ]  # fmt: skip
    assert again.content == first.content


def test_a_receipt_promises_no_notice_that_is_not_owed(desk: Desk, visit: Registered) -> None:
    report = desk.receptions.register(replace(DRAFT, purpose="report"), [Visitor("赵丁")])
    assert "至迟于" not in text(desk.papers.issue("receipt", report.matter_id).content)
    desk.matters.take_step(visit.matter_id, StepCommand("accept", TODAY))
    assert "至迟于" not in text(desk.papers.issue("receipt", visit.matter_id).content)


def test_a_second_visit_gets_a_receipt_of_its_own(desk: Desk, visit: Registered) -> None:
    first = desk.papers.issue("receipt", visit.matter_id)
    desk.receptions.register(DRAFT, [Visitor("张䶮", "00000000001")], matter_id=visit.matter_id)
    assert desk.papers.offers(visit.matter_id)[0].made == ""
    second = desk.papers.issue("receipt", visit.matter_id)
    assert (first.document.serial, second.document.serial) == (1, 2)


def test_a_second_assignment_gets_a_notice_of_its_own(desk: Desk, visit: Registered) -> None:
    for unit in ("自然资源所", "农业农村服务中心"):
        desk.matters.take_step(visit.matter_id, StepCommand("assign", TODAY), unit)
        paper = desk.papers.issue("assignment_notice", visit.matter_id)
        assert unit in text(paper.content)
    assert paper.document.number == "青信交〔2026〕2号"


def test_a_preview_takes_no_number(desk: Desk, visit: Registered) -> None:
    assert "青信收〔2026〕＿号" in text(desk.papers.preview("receipt", visit.matter_id))
    assert desk.papers.issue("receipt", visit.matter_id).document.serial == 1


def test_each_print_is_an_entry(desk: Desk, visit: Registered) -> None:
    paper = desk.papers.issue("receipt", visit.matter_id)
    desk.papers.printed(paper.document.id, 2)
    view = desk.matters.view(visit.matter_id)
    assert [document.prints for document in view.documents] == [2]
    assert view.timeline[0].text == f"打印信访事项接收回执{paper.document.number}2份"


def test_a_sealed_matter_gets_no_assignment_notice_and_its_list_tells_nothing(desk: Desk) -> None:
    report = replace(DRAFT, purpose="report", title="检举补贴问题", head_count=1)
    done = desk.receptions.register(report, [Visitor("赵丁")])
    desk.matters.take_step(done.matter_id, StepCommand("refer", TODAY), "镇纪委")
    with pytest.raises(NotAllowed, match="第三十条"):
        desk.papers.issue("assignment_notice", done.matter_id)
    said = text(desk.papers.issue("handover_list", done.matter_id).content)
    assert "赵丁" not in said
    assert "补贴" not in said


def test_what_is_offered_says_why_not(desk: Desk, visit: Registered) -> None:
    offers = {offer.id: offer for offer in desk.papers.offers(visit.matter_id)}
    assert offers["receipt"].ready
    assert "请先办理“交办”" in offers["assignment_notice"].reason
    desk.papers.issue("receipt", visit.matter_id)
    assert desk.papers.offers(visit.matter_id)[0].made == "青信收〔2026〕1号"


def test_a_form_that_does_not_exist_names_those_that_do(desk: Desk, visit: Registered) -> None:
    with pytest.raises(NotFound, match="receipt"):
        desk.papers.issue("certificate", visit.matter_id)


def test_a_folder_that_cannot_be_made_is_a_sentence(desk: Desk, visit: Registered, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    paper = desk.papers.issue("receipt", visit.matter_id)
    with pytest.raises(StorageError):
        desk.papers.save(paper, tmp_path / "file" / "a.pdf")
