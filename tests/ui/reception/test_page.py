import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.services.receptions import Visitor
from tests.ui.matters.situation import draft, press, register, step, type_text

pytestmark = pytest.mark.qt
K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def newest(desk):
    return desk.matters.page(which="all")[0]


def matter_of(desk, number):
    return desk.matters.matter(desk.matters.id_of(number))


def fill_in(page, who="王五", about="反映村道积水"):
    """The least a clerk types: a digit, a name, Enter down to the subject."""
    press(K.Key_2)
    type_text(who)
    for _ in range(30):
        if QApplication.focusWidget() is page.questions.title_edit:
            break
        press(K.Key_Return)
    type_text(about)


def test_a_reception_is_registered_by_keys_alone(page, desk):
    fill_in(page)
    press(K.Key_S, CONTROL)
    row = newest(desk)
    assert (row.people, row.title, row.channel) == ("王五", "反映村道积水", "visit")


def test_after_saving_the_form_is_empty_and_ready_for_the_next(page, around):
    fill_in(page)
    press(K.Key_S, CONTROL)
    assert around.toasts[-1][0] == "2026-0001 已登记"
    assert page.questions.is_blank()
    assert page.questions.channel.isAncestorOf(QApplication.focusWidget())


def test_undo_voids_the_matter_and_gives_back_what_was_typed(page, desk, around):
    fill_in(page)
    press(K.Key_S, CONTROL)
    around.undo()
    assert newest(desk).state == "voided"
    assert page.questions.title_edit.text() == "反映村道积水"
    assert page.questions.visitors.visitors()[0].name == "王五"


def test_undo_leaves_a_form_alone_in_which_the_next_one_is_being_typed(page, around):
    fill_in(page)
    press(K.Key_S, CONTROL)
    fill_in(page, "李四", "反映水压不足")
    around.undo()
    assert page.questions.title_edit.text() == "反映水压不足"


def test_ctrl_enter_prints_the_receipt_and_notes_the_print(page, desk, around):
    fill_in(page)
    press(K.Key_Return, CONTROL)
    title, pdf = around.desktop.printed[0]
    assert title.startswith("信访事项接收回执")
    assert pdf.startswith(b"%PDF")
    documents = desk.matters.view(newest(desk).id).documents
    assert [(paper.form, paper.prints) for paper in documents] == [("receipt", 1)]


def test_a_silent_printer_leaves_the_registration_standing(page, desk, around):
    around.desktop.out_of_paper = True
    fill_in(page)
    press(K.Key_Return, CONTROL)
    assert newest(desk).title == "反映村道积水"
    assert around.prompts.errors == ["2026-0001已经登记，回执没有打印。打印机没有纸，没有打印。请加纸再试。"]


def test_a_known_person_is_a_second_reception_of_the_same_matter_by_f8(page, desk):
    first = register(desk, "张三", "反映村道路灯长期不亮", days_ago=30)
    press(K.Key_2)
    type_text("张")
    press(K.Key_Down)
    press(K.Key_Return)
    press(K.Key_F8)
    press(K.Key_Return, CONTROL)
    receptions = desk.matters.matter(first.matter_id).receptions
    assert [part.ordinal for part in receptions] == [1, 2]
    assert len(desk.matters.page(which="all")) == 1


def test_a_known_person_to_a_printed_receipt_takes_at_most_twelve_keys(page, desk, around):
    register(desk, "张三", days_ago=30)
    beyond_the_content = [(K.Key_2,), (K.Key_Down,), (K.Key_Return,), (K.Key_F8,), (K.Key_Return, CONTROL)]
    press(*beyond_the_content[0])
    type_text("张三")
    for key in beyond_the_content[1:]:
        press(*key)
    assert len(around.desktop.printed) == 1
    assert len(beyond_the_content) <= 12


def test_the_earlier_answer_stands_beside_the_name(page, desk):
    first = register(desk, "张三", days_ago=30)
    step(desk, first.matter_id, "accept", days_ago=29)
    step(desk, first.matter_id, "answer", days_ago=5, text="路灯已经修复")
    press(K.Key_2)
    type_text("张三")
    assert [card.matter.answer for card in page.earlier.cards] == ["路灯已经修复"]
    assert page.earlier.cards[0].matter.reasons == ("同名，请核对是否同一人",)


def test_a_matter_said_not_to_be_it_goes_away_and_f8_takes_the_next(page, desk):
    register(desk, "张三", "反映水压不足", days_ago=30)
    register(desk, "张三", "反映路灯不亮", days_ago=20)
    press(K.Key_2)
    type_text("张三")
    page.earlier.cards[0].refuse_button.click()
    press(K.Key_F8)
    assert page.questions.title_edit.text() == "反映水压不足"


def test_not_this_one_after_all_registers_a_new_matter(page, desk):
    register(desk, "张三", days_ago=30)
    press(K.Key_2)
    type_text("张三")
    press(K.Key_F8)
    page.earlier.cards[0].refuse_button.click()
    page.save()
    assert len(desk.matters.page(which="all")) == 2


