"""The statistics as a spreadsheet: numbers are numbers, names are names, and it prints as it stands."""

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from app.errors import PaperError
from app.paper.statistics_table import ZERO_REPORT, Line, Section
from app.reports import statistics_xlsx as made
from app.reports.statistics_xlsx import amount, listing_xlsx, statistics_xlsx
from tests.paper.statistics_samples import MONTH, VILLAGES

MAIN = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
HOSTILE = ("=1+1", "+86 13000000000", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://a.b", "{=A1}", "<b>&")


def cells(content: bytes) -> list[list]:
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(content))
        .get_sheet_by_index(0)
        .to_python(skip_empty_area=False)
    )


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def sheet(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(parts(content)["xl/worksheets/sheet1.xml"])


def formats(content: bytes) -> set[str]:
    styles = ElementTree.fromstring(parts(content)["xl/styles.xml"])
    return {node.get("formatCode") for node in styles.iterfind(".//x:numFmt", MAIN)}


def one(line: Line) -> bytes:
    return statistics_xlsx(replace(MONTH, sections=(Section("甲", (line,)),)))


@pytest.mark.parametrize(
    ("text", "number", "shape"),
    [
        ("0", 0, "0"), ("12", 12, "0"), ("-3", -3, "0"), ("−3", -3, "0"), ("+3", 3, "+0;-0;0"), ("12.50", 12.5, "0.00"),
        ("73.9%", 0.739, "0.0%"), ("100%", 1, "0%"), ("+21.1%", 0.211, "+0.0%;-0.0%;0.0%"), ("-100.0%", -1, "0.0%"),
        ("92.86%（13/14）", 0.9286, '0.00%"（13/14）"'), ("+0.05%", 0.0005, "+0.00%;-0.00%;0.00%"),
    ],
)  # fmt: skip
def test_a_printed_value_is_a_number_that_looks_the_same(text, number, shape):
    assert amount(text) == made.Amount(number, shape)


@pytest.mark.parametrize(
    "text",
    [
        "—",
        "",
        "-7.14个百分点",
        "上年同期为0",
        "=1",
        "1e5",
        "12 ",
        "１２",
        "2026年",
        "1,234",
        "12/13",
        "+",
        "1" * 16,
    ],
)
def test_words_are_no_number(text):
    assert amount(text) is None


def test_the_table_holds_what_the_paper_says():
    found = cells(statistics_xlsx(MONTH))
    assert found[2] == ["类别", "项目", "单位", "本期", "上年同期", "增减", "同比", "上期", "环比", "占比"]
    assert found[3] == ["一、信访总量", "信访总量", "件次", 23, 26, -3, -0.115, 19, 0.211, 1]
    assert found[4] == ["", "　来信", "件次", 0, 0, 0, "—", 1, -1, 0]
    assert [row[1] for row in found if row[1] in VILLAGES] == list(VILLAGES)
    said = "\n".join(str(row[0]) for row in found)
    for text in (
        "填报单位：青山镇人民政府",
        "1．2026年10月",
        "校核：各项合计经校核相符",
        "4821 9033 7712 0564",
        "填表人：赵六",
    ):
        assert text in said  # fmt: skip


def test_a_rate_shows_its_parts_and_is_a_number_still():
    content = statistics_xlsx(MONTH)
    assert '0.00%"（13/14）"' in formats(content)
    assert 0.9286 in [row[3] for row in cells(content)]


def test_it_prints_on_a4_that_lies_one_page_wide_under_a_repeated_head():
    content = statistics_xlsx(MONTH)
    page = sheet(content)
    setup = page.find("x:pageSetup", MAIN)
    assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == (
        "9",
        "landscape",
        "0",
    )
    assert page.find("x:sheetPr/x:pageSetUpPr", MAIN).get("fitToPage") == "1"
    pane = page.find(".//x:pane", MAIN)
    assert (pane.get("state"), pane.get("ySplit"), pane.get("xSplit")) == ("frozen", "3", "2")
    assert b"$3:$3" in parts(content)["xl/workbook.xml"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_name_that_looks_like_a_formula_stays_a_name(hostile):
    table = replace(
        MONTH, office=hostile, title=hostile, notes=(hostile,), guards=hostile,
        sections=(Section(hostile, (Line(hostile, "件", hostile), Line("乙", hostile, "1"))),),
    )  # fmt: skip
    for content in (statistics_xlsx(table), listing_xlsx(hostile, (hostile, "乙"), [(hostile, hostile)])):
        files = parts(content)
        assert sheet(content).findall(".//x:f", MAIN) == []
        assert not [name for name in files if "vba" in name.lower() or "external" in name.lower()]
        assert not any(
            b"hyperlink" in text for name, text in files.items() if name.startswith("xl/worksheets")
        )
        assert any(hostile in row for row in cells(content))


def test_equal_tables_are_equal_bytes_without_a_date_or_an_author():
    assert statistics_xlsx(MONTH) == statistics_xlsx(MONTH)
    core = parts(statistics_xlsx(MONTH))["docProps/core.xml"].decode()
    assert set(re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", core)) == {"2000-01-01"}
    assert "赵六" not in core


def test_a_zero_report_says_so_and_keeps_its_zeros():
    zeros = (Section("一、信访总量", (Line("信访总量", "件次", "0"), Line("来信", "件次", "0", depth=1))),)
    found = cells(statistics_xlsx(replace(MONTH, sections=zeros, zero=True)))
    assert found[2][0] == ZERO_REPORT
    assert [row[3] for row in found[4:6]] == [0, 0]


def test_an_exercise_is_marked_in_the_sheet_and_on_every_printed_page():
    for content in (
        statistics_xlsx(replace(MONTH, practice=True)),
        listing_xlsx("超期", ("编号",), [], practice=True),
    ):
        assert "（练习）" in cells(content)[0][0]
        assert "练习" in sheet(content).find("x:headerFooter/x:oddHeader", MAIN).text
    assert sheet(statistics_xlsx(MONTH)).find("x:headerFooter/x:oddHeader", MAIN) is None


def test_no_number_is_wider_than_its_column():
    content = one(Line("及时受理率", "", "100.00%（123456/123456）"))
    widths = [float(node.get("width")) for node in sheet(content).iterfind(".//x:col", MAIN)]
    assert widths[2] >= len("100.00%（123456/123456）") + 2


@pytest.mark.parametrize("title", ["统计[表]:*?/\\", "''", "长" * 60, ""])
def test_any_title_makes_a_sheet(title):
    assert cells(statistics_xlsx(replace(MONTH, title=title)))[0][0] == title


def test_control_characters_and_endless_texts_do_not_spoil_the_file():
    rows = [("甲\x00\x0b乙\ud800", "长" * 40_000)]
    (_, _, row) = cells(listing_xlsx("超期", ("编号", "内容"), rows))
    assert row[0] == "甲乙"
    assert len(row[1]) == made.MOST_CHARACTERS
    assert row[1].endswith("……（过长，其余见登记库）")


def test_a_listing_keeps_numbers_of_matters_and_telephones_as_text():
    rows = [("0012", "13000000000", "110101199003070011", 2), ("2026-0013", None, "", 0)]
    content = listing_xlsx("超期（件）", ("编号", "电话", "证件号码", "超期天数"), rows)
    assert cells(content)[1:] == [
        ["编号", "电话", "证件号码", "超期天数"], ["0012", "13000000000", "110101199003070011", 2], ["2026-0013", "", "", 0],
    ]  # fmt: skip
    assert sheet(content).find("x:autoFilter", MAIN).get("ref") == "A2:D4"
    assert b"$2:$2" in parts(content)["xl/workbook.xml"]


def test_an_empty_listing_is_a_head():
    assert cells(listing_xlsx("超期", ("编号", "主题"), []))[1] == ["编号", "主题"]


def test_a_listing_no_sheet_can_hold_is_refused(monkeypatch):
    monkeypatch.setattr(made, "MOST_ROWS", 4)
    assert listing_xlsx("超期", ("编号",), [("1",)] * 2)
    with pytest.raises(PaperError, match="缩短统计期"):
        listing_xlsx("超期", ("编号",), [("1",)] * 3)
