import pytest

from app.core.slips import shown_slip
from app.ui.search.finders import SlipFinder
from tests.ui.matters.situation import register, step, type_text

pytestmark = pytest.mark.qt


@pytest.fixture
def notice(desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=8)
    return desk.papers.issue("acceptance_notice", waiting.matter_id).document


def test_a_slip_leads_to_its_paper_however_it_was_typed(desk, notice):
    opened = []
    finder = SlipFinder(desk.papers.by_slip, lambda *which: opened.append(which))
    for text in (notice.slip, shown_slip(notice.slip), f" {notice.slip}\n"):
        (found,) = finder.find(text)
        found.open()
    assert opened == [(notice.matter_id, notice.id)] * 3


@pytest.mark.parametrize("text", ["", "张三", "2026-0001", "9" * 12, "912345678901"])
@pytest.mark.usefixtures("notice")
def test_what_is_no_slip_of_ours_is_none(desk, text):
    assert SlipFinder(desk.papers.by_slip, pytest.fail).find(text) == []


def test_a_scanned_slip_opens_the_delivery_of_that_very_paper(page, desk, notice):
    register(desk, "李四")
    page.refresh()
    page.show_delivery(notice.matter_id, notice.id)
    form = page.panel.content()
    form.ways.chip("direct").click()
    page.submit()
    assert desk.papers.document(notice.id).way == "direct"


def test_a_paper_that_was_delivered_is_only_shown(page, desk, notice):
    desk.papers.deliver(notice.id, notice.issued_on, "direct")
    page.show_delivery(notice.matter_id, notice.id)
    assert not page.panel.is_open()
    assert page.detail.papers.made[notice.id].badge.text() == "已送达"


def test_a_sealed_matter_asks_first_why(page, desk):
    sealed = register(desk, "张三", "反映某干部违规", purpose="report", days_ago=2)
    receipt = desk.papers.issue("receipt", sealed.matter_id).document
    page.open_matter(sealed.matter_id)
    page.detail.open_delivery(receipt.id)
    assert not page.panel.is_open()
    assert page.detail.sealed.reason_edit.hasFocus()
    type_text("登记送达")
    page.detail.sealed.open_button.click()
    assert page.panel.is_open()
