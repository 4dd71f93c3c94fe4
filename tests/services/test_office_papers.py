"""Sheets that belong to no matter: made, numbered, found again, printed and voided like any other paper."""

import io
import re
from dataclasses import asdict

import pytest
from pypdf import PdfReader

from app.core.documents import OFFICE_PAPERS
from app.core.offices import PUBLISHED
from app.errors import NotAllowed, PaperBlocked, ValidationError
from app.paths import resource
from app.services.desk import Desk
from app.services.practice import PRACTICE_OFFICE

MINUTES = {"议定事项": "一、清淤由镇里办理。", "会议日期": "2026-11-18", "主持人": "周甲", "出席": "吴九"}
PRACTICE_FACTS = {name: asdict(PRACTICE_OFFICE)[name] for name in PUBLISHED}
ROW = "11月3日｜青山村｜张某、李某｜邻里｜滴水纠纷｜村委会李四｜正在化解"


def text(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")


def test_minutes_are_numbered_and_kept(desk: Desk) -> None:
    first = desk.office_papers.issue("meeting_minutes", MINUTES)
    second = desk.office_papers.issue("meeting_minutes", MINUTES | {"议定事项": "二、另行研究。"})
    assert [paper.document.number for paper in (first, second)] == ["青信纪〔2026〕1号", "青信纪〔2026〕2号"]
    said = text(first.content)
    for words in ("青信纪〔2026〕1号", "2026年11月18日", "周甲主持会议", "清淤由镇里办理", "青山镇人民政府"):
        assert words in said, words
    assert first.document.subject == OFFICE_PAPERS
    assert [it.id for it in desk.office_papers.all("meeting_minutes")] == [
        second.document.id,
        first.document.id,
    ]
    assert desk.papers.reprint(first.document.id).content == first.content


def test_what_is_offered_names_the_latest_number(desk: Desk) -> None:
    desk.office_papers.issue("meeting_minutes", MINUTES)
    offers = {offer.id: offer for offer in desk.office_papers.offers()}
    assert set(offers) == {"meeting_minutes", "bulletin", "sweep_register", "public_notice", "privacy_notice"}
    assert offers["meeting_minutes"].made == "青信纪〔2026〕1号"
    assert offers["bulletin"].made == ""


def test_a_preview_takes_no_number(desk: Desk) -> None:
    assert "青信纪〔2026〕＿号" in text(desk.office_papers.preview("meeting_minutes", MINUTES))
    assert desk.office_papers.all() == ()


def test_minutes_without_a_decision_are_not_made(desk: Desk) -> None:
    with pytest.raises(PaperBlocked, match="议定的事项"):
        desk.office_papers.issue("meeting_minutes", {"会议日期": "2026-11-18"})


def test_a_sweep_lists_its_disputes_or_reports_nothing(desk: Desk) -> None:
    said = text(desk.office_papers.issue("sweep_register", {"排查事项": ROW}).content)
    for words in ("滴水纠纷", "本期排查1件", "2026年11月"):
        assert words in said, words
    assert "零报告" in text(desk.office_papers.issue("sweep_register").content)
    with pytest.raises(ValidationError, match="第1行有1栏"):
        desk.office_papers.issue("sweep_register", {"排查事项": "青山村"})


TOLD = {
    "接待时间": "周一至周五", "网络信访渠道": "县信访局网站", "领导接访安排": "周甲｜每周一｜接待室",
    "查询方式": "打电话查询",
}  # fmt: skip


def test_a_public_notice_says_what_the_law_wants_published(desk: Desk) -> None:
    missing = {finding.place: finding.page for finding in desk.office_papers.check("public_notice")}
    assert missing.keys() >= {"接待时间", "网络信访渠道", "查询方式"}
    assert set(missing.values()) == {"office"}
    assert not any(finding.blocks for finding in desk.office_papers.check("public_notice"))
    said = text(desk.office_papers.issue("public_notice", TOLD).content)
    for words in ("周一至周五", "0000-0000000", "县信访局网站", "每周一", "青川县人民政府"):
        assert words in said, words


def test_what_nobody_told_is_left_to_the_pen_and_never_made_up(desk: Desk) -> None:
    said = text(desk.office_papers.preview("public_notice"))
    assert "接待时间：" + "＿" * 16 in said
    assert "网络信访渠道：" + "＿" * 16 in said
    assert said.count("＿" * 16) >= 4


def test_the_periods_on_the_wall_are_those_of_the_rules_in_use(desk: Desk) -> None:
    said = text(desk.office_papers.preview("public_notice"))
    for words in (
        "15日内，书面告知",
        "自受理之日起60日内办结",
        "不超过30日",
        "代表不超过5人",
        "《信访工作条例》（2022",
    ):
        assert words in said, words
    desk.offices.choose({"rule_pack": "zhejiang-2016", "simple_procedure": False})
    said = text(desk.office_papers.preview("public_notice"))
    assert "5个工作日内，书面告知" in said
    assert "浙江省信访条例" in said
    assert "简易办理" not in said


@pytest.mark.parametrize("form", ["public_notice", "privacy_notice"])
def test_no_period_is_typed_into_the_words_of_a_notice(form: str) -> None:
    source = resource("wording", f"{form}.toml").read_text(encoding="utf-8")
    body = "".join(line for line in source.splitlines() if not line.startswith(("#", "columns", "  { head")))
    assert not re.search(r"[0-9]+ *(日|个|年|人)", body)


def test_what_is_typed_on_a_notice_is_asked_only_once(desk: Desk) -> None:
    desk.office_papers.issue("public_notice", TOLD)
    office = desk.offices.office()
    assert (office.reception_hours, office.progress_ways) == ("周一至周五", "打电话查询")
    assert desk.office_papers.prefilled("public_notice")["接待时间"] == "周一至周五"
    assert "县信访局网站" in text(desk.office_papers.preview("public_notice"))
    desk.office_papers.issue("public_notice", {"接待时间": "周六"})
    assert desk.offices.office().reception_hours == "周一至周五"


def test_the_offices_own_telephone_on_a_notice_stays_the_offices_own(desk: Desk) -> None:
    desk.office_papers.issue("public_notice", desk.office_papers.prefilled("public_notice"))
    assert desk.offices.office().complaint_phone == ""
    desk.offices.change({"phone": "0000-2222222"})
    assert "0000-2222222" in text(desk.office_papers.preview("public_notice"))


@pytest.mark.parametrize("form", ["public_notice", "privacy_notice"])
@pytest.mark.parametrize("told", [{}, PRACTICE_FACTS], ids=["empty", "told"])
def test_a_notice_is_one_page_in_large_type(desk: Desk, form: str, told: dict[str, str]) -> None:
    desk.offices.change(told)
    pages = PdfReader(io.BytesIO(desk.office_papers.preview(form))).pages
    assert len(pages) == 1
    sizes: list[float] = []

    def seen(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if "，" in text:
            sizes.append(size * cm[0] * tm[0])

    pages[0].extract_text(visitor_text=seen)
    assert max(sizes) >= 12.4  # 小四 and more on A4, 三号 and more when enlarged to A3


def test_the_privacy_notice_tells_what_article_17_asks(desk: Desk) -> None:
    assert [finding.place for finding in desk.office_papers.check("privacy_notice")] == [
        "机关地址",
        "保存期限",
    ]
    desk.offices.change({"kept_for": "保存30年", "address": "青山镇练习路1号"})
    assert desk.office_papers.check("privacy_notice") == ()
    said = text(desk.office_papers.issue("privacy_notice").content)
    for words in (
        "青山镇人民政府",
        "青山镇练习路1号",
        "0000-0000000",
        "处理目的",
        "保存30年",
        "查阅、复制",
        "敏感个人信息",
        "第三十五条",
    ):
        assert words in said, words


def test_a_leader_line_that_cannot_be_read_is_not_kept(desk: Desk) -> None:
    with pytest.raises(ValidationError, match=r"第1行有1栏.*没有保存"):
        desk.offices.change({"leader_days": "周甲每周一"})
    assert desk.offices.office().leader_days == ""


def test_a_bulletin_is_warned_of_numbers_that_lead_to_a_person(desk: Desk) -> None:
    told = {"简报标题": "情况", "简报内容": "张某（13000000000）反映水渠淤塞。"}
    places = [finding.place for finding in desk.office_papers.check("bulletin", told)]
    assert "简报内容" in places
    told["简报内容"] = "张某反映水渠淤塞。"
    assert desk.office_papers.check("bulletin", told) == ()


def test_a_paper_of_a_matter_is_not_made_here(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="某一件信访事项"):
        desk.office_papers.issue("receipt")


def test_an_office_paper_is_printed_and_voided_like_any_other(desk: Desk) -> None:
    paper = desk.office_papers.issue("bulletin", {"简报标题": "情况", "简报内容": "平稳。"}).document
    desk.papers.printed(paper.id, 3)
    desk.papers.void(paper.id, "标题有误")
    (kept,) = desk.office_papers.all("bulletin")
    assert (kept.prints, kept.state) == (3, "voided")
