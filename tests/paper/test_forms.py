"""Single papers: long names, groups, many papers, empty fields, rare characters."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import NotFound, PaperError
from app.paper import (
    acceptance_notice,
    assignment_notice,
    cover_sheet,
    enrolment_sheet,
    explained_sheet,
    handover_list,
    month_table,
    receipt,
)
from app.paper.explained_sheet import ExplainedClock
from app.paper.forms import FORMS, form
from app.paper.handover_list import HandedOver
from app.paper.month_table import Figure, Section
from app.paper.receipt import Material
from app.paper.templates import shipped_wording

NEVER_FIRST = "，。、；：？！）》”’〕…"


def test_a_receipt_says_that_it_is_no_acceptance_and_until_when_one_is_told(sample, pages):
    (page,) = pages(receipt.draw(sample("receipt")))
    assert "本回执仅证明收到材料，不代表受理。" in page
    assert "至迟于2026年12月6日书面告知" in page.replace("\n", "")


def test_forty_petitioners_are_named_by_the_first_and_their_number(sample, pages):
    names = tuple(f"张{number}" for number in range(1, 41))
    (page,) = pages(receipt.draw(replace(sample("receipt"), names=names, head_count=40)))
    assert "张1等40人：" in page
    assert "张2" not in page


def test_a_long_list_of_papers_goes_on_pages_of_its_own_under_a_repeated_head(sample, pages):
    papers = tuple(Material(f"材料{number}", 1, 1, "原件") for number in range(1, 61))
    first, *others = pages(receipt.draw(replace(sample("receipt"), materials=papers)))
    assert "清单附后" in first
    assert "材料名称" not in first
    assert len(others) == 3
    assert all("材料名称" in page for page in others)


def test_a_receipt_without_papers_has_no_list(sample, pages):
    (page,) = pages(receipt.draw(replace(sample("receipt"), materials=())))
    assert "材料名称" not in page
    assert "清单" not in page


@pytest.mark.parametrize("length", [1, 9, 17, 25])
def test_a_signature_never_stands_alone_on_a_page(length, sample, pages):
    notice = replace(sample("acceptance_notice"), subject="甲乙丙丁戊己庚辛壬癸" * length * 2, stub=False)
    last = pages(acceptance_notice.draw(notice))[-1]
    assert last.index("特此告知。") < last.rindex("2026年3月5日")
    assert len(last.splitlines()) >= 4


def test_an_overlong_office_name_stays_inside_the_margins(sample, pages):
    office = "某某自治州某某自治县青山镇人民政府信访工作联席会议办公室暨矛盾纠纷多元化解中心"
    text = "".join(pages(acceptance_notice.draw(replace(sample("acceptance_notice"), office=office))))
    assert office in text.replace("\n", "")


def test_an_unknown_value_is_left_open_for_the_pen(sample, pages):
    notice = replace(sample("acceptance_notice"), contact="")
    assert "联系人：＿＿＿＿" in pages(acceptance_notice.draw(notice))[0]


def test_no_line_of_a_notice_begins_with_a_closing_mark(sample, pages):
    for length in (20, 23, 26):
        notice = replace(sample("acceptance_notice"), subject="田" * length, stub=False)
        lines = pages(acceptance_notice.draw(notice))[0].splitlines()
        assert not [line for line in lines if line[0] in NEVER_FIRST]


def test_an_assignment_carries_its_slip_and_its_date(sample, pages):
    text = "".join(pages(assignment_notice.draw(sample("assignment_notice"))))
    assert "（回执联）" in text
    assert "2026年4月20日" in text
    assert "交办依据：镇长周八2026年3月4日批示" in text.replace("\n", "")


def test_an_assignment_without_a_leader_does_not_speak_of_one(sample, pages):
    text = "".join(pages(assignment_notice.draw(replace(sample("assignment_notice"), case_leader=""))))
    assert "包案领导" not in text


def test_a_handover_list_repeats_its_head_and_keeps_signatures_with_a_paper(sample, pages):
    for many in (25, 27):
        papers = tuple(HandedOver(f"材料{number}", "", 1, 1, "原件") for number in range(1, many + 1))
        found = pages(handover_list.draw(replace(sample("handover_list"), papers=papers)))
        assert all("材料名称" in page for page in found)
        assert f"材料{many}" in found[-1]
        assert "监交人" in found[-1]


def test_a_handover_list_counts_papers_copies_and_pages(sample, pages):
    (page,) = pages(handover_list.draw(sample("handover_list")))
    assert "共2项、3份、15页" in page


def test_a_cell_of_three_thousand_characters_loses_none(sample, pages):
    papers = (HandedOver("长" * 3000, "", 1, 1, "原件"),)
    text = "".join(pages(handover_list.draw(replace(sample("handover_list"), papers=papers))))
    assert text.count("长") == 3000


def test_a_month_prints_its_zeros(sample, pages):
    (page,) = pages(month_table.draw(sample("month_table")))
    assert "来信 0 件次" in page
    assert "4821 9033 7712 0564" in page


def test_a_long_month_goes_on_over_pages(sample, pages):
    sections = tuple(
        Section(f"第{number}类", tuple(Figure("项", "1", "件") for _ in range(30))) for number in range(4)
    )
    found = pages(month_table.draw(replace(sample("month_table"), sections=sections)))
    assert sum(page.count("项 1 件") for page in found) == 120
    assert all("数值" in page for page in found)


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
    assert "请妥善保管，赵六。" in pages(receipt.draw(sample("receipt"), own))[0]


def test_a_word_no_form_knows_is_named(sample):
    own = replace(shipped_wording("receipt"), remark="{身份证号}")
    with pytest.raises(PaperError, match="身份证号"):
        receipt.draw(sample("receipt"), own)


def test_braces_and_markup_in_a_name_are_printed_as_they_are(sample, pages):
    data = replace(sample("receipt"), subject="<b>{信访人}</b> & 张三")
    assert "<b>{信访人}</b> & 张三" in pages(receipt.draw(data))[0].replace("\n", "")


def test_every_form_of_the_catalogue_has_its_words_and_is_found_by_name():
    assert [one.word for one in FORMS] == ["收", "受", "交", "移"]
    for one in FORMS:
        assert shipped_wording(one.id).title == one.title
        assert form(one.id) is form(one.title) is one


def test_an_unknown_form_is_refused_with_the_names_of_those_there_are():
    with pytest.raises(NotFound, match="receipt"):
        form("nothing")


def test_a_date_not_yet_known_is_left_open(sample, pages):
    (page,) = pages(handover_list.draw(replace(sample("handover_list"), handed_over_on=None)))
    assert "年　　月　　日" in page
    assert month_table.draw(replace(sample("month_table"), filled_on=date(2026, 1, 2)))


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
