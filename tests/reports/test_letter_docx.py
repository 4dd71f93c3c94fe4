"""A paper as a Word file: the same words, set as the standard asks, whatever the names are."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from app.core.filling import Filling
from app.core.forms import FORMS, form_called
from app.paper.drawing import draw
from app.paper.jobs import Job
from app.paper.templates import shipped_wording
from app.reports.letter_docx import letter_docx

WRITTEN = [form.id for form in FORMS if form.word_file]


def job(form_id: str, **values: str) -> Job:
    """A paper with something at every place; the name of a place stands for its value."""
    form, words = form_called(form_id), shipped_wording(form_id)
    whole = {name: name for name in words.places} | values
    lists = {words.table.source: (dict.fromkeys(words.row_places, "值"),)} if words.table else {}
    return Job(
        form.layout, words, Filling(whole, lists), "青山镇人民政府", f"青信{form.word}〔2026〕1号", date(2026, 3, 5),
        slip="912345678903" if form.watched else "", stub=form.stub,
    )  # fmt: skip


def said(content: bytes) -> str:
    """All the text of a Word file in its order."""
    body = docx.Document(io.BytesIO(content)).element.body
    return "".join(node.text or "" for node in body.iter(qn("w:t")))


@pytest.mark.parametrize("form_id", WRITTEN)
def test_every_paper_for_the_leaders_pen_says_what_its_pdf_says(form_id: str) -> None:
    written = said(letter_docx(job(form_id)))
    drawn = "".join(page.extract_text() for page in PdfReader(io.BytesIO(draw(job(form_id)))).pages)
    lost = [word for word in re.findall(r"[一-鿿]{4,}", drawn) if word not in written]
    assert len(lost) <= len(re.findall(r"[一-鿿]{4,}", drawn)) // 3, lost  # what a line's end tears
    assert f"青信{form_called(form_id).word}〔2026〕1号" in written


def test_the_page_is_that_of_the_standard() -> None:
    section = docx.Document(io.BytesIO(letter_docx(job("opinion")))).sections[0]
    measures = [round(value.mm) for value in (section.page_width, section.page_height, section.top_margin,
                                              section.bottom_margin, section.left_margin, section.right_margin)]  # fmt: skip
    assert measures == [210, 297, 37, 35, 28, 26]


def test_type_and_lines_are_those_of_the_standard() -> None:
    document = docx.Document(io.BytesIO(letter_docx(job("opinion"))))
    used = {node.get(qn("w:eastAsia")) for node in document.element.body.iter(qn("w:rFonts"))}
    assert {"方正小标宋简体", "仿宋_GB2312"} <= used
    body = next(it for it in document.paragraphs if it.text.startswith("青信处"))
    spacing = body._p.pPr.find(qn("w:spacing"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("560", "exact")


def test_page_numbers_stand_outside_and_not_on_the_first_page() -> None:
    document = docx.Document(io.BytesIO(letter_docx(job("opinion"))))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert section.different_first_page_header_footer
    sides = [
        part.paragraphs[0]._p.pPr.find(qn("w:jc")).get(qn("w:val"))
        for part in (section.footer, section.even_page_footer)
    ]
    assert sides == ["right", "left"]
    assert "PAGE" in section.footer._element.xml


def test_the_signature_is_kept_with_the_text() -> None:
    document = docx.Document(io.BytesIO(letter_docx(job("opinion", 附注="", 备注=""))))
    texts = [it.text for it in document.paragraphs]
    organ = max(at for at, text in enumerate(texts) if text == "青山镇人民政府")
    assert document.paragraphs[organ - 1].paragraph_format.keep_with_next
    assert document.paragraphs[organ].paragraph_format.keep_with_next


@pytest.mark.parametrize("text", ["<b>粗</b>&amp;", "]]>", "{信访人}", "张𬱖䶮", "\u202e倒写", "制表\t符"])
def test_text_is_data(text: str) -> None:
    shown = text.replace("\u202e", "").replace("\t", " ")
    assert shown in said(letter_docx(job("opinion", 信访人=text)))


def test_what_xml_may_not_hold_is_dropped() -> None:
    wild = "".join(chr(code) for code in range(32)) + "\x7f\ufffe\uffff\ud800张三"
    written = letter_docx(job("opinion", 信访人=wild))
    assert "张三" in said(written)
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                etree.fromstring(parts.read(name))


def test_equal_papers_are_equal_files_without_names_or_moments() -> None:
    first, second = letter_docx(job("opinion")), letter_docx(job("opinion"))
    assert first == second
    properties = docx.Document(io.BytesIO(first)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {it.date_time[0] for it in parts.infolist()} == {1980}


def test_children_stand_in_the_order_word_demands() -> None:
    wanted = (
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "widowControl",
        "pBdr",
        "tabs",
        "spacing",
        "ind",
        "jc",
        "rPr",
    )
    for form_id in (*WRITTEN, "acceptance_notice", "handover_list"):
        body = docx.Document(io.BytesIO(letter_docx(job(form_id)))).element.body
        for properties in body.iter(qn("w:pPr")):
            places = [wanted.index(etree.QName(child).localname) for child in properties]
            assert places == sorted(places), form_id


def test_a_stub_begins_a_page_of_its_own() -> None:
    document = docx.Document(io.BytesIO(letter_docx(job("acceptance_notice"))))
    stub = next(it for it in document.paragraphs if it.text.endswith("（存根）"))
    assert stub.paragraph_format.page_break_before


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_another_program_opens_it_with_the_same_text_and_page(tmp_path: Path) -> None:
    paper = replace(job("opinion", 信访人="张䶮"), slip="")
    (tmp_path / "a.docx").write_bytes(letter_docx(paper))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    theirs, ours = PdfReader(tmp_path / "a.pdf"), PdfReader(io.BytesIO(draw(paper)))
    assert [round(float(edge)) for edge in theirs.pages[0].mediabox[2:]] == [595, 842]
    assert signs(theirs) == signs(ours)


def signs(reader: PdfReader) -> str:
    """Every Chinese character in its order; line breaks, squeezed marks and page numbers differ between programs."""
    return "".join(re.findall(r"[㐀-鿿𠀀-𲎯]", "".join(page.extract_text() for page in reader.pages)))
