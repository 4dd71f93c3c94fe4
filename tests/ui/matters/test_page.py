import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.services.receptions import Visitor
from tests.ui.matters.situation import draft, press, register, step, type_text

pytestmark = pytest.mark.qt
K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ID_NUMBER = "999999198001010014"


def state(desk, registered):
    return desk.matters.matter(registered.matter_id).state


def listed(page):
    lines = page.list.lines
    return [lines.model().data(lines.model().index(row, 0)) for row in range(lines.line_count())]


def test_the_first_matter_stands_open_beside_the_list(page, waiting):
    page.refresh()
    assert page.detail.header.number.text() == waiting.number
    assert page.detail.header.title.text() == "反映村道路灯长期不亮"


def test_an_empty_list_says_so(page):
    page.refresh()
    assert page.list.lines.line_count() == 0
    assert page.detail.view is None


def test_accepting_by_the_panel_and_keys_moves_the_matter_on(page, desk, around, waiting):
    page.open_matter(waiting.matter_id, "accept")
    press(K.Key_Return, CONTROL)
    assert state(desk, waiting) == "accepted"
    assert around.toasts[-1][0] == f"{waiting.number} 已登记受理"
    assert not page.panel.is_open()


def test_after_accepting_the_notice_is_ready_under_the_keyboard(page, waiting):
    page.open_matter(waiting.matter_id, "accept")
    page.submit()
    assert page.detail.tabs.currentWidget() is page.detail.papers.parentWidget()
    assert page.detail.papers.rows["acceptance_notice"].print_button.hasFocus()


def test_assigning_without_a_unit_is_said_under_the_field_and_nothing_is_lost(page, desk, waiting):
    page.open_matter(waiting.matter_id, "assign")
    form = page.panel.content()
    type_text("请核实", form.text_edit)
    page.submit()
    assert form.fields["unit_id"].problem() == "请选择要交办的单位"
    assert form.text_edit.toPlainText() == "请核实"
    assert state(desk, waiting) == "registered"


def test_assigning_proposes_the_office_s_own_term(page, desk, waiting):
    page.open_matter(waiting.matter_id, "assign")
    form = page.panel.content()
    form.unit_box.setFocus()
    type_text("自然")
    press(K.Key_Return)
    page.submit()
    step_taken = desk.matters.matter(waiting.matter_id).last("assigned")
    assert desk.offices.names()[step_taken.unit_id] == "自然资源所"
    assert (step_taken.due_on - step_taken.on).days == desk.offices.office().assignment_days


def test_a_unit_that_is_nearly_on_the_roster_is_asked_about_once(page, desk, waiting):
    page.open_matter(waiting.matter_id, "refer")
    form = page.panel.content()
    form.unit_box.setText("自然资源局")
    page.submit()
    assert "是否指：自然资源所" in form.fields["unit_id"].problem()
    form.sure_link.click()
    assert desk.offices.names()[desk.matters.matter(waiting.matter_id).unit_id] == "自然资源局"


def test_a_step_that_is_not_possible_says_why_when_the_keyboard_reaches_it(page, waiting):
    page.open_matter(waiting.matter_id)
    assert "answer" not in page.detail.steps.buttons
    page.detail.steps.more_button.click()
    page.detail.steps.refused_button.click()
    page.detail.steps.refused["answer"].setFocus()
    assert "还没有受理" in page.detail.steps.reason.sentence()


def test_asking_for_a_step_that_is_not_possible_opens_no_form(page, waiting):
    page.open_matter(waiting.matter_id, "close")
    assert not page.panel.is_open()
    assert "不能办结" in page.detail.steps.reason.sentence()


def test_what_comes_next_is_the_one_filled_button(page, desk, waiting):
    page.open_matter(waiting.matter_id)
    first = next(iter(page.detail.steps.buttons.values()))
    assert (first.text(), first.property("kind")) == ("受理　11月25日前", "primary")
    step(desk, waiting.matter_id, "accept")
    step(desk, waiting.matter_id, "answer", text="已修复")
    page.refresh()
    assert next(iter(page.detail.steps.buttons)) == "deliver"
    assert list(page.detail.steps.buttons)[-1] == "void"


def test_voiding_without_a_reason_is_refused_under_its_field(page, desk, waiting):
    page.open_matter(waiting.matter_id, "void")
    page.submit()
    assert "请写明作废原因" in page.panel.content().fields["text"].problem()
    assert state(desk, waiting) == "registered"


def test_a_date_that_is_none_stops_the_step_under_its_field(page, desk, waiting):
    page.open_matter(waiting.matter_id, "accept")
    page.panel.content().on_edit.setText("那天")
    page.submit()
    assert "不是能识别的日期" in page.panel.content().fields["on"].problem()
    assert state(desk, waiting) == "registered"


def test_delivery_keeps_the_way_it_was_made(page, desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=2)
    page.open_matter(waiting.matter_id, "deliver")
    page.panel.content().ways.chip("post").click()
    page.submit()
    assert desk.matters.matter(waiting.matter_id).last("delivered").way == "post"


def test_a_sealed_matter_hides_its_content_until_a_reason_is_given(page, desk):
    sealed = register(desk, "张三", "反映某干部违规领取补贴", purpose="report", days_ago=2)
    page.open_matter(sealed.matter_id)
    assert "干部" not in page.detail.header.title.text()
    assert "张三" not in page.detail.header.facts.text()
    assert not page.detail.tabs.isVisible()
    page.detail.sealed.open_button.click()
    assert page.detail.sealed.reason_field.problem() == "请写明启封查看的原因"
    page.detail.sealed.reason_edit.setText("办理转送")
    page.detail.sealed.open_button.click()
    assert page.detail.header.title.text() == "反映某干部违规领取补贴"
    assert page.detail.tabs.isVisible()


