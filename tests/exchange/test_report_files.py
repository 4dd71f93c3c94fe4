"""Reports as files: Word with its merged cells, text in both encodings, and what is refused."""

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.report_checks import check_report
from app.errors import BundleError
from app.exchange import report_files, report_xml
from app.exchange.report_files import read_report
from app.exchange.report_xml import BODY

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx_of(body: str, *, head: str = "", more: dict[str, bytes] | None = None) -> bytes:
    xml = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({BODY: xml.encode(), **(more or {})})


def zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def refused(content: bytes) -> str:
    with pytest.raises(BundleError) as refusal:
        read_report(content, "报告.docx")
    return str(refusal.value)


def test_a_word_file_is_read_with_its_table() -> None:
    document = Document()
    document.add_paragraph("青山镇2026年10月信访月报")
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate((("形式", "件次", "人次"), ("来信", "12", ""), ("来访", "8", "30"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.add_paragraph("完。")
    held = io.BytesIO()
    document.save(held)
    report = read_report(held.getvalue())
    assert [(p.place, p.text) for p in report.paragraphs] == [
        ("第1段", "青山镇2026年10月信访月报"),
        ("第2段", "完。"),
    ]
    assert report.tables[0].rows[2] == ("来访", "8", "30")
    assert (report.tables[0].place, report.tables[0].caption) == ("表1", "青山镇2026年10月信访月报")


def test_merged_cells_are_written_out() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "来访"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "单位"
    table.cell(1, 1).text, table.cell(1, 2).text = "批次", "人次"
    held = io.BytesIO()
    document.save(held)
    assert read_report(held.getvalue()).tables[0].rows[:2] == (
        ("单位", "来访", "来访"),
        ("单位", "批次", "人次"),
    )


def test_what_is_struck_out_or_only_a_field_code_is_no_text() -> None:
    body = (
        "<w:p><w:r><w:t>来信12件</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:tab/><w:t>来访</w:t><w:noBreakHyphen/><w:t>8批</w:t></w:r></w:p>"
    )
    assert [p.text for p in read_report(docx_of(body)).paragraphs] == ["来信12件 来访-8批"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    report = read_report("来信12件、来访8批，共计25件。\r\n𠮷某".encode(encoding), "报告.txt")
    assert report.paragraphs[0].text == "来信12件、来访8批，共计25件。"
    assert [finding.expected for finding in check_report(report)] == ["20件"]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n", b"{\\rtf1 abc}", b"<html><body>", b"\x89PNG\r\n\x1a\n\0\0", b"\0\1\2", b"\xff\xff\xff\xff", b"<?xml version='1.0'?><a/>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04broken", zipped({"xl/workbook.xml": b"<a/>"}),
    ],
)  # fmt: skip
def test_another_kind_of_file_is_refused_with_one_sentence(content: bytes) -> None:
    sentence = refused(content)
    assert sentence.endswith("没有核对任何内容。")
    assert sentence.count("。") == 1


def test_entities_are_never_looked_at() -> None:
    laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert "损坏" in refused(docx_of(paragraph("&b;"), head=laughs))
    outside = '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    assert "损坏" in refused(docx_of(paragraph("&f;"), head=outside))
    assert "损坏" in refused(docx_of(paragraph("x"), head='<!DOCTYPE d SYSTEM "http://localhost/x.dtd">'))


def test_a_part_that_unpacks_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_files, "LARGEST_UNPACKED", 100_000)
    bomb = docx_of(paragraph("件" * 100_000))
    assert len(bomb) < 2_000
    assert "太大" in refused(bomb)
    assert "太大" in refused(_lying_about_its_size(bomb)) or "损坏" in refused(_lying_about_its_size(bomb))


def _lying_about_its_size(content: bytes) -> bytes:
    """The same file, whose directory says that the part is small."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(BODY).file_size
    return content.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))


def test_too_much_of_anything_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "太大" in refused(docx_of("<w:p>" * 500 + "</w:p>" * 500))
    monkeypatch.setattr(report_files, "LARGEST_TEXT", 1_000)
    assert "太大" in refused(docx_of(paragraph("件" * 1_001)))
    assert "太大" in refused(("件" * 1_001).encode())
    monkeypatch.setattr(report_xml, "MOST_CELLS", 10)
    assert "太大" in refused(docx_of(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 11}</w:tr></w:tbl>"))
    monkeypatch.setattr(report_xml, "MOST_PARAGRAPHS", 10)
    assert "太大" in refused(docx_of(paragraph("一") * 11))
    monkeypatch.setattr(report_files, "LARGEST_FILE", 10)
    assert "太大" in refused(b"x" * 11)


def test_a_cell_cannot_span_more_columns_than_a_page_has() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>'
    (table,) = read_report(docx_of(f"<w:tbl><w:tr>{cell * 50}</w:tr></w:tbl>")).tables
    assert len(table.rows[0]) == report_xml.MOST_COLUMNS


def test_two_bodies_in_one_file_are_refused() -> None:
    held = io.BytesIO(docx_of(paragraph("一")))
    with zipfile.ZipFile(held, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(BODY, b"<a/>")
    assert "损坏" in refused(held.getvalue())


def test_tags_in_odd_places_do_no_harm() -> None:
    assert (
        read_report(docx_of("<w:t>x</w:t><w:tc/><w:tr/><w:gridSpan/><w:vMerge/><w:tab/><w:tbl/>")).tables
        == ()
    )


@settings(max_examples=60)
@given(st.integers(0, 400), st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused_but_never_crashes(place: int, value: int) -> None:
    content = bytearray(docx_of(paragraph("来信12件") * 5))
    content[place % len(content)] = value
    try:
        read_report(bytes(content))
    except BundleError as refusal:
        assert str(refusal).endswith("没有核对任何内容。")
