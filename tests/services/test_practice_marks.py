"""Whatever a practice office puts on paper or into a file says 练习, on every page."""

import ast
import io
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader
from pypdf.errors import PdfReadError

from app.core.exchange import Order
from app.core.forms import FORMS
from app.county.desk import create_practice_county
from app.db.engine.keys import LEAST
from app.errors import AppError
from app.services.clock import FixedClock
from app.services.explaining import explained_sheet
from app.services.practice import create_practice_office
from app.services.sheets import recovery_sheet, today_paper
from tests.conftest import PASSWORD

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    place = tmp_path_factory.mktemp("练习") / "desk"
    with create_practice_office(
        place, None, PASSWORD, clock=FixedClock(date(2026, 11, 20)), cost=LEAST, matters=50
    ) as desk:
        yield desk


def unmarked(content):
    """The pages that could pass for a real paper."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return [
        number for number, text in enumerate(pages, 1) if not ("练" in text and "习" in text)
    ] or not pages


def heads(content):
    """What stands in the head of each kind of page."""
    document = docx.Document(io.BytesIO(content))
    parts = [
        part
        for section in document.sections
        for part in (section.header, section.even_page_header, section.first_page_header)
    ]
    return {"".join(it.text for it in part.paragraphs) for part in parts}


def matter_ids(desk):
    return [row.id for row in desk.matters.page(which="all", limit=50)]


def last_closed(desk):
    return desk.month.period(desk.month.closed_periods()[-1].id)


def test_every_paper_of_a_matter(practice):
    seen, unread = set(), set()
    for matter_id in matter_ids(practice):
        for offer in practice.papers.offers(matter_id):
            if offer.ready and offer.id not in seen:
                try:
                    content = practice.papers.preview(offer.id, matter_id)
                except (AppError, PdfReadError):
                    unread.add(offer.id)
                    continue
                seen.add(offer.id)
                assert not unmarked(content), offer.id
    assert len(seen) >= 20, sorted(unread - seen)


@pytest.mark.parametrize("form", [form.id for form in FORMS if form.matterless])
def test_every_paper_of_the_office(practice, form):
    assert not unmarked(practice.office_papers.preview(form))


def test_every_word_file(practice):
    seen = set()
    for matter_id in matter_ids(practice):
        ready = {offer.id for offer in practice.papers.offers(matter_id) if offer.ready}
        for form in FORMS:
            if form.word_file and form.id in ready - seen and not form.matterless:
                assert heads(practice.word_files.draft(form.id, matter_id)) == {"练　习"}, form.id
                seen.add(form.id)
    assert seen
    written = practice.word_files.written("bulletin", practice.office_papers.draft("bulletin"))
    assert heads(written) == {"练　习"}


def test_the_sheets_of_the_month(practice):
    period = last_closed(practice)
    assert not unmarked(practice.month.sheet(period))
    assert not unmarked(practice.circulars.sheet(period))
    assert not unmarked(practice.summaries.pdf(period))
    assert heads(practice.summaries.docx(period)) == {"练　习"}


def test_a_summary_on_the_offices_own_template(practice):
    own = io.BytesIO()
    template = docx.Document()
    template.add_paragraph("{{标题}}")
    template.add_paragraph("{{正文}}")
    template.save(own)
    practice.summaries.keep_template(own.getvalue())
    period = last_closed(practice)
    try:
        assert heads(practice.summaries.docx(period)) == {"练　习"}
    finally:
        practice.summaries.remove_template()


def test_the_sheets_of_the_day_and_of_the_keys(practice):
    office = practice.offices.office()
    assert not unmarked(today_paper(practice.today.sheet(), office))
    assert not unmarked(recovery_sheet(b"0" * 16, office, practice.register.today()))
    assert not unmarked(practice.exchange.enrolment_sheet())
    assert not unmarked(explained_sheet(practice.register, matter_ids(practice)[0]))


def test_a_dossier_and_the_cover_of_a_bundle(practice, tmp_path):
    closed = next(row.id for row in practice.matters.page(which="all", limit=50) if row.state == "closed")
    assert not unmarked(practice.dossiers.pdf(closed).content)
    county = create_practice_county(
        tmp_path / "县局",
        "青川县信访局",
        "430999000000",
        PASSWORD,
        cost=LEAST,
        now=lambda: datetime(2026, 11, 20, 9),
    )
    practice.exchange.enrol_county(county.enrolment_file.read_bytes())
    county.close()
    period = last_closed(practice)
    written = practice.exchange.export(period, tmp_path, Order("monthly"))
    assert not unmarked(written.cover.read_bytes())


def test_no_sheet_of_paper_is_begun_without_being_told_whether_it_is_an_exercise():
    """A new kind of sheet cannot forget it."""
    forgotten = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "app" / "paper").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Sheet", "_BoundSheet"}
        if not any(word.arg == "practice" for word in node.keywords)
    ]
    assert forgotten == []