def test_a_step_wanted_on_a_sealed_matter_waits_for_the_reason(page, desk):
    sealed = register(desk, "张三", "反映某干部违规", purpose="report", days_ago=2)
    page.open_matter(sealed.matter_id, "accept")
    assert not page.panel.is_open()
    assert page.detail.sealed.reason_edit.hasFocus()
    type_text("办理受理")
    page.detail.sealed.open_button.click()
    assert page.panel.is_open()


def test_scrolling_reads_the_list_page_by_page_until_all_is_there(page, desk):
    for at in range(12):
        register(desk, f"张{at}", days_ago=at % 3)
    page.refresh()
    model = page.list.lines.model()
    read = page.list.lines.line_count()
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert read < 12
    assert len(set(listed(page))) == 12


def test_the_filters_show_what_they_say(page, desk, waiting):
    late = register(desk, "李四", days_ago=20)
    page.refresh()
    page.list.filters.chip("overdue").click()
    assert [text.split("，")[0] for text in listed(page)] == [f"{late.number}　李四"]
    assert "超期5天" in listed(page)[0]


def test_a_matter_outside_the_filter_is_shown_all_the_same(page, desk, waiting):
    page.refresh()
    page.list.filters.chip("closed").click()
    page.open_matter(waiting.matter_id)
    assert page.detail.header.number.text() == waiting.number
    assert page.list.filters.value() == "all"


def test_the_strip_says_in_words_what_it_paints(page, desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=8)
    page.open_matter(waiting.matter_id)
    assert page.detail.strip.accessibleName() == (
        "时限：登记 11月10日；书面告知 ✓ 11月12日；办结答复 限2027年1月11日 还有52天"
    )


def test_enter_on_the_strip_explains_the_date_and_again_puts_it_away(page, waiting):
    page.open_matter(waiting.matter_id)
    page.detail.strip.setFocus()
    press(K.Key_Return)
    assert "开始当日不计算在内" in page.detail.why.sentence()
    press(K.Key_Return)
    assert not page.detail.why.isVisible()


def test_printing_a_paper_takes_its_number_once_and_notes_each_print(page, desk, around, waiting):
    page.open_matter(waiting.matter_id)
    page.detail.tabs.setCurrentWidget(page.detail.papers.parentWidget())
    page.detail.papers.print_paper("receipt")
    page.detail.papers.print_button("receipt").click()
    assert len(around.desktop.printed) == 2
    documents = desk.matters.view(waiting.matter_id).documents
    assert [(paper.form, paper.prints) for paper in documents] == [("receipt", 2)]


def test_a_silent_printer_is_said_and_the_paper_keeps_its_number(page, desk, around, waiting):
    around.desktop.out_of_paper = True
    page.open_matter(waiting.matter_id)
    page.detail.tabs.setCurrentWidget(page.detail.papers.parentWidget())
    page.detail.papers.print_paper("receipt")
    made = desk.matters.view(waiting.matter_id).documents[0]
    assert around.prompts.errors == [f"{made.number}已经制作。打印机没有纸，没有打印。请加纸再试。"]
    assert made.prints == 0


def test_an_id_number_is_masked_until_a_reason_is_on_record(page, desk):
    known = desk.receptions.register(draft(), [Visitor("张三", id_number=ID_NUMBER)])
    page.open_matter(known.matter_id)
    page.detail.tabs.setCurrentWidget(page.detail.people.parentWidget())
    entry = page.detail.people.entries[0]
    assert ID_NUMBER not in entry.number.text()
    entry.reveal_button.click()
    entry.show_button.click()
    assert entry.reason_field.problem()
    type_text("核对身份", entry.reason_edit)
    entry.show_button.click()
    assert ID_NUMBER in entry.number.text()


def test_the_history_stands_in_sentences_the_newest_first(page, desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=8, text="属于本机关职权")
    page.open_matter(waiting.matter_id)
    sentences = [line.text for line in page.detail.view.timeline]
    assert sentences[0] == "受理：属于本机关职权"
    assert page.detail.timeline.said()[0].endswith("受理：属于本机关职权")


def test_every_control_of_the_page_has_a_name(page, waiting):
    page.open_matter(waiting.matter_id, "assign")
    reached = [
        it
        for it in page.findChildren(QWidget)
        if it.isVisible() and it.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    nameless = [it for it in reached if not (it.accessibleName() or getattr(it, "text", str)())]
    assert nameless == []


def test_enter_in_the_list_goes_to_the_next_step(page, waiting):
    page.refresh()
    page.enter()
    press(K.Key_Return)
    assert QApplication.focusWidget() is page.detail.steps.buttons["accept"]


def test_an_office_with_a_list_asks_who_opens_a_sealed_matter(page, desk):
    desk.offices.change({"sealed_readers": "孙庚、周辛"})
    sealed = register(desk, "张三", "反映某干部违规", purpose="report", days_ago=2)
    page.open_matter(sealed.matter_id)
    card = page.detail.sealed
    assert not card.reader_field.isHidden()
    card.reader_box.setCurrentText("周辛")
    card.reason_edit.setText("核对")
    card.open_button.click()
    assert page.detail.view.timeline[0].text == "周辛启封查看：核对"
