from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.core.steps import RULES
from app.ui.matters.step_form import ANYWAY
from tests.ui.matters.situation import TODAY, press, reach, register, retype, step, type_text

pytestmark = pytest.mark.qt
K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ready(desk):
    """Accepted, its extension granted and the matter split: most steps have something to ask about."""
    opened = register(desk, "王五", "反映邻居改建堵住排水沟", days_ago=20, purpose="appeal")
    step(desk, opened.matter_id, "accept", days_ago=18)
    step(desk, opened.matter_id, "extend", days_ago=3, days=10, leader="周甲", text="需要专业测绘")
    step(desk, opened.matter_id, "split", days_ago=2, text="反映自来水水压不足")
    return opened


def state(desk, registered):
    return desk.matters.matter(registered.matter_id).state


def walk(page):
    """Everything Tab comes to in the panel, once round."""
    first = QApplication.focusWidget()
    seen = [first]
    for _ in range(60):
        press(K.Key_Tab)
        if QApplication.focusWidget() is first:
            break
        seen.append(QApplication.focusWidget())
    assert all(page.panel.isAncestorOf(it) for it in seen)
    return seen


def entered(field, seen):
    return any(it is field.editor or field.editor.isAncestorOf(it) for it in seen)


def test_every_step_asks_what_the_rules_ask_and_tab_comes_to_all_of_it(page, desk, ready):
    page.open_matter(ready.matter_id)
    out_of_reach, nameless, missing = {}, {}, {}
    for kind in RULES:
        page.open_step(kind)
        form = page.panel.content()
        seen = walk(page)
        asked = {ask.name for offer in page.detail.view.offers if offer.kind == kind for ask in offer.asks}
        missing[kind] = asked - form.fields.keys()
        shown = {name: field for name, field in form.fields.items() if field.isVisible()}
        out_of_reach[kind] = [name for name, field in shown.items() if not entered(field, seen)]
        nameless[kind] = [it for it in seen if not (it.accessibleName() or getattr(it, "text", str)())]
        assert form.submit_button in seen, kind
        page.panel.close_panel()
    assert len(missing) == 43
    assert {kind: names for kind, names in missing.items() if names} == {}
    assert {kind: names for kind, names in out_of_reach.items() if names} == {}
    assert {kind: names for kind, names in nameless.items() if names} == {}


def test_every_step_begins_at_its_first_field_and_enter_goes_on(page, ready):
    page.open_matter(ready.matter_id)
    for kind in RULES:
        page.open_step(kind)
        form = page.panel.content()
        assert form.on_edit.hasFocus(), kind
        press(K.Key_Return)
        assert not form.on_edit.hasFocus(), kind
        page.panel.close_panel()


@pytest.mark.parametrize("scale", [100, 150])
def test_no_form_is_wider_than_its_panel(page, ready, theme, scale):
    page.resize(1000 - 76, 700 - 100)
    page.open_matter(ready.matter_id)
    theme.change(QApplication.instance(), scale=scale)
    try:
        for kind in RULES:
            page.open_step(kind)
            QTest.qWait(0)
            form = page.panel.content()
            corners = [
                form.submit_button,
                *(field.editor for field in form.fields.values() if field.isVisible()),
            ]
            edges = [it.mapTo(page, QPoint(it.width(), 0)).x() for it in corners]
            assert max(edges) <= page.width(), kind
            assert form.minimumSizeHint().width() <= form.width(), kind
            page.panel.close_panel()
    finally:
        theme.change(QApplication.instance(), scale=100)


def test_what_people_wrote_is_never_markup(page, desk):
    nasty = register(desk, "<b>张三</b>", "<img src=x>反映<i>路灯</i>", days_ago=3)
    page.open_matter(nasty.matter_id, "merge")
    labels = page.findChildren(QLabel)
    assert {label.textFormat() for label in labels if label.text()} == {Qt.TextFormat.PlainText}
    assert any("<img src=x>" in label.text() for label in page.panel.findChildren(QLabel))


def test_the_date_is_called_what_the_step_calls_it_and_required_fields_say_so(page, ready):
    page.open_matter(ready.matter_id)
    page.open_step("extend")
    form = page.panel.content()
    assert form.on_edit.accessibleName() == "批准日期"
    assert form.fields["days"].editor.accessibleName() == "延长天数（必填）"
    assert form.fields["basis"].editor.accessibleName() == "交办机关同意文号（选填）"


def test_an_extension_by_keys_moves_the_last_day(page, desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=8)
    before = answer_due(desk, waiting)
    page.open_matter(waiting.matter_id, "extend")
    form = page.panel.content()
    reach(form.fields["days"].editor)
    type_text("15")
    reach(form.fields["leader"].editor)
    type_text("周甲")
    reach(form.text_edit)
    type_text("需要委托测绘")
    press(K.Key_Return, CONTROL)
    assert not page.panel.is_open()
    assert answer_due(desk, waiting) == before + timedelta(days=15)
    assert "已批准延期15日" in page.detail.banners.banners[0].sentence


