"""以前来过吗, the classes suggested, the people of a list, and the dates at the foot."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from app.core.people import Person
from app.services.shipped import classification
from tests.ui.matters.situation import press, register, step, type_text
from tests.ui.reception.test_page import fill_in, newest

K = Qt.Key
LAMPS = "反映二组通组路灯长期不亮"


def about(page, text):
    """Type the subject and pause."""
    type_text(text, page.questions.title_edit)
    page.look_again()


def test_a_like_matter_of_somebody_else_is_shown_with_its_answer_and_f8_joins_it(page, desk):
    first = register(desk, "李四", LAMPS, days_ago=30)
    step(desk, first.matter_id, "accept", days_ago=29)
    step(desk, first.matter_id, "answer", days_ago=5, text="路灯已经修复")
    fill_in(page, about="反映村道路灯长期不亮")
    page.look_again()
    card = page.earlier.cards[0]
    assert (card.matter.people, card.matter.reasons, card.matter.answer) == (
        "李四",
        ("事由相近",),
        "路灯已经修复",
    )
    press(K.Key_F8)
    page.save()
    receptions = desk.matters.matter(first.matter_id).receptions
    assert [part.ordinal for part in receptions] == [1, 2]
    assert receptions[0].attendances != receptions[1].attendances


def test_typing_starts_the_look_up_after_a_pause(page):
    type_text("反映", page.questions.title_edit)
    assert page._look.isActive()
    page.look_again()
    assert not page._look.isActive()


def test_said_to_be_another_it_is_not_shown_again_when_the_person_returns(page, desk):
    register(desk, "李四", LAMPS, days_ago=30)
    fill_in(page, about="反映村道路灯长期不亮")
    type_text("13800001234", page.questions.visitors.blocks[0].phone_edit)
    page.look_again()
    page.earlier.cards[0].refuse_button.click()
    page.save()
    fill_in(page, about="反映村道路灯长期不亮")
    type_text("13800001234", page.questions.visitors.blocks[0].phone_edit)
    page.look_again()
    assert [card.matter.people for card in page.earlier.cards] == ["王五"]


def test_a_report_is_not_compared_with_anything(page, desk):
    register(desk, "李四", LAMPS, days_ago=30)
    page.questions.purpose.chips.chip("report").click()
    about(page, LAMPS)
    assert page.earlier.cards == []
    assert page.questions.category.suggested == ()


def test_three_classes_are_suggested_and_a_digit_takes_one(page, desk):
    fill_in(page, about="反映征地补偿款未足额发放")
    page.look_again()
    suggested = page.questions.category.suggested
    assert 0 < len(suggested) <= 3
    page.questions.category.setFocus()
    press(K.Key_2)
    assert page.questions.category.key() == suggested[1]
    page.save()
    assert desk.matters.matter(newest(desk).id).category == suggested[1]


def test_a_chip_takes_a_class_and_nothing_is_chosen_by_itself(page):
    about(page, "反映征地补偿款未足额发放")
    category = page.questions.category
    assert category.text() == ""
    chips = page.questions.category_part.chips
    assert chips.chip(category.suggested[0]).text().startswith("1 ")
    chips.chip(category.suggested[0]).click()
    assert category.text() == classification().path(category.suggested[0])


def test_the_tree_stays_behind_and_a_chip_shows_what_was_chosen(page):
    about(page, "反映征地补偿款未足额发放")
    other = page.questions.category.suggested[1]
    page.questions.category.choose(other)
    assert page.questions.category_part.chips.value() == other
    page.questions.category.choose("01")
    assert page.questions.category_part.chips.value() == ""


def test_no_words_no_suggestions(page):
    about(page, "反映养狗")
    assert not page.questions.category_part.chips.isVisible()


def test_the_chosen_person_stays_in_view(page, desk):
    register(desk, "张三", days_ago=30)
    page.resize(1290, 420)
    press(K.Key_2)
    type_text("张")
    press(K.Key_Down)
    press(K.Key_Return)
    QApplication.processEvents()
    card, port = page.questions.visitors.blocks[0]._card, page._area.viewport()
    top = card.mapTo(port, QPoint(0, 0)).y()
    assert card.isVisible()
    assert top >= 0
    assert top + card.height() <= port.height()
    assert QApplication.focusWidget() is page.questions.head_count


def test_a_homophone_says_so(page, desk):
    register(desk, "张三", days_ago=30)
    type_text("章三", page.questions.visitors.blocks[0].name_edit)
    lines = page.questions.visitors.blocks[0].name_edit.suggestions()
    assert [(line.first, "同音" in line.aside) for line in lines] == [("张三", True)]


def test_a_village_is_found_by_its_initials(page):
    page.questions.village.box.setFocus()
    type_text("lxc")
    press(K.Key_Return)
    assert page.questions.village.box.text() == "柳溪村"


def test_a_pasted_list_counts_and_registers_everybody_on_it(page, desk):
    fill_in(page)
    page.questions.folds.words["visitor_list"].click()
    QApplication.clipboard().setText(
        "姓名\t身份证号\t电话\n王五\t\t\n李四\t11010519491231002x\t13900000002\n买买提·吐尔逊\n"
    )
    page.questions.visitor_list.edit.paste()
    assert page.questions.head_count.value() == 3
    page.questions.head_count.set_value(28)
    assert "共28人，留下姓名的3人" in page.questions.fields["head_count"]._below.text()
    page.save()
    view = desk.matters.view(newest(desk).id)
    people: list[Person] = list(view.people)
    assert [(it.name, it.id_number) for it in people] == [
        ("王五", ""), ("李四", "11010519491231002X"), ("买买提·吐尔逊", ""),
    ]  # fmt: skip
    assert view.matter.receptions[0].head_count == 28


@pytest.mark.parametrize(
    ("source", "asked"), [("上级交办", True), ("上级转送", True), ("领导批示", False), ("", False)]
)
def test_only_a_superior_is_asked_by_when_they_want_to_hear(page, source, asked):
    page.questions.folds.words["source"].click()
    page.questions.source.box.setText(source)
    assert page.questions.source.due_on.isVisible() is asked


def test_the_dates_a_superiors_matter_starts_stand_at_the_foot(page, desk):
    fill_in(page)
    page.questions.folds.words["source"].click()
    type_text("上级交办", page.questions.source.box)
    press(K.Key_Return)
    type_text("+20", page.questions.source.due_on)
    press(K.Key_Return)
    said = page.bar.dates.text()
    assert "15日内书面告知：12月5日" in said
    assert "可在5个工作日内向上级提出异议：11月27日" in said
    assert "上级交办反馈：12月10日" in said
    page.save()
    assert desk.matters.matter(newest(desk).id).superior_due_on.isoformat() == "2026-12-10"


def test_a_day_the_superior_cannot_have_meant_is_said_under_it(page):
    fill_in(page)
    page.questions.folds.words["source"].click()
    page.questions.source.box.setText("上级交办")
    page.questions.source.due_on.setText("三十号")
    page.save()
    assert "不是能识别的日期" in page.questions.source.due_field.problem()
