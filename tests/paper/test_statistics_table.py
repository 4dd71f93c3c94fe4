"""The month's table: zeros and missing bases, sections over pages, columns by what is known."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdf
import pytest

from app.paper import circular_table, statistics_table
from app.paper.statistics_table import ZERO_REPORT, Line, Section, grids
from tests.paper.statistics_samples import CIRCULAR, MONTH, VILLAGES

LYING = (842, 595)


def drawn(**changes) -> bytes:
    return statistics_table.draw(replace(MONTH, **changes))


def section(name: str, many: int, **line: str) -> Section:
    return Section(name, tuple(Line(f"{name}{at}", "件", str(at), **line) for at in range(1, many + 1)))


def test_every_page_lies_and_says_which_one_of_how_many_it_is(pages):
    pdf = drawn()
    found = pages(pdf)
    for at, page in enumerate(found, start=1):
        assert f"第{at}页 共{len(found)}页" in page.replace("　", " ")
        assert "信访工作月报表" in page
    sizes = {
        (round(page.mediabox.width), round(page.mediabox.height))
        for page in pypdf.PdfReader(BytesIO(pdf)).pages
    }
    assert sizes == {LYING}  # fmt: skip


def test_a_zero_is_printed_and_a_missing_base_is_a_dash(pages):
    text = "".join(pages(drawn()))
    assert "来信 件次 0 0 0 — 1 -100.0% 0.0%" in text
    assert "按期答复率 — — — — — — —" in text


def test_a_column_nobody_fills_is_left_out():
    bare = (section("甲", 2), section("乙", 2, share="1.0%"))
    (grid,) = grids(bare)
    assert grid.heads == ["类别", "项目", "单位", "本期", "占比"]
    assert grid.said(bare[0].lines[0]) == ["件", "1", "—"]


def test_a_section_with_columns_of_its_own_has_a_head_of_its_own(pages):
    assert [grid.heads[-1] for grid in grids(MONTH.sections)] == ["占比", "本期"]
    assert "领导接访 次 8\n" in "".join(pages(drawn()))


def test_figures_without_units_have_no_column_for_them():
    (grid,) = grids((Section("比率", (Line("参评率", "", "82.32%"),)),))
    assert grid.heads == ["类别", "项目", "本期"]


@pytest.mark.parametrize("before", range(10, 22, 2))
def test_a_short_section_is_never_parted(before, pages):
    found = pages(drawn(sections=(section("甲", before), section("乙", 12))))
    (page,) = [page for page in found if "乙1 件" in page]
    assert all(f"乙{at} 件 {at}" in page for at in range(1, 13))


@pytest.mark.parametrize("many", [13, 22, 41, 90])
def test_a_long_section_goes_on_under_its_name_and_the_head(many, pages):
    found = pages(drawn(sections=(section("村", many),), corrections=(), notes=()))
    with_lines = [page for page in found if "村1" in page or "件 " in page]
    assert "".join(found).count("件 ") == many
    assert len(with_lines) == len([page for page in found if "类别" in page])
    assert ["（续）" in page for page in with_lines] == [False] + [True] * (len(with_lines) - 1)


def test_no_page_begins_or_ends_with_one_or_two_lines_of_a_long_section(pages):
    for before in range(1, 12):
        found = pages(drawn(sections=(section("甲", before), section("村", 20)), corrections=(), notes=()))
        counts = [page.count("\n村") + page.count(" 村") for page in found if "村" in page]
        assert all(count >= 3 for count in counts)


def test_fifteen_villages_and_none_is_lost(pages):
    text = "".join(pages(drawn()))
    assert [name for name in VILLAGES if name not in text] == []


def test_a_long_label_and_a_high_depth_lose_nothing(pages):
    label = "青山镇综合行政执法办公室（应急管理所、消防救援工作站）驻柳树湾村工作点" * 2
    lines = (Line(label, "件", "1", "2", "-1", "-50.0%", "3", "-66.7%", "100.0%", depth=3),)
    text = "".join(pages(drawn(sections=(Section("单位", lines),))))
    assert label in text.replace("\n", "").replace("　", "").replace(" ", "")


def test_a_name_longer_than_its_section_is_high_stays_in_its_cell(pages):
    name = "十二、信访事项办理情况（含上级交办、转送和本级登记）"
    text = "".join(pages(drawn(sections=(Section(name, (Line("办结", "件", "1"),)),))))
    assert name in text.replace("\n", "")


def test_a_zero_report_says_so_and_prints_its_zeros(pages):
    zeros = (Section("一、信访总量", (Line("信访总量", "件次", "0"), Line("来信", "件次", "0", depth=1))),)
    (page,) = pages(drawn(sections=zeros, corrections=(), zero=True))
    assert ZERO_REPORT in page
    assert "信访总量 件次 0" in page
    assert ZERO_REPORT not in "".join(pages(drawn()))


def test_corrections_of_closed_periods_and_notes_are_numbered(pages):
    last = pages(drawn(corrections=("甲改为乙。", "丙改为丁。"), notes=("口径。",)))[-1]
    assert last.index("对上期更正") < last.index("1．甲改为乙") < last.index("2．丙改为丁")
    assert last.index("说明") < last.index("1．口径")
    without = pages(drawn(corrections=(), notes=()))[-1]
    assert "对上期更正" not in without
    assert "说明" not in without


@pytest.mark.parametrize("many", range(8, 60, 7))
def test_signatures_never_stand_alone(many, pages):
    last = pages(drawn(sections=(section("村", many),), corrections=(), notes=()))[-1]
    assert "填表人：赵六" in last
    assert f"村{many}" in last


def test_the_checks_and_the_journals_head_are_printed(pages):
    last = pages(drawn())[-1]
    assert "校核：各项合计经校核相符" in last
    assert "4821 9033 7712 0564" in last
    assert "2026年11月21日" in last
    assert "2027年1月2日" in pages(drawn(filled_on=date(2027, 1, 2)))[-1]


def test_many_failed_checks_are_all_printed(pages):
    guards = "；".join(f"第{at}项合计与分项之和不符" for at in range(1, 40))
    text = "".join(pages(drawn(guards=guards))).replace("\n", "")
    assert all(f"第{at}项合计" in text for at in range(1, 40))


def test_an_overlong_office_goes_on_a_line_of_its_own(pages):
    office = "某某自治州某某自治县青山镇人民政府信访工作联席会议办公室暨矛盾纠纷多元化解中心"
    first = pages(drawn(office=office))[0]
    assert f"填报单位：{office}（盖章）\n" in first


def test_a_circular_names_units_and_leaves_out_no_figure(pages):
    (page,) = pages(circular_table.draw(CIRCULAR))
    assert "柳树湾村村民委员会 0 0 0 — —" in page
    assert "100.00%（10/10）" in page


def test_a_long_circular_repeats_its_head_and_loses_no_unit(pages):
    rows = tuple((f"单位{at}", *CIRCULAR.rows[0][1:]) for at in range(1, 71))
    found = pages(circular_table.draw(replace(CIRCULAR, rows=rows)))
    assert len(found) >= 3
    assert all("交办件数" in page for page in found)
    assert all(f"单位{at} 12" in "".join(found) for at in range(1, 71))


def test_an_empty_circular_says_so(pages):
    (page,) = pages(circular_table.draw(replace(CIRCULAR, rows=(), notes=())))
    assert circular_table.EMPTY in page