def answer_due(desk, registered):
    lines = desk.matters.view(registered.matter_id).deadlines
    return next(line.raw for line in lines if line.clock == "answer")


def test_too_long_an_extension_is_said_under_the_days(page, desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=8)
    page.open_matter(waiting.matter_id, "extend")
    form = page.panel.content()
    assert "1至30日" in form.fields["days"].editor.accessibleDescription()
    form.fields["days"].editor.setValue(45)
    page.submit()
    assert "不得超过30日" in form.fields["days"].problem()
    assert page.panel.is_open()


def test_a_leader_who_is_on_no_roster_can_be_written(page, desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=8)
    page.open_matter(waiting.matter_id, "extend")
    form = page.panel.content()
    form.fields["days"].editor.setValue(10)
    reach(form.fields["leader"].editor)
    type_text("郑主任")
    reach(form.text_edit)
    type_text("需要委托测绘")
    press(K.Key_Return, CONTROL)
    assert desk.matters.matter(waiting.matter_id).last("extended").leader == "郑主任"


def test_an_objection_and_its_agreement_bring_the_material_back(page, desk, waiting):
    step(desk, waiting.matter_id, "refer", days_ago=6, unit="自然资源所")
    step(desk, waiting.matter_id, "sign", days_ago=5)
    page.open_matter(waiting.matter_id, "object")
    form = page.panel.content()
    reach(form.text_edit)
    type_text("不属于本单位职权")
    press(K.Key_Return, CONTROL)
    assert "请核实" in page.detail.banners.banners[0].sentence
    page.detail.steps.enter()
    reach(page.detail.steps.buttons["agree_objection"])
    press(K.Key_Return)
    press(K.Key_Return, CONTROL)
    assert desk.matters.matter(waiting.matter_id).unit_id == ""
    assert not page.detail.banners.isVisible()


def test_a_merge_shows_what_the_number_means_before_it_is_done(page, desk, waiting):
    later = register(desk, "李四", "也反映路灯不亮", days_ago=3)
    page.open_matter(later.matter_id, "merge")
    form = page.panel.content()
    reach(form.fields["other"].editor)
    type_text(waiting.number)
    assert "反映村道路灯长期不亮（待受理）" in below(form.fields["other"])
    press(K.Key_Return, CONTROL)
    assert desk.matters.matter(later.matter_id).merged_into == waiting.matter_id
    assert page.detail.banners.banners[0].matters == (waiting.matter_id,)


def below(field):
    return field.editor.accessibleDescription()


def test_the_other_matter_is_found_by_a_name_and_never_is_the_matter_itself(page, desk, waiting):
    later = register(desk, "张三", "也反映路灯不亮", days_ago=3)
    page.open_matter(later.matter_id, "merge")
    box = page.panel.content().fields["other"].editor
    box.setFocus()
    type_text("张三")
    assert [line.key for line in box.suggestions()] == [waiting.matter_id]
    press(K.Key_Return)
    assert box.text() == waiting.number


def test_an_unknown_number_is_said_under_its_field(page, desk, waiting):
    page.open_matter(waiting.matter_id, "merge")
    form = page.panel.content()
    reach(form.fields["other"].editor)
    type_text("2026-9999")
    press(K.Key_Return, CONTROL)
    assert "没有编号为" in form.fields["other"].problem()


def test_a_sealed_matter_s_title_is_not_shown_by_its_number(page, desk, waiting):
    sealed = register(desk, "赵六", "反映某干部违规", purpose="report", days_ago=12)
    page.open_matter(waiting.matter_id, "merge")
    form = page.panel.content()
    reach(form.fields["other"].editor)
    type_text(sealed.number)
    assert "干部" not in below(form.fields["other"])
    assert "密封" in below(form.fields["other"])


def test_the_only_part_split_off_is_filled_in(page, desk, ready):
    part = desk.matters.matter(desk.matters.matter(ready.matter_id).last("split_off").other)
    page.open_matter(ready.matter_id, "unsplit")
    assert page.panel.content().fields["other"].editor.text() == part.number


def test_accepting_settles_the_way_of_article_31(page, desk, waiting):
    page.open_matter(waiting.matter_id, "accept")
    form = page.panel.content()
    assert form.route.value() == "opinion"
    assert "60日" in below(form.fields["route"])
    reach(form.route.options.option("opinion"))
    assert form.route.value() == "opinion"
    press(K.Key_Up)
    assert form.route.value() == "duty"
    assert "两个月" in below(form.fields["route"])
    press(K.Key_Return, CONTROL)
    matter = desk.matters.matter(waiting.matter_id)
    assert (matter.route, matter.purpose, matter.state) == ("duty", "appeal", "accepted")


