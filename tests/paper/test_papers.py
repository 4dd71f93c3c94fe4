"""What is true of every paper."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf

from app.paper import fonts
from app.paper.drawing import draw

GOLDEN = Path(__file__).parent / "golden"


def test_a_paper_says_what_its_golden_text_says(request, pdf, pages):
    golden = GOLDEN / f"{request.node.callspec.id}.txt"
    assert "\f\n".join(pages(pdf)) + "\n" == golden.read_text("utf-8")


def test_equal_input_gives_equal_bytes(paper, pdf):
    draw, data = paper
    assert draw(replace(data)) == pdf


def test_every_font_of_a_paper_is_embedded(pdf):
    found = [font for page in pypdf.PdfReader(BytesIO(pdf)).pages for font in _fonts(page)]
    assert found
    assert all("/FontFile2" in font["/FontDescriptor"] for font in found)


def test_the_metadata_names_the_form_and_nobody(pdf):
    metadata = pypdf.PdfReader(BytesIO(pdf)).metadata
    said = " ".join(str(value) for value in metadata.values())
    assert metadata.title
    assert not any(personal in said for personal in ("张三", "青山", "柳树湾", "2026"))


def test_an_exercise_is_marked_on_every_page(paper, pages, exercise):
    assert all("练" in page and "习" in page for page in pages(exercise(*paper)))


def test_a_real_paper_is_not_marked_as_an_exercise(pdf, pages):
    assert not any("练" in page for page in pages(pdf))


def test_a_warm_form_loads_no_font_again(sample):
    draw(sample("receipt"))
    before = fonts.load.cache_info().misses
    draw(sample("receipt"))
    assert fonts.load.cache_info().misses == before


def _fonts(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]
