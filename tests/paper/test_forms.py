"""Single papers: long names, groups, many papers, empty fields, rare characters."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.forms import FORMS, form_called
from app.errors import NotFound, PaperError
from app.paper import cover_sheet, enrolment_sheet, explained_sheet
from app.paper.drawing import draw
from app.paper.explained_sheet import ExplainedClock
from app.paper.templates import shipped_wording

NEVER_FIRST = "，。、；：？！）》”’〕…"


def _materials(many):
    one = {"文号": "", "页数": "1", "份数": "1", "类型": "原件", "备注": ""}
    return [one | {"序号": str(at), "名称": f"材料{at}"} for at in range(1, many + 1)]


def test_a_receipt_says_that_it_is_no_acceptance_and_until_when_one_is_told(sample, pages):
    (page,) = pages(draw(sample("receipt")))
    assert "本回执仅证明收到材料，不代表受理。" in page
    assert "至迟于2026年12月6日书面告知" in page.replace("\n", "")


def test_a_long_list_of_papers_goes_on_pages_of_its_own_under_a_repeated_head(sample, pages, said):
    first, *others = pages(draw(said(sample("receipt"), {"清单": "清单附后。"}, 材料=_materials(60))))
    assert "清单附后" in first
    assert "材料名称" not in first
    assert len(others) == 3
    assert all("材料名称" in page for page in others)


def test_a_receipt_without_papers_has_no_list(sample, pages, said):
    (page,) = pages(draw(said(sample("receipt"), {"材料概数": ""}, 材料=[])))
    assert "材料名称" not in page
    assert "清单" not in page


@pytest.mark.parametrize("length", [1, 9, 17, 25])
def test_a_signature_never_stands_alone_on_a_page(length, sample, pages, said):
    notice = replace(
        said(sample("acceptance_notice"), {"主题": "甲乙丙丁戊己庚辛壬癸" * length * 2}), stub=False
    )
    last = pages(draw(notice))[-1]
    assert last.index("特此告知。") < last.rindex("2026年3月5日")
    assert len(last.splitlines()) >= 4


def test_an_overlong_office_name_stays_inside_the_margins(sample, pages):
    office = "某某自治州某某自治县青山镇人民政府信访工作联席会议办公室暨矛盾纠纷多元化解中心"
    text = "".join(pages(draw(replace(sample("acceptance_notice"), organ=office))))
    assert office in text.replace("\n", "")


def test_an_unknown_value_is_left_open_for_the_pen(sample, pages, said):
    notice = said(sample("acceptance_notice"), {"联系人": ""})
    assert "联系人：＿＿＿＿" in pages(draw(notice))[0]


def test_no_line_of_a_notice_begins_with_a_closing_mark(sample, pages, said):
    for length in (20, 23, 26):
        notice = replace(said(sample("acceptance_notice"), {"主题": "田" * length}), stub=False)
        lines = pages(draw(notice))[0].splitlines()
        assert not [line for line in lines if line[0] in NEVER_FIRST]


def test_an_assignment_carries_its_slip_and_its_date(sample, pages):
    text = "".join(pages(draw(sample("assignment_notice"))))
    assert "（回执联）" in text
    assert "2026年4月20日" in text
    assert "交办依据：镇长周八2026年3月4日批示" in text.replace("\n", "")


def test_an_assignment_without_a_leader_does_not_speak_of_one(sample, pages, said):
    text = "".join(pages(draw(said(sample("assignment_notice"), {"包案领导": ""}))))
    assert "包案领导" not in text


def test_a_handover_list_repeats_its_head_and_keeps_signatures_with_a_paper(sample, pages, said):
    for many in (25, 27):
        found = pages(draw(said(sample("handover_list"), 材料=_materials(many))))
        assert all("材料名称" in page for page in found)
        assert f"材料{many}" in found[-1]
        assert "监交人" in found[-1]


def test_a_handover_list_counts_papers_copies_and_pages(sample, pages):
    (page,) = pages(draw(sample("handover_list")))
    assert "共2项、3份、15页" in page


def test_a_cell_of_three_thousand_characters_loses_none(sample, pages, said):
    (row,) = _materials(1)
    text = "".join(pages(draw(said(sample("handover_list"), 材料=[row | {"名称": "长" * 3000}]))))
    assert text.count("长") == 3000


def test_a_cover_is_one_page_and_says_the_same_as_text(sample, pages):
    data = sample("cover_sheet")
    (page,) = pages(cover_sheet.draw(data))
    for said in ("999999101000", "4821 9033 7712 0564", "青山镇-2026-11.xfb", "某县信访局"):
        assert said in page
        assert said in cover_sheet.text(data)
    assert data.sha256 in cover_sheet.text(data)
    assert data.sha256[:16] in page


def test_a_practice_cover_says_so_in_its_text_too(sample):
    assert "练习" in cover_sheet.text(replace(sample("cover_sheet"), practice=True))


def test_an_enrolment_sheet_shows_thirty_digits_in_six_groups(sample, pages):
    (page,) = pages(enrolment_sheet.draw(sample("enrolment_sheet")))
    assert " ".join(["12345", "67890"] * 3) in " ".join(page.split())


def test_an_office_can_print_its_own_words(sample, pages):
    own = replace(shipped_wording("receipt"), remark="请妥善保管，{经手人}。")
    assert "请妥善保管，赵六。" in pages(draw(replace(sample("receipt"), words=own)))[0]


def test_a_word_no_form_knows_is_named(sample):
    own = replace(shipped_wording("receipt"), remark="{身份证号}")
    with pytest.raises(PaperError, match="身份证号"):
        draw(replace(sample("receipt"), words=own))


def test_braces_and_markup_in_a_name_are_printed_as_they_are(sample, pages, said):
    data = said(sample("receipt"), {"主题": "<b>{信访人}</b> & 张三"})
    assert "<b>{信访人}</b> & 张三" in pages(draw(data))[0].replace("\n", "")


def test_every_form_of_the_catalogue_has_its_words_and_is_found_by_name():
    for one in FORMS:
        assert shipped_wording(one.id).title == one.title
        assert form_called(one.id) is form_called(one.title) is one


def test_an_unknown_form_is_refused_with_the_names_of_those_there_are():
    with pytest.raises(NotFound, match="receipt"):
        form_called("nothing")


def test_a_date_not_yet_known_is_left_open(sample, pages):
    assert "年　　月　　日" in pages(draw(replace(sample("acceptance_notice"), issued_on=None)))[0]


def test_an_explained_clock_of_a_sealed_matter_bears_its_day_and_nothing_else(sample, pages):
    sealed = ExplainedClock("转送", date(2026, 3, 17), "还有3天")
    data = replace(sample("explained_sheet"), subject="", clocks=(sealed,))
    (page,) = pages(explained_sheet.draw(data))
    assert "2026年3月17日（星期二）" in page
    assert "主题" not in page
    assert "依据" not in page


def test_ten_explained_clocks_go_on_over_pages_and_no_name_parts_from_its_day(sample, pages):
    data = sample("explained_sheet")
    found = pages(explained_sheet.draw(replace(data, clocks=data.clocks * 5)))
    assert (
        sum(page.count("最后一日") for page in found) == 15
    )  # the five extended ones name their first day too
    assert not any(page.rstrip().rsplit("\n", 2)[-2].startswith("十、") for page in found)
    assert "十、办结答复" in "".join(found)