def test_only_the_way_of_item_5_asks_for_the_days_of_a_special_law(page, desk, waiting):
    page.open_matter(waiting.matter_id, "accept")
    form = page.panel.content()
    assert not form.fields["days"].isVisible()
    form.route.options.option("duty").click()
    form.fields["days"].editor.setValue(20)
    page.submit()
    assert desk.matters.matter(waiting.matter_id).last("accepted").days == 20


def test_a_suggestion_has_no_way_of_article_31(page, desk):
    suggestion = register(desk, "钱戊", "建议增设公交站", days_ago=3, purpose="suggestion")
    page.open_matter(suggestion.matter_id, "accept")
    assert "route" not in page.panel.content().fields
    page.submit()
    assert state(desk, suggestion) == "accepted"


@pytest.mark.parametrize(("kind", "name"), [("answer", "text"), ("decline", "reason")])
def test_what_should_be_written_is_asked_about_once(page, desk, waiting, kind, name):
    if kind == "answer":
        step(desk, waiting.matter_id, "accept", days_ago=8)
    before = state(desk, waiting)
    page.open_matter(waiting.matter_id, kind)
    form = page.panel.content()
    press(K.Key_Return, CONTROL)
    assert "确定先这样登记吗" in form.question.sentence()
    assert form.submit_button.accessibleName() == ANYWAY
    assert entered(form.fields[name], [QApplication.focusWidget()])
    assert state(desk, waiting) == before
    press(K.Key_Return, CONTROL)
    assert state(desk, waiting) != before


def test_writing_what_was_missing_takes_the_question_away(page, desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=8)
    page.open_matter(waiting.matter_id, "answer")
    press(K.Key_Return, CONTROL)
    type_text("已修复")
    form = page.panel.content()
    assert not form.question.isVisible()
    assert form.submit_button.accessibleName() == "登记答复"


def test_a_decline_takes_its_reason_from_the_list_by_keys(page, desk, waiting):
    page.open_matter(waiting.matter_id, "decline")
    form = page.panel.content()
    options = form.fields["reason"].editor
    reach(options.option("not_ours"))
    press(K.Key_Space)
    press(K.Key_Down)
    press(K.Key_Return, CONTROL)
    assert desk.matters.matter(waiting.matter_id).last("declined").reason == "litigation"


def test_a_delivery_says_of_what_and_lets_choose_where_there_is_a_choice(page, desk, ready, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=2)
    page.open_matter(waiting.matter_id, "deliver")
    said = [label.text() for label in page.panel.findChildren(QLabel)]
    assert "送达的文书：告知书" in said
    assert "paper" not in page.panel.content().fields
    page.open_matter(ready.matter_id, "deliver")
    papers = page.panel.content().fields["paper"].editor
    assert papers.value() == "extension"
    QTest.mouseClick(papers.chip("notice"), Qt.MouseButton.LeftButton)
    page.submit()
    assert desk.matters.matter(ready.matter_id).last("delivered").paper == "notice"


def test_the_postmark_is_kept(page, desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=5)
    page.open_matter(waiting.matter_id, "deliver")
    form = page.panel.content()
    reach(form.ways.chip("direct"))
    form.ways.chip("post").click()
    reach(form.fields["sent_on"].editor)
    retype("11.17")
    press(K.Key_Return, CONTROL)
    delivered = desk.matters.matter(waiting.matter_id).last("delivered")
    assert (delivered.way, delivered.sent_on) == ("post", date(2026, 11, 17))


def test_a_date_that_is_none_is_said_under_its_field(page, desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=5)
    page.open_matter(waiting.matter_id, "deliver")
    form = page.panel.content()
    assert isinstance(form.fields["sent_on"].editor, QLineEdit)
    form.fields["sent_on"].editor.setText("那天")
    page.submit()
    assert "不是能识别的日期" in form.fields["sent_on"].problem()


def test_a_key_held_down_registers_once(page, desk, waiting):
    page.open_matter(waiting.matter_id, "decline")
    press(K.Key_Return, CONTROL)
    held = held_down(K.Key_Return)
    QApplication.sendEvent(QApplication.focusWidget(), held)
    assert state(desk, waiting) == "registered"


def held_down(key):
    return QKeyEvent(QKeyEvent.Type.KeyPress, key, CONTROL, "", True)


def test_the_term_of_an_assignment_follows_its_day(page, desk, waiting):
    page.open_matter(waiting.matter_id, "assign")
    form = page.panel.content()
    form.on_edit.set_value(TODAY - timedelta(days=3))
    assert form.due_edit.value() == desk.matters.assignment_due(TODAY - timedelta(days=3))
