"""先登记信封: thirty seconds for a letter, and what is missing said afterwards."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.core.envelopes import ENVELOPE_ONLY
from app.ui.matters.page import MattersPage
from tests.ui.matters.situation import press, type_text
from tests.ui.reception.test_page import newest

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def capture(page, number="2026-信-0012", who="李四", about="反映低保待遇"):
    """Ctrl+E, number, name, one line."""
    press(K.Key_E, CONTROL)
    if number:
        type_text(number)
    press(K.Key_Return)
    type_text(who)
    press(K.Key_Return)
    if QApplication.focusWidget() is not page.questions.title_edit:
        press(K.Key_Return)
    type_text(about)


def test_an_envelope_is_taken_in_by_keys_alone(page, desk):
    capture(page)
    press(K.Key_S, CONTROL)
    row = newest(desk)
    part = desk.matters.matter(row.id).receptions[0]
    assert (row.people, row.title, row.channel) == ("李四", "反映低保待遇", "letter")
    assert (part.envelope_number, part.note) == ("2026-信-0012", ENVELOPE_ONLY)


def test_only_what_an_envelope_shows_is_asked(page):
    press(K.Key_E, CONTROL)
    questions = page.questions
    asked = [questions.envelope.edit, questions.visitors.blocks[0].name_edit, questions.title_edit]
    folded = [
        questions.text_edit,
        questions.category,
        questions.head_count,
        questions.folds,
        questions.village,
    ]
    folded += [questions.visitors.blocks[0].phone_edit, questions.purpose]
    assert all(part.isVisible() for part in asked)
    assert not any(part.isVisible() for part in folded)
    press(K.Key_E, CONTROL)
    assert all(part.isVisible() for part in folded)


def test_the_next_number_of_the_offices_series_lies_ready(page):
    capture(page)
    press(K.Key_S, CONTROL)
    press(K.Key_E, CONTROL)
    assert page.questions.envelope.edit.text() == "2026-信-0013"
    assert page.questions.envelope.edit.selectedText() == "2026-信-0013"


def test_a_whole_letter_is_offered_the_number_and_not_given_it(page):
    capture(page)
    press(K.Key_S, CONTROL)
    press(K.Key_1)
    assert QApplication.focusWidget() is page.questions.envelope.edit
    assert page.questions.envelope.edit.text() == ""
    press(K.Key_Down)
    assert page.questions.envelope.edit.text() == "2026-信-0013"


def test_without_a_series_nothing_is_invented_and_the_name_comes_first(page):
    press(K.Key_1)
    assert page.questions.envelope.edit.text() == ""
    assert QApplication.focusWidget() is page.questions.visitors.blocks[0].name_edit


def test_an_unsigned_letter_is_taken_in_by_mouse(page, desk):
    page.questions.channel.chip("letter").click()
    page.questions.envelope.only_chip.click()
    assert page.questions.visitors.anonymous_check.text() == "未署名"
    page.questions.visitors.anonymous_check.click()
    page.questions.title_edit.setText("反映低保待遇")
    page.bar.save_button.click()
    assert desk.matters.matter(newest(desk).id).anonymous


def test_another_channel_has_no_envelope(page, desk):
    capture(page)
    page.questions.channel.chip("visit").click()
    page.save()
    part = desk.matters.matter(newest(desk).id).receptions[0]
    assert (part.envelope_number, part.note) == ("", "")


def test_the_matters_page_lists_it_says_what_lacks_and_opens_the_fields(page, desk, around, qtbot):
    capture(page)
    page.save()
    matters = MattersPage(desk, around.context)
    qtbot.addWidget(matters)
    matters.show()
    matters.refresh()
    matters.list.filters.chip("incomplete").click()
    assert matters.list.lines.line_count() == 1
    banner = matters.detail.banners.banners[0]
    assert banner.sentence == "待补充：先登记了信封，还缺信访目的、内容分类"
    matters.detail.banners.links["补充登记"].click()
    form = matters.panel.content()
    form.purpose.chips.chip("appeal").click()
    form.category.choose("01")
    form.submit()
    assert desk.matters.page(which="incomplete") == ()
    assert not [it for it in matters.detail.banners.banners if it.verb]
