import json
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.core.entries import Draft
from tests.ui.matters.situation import TODAY, press, reach, register, retype, step, type_text

pytestmark = pytest.mark.qt
K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def accepted(desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=8)
    step(desk, waiting.matter_id, "deliver", days_ago=7, way="direct")
    return waiting


def step_of(desk, registered, entry):
    return desk.matters.matter(registered.matter_id).last(entry)


def test_every_standing_step_can_be_dated_anew_and_only_the_last_taken_back(page, desk, accepted):
    page.open_matter(accepted.matter_id)
    timeline = page.detail.timeline
    ids = {step.id for step in desk.matters.matter(accepted.matter_id).steps}
    assert timeline.correct_links.keys() == ids
    assert timeline.withdraw_links.keys() == {step_of(desk, accepted, "delivered").id}


def test_a_wrong_day_is_corrected_by_keyboard_alone(page, desk, around, accepted):
    wrong = step_of(desk, accepted, "accepted")
    page.open_matter(accepted.matter_id)
    page.detail.steps.enter()
    reach(page.detail.timeline.correct_links[wrong.id])
    press(K.Key_Return)
    form = page.panel.content()
    assert form.on_edit.hasFocus()
    retype("11.11")
    press(K.Key_Return)
    type_text("受理告知书上的日期是11日")
    press(K.Key_Return, CONTROL)
    assert step_of(desk, accepted, "accepted").on == date(2026, 11, 11)
    assert not page.panel.is_open()
    assert "已更正日期" in around.toasts[-1][0]
    assert QApplication.focusWidget() is page.detail.timeline.correct_links[wrong.id]


def test_a_correction_without_a_reason_is_refused_under_its_field(page, desk, accepted):
    wrong = step_of(desk, accepted, "accepted")
    page.open_matter(accepted.matter_id)
    page.detail.timeline.correct_links[wrong.id].click()
    page.panel.content().on_edit.set_value(TODAY - timedelta(days=9))
    page.submit()
    assert "请写明" in page.panel.content().fields["reason"].problem()
    assert step_of(desk, accepted, "accepted").on == wrong.on


def test_a_day_against_the_order_of_steps_is_refused_under_the_date(page, desk, accepted):
    page.open_matter(accepted.matter_id)
    page.detail.timeline.correct_links[step_of(desk, accepted, "accepted").id].click()
    form = page.panel.content()
    form.on_edit.set_value(TODAY)
    form.reason_edit.setText("写错了")
    page.submit()
    assert "前后环节矛盾" in form.fields["on"].problem()


def test_the_last_step_is_taken_back_by_keyboard_alone(page, desk, accepted):
    page.open_matter(accepted.matter_id)
    page.detail.steps.enter()
    reach(page.detail.timeline.withdraw_links[step_of(desk, accepted, "delivered").id])
    press(K.Key_Space)
    form = page.panel.content()
    assert form.submit_button.property("kind") == "danger"
    assert form.reason_edit.hasFocus()
    type_text("点错了，还没有送达")
    press(K.Key_Return, CONTROL)
    assert step_of(desk, accepted, "delivered") is None
    assert page.detail.timeline.withdraw_links.keys() == {step_of(desk, accepted, "accepted").id}
    assert any("撤销" in sentence for sentence in page.detail.timeline.said())


def test_taking_back_without_a_reason_is_refused_under_its_field(page, desk, accepted):
    page.open_matter(accepted.matter_id)
    QTest.mouseClick(next(iter(page.detail.timeline.withdraw_links.values())), Qt.MouseButton.LeftButton)
    page.submit()
    assert page.panel.content().fields["reason"].problem()
    assert step_of(desk, accepted, "delivered") is not None


def test_nothing_of_a_voided_matter_can_be_corrected(page, desk, accepted):
    step(desk, accepted.matter_id, "void", text="重复登记")
    page.open_matter(accepted.matter_id)
    assert page.detail.timeline.correct_links == {}
    assert page.detail.timeline.withdraw_links == {}
    assert not page.detail.header.correct_button.isVisible()


def test_f2_opens_what_the_matter_is_about_and_a_new_title_is_kept(page, desk, accepted):
    page.open_matter(accepted.matter_id)
    page.commands()["edit"]()
    form = page.panel.content()
    assert form.title_edit.hasFocus()
    retype("反映村道二组路灯长期不亮")
    press(K.Key_Return, CONTROL)
    assert desk.matters.matter(accepted.matter_id).title == "反映村道二组路灯长期不亮"
    assert page.detail.header.title.text() == "反映村道二组路灯长期不亮"


def test_nothing_changed_is_said_under_the_title(page, accepted):
    page.open_matter(accepted.matter_id)
    page.detail.header.correct_button.click()
    page.submit()
    assert "没有变化" in page.panel.content().fields["title"].problem()


