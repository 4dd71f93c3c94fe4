"""Pages that stand or lie, papers one after the other, and the ground of an exercise."""

from io import BytesIO

import pypdf
import pytest

from app.paper.fonts import Family
from app.paper.sheet import A4, Sheet
from app.paper.typesetting import plain_line


def pages(sheet: Sheet) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(BytesIO(sheet.pdf())).pages)


def lying(page: pypdf.PageObject) -> bool:
    return page.mediabox.width > page.mediabox.height


def test_a_page_lies_as_the_one_before_it_unless_said():
    sheet = Sheet("台账", landscape=True)
    sheet.next_page()
    assert (sheet.width, sheet.height) == A4[::-1]
    sheet.next_page(landscape=False)
    assert (sheet.width, sheet.height) == A4
    assert [lying(page) for page in pages(sheet)] == [True, True, False]


def test_another_paper_begins_its_own_numbers():
    sheet = Sheet("多份")
    sheet.next_page()
    sheet.next_document(landscape=True)
    assert (sheet.page, sheet.leaf) == (1, 3)
    assert [lying(page) for page in pages(sheet)] == [False, False, True]


@pytest.mark.parametrize(("written", "leaf"), [(1, 3), (2, 3), (3, 5)])
def test_a_paper_on_a_new_leaf_never_stands_on_the_back_of_another(written, leaf):
    sheet = Sheet("多份")
    for _ in range(written - 1):
        sheet.next_page()
    sheet.next_document(on_new_leaf=True)
    assert (sheet.leaf, sheet.page) == (leaf, 1)


def test_an_empty_page_is_not_counted():
    sheet = Sheet("多份")
    sheet.blank_page()
    assert (sheet.page, sheet.leaf) == (1, 2)
    assert [page.extract_text() for page in pages(sheet)] == ["", ""]


def test_every_page_of_an_exercise_says_so():
    sheet = Sheet("练习", practice=True)
    sheet.blank_page()
    sheet.next_document(landscape=True)
    assert ["练" in page.extract_text() for page in pages(sheet)] == [True, True, True]


def test_a_line_without_characters_leaves_no_mark():
    sheet = Sheet("空")
    sheet.line(plain_line("", Family.FANG, 16), 10, 10, Family.FANG, 16)
    (page,) = pages(sheet)
    assert b"BT" not in page.get_contents().get_data()
