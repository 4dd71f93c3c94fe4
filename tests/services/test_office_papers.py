"""Sheets that belong to no matter: made, numbered, found again, printed and voided like any other paper."""

import io

import pytest
from pypdf import PdfReader

from app.core.documents import OFFICE_PAPERS
from app.errors import NotAllowed, PaperBlocked, ValidationError
from app.services.desk import Desk

MINUTES = {"议定事项": "一、清淤由镇里办理。", "会议日期": "2026-11-18", "主持人": "周甲", "出席": "吴九"}
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
    assert set(offers) == {"meeting_minutes", "bulletin", "sweep_register", "public_notice"}
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


def test_a_public_notice_says_what_the_law_wants_published(desk: Desk) -> None:
    missing = {finding.place for finding in desk.office_papers.check("public_notice")}
    assert {"接待时间", "网络信访渠道"} <= missing
    assert not any(finding.blocks for finding in desk.office_papers.check("public_notice"))
    told = {"接待时间": "周一至周五", "网络信访渠道": "县信访局网站", "领导接访安排": "周甲｜每周一｜接待室"}
    said = text(desk.office_papers.issue("public_notice", told).content)
    for words in ("周一至周五", "0000-0000000", "县信访局网站", "每周一", "青川县人民政府"):
        assert words in said, words


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
