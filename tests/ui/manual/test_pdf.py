"""The manual on paper: everything of the book, page by page."""

import unicodedata

from pypdf import PdfReader

from app.ui.help.pages import help_pages
from app.ui.manual.script import pictures
from installer.manual_pdf import write_pdf


def as_written(text):
    """Without what a PDF leaves open: blanks, line ends, a radical in place of its character."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_the_pdf_holds_every_chapter_and_every_picture(qapp, tmp_path):
    path = tmp_path / "手册.pdf"
    write_pdf(path)
    reader = PdfReader(path)
    said = as_written("".join(page.extract_text() for page in reader.pages))
    assert [page.title for page in help_pages().values() if as_written(page.title) not in said] == []
    assert "请不要直接修改" not in said
    shown = sum(len(page.images) for page in reader.pages)
    assert shown >= sum(len(pictures(page.source)) for page in help_pages().values())
