"""Who left in the middle of a registration sees it first thing."""

from app.ui.reception.keeping import DRAFT


def test_a_kept_draft_stands_over_the_day_and_leads_back_to_it(page, desk, around):
    desk.drafts.save(DRAFT, {"channel": "visit"})
    page.refresh()
    assert not page.draft.isHidden()
    assert "没有登记完的草稿" in page.draft.sentence.text()
    page.draft.go_on_button.click()
    assert around.opened == [("reception", "")]


def test_without_a_draft_nothing_is_said(page):
    page.refresh()
    assert page.draft.isHidden()


def test_a_draft_that_was_registered_is_gone_from_the_day(page, desk):
    desk.drafts.save(DRAFT, {"channel": "visit"})
    page.refresh()
    desk.drafts.clear(DRAFT)
    page.refresh()
    assert page.draft.isHidden()