def test_a_sealed_matter_never_shows_among_the_earlier_ones(page, desk):
    register(desk, "张三", "反映某干部违规", purpose="report", days_ago=10)
    type_text("张三", page.questions.visitors.blocks[0].name_edit)
    assert page.earlier.cards == []


def test_what_is_missing_is_said_under_its_field_and_nothing_is_lost(page, desk):
    type_text("反映村道积水", page.questions.title_edit)
    page.save()
    questions = page.questions
    assert questions.fields["channel"].problem() == "请选择信访形式：来信、来访、网上、来电或其他"
    assert questions.visitors.blocks[0].fields["name"].problem().startswith("请填写信访人姓名")
    assert questions.title_edit.text() == "反映村道积水"
    assert desk.matters.page(which="all") == ()
    assert questions.channel.isAncestorOf(QApplication.focusWidget())


def test_a_date_that_is_none_is_said_under_it(page):
    page.questions.registered_on.setText("三十号")
    fill_in(page)
    page.save()
    assert "不是能识别的日期" in page.questions.fields["registered_on"].problem()


def test_a_doubtful_id_number_is_said_and_still_registered(page, desk):
    fill_in(page)
    type_text("999999198001010000", page.questions.visitors.blocks[0].id_edit)
    assert page.questions.visitors.blocks[0].id_check.text()
    page.save()
    assert desk.matters.view(newest(desk).id).people[0].id_number == "999999198001010000"


def test_more_than_five_representatives_are_refused_with_the_article(page):
    fill_in(page)
    editor = page.questions.visitors
    editor.put(
        [Visitor(f"代表{at}", phone=f"0000-000000{at}", representative=True) for at in range(6)],
        anonymous=False,
    )
    page.save()
    assert "不得超过5人" in editor.problem_label.text()


def test_every_person_named_is_registered_and_counted(page, desk):
    fill_in(page)
    page.questions.visitors.add_button.click()
    type_text("赵六")
    page.save()
    view = desk.matters.view(newest(desk).id)
    assert [person.name for person in view.people] == ["王五", "赵六"]
    assert view.matter.receptions[0].head_count == 2


def test_nobody_named_is_taken_when_they_stay_anonymous(page, desk):
    fill_in(page, who="")
    page.questions.visitors.anonymous_check.click()
    page.save()
    assert desk.matters.view(newest(desk).id).matter.anonymous


def test_the_lawful_date_stands_at_the_foot_before_saving(page):
    assert page.bar.dates.text() == "登记后起算　15日内书面告知：12月5日"


def test_a_report_asks_against_whom_and_shows_the_article(page, desk):
    fill_in(page)
    part = page.questions.purpose
    assert not part.accused_unit.isVisible()
    part.chips.chip("report").click()
    assert part.accused_unit.isVisible()
    unit = desk.offices.roster("unit")[0]
    part.accused_unit.box.choose(unit.id)
    page.save()
    assert desk.matters.matter(newest(desk).id).accused_unit_id == unit.id


def test_a_village_is_found_by_a_part_of_its_name(page, desk):
    page.questions.village.box.setFocus()
    type_text("柳溪")
    press(K.Key_Return)
    fill_village = page.questions.village.box
    assert fill_village.text() == "柳溪村"
    assert fill_village.key() == desk.offices.named("village", "柳溪村").id


def test_a_village_not_on_the_roster_is_said_and_can_be_put_there(page, desk):
    fill_in(page)
    page.questions.village.box.setFocus()
    type_text("新桥村")
    page.save()
    assert "没有“新桥村”" in page.questions.village.field.problem()
    page.questions.village.add_link.click()
    page.save()
    assert desk.matters.matter(newest(desk).id).village_id == desk.offices.named("village", "新桥村").id


def test_coming_back_to_the_page_keeps_what_was_typed(page):
    fill_in(page)
    page.hide()
    page.show()
    page.refresh()
    assert page.questions.title_edit.text() == "反映村道积水"
    assert page.questions.visitors.visitors()[0].name == "王五"


def test_enter_goes_down_the_page_in_the_order_people_tell_things(page):
    press(K.Key_2)
    seen = []
    for _ in range(14):
        seen.append(QApplication.focusWidget())
        press(K.Key_Tab)
    questions, first = page.questions, page.questions.visitors.blocks[0]
    told = [
        first.name_edit,
        first.phone_edit,
        questions.head_count,
        questions.village.box,
        questions.title_edit,
    ]
    assert [seen.index(field) for field in told] == sorted(seen.index(field) for field in told)


def test_a_letter_opens_the_envelope_number(page):
    press(K.Key_1)
    assert page.questions.envelope.edit.isVisible()
    page.questions.channel.chip("visit").click()
    assert not page.questions.envelope.edit.isVisible()


def test_names_with_markup_are_shown_letter_by_letter(page, desk):
    desk.receptions.register(draft("<b>粗体</b>"), [Visitor("<img src=x>", phone="13000000001")])
    type_text("0000001", page.questions.visitors.blocks[0].name_edit)
    shown = page.questions.visitors.blocks[0].name_edit.suggestions()
    assert shown[0].first.startswith("<img")
