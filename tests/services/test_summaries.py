from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import ValidationError
from app.services.desk import Desk
from app.services.receptions import Visitor
from app.services.report_checking import ReportChecking

OCTOBER = date(2026, 10, 5)
LETTER = ReceptionDraft("letter", OCTOBER, OCTOBER, "反映路灯损坏", purpose="appeal", category="01")


@pytest.fixture
def october(desk: Desk) -> Desk:
    """Five letters of October, one answered; a group visit in September."""
    september = date(2026, 9, 10)
    visit = replace(LETTER, channel="visit", head_count=6, occurred_on=september, registered_on=september)
    desk.receptions.register(visit, [Visitor("李丁")])
    ids = [desk.receptions.register(LETTER, [Visitor(f"张{name}")]).matter_id for name in "甲乙丙丁戊"]
    for kind, day in (("accept", 8), ("answer", 20), ("deliver", 21), ("close", 22)):
        desk.matters.take_step(ids[0], StepCommand(kind, date(2026, 10, day)))
    return desk


def words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)


def template(*paragraphs: str, cell: str = "") -> bytes:
    document = Document()
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for letter in text:  # as Word does: a place torn over many runs
            paragraph.add_run(letter)
    if cell:
        document.add_table(1, 1).rows[0].cells[0].text = cell
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def test_the_summary_says_the_figures_of_the_period(october: Desk) -> None:
    said = words(october.summaries.docx(october.month.period("2026-10")))
    assert "青山镇2026年10月信访工作总结" in said
    assert "共登记信访5件次、5人次，涉及信访事项5件" in said
    assert "登记总量环比上升400.00%（增加4件次）" in said
    assert "没有发生集体访" in said
    assert "同比" not in said  # the register does not reach back a year
    assert said.count("【请填写：") == 4


def test_word_and_paper_say_the_same(october: Desk) -> None:
    period = october.month.period("2026-10")
    assert october.summaries.pdf(period).startswith(b"%PDF-")
    assert october.summaries.docx(period) == october.summaries.docx(period)
    assert october.summaries.pdf(period) == october.summaries.pdf(period)


def test_a_period_without_anything_says_so(desk: Desk) -> None:
    said = words(desk.summaries.docx(desk.month.period("2026-10")))
    assert "2026年10月，没有登记信访事项。" in said
    assert "居前的是" not in said


def test_a_closed_period_is_told_as_it_was_closed(october: Desk) -> None:
    period = october.month.period("2026-10")
    october.month.close(period)
    before = words(october.summaries.docx(period))
    october.receptions.register(LETTER, [Visitor("晚登")])
    assert words(october.summaries.docx(period)) == before


def test_our_own_summary_stands_up_to_our_own_guard(october: Desk, tmp_path: Path) -> None:
    period = october.month.period("2026-10")
    file = tmp_path / "总结.docx"
    file.write_bytes(october.summaries.docx(period))
    found = ReportChecking(october.month).check(file, "2026-10")
    assert {finding.kind for finding in found} == {"placeholder"}
    assert len(found) == 4


def test_charts_bear_what_they_show_in_words(october: Desk) -> None:
    document = Document(BytesIO(october.summaries.docx(october.month.period("2026-10"))))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(told) == 2
    assert all(told)


def test_the_offices_own_words_are_used_and_can_be_taken_back(october: Desk) -> None:
    period = october.month.period("2026-10")
    october.summaries.keep_words(
        "title='{period}小结'\n[[part]]\nhead='数字'\n[[part.paragraph]]\nsentences=['来信{letters:unit}。']"
    )
    assert [block.text for block in october.summaries.blocks(period)] == [
        "2026年10月小结",
        "一、数字",
        "来信5件次。",
    ]
    with pytest.raises(ValidationError):
        october.summaries.keep_words("title='{nothing}'")
    assert len(october.summaries.blocks(period)) == 3
    october.summaries.reset_words()
    assert len(october.summaries.blocks(period)) > 10


def test_the_offices_template_is_filled_and_keeps_its_own_words(october: Desk) -> None:
    period = october.month.period("2026-10")
    october.summaries.keep_template(
        template(
            "红头文件〔{{ period }}〕",
            "{{标题}}",
            "{{正文}}",
            "抄送：县信访局",
            cell="来信{{letters:unit}}，超期率{{rate.evaluated.unit}}",
        )
    )
    content = october.summaries.docx(period)
    said = words(content)
    assert said.startswith("红头文件〔2026年10月〕\n青山镇2026年10月信访工作总结\n一、基本情况")
    assert said.endswith("抄送：县信访局")
    assert Document(BytesIO(content)).tables[0].rows[0].cells[0].text == "来信5件次，超期率—"
    october.summaries.remove_template()
    assert "红头文件" not in words(october.summaries.docx(period))
    assert october.safety.verify(full=True).ok


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 nothing", "这不是Word文件"),
        (b"", "这不是Word文件"),
        (b"x" * (2 * 1024 * 1024 + 1), "模板超过2MB"),
        (template("{{nothing}}"), "“nothing”不是能用的位置"),
    ],
)
def test_a_template_that_cannot_be_used_leaves_the_old_one(desk: Desk, content: bytes, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence) as refusal:
        desk.summaries.keep_template(content)
    assert "没有采用" in str(refusal.value)
    assert not desk.summaries.has_template()


def test_a_broken_document_inside_a_sound_zip_is_refused(desk: Desk, tmp_path: Path) -> None:
    from zipfile import ZipFile

    made = BytesIO()
    with ZipFile(made, "w") as parts:
        parts.writestr("word/document.xml", "<broken")
    with pytest.raises(ValidationError, match="不是能用的Word文件"):
        desk.summaries.keep_template(made.getvalue())
