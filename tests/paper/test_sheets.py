"""Sheets: what a tired clerk meets — empty forms, forty visitors, three thousand characters, rare names."""

from dataclasses import replace

import pytest

from app.core.filling import Filling
from app.core.forms import form_called
from app.core.forms.form import COVER, RECORD
from app.core.forms.sheets import SHEETS
from app.paper.drawing import draw
from app.paper.flow import Frame, Row, pour
from tests.paper.sheet_samples import sheet_samples

OWN = tuple(form.id for form in SHEETS if form.id != "handover_list")
RARE = "䶮㛃𫖮𬍛𠅤"
LONG = (
    ("registration_form", "本次内容"), ("letter_note", "拟办意见"), ("leader_reception", "领导意见"),
    ("power_of_attorney", "授权事项"), ("service_return", "拒收情况"), ("interview_record", "笔录正文"),
    ("hearing_record", "参加人"), ("hearing_report", "认定的事实"), ("mediation_agreement", "协议内容"),
    ("satisfaction_form", "意见建议"), ("follow_up_form", "意见落实情况"), ("extension_approval", "情况复杂的理由"),
    ("opinion_approval", "处理意见摘要"), ("case_responsibility", "工作进展"), ("relief_approval", "申请理由"),
    ("recusal_approval", "回避理由"), ("urgent_report", "事件情况"), ("dossier_note", "本卷情况说明"),
    ("meeting_minutes", "议定事项"), ("bulletin", "简报内容"), ("public_notice", "查询方式"), ("privacy_notice", "保存期限"),
)  # fmt: skip


def _people(many):
    one = {"性别": "男", "证件号码": "", "电话": "13000000000", "住址": "柳树湾村", "代表": ""}
    return [one | {"序号": str(at), "姓名": f"村民{at}"} for at in range(1, many + 1)]


def test_every_sheet_has_a_sample():
    assert set(sheet_samples(lambda form_id, *_, **__: form_id)) == set(OWN)


@pytest.mark.parametrize("form_id", OWN)
def test_a_sheet_with_usual_content_is_one_page(form_id, sample, pages):
    assert len(pages(draw(sample(form_id)))) == 1


@pytest.mark.parametrize("form_id", OWN)
def test_an_empty_sheet_can_be_printed_for_the_pen(form_id, sample, pages):
    job = sample(form_id)
    empty = replace(job, filling=Filling(dict.fromkeys(job.words.places, "")), number="", issued_on=None)
    found = pages(draw(empty))
    title = job.words.title
    shown = "　".join(title.removesuffix("封面")) if form_called(form_id).layout == COVER else title
    assert shown in found[0]
    assert len(found) <= (3 if form_called(form_id).layout == RECORD else 1)


@pytest.mark.parametrize(("form_id", "place"), LONG)
def test_three_thousand_characters_go_on_over_pages_and_none_is_lost(form_id, place, sample, pages, said):
    long = said(sample(form_id), {place: "犇" * 3000})
    found = pages(draw(long))
    assert sum(page.count("犇") for page in found) == 3000
    assert len(found) >= 2
    assert all(page.count("犇") > 40 for page in found[:-1] if "犇" in page)


@pytest.mark.parametrize(
    ("form_id", "source", "column"),
    [
        ("dossier_list", "目录", "题名"),
        ("sweep_register", "排查事项", "简要情况"),
        ("registration_form", "信访人", "住址"),
    ],
)
def test_a_list_cell_of_three_thousand_characters_goes_on_under_the_head(
    form_id, source, column, sample, pages, said
):
    job = sample(form_id)
    rows = [{**job.filling.lists[source][0], column: "犇" * 3000}]
    found = pages(draw(said(job, **{source: rows})))
    assert sum(page.count("犇") for page in found) == 3000
    assert all("序" in page for page in found if "犇" in page)


@pytest.mark.parametrize("form_id", ["registration_form", "visitor_list"])
def test_forty_visitors_are_all_listed_under_a_repeated_head(form_id, sample, pages, said):
    found = pages(draw(said(sample(form_id), 信访人=_people(40))))
    text = "\n".join(found)
    assert all(f"村民{at}" in text for at in range(1, 41))
    assert len(found) <= 3
    assert all("姓名" in page for page in found if "村民" in page)


@pytest.mark.parametrize(
    "form_id", ["registration_form", "service_return", "interview_record", "dossier_cover"]
)
def test_a_rare_name_is_printed_and_can_be_copied(form_id, sample, pages, said):
    names = dict.fromkeys(("接谈人", "受送达人", "信访人", "立卷信访人"), RARE)
    assert RARE in "".join(pages(draw(said(sample(form_id), names))))


@pytest.mark.parametrize("form_id", ["interview_record", "hearing_record"])
def test_every_page_of_a_record_is_signed_and_counted(form_id, sample, pages, said):
    found = pages(draw(said(sample(form_id), {"笔录正文": "问：还有吗？\n答：有的。\n" * 40})))
    assert len(found) >= 3
    for at, page in enumerate(found, start=1):
        assert f"第{at}页 共{len(found)}页" in page.replace("　", " ")
        assert "记录人（签名）" in page
    assert "与我所说一致" in found[-1]


def test_a_record_nobody_typed_has_lines_to_write_on(sample, pages, said):
    """Ruled lines bear no text; two sides of them make the paper longer than what was typed."""
    found = pages(draw(said(sample("interview_record"), {"笔录正文": ""})))
    assert len(found) == 2
    assert "与我所说一致" in found[-1]


def test_a_service_return_bears_the_slip_number_of_the_paper_it_proves(sample, pages, said):
    (page,) = pages(draw(sample("service_return")))
    assert "回执编号 9012 3456 7898" in page.replace("　", " ")
    (page,) = pages(draw(said(sample("service_return"), {"回执编号": ""})))
    assert "回执编号" not in page


def test_signatures_of_a_deed_never_stand_without_its_text(sample, pages, said):
    for length in range(20, 420, 40):
        last = pages(draw(said(sample("mediation_agreement"), {"协议内容": "甲方应当配合。" * length})))[-1]
        assert last.index("本协议") < last.index("调解组织") if "本协议" in last else "签名、盖章" in last


def test_a_sweep_without_disputes_says_so(sample, pages, said):
    none = said(sample("sweep_register"), {"零报告": "本期没有发现矛盾纠纷。", "件数": "0"}, 排查事项=[])
    (page,) = pages(draw(none))
    assert "没有发现矛盾纠纷" in page
    assert "本期排查0件" in page


@pytest.mark.parametrize("form_id", OWN)
def test_no_sheet_has_a_place_for_labels_on_people(form_id, sample):
    words = sample(form_id).words
    said = " ".join(
        [*words.places, *words.row_places, *(t for row in words.grid for cell in row.cells for t in cell)]
    )
    for never in ("越级", "扬言", "政治面貌", "风险", "五位一体", "民警", "息访", "宗教"):
        assert never not in said


def test_a_row_that_ends_a_page_is_closed_there_and_only_there():
    drawn = []

    class Page:
        def next_page(self):
            drawn.append("next")

    def row(name):
        return Row(40, lambda *_: drawn.append(name), ending=lambda *_: drawn.append(f"{name} closed"))

    pour(Page(), [row("a"), row("b"), row("c")], Frame(0, 100, 100, 0, 50), lambda _: None)
    assert drawn == ["a", "b", "b closed", "next", "c"]
