"""The papers' tab with real keys and a real mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.matters.paper_panel import PaperPanel
from app.ui.matters.paper_rows import FormCell, LaterRow, MadeRow
from app.ui.widgets.plain import PlainLabel
from tests.ui.matters.situation import press, reach, register, step, type_text

pytestmark = pytest.mark.qt
K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(page, waiting):
    page.open_matter(waiting.matter_id)
    page.detail.tabs.setCurrentWidget(page.detail.papers.parentWidget())
    return page.detail.papers


@pytest.fixture
def assigned(page, desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=8)
    step(desk, waiting.matter_id, "assign", days_ago=7, unit="自然资源所", text="请核实")
    page.open_matter(waiting.matter_id)
    page.detail.tabs.setCurrentWidget(page.detail.papers.parentWidget())
    return waiting


def made(desk, registered):
    return desk.matters.view(registered.matter_id).documents


def make(desk, registered, form="receipt", *, printed=True):
    document = desk.papers.issue(form, registered.matter_id).document
    if printed:
        desk.papers.printed(document.id)
    return document


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def row_of(page, document):
    page.refresh()
    page.detail.tabs.setCurrentWidget(page.detail.papers.parentWidget())
    return page.detail.papers.made[document.id]


def test_one_key_makes_and_prints_a_form_that_asks_nothing(tab, desk, around, waiting):
    tab.enter_form("receipt")
    press(K.Key_Return)
    assert [(paper.form, paper.prints) for paper in made(desk, waiting)] == [("receipt", 1)]
    assert len(around.desktop.printed) == 1
    assert isinstance(tab.rows["receipt"], MadeRow)


def test_after_making_the_keyboard_is_at_the_paper(tab, desk, waiting):
    click(tab.print_button("receipt"))
    row = tab.made[made(desk, waiting)[0].id]
    assert QApplication.focusWidget() is row.deliver_button


def test_looking_at_a_form_takes_no_number_and_prints_nothing(tab, page, desk, around, waiting):
    click(tab.rows["receipt"].preview_button)
    panel = page.panel.content()
    assert isinstance(panel, PaperPanel)
    assert "〔2026〕＿号" in panel.live.text()
    press(K.Key_Escape)
    assert not page.panel.is_open()
    assert (made(desk, waiting), around.desktop.printed) == ((), [])


def test_a_form_that_cannot_be_made_yet_says_why(tab):
    tab.open_rest(shown=True)
    row = tab.rows["acceptance_notice"]
    assert isinstance(row, LaterRow)
    assert "还没有办理“受理”" in row.said.whole_text()


def test_what_the_latest_step_calls_for_stands_first(page, assigned):
    first = next(row for row in page.detail.papers.rows.values() if isinstance(row, FormCell))
    assert first.offer.id == "assignment_notice"


def test_a_form_that_was_made_is_a_paper_and_no_longer_offered(page, desk, assigned):
    document = make(desk, assigned, "acceptance_notice")
    assert row_of(page, document).badge.text() == "已印1份"
    assert page.detail.papers.rows["acceptance_notice"] is page.detail.papers.made[document.id]


@pytest.mark.parametrize("typed", ["接收回执", "jshz", "JSHZ", "回接"])
def test_forms_are_found_by_characters_and_by_pinyin_initials(tab, typed):
    click(tab.filter_edit)
    type_text(typed)
    assert "receipt" in [cell.offer.id for cell in tab.findChildren(FormCell) if cell.isVisible()]


def test_enter_in_the_filter_goes_to_what_was_found_and_esc_shows_all_again(tab, page):
    click(tab.filter_edit)
    type_text("接收回执")
    press(K.Key_Return)
    assert QApplication.focusWidget().accessibleName() == "制作并打印信访事项接收回执"
    tab.filter_edit.setFocus()
    press(K.Key_Escape)
    assert tab.filter_edit.text() == ""
    assert tab.rows["receipt"].isVisible()


def test_a_filter_that_finds_nothing_says_so(tab):
    tab.find_forms("没有这种")
    assert [label.text() for label in tab._found.findChildren(PlainLabel)] == ["没有这个名称的文书"]


def test_delivery_is_registered_by_mouse_and_keys_and_can_be_taken_back(page, desk, around, assigned):
    document = make(desk, assigned, "acceptance_notice")
    click(row_of(page, document).deliver_button)
    form = page.panel.content()
    click(form.ways.chip("direct"))
    form.receiver_edit.setFocus()
    type_text("张三")
    press(K.Key_Return, CONTROL)
    assert not page.panel.is_open()
    row = page.detail.papers.made[document.id]
    assert row.badge.text() == "已送达"
    assert row.said.whole_text().endswith("直接送达，张三签收")
    assert desk.matters.matter(assigned.matter_id).on("notice_delivered")
    around.undo()
    assert made(desk, assigned)[0].delivered_on is None
    assert not desk.matters.matter(assigned.matter_id).on("notice_delivered")


def test_what_a_delivery_lacks_is_said_under_its_fields(page, desk, assigned):
    document = make(desk, assigned, "acceptance_notice")
    click(row_of(page, document).deliver_button)
    form = page.panel.content()
    form.on_edit.setText("+3")
    page.submit()
    assert "今天之后" in form.fields["on"].problem()
    assert form.fields["way"]._below.text() == "请选择送达方式"
    form.on_edit.setText("11.1")
    click(form.ways.chip("direct"))
    page.submit()
    assert "早于文书日期" in form.fields["on"].problem()
    assert made(desk, assigned)[0].delivered_on is None


def test_the_postmark_is_asked_for_by_post_only(page, desk, assigned):
    click(row_of(page, make(desk, assigned, "acceptance_notice")).deliver_button)
    form = page.panel.content()
    assert form.fields["sent_on"].isHidden()
    click(form.ways.chip("post"))
    assert form.fields["sent_on"].isVisible()


def test_a_delivery_is_taken_back_with_a_reason(page, desk, assigned):
    document = make(desk, assigned, "acceptance_notice")
    desk.papers.deliver(document.id, document.issued_on, "direct")
    row = row_of(page, document)
    click(row.more_button)
    click(row.undeliver_button)
    page.submit()
    assert page.panel.content().fields["text"].problem() == "请写明原因"
    type_text("日期错了")
    press(K.Key_Return, CONTROL)
    assert made(desk, assigned)[0].delivered_on is None


def test_a_void_paper_keeps_its_number_and_is_only_looked_at(page, desk, around, waiting):
    page.open_matter(waiting.matter_id)
    page.detail.tabs.setCurrentWidget(page.detail.papers.parentWidget())
    document = make(desk, waiting)
    row = row_of(page, document)
    click(row.more_button)
    click(row.void_button)
    type_text("姓名写错")
    press(K.Key_Return, CONTROL)
    row = page.detail.papers.made[document.id]
    assert row.badge.text() == "已作废"
    assert document.number in row.accessibleName()
    assert [it.isHidden() for it in (row.print_button, row.deliver_button, row.file_button)] == [True] * 3
    click(row.preview_button)
    assert around.previews[0][2] == ""
    assert isinstance(page.detail.papers.rows["receipt"], FormCell)


def test_a_paper_is_filed_and_saved(page, desk, around, waiting, tmp_path):
    page.open_matter(waiting.matter_id)
    page.detail.tabs.setCurrentWidget(page.detail.papers.parentWidget())
    document = make(desk, waiting)
    row = row_of(page, document)
    around.prompts.path = tmp_path / "回执.pdf"
    click(row.more_button)
    click(row.save_button)
    assert around.prompts.path.read_bytes().startswith(b"%PDF")
    click(row.file_button)
    assert page.detail.papers.made[document.id].badge.text() == "已归档"


def test_printing_from_the_preview_of_a_paper_counts(page, desk, around, waiting):
    page.open_matter(waiting.matter_id)
    document = make(desk, waiting)
    row_of(page, document).preview_button.click()
    title, _, file_name, printed = around.previews[0]
    assert document.number in title
    assert file_name.endswith(".pdf")
    printed()
    assert made(desk, waiting)[0].prints == 2


def test_the_proof_of_delivery_is_made_for_that_very_paper(page, desk, assigned):
    document = make(desk, assigned, "acceptance_notice")
    row = row_of(page, document)
    click(row.more_button)
    click(row.proof_button)
    panel = page.panel.content()
    assert panel.values()["文书"] == document.id
    assert document.number in panel.live.text().replace("\r\n", "").replace("\n", "")


def test_older_papers_are_folded_and_open_where_the_keyboard_must_go(page, desk, assigned):
    papers = [make(desk, assigned, form) for form in ("receipt", "acceptance_notice", "handover_list", "assignment_notice")]  # fmt: skip
    page.refresh()
    tab = page.detail.papers
    assert not tab.made[papers[0].id].isVisible()
    page.detail.open_delivery(papers[0].id)
    assert tab.made[papers[0].id].isVisible()
    assert page.panel.is_open()


def test_every_button_of_the_tab_can_be_reached_by_key(tab, page):
    reach(tab.print_button("receipt"))
    reach(tab.filter_edit)


def test_a_broken_printer_leaves_the_paper_made(tab, desk, around, waiting):
    around.desktop.out_of_paper = True
    click(tab.print_button("receipt"))
    paper = made(desk, waiting)[0]
    assert around.prompts.errors[0].startswith(f"{paper.number}已经制作。")
    assert paper.prints == 0


def test_another_matter_begins_folded(tab, page, desk):
    tab.open_rest(shown=True)
    page.open_matter(register(desk, "李四").matter_id)
    page.detail.tabs.setCurrentWidget(page.detail.papers.parentWidget())
    assert page.detail.papers._rest.isHidden()