def test_a_superior_s_date_is_asked_for_only_where_there_is_a_superior(page, desk, accepted):
    page.open_matter(accepted.matter_id)
    page.open_classification()
    form = page.panel.content()
    assert not form.fields["superior_due_on"].isVisible()
    form.source.box.choose("上级交办")
    form.source.due_on.set_value(TODAY + timedelta(days=20))
    page.submit()
    matter = desk.matters.matter(accepted.matter_id)
    assert (matter.source, matter.superior_due_on) == ("上级交办", TODAY + timedelta(days=20))
    assert "上级要求2026年12月10日前反馈" in page.detail.header.facts.text()


def test_the_way_of_article_31_goes_with_the_purpose(page, desk, accepted):
    page.open_matter(accepted.matter_id)
    page.open_classification()
    form = page.panel.content()
    form.route.option("duty").click()
    page.submit()
    assert desk.matters.matter(accepted.matter_id).route == "duty"
    assert "（五）申请查处、履行法定职责" in page.detail.header.facts.text()
    page.open_classification()
    form = page.panel.content()
    form.purpose.chips.chip("suggestion").click()
    assert not form.fields["route"].isVisible()
    page.submit()
    matter = desk.matters.matter(accepted.matter_id)
    assert (matter.purpose, matter.route) == ("suggestion", "")


def test_an_unknown_class_and_a_missing_title_are_said_under_their_fields(page, accepted):
    page.open_matter(accepted.matter_id)
    page.open_classification()
    form = page.panel.content()
    form.category.setText("没有这一类")
    page.submit()
    assert "没有“没有这一类”" in form.fields["category"].problem()
    form.title_edit.clear()
    page.submit()
    assert form.fields["title"].problem() == "请用一句话写明反映什么问题"


def test_who_is_complained_of_is_asked_when_it_becomes_a_report(page, desk, waiting):
    page.open_matter(waiting.matter_id)
    page.open_classification()
    form = page.panel.content()
    assert not form.purpose.accused_unit.isVisible()
    form.purpose.chips.chip("report").click()
    form.purpose.accused_unit.box.setText("自然资源所")
    page.submit()
    matter = desk.matters.matter(waiting.matter_id)
    assert matter.sealed
    assert desk.offices.names()[matter.accused_unit_id] == "自然资源所"
    assert page.detail.view.hidden


def test_a_sealed_matter_offers_no_correction_before_it_is_opened(page, desk):
    sealed = register(desk, "赵六", "反映某干部违规", purpose="report", days_ago=2)
    page.open_matter(sealed.matter_id)
    page.commands()["edit"]()
    assert not page.panel.is_open()
    assert not page.detail.header.correct_button.isVisible()


def test_every_field_of_the_correction_is_reached_and_named(page, waiting):
    page.open_matter(waiting.matter_id)
    page.open_classification()
    form = page.panel.content()
    seen = [QApplication.focusWidget()]
    for _ in range(60):
        press(K.Key_Tab)
        if QApplication.focusWidget() is seen[0]:
            break
        seen.append(QApplication.focusWidget())
    shown = [field for field in form.fields.values() if field.isVisible()]
    lost = [
        field.editor.accessibleName()
        for field in shown
        if not any(it is field.editor or field.editor.isAncestorOf(it) for it in seen)
    ]
    assert lost == []
    assert [it for it in seen if not (it.accessibleName() or getattr(it, "text", str)())] == []


def test_the_history_stays_inside_a_small_window_with_large_text(page, accepted, theme):
    page.resize(1000 - 76, 700 - 100)
    theme.change(QApplication.instance(), scale=150)
    try:
        page.open_matter(accepted.matter_id)
        QTest.qWait(0)
        timeline = page.detail.timeline
        links = (*timeline.correct_links.values(), *timeline.withdraw_links.values())
        parts = (*links, *(label for label in timeline.findChildren(QLabel) if label.isVisible()))
        assert [it for it in parts if it.mapTo(timeline, QPoint(it.width(), 0)).x() > timeline.width()] == []
    finally:
        theme.change(QApplication.instance(), scale=100)


def test_a_retired_class_stays_on_the_matter_that_has_it_and_is_offered_to_no_other(page, desk, waiting):
    page.open_matter(waiting.matter_id)
    page.open_classification()
    page.panel.content().category.choose("0102")
    page.submit()
    retired = {"code": "0102", "name": "村务管理", "aliases": [], "retired_on": "2026-01-01"}
    body = json.dumps({"version": 1, "classes": [retired]})
    desk.register.record(Draft("office_text_kept", "office", TODAY, {"name": "classes", "body": body}))
    page.open_matter(waiting.matter_id)
    assert "农村农业／村务管理" in page.detail.header.facts.text()
    page.open_classification()
    form = page.panel.content()
    assert form.category.text() == "农村农业／村务管理（已停用）"
    form.title_edit.setText("换一个主题")
    page.submit()
    assert desk.matters.matter(waiting.matter_id).category == "0102"
    other = register(desk, "另一件")
    page.open_matter(other.matter_id)
    page.open_classification()
    page.panel.content().category.setText("农村农业／村务管理")
    page.submit()
    assert "内容分类里没有" in page.panel.content().fields["category"].problem()
