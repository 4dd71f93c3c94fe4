"""Each sheet through a real register: a matter in the right state, and its facts in the text."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from app.core.forms.sheets import SHEETS
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import NotAllowed, PaperBlocked
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY

DRAFT = ReceptionDraft(
    "visit",
    TODAY,
    TODAY,
    "水渠淤塞无人清理",
    text="去年汛期以来一直淤塞。",
    request="请求清淤",
    purpose="appeal",
    head_count=12,
)
PEOPLE = [Visitor("张䶮", "00000000001", address="3组5号"), Visitor("李乙")]
# What each sheet must say beside the matter's number.
SAYS = {
    "registration_form": (
        "张䶮",
        "李乙",
        "已于2026年11月20日受理",
        "12人",
        "集体访",
        "请求清淤",
        "去年汛期以来",
        "3组5号",
    ),
    "visitor_list": ("张䶮", "李乙", "来访12人", "签名"),
    "leader_reception": ("水渠淤塞无人清理", "请求清淤", "张䶮等12人"),
    "address_confirmation": ("张䶮", "3组5号", "三十日"),
    "power_of_attorney": ("张䶮等12人", "水渠淤塞无人清理"),
    "interview_record": ("张䶮等12人", "与我所说一致", "第1页"),
    "extension_approval": ("张䶮等12人", "2027年1月19日", "30日", "2027年2月18日", "需要逐户核对"),
    "opinion_approval": ("水渠淤塞无人清理", "2027年1月19日", "青川县信访局"),
    "case_responsibility": ("水渠淤塞无人清理", "办理中", "本级登记"),
    "relief_approval": ("张䶮等12人", "不以放弃信访"),
    "recusal_approval": ("水渠淤塞无人清理", "第二十八条第三款"),
    "urgent_report": ("水渠淤塞无人清理", "渠水漫进农田", "青川县信访局", "12人"),
    "mediation_agreement": ("张䶮", "请求清淤", "三日内清淤"),
    "settlement_agreement": ("张䶮", "三日内清淤"),
    "satisfaction_form": ("青山镇信访工作办公室", "不满意"),
    "follow_up_form": ("水渠淤塞无人清理", "告知书"),
    "hearing_record": ("水渠淤塞无人清理", "清淤责任归谁", "张䶮等12人"),
    "hearing_report": ("由镇里清淤", "请求清淤"),
    "dossier_cover": ("张䶮等12人", "水渠淤塞无人清理", "练习专干"),
    "dossier_list": ("卷内目录",),
    "dossier_note": ("立卷人", "练习专干"),
}
TOLD = {"extension_approval": {"延长天数": "30", "情况复杂的理由": "需要逐户核对"}}


def text(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")


@pytest.fixture
def matter_id(desk: Desk) -> str:
    """A matter that has been accepted, heard, marked as urgent and settled by agreement."""
    done = desk.receptions.register(DRAFT, PEOPLE)
    for command in (
        StepCommand("accept", TODAY),
        StepCommand("mark_urgent", TODAY, text="渠水漫进农田"),
        StepCommand("open_hearing", TODAY, text="清淤责任归谁"),
    ):
        desk.matters.take_step(done.matter_id, command)
    return done.matter_id


def _prepared(desk: Desk, matter_id: str, form_id: str) -> None:
    if form_id == "hearing_report":
        desk.matters.take_step(matter_id, StepCommand("close_hearing", TODAY, text="由镇里清淤"))
    if form_id.endswith("_agreement"):
        desk.matters.take_step(matter_id, StepCommand("mediate", TODAY, value="mediation", text="三日内清淤"))


@pytest.mark.parametrize("form_id", SAYS)
def test_a_sheet_says_what_the_register_knows(desk: Desk, matter_id: str, form_id: str) -> None:
    _prepared(desk, matter_id, form_id)
    paper = desk.papers.issue(form_id, matter_id, TOLD.get(form_id, {}))
    said = text(paper.content)
    for words in ("2026-0001", *SAYS[form_id]):
        assert words in said, words
    assert desk.papers.reprint(paper.document.id).content == paper.content


def test_every_sheet_of_a_matter_is_tried_here() -> None:
    others = {"handover_list", "service_return", "letter_note"}
    assert set(SAYS) | others == {form.id for form in SHEETS if not form.matterless}


def test_a_letter_gets_its_note_and_a_visit_does_not(desk: Desk, matter_id: str) -> None:
    with pytest.raises(NotAllowed, match="最近一次登记是来访"):
        desk.papers.issue("letter_note", matter_id)
    letter = desk.receptions.register(replace(DRAFT, channel="letter", head_count=1), [Visitor("王丙")])
    said = text(desk.papers.issue("letter_note", letter.matter_id).content)
    for words in ("王丙", "领导批示", "去年汛期以来", "2026年12月5日"):
        assert words in said, words


def test_a_nameless_letter_is_registered_on_paper_too(desk: Desk) -> None:
    letter = replace(DRAFT, channel="letter", head_count=1, anonymous=True)
    done = desk.receptions.register(letter, [])
    said = text(desk.papers.issue("registration_form", done.matter_id).content)
    assert "去年汛期以来" in said
    assert "张䶮" not in said


def test_each_served_paper_gets_a_return_of_its_own_with_its_slip(desk: Desk, matter_id: str) -> None:
    notice = desk.papers.issue("acceptance_notice", matter_id).document
    receipt = desk.papers.issue("receipt", matter_id).document
    first = desk.papers.issue("service_return", matter_id, {"文书": notice.id})
    again = desk.papers.issue("service_return", matter_id, {"文书": notice.id})
    other = desk.papers.issue("service_return", matter_id, {"文书": receipt.id})
    assert first.document.about == notice.id
    assert again.document.id == first.document.id
    assert other.document.number == "青信送〔2026〕2号"
    said = text(first.content)
    for words in (notice.number, "信访事项受理告知书", "张䶮", "3组5号", "□留置"):
        assert words in said, words
    assert notice.slip[:4] + " " + notice.slip[4:8] in said
    assert "回执编号" not in text(other.content)


def test_a_return_needs_a_paper_of_this_matter(desk: Desk, matter_id: str) -> None:
    offers = {offer.id: offer for offer in desk.papers.offers(matter_id)}
    assert "还没有制作要送达的文书" in offers["service_return"].reason
    with pytest.raises(PaperBlocked, match="请选择要送达的文书"):
        desk.papers.issue("service_return", matter_id)
    with pytest.raises(PaperBlocked, match="没有所选的文书"):
        desk.papers.issue("service_return", matter_id, {"文书": "nothing"})


def test_the_way_of_serving_is_ticked(desk: Desk, matter_id: str) -> None:
    notice = desk.papers.issue("acceptance_notice", matter_id).document
    fields = {"文书": notice.id, "送达方式": "left"}
    places = [finding.place for finding in desk.papers.check("service_return", matter_id, fields)]
    assert {"拒收情况", "见证人"} <= set(places)
    assert "■留置" in text(desk.papers.issue("service_return", matter_id, fields).content)


def test_an_extension_is_not_approved_once_its_day_has_gone(
    desk: Desk, matter_id: str, clock: FixedClock
) -> None:
    clock.set(TODAY + timedelta(days=61))
    with pytest.raises(PaperBlocked, match="期限届满前批准"):
        desk.papers.issue("extension_approval", matter_id, TOLD["extension_approval"])


def test_an_extension_is_thirty_days_at_most_and_needs_its_reason(desk: Desk, matter_id: str) -> None:
    with pytest.raises(PaperBlocked, match="不得超过30日"):
        desk.papers.issue("extension_approval", matter_id, {"延长天数": "31", "情况复杂的理由": "账目多"})
    with pytest.raises(PaperBlocked, match="情况复杂"):
        desk.papers.issue("extension_approval", matter_id, {"延长天数": "15"})


def test_an_extension_that_was_taken_can_be_put_on_paper_afterwards(
    desk: Desk, matter_id: str, clock: FixedClock
) -> None:
    desk.matters.take_step(
        matter_id, StepCommand("extend", TODAY, days=20, leader="周甲", text="需要逐户核对")
    )
    clock.set(TODAY + timedelta(days=70))
    said = text(desk.papers.issue("extension_approval", matter_id).content)
    for words in ("2027年1月19日", "20日", "需要逐户核对"):
        assert words in said, words


def test_a_second_record_is_a_second_paper_and_a_second_press_is_not(desk: Desk, matter_id: str) -> None:
    first = desk.papers.issue("interview_record", matter_id, {"笔录正文": "问：一\n答：二"})
    pressed = desk.papers.issue("interview_record", matter_id, {"笔录正文": "问：一\n答：二"})
    second = desk.papers.issue("interview_record", matter_id, {"笔录正文": "问：三\n答：四"})
    assert pressed.document.id == first.document.id
    assert second.document.id != first.document.id


def test_the_list_of_a_dossier_has_its_papers_in_their_order(desk: Desk, matter_id: str) -> None:
    notice = desk.papers.issue("acceptance_notice", matter_id).document
    desk.papers.issue("service_return", matter_id, {"文书": notice.id})
    desk.papers.issue("registration_form", matter_id)
    rows = desk.papers.issue("dossier_list", matter_id).document.filling.lists["目录"]
    assert [row["题名"] for row in rows] == ["信访事项登记表", "信访事项受理告知书", "送达回证"]
    assert [row["顺序号"] for row in rows] == ["1", "2", "3"]
    assert rows[1]["责任者"] == "青山镇人民政府"


def test_a_sealed_matter_gets_a_file_that_names_nobody_and_nothing_else(desk: Desk) -> None:
    report = replace(DRAFT, purpose="report", title="检举补贴问题", request="查处", text="内情", head_count=1)
    done = desk.receptions.register(report, [Visitor("赵丁", address="5组")])
    desk.matters.take_step(done.matter_id, StepCommand("refer", TODAY), "镇纪委")
    for form in (form for form in SHEETS if not form.matterless):
        if not form.sealed:
            with pytest.raises(NotAllowed, match="第三十条"):
                desk.papers.issue(form.id, done.matter_id)
            continue
        said = text(desk.papers.issue(form.id, done.matter_id).content)
        for never in ("赵丁", "补贴", "查处", "内情", "5组"):
            assert never not in said, (form.id, never)
