"""Making a paper: fields, findings, the live paper, drafts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.forms import form_called
from app.core.steps import Ask
from app.errors import PaperBlocked
from app.services.papers import Finding
from app.ui.matters.paper_fields import paper_field
from app.ui.widgets.chips import Chips
from tests.ui.matters.situation import TODAY, press, step, type_text

pytestmark = pytest.mark.qt
K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
FORM = "assignment_notice"
ASKED = "首办责任人"


@pytest.fixture
def assigned(page, desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=8)
    step(desk, waiting.matter_id, "assign", days_ago=7, unit="自然资源所", text="请核实")
    page.open_matter(waiting.matter_id)
    page.detail.tabs.setCurrentWidget(page.detail.papers.parentWidget())
    return waiting


@pytest.fixture
def opened(qtbot, page, assigned):
    qtbot.waitUntil(page.isActiveWindow)
    page.detail.papers.enter_form(FORM)
    press(K.Key_Return)
    return page.panel.content()


def documents(desk, registered):
    return desk.matters.view(registered.matter_id).documents


def edit_of(panel):
    return panel.fields[ASKED].field.editor


def test_a_form_that_asks_opens_beside_the_matter_with_what_is_known(opened):
    assert opened.form.id == FORM
    assert opened.fields["反馈材料"].read() == opened.known["反馈材料"] != ""
    assert "自然资源所" in opened.live.text()


def test_what_is_typed_appears_in_the_paper(qtbot, opened):
    edit_of(opened).setFocus()
    type_text("周甲所长")
    qtbot.waitUntil(lambda: "周甲所长" in opened.live.text())


def test_ctrl_p_makes_and_prints_what_was_typed(page, desk, around, opened, assigned):
    edit_of(opened).setFocus()
    type_text("周甲所长")
    press(K.Key_P, CONTROL)
    paper = documents(desk, assigned)[0]
    assert (paper.form, paper.prints) == (FORM, 1)
    assert paper.filling.values[ASKED] == "周甲所长"
    assert len(around.desktop.printed) == 1
    assert not page.panel.is_open()


def test_ctrl_enter_makes_and_prints_nothing(desk, around, opened, assigned):
    edit_of(opened).setFocus()
    press(K.Key_Return, CONTROL)
    assert [paper.prints for paper in documents(desk, assigned)] == [0]
    assert around.desktop.printed == []


def test_leaving_keeps_what_was_typed_and_coming_back_says_so(page, desk, opened, assigned):
    edit_of(opened).setFocus()
    type_text("周甲")
    press(K.Key_Escape)
    assert documents(desk, assigned) == ()
    page.detail.papers.deeds.open_making(FORM)
    again = page.panel.content()
    assert edit_of(again).text() == "周甲"
    assert "已恢复" in again.restored.sentence()
    QTest.mouseClick(again.restart_link, Qt.MouseButton.LeftButton)
    assert edit_of(again).text() == ""
    page.panel.close_panel()
    page.detail.papers.deeds.open_making(FORM)
    assert page.panel.content().restored.isHidden()


def test_looking_only_keeps_no_draft(page, opened):
    press(K.Key_Escape)
    page.detail.papers.deeds.open_making(FORM)
    assert page.panel.content().restored.isHidden()


def test_a_made_paper_leaves_no_draft(page, desk, opened, assigned):
    edit_of(opened).setFocus()
    type_text("周甲")
    opened.keep()
    opened.make(print_it=False)
    assert desk.drafts.load(f"paper:{FORM}:{assigned.matter_id}") is None


def test_while_keys_fall_it_is_kept_within_five_seconds(opened):
    edit_of(opened).setFocus()
    type_text("周")
    assert opened._keeper.is_waiting()
    assert opened._keeper._latest.interval() <= 5000


def test_what_the_law_blocks_is_said_and_leads_to_the_field(monkeypatch, desk, opened, assigned):
    blocked = Finding("请填写首办责任人", ASKED, blocks=True, article="《信访工作条例》第二十三条")

    def refuse(*_args):
        raise PaperBlocked((blocked.sentence,), blocked.article)

    monkeypatch.setattr(desk.papers, "check", lambda *_args: (blocked, Finding("没有电话", page="office")))
    monkeypatch.setattr(desk.papers, "issue", refuse)
    opened.make(print_it=False)
    assert opened.refusal.sentence() == "请填写首办责任人。文书没有制作，没有取号。"
    assert opened.findings.sentences() == ["请填写首办责任人", "没有电话"]
    QTest.mouseClick(opened.findings.jumps[0], Qt.MouseButton.LeftButton)
    assert edit_of(opened).hasFocus()


def test_what_is_mended_elsewhere_leads_there_and_nothing_is_lost(
    monkeypatch, page, desk, around, opened, assigned
):
    monkeypatch.setattr(desk.papers, "check", lambda *_args: (Finding("没有电话", page="office"),))
    edit_of(opened).setFocus()
    type_text("周甲")
    opened.live.draw_now()
    QTest.mouseClick(opened.findings.jumps[0], Qt.MouseButton.LeftButton)
    assert around.opened == [("settings", "")]
    assert not page.panel.is_open()
    assert desk.drafts.load(f"paper:{FORM}:{assigned.matter_id}").body == {"fields": {ASKED: "周甲"}}


def test_a_form_without_asks_opens_where_something_is_to_be_mended_first(monkeypatch, page, desk, waiting):
    page.open_matter(waiting.matter_id)
    monkeypatch.setattr(desk.papers, "check", lambda *_args: (Finding("没有电话", page="office"),))
    page.detail.tabs.setCurrentWidget(page.detail.papers.parentWidget())
    page.detail.papers.print_paper("receipt")
    assert page.panel.content().form.id == "receipt"
    assert documents(desk, waiting) == ()


def test_enter_goes_from_field_to_field(opened):
    names = list(opened.fields)
    opened.fields[names[0]].field.editor.setFocus()
    press(K.Key_Return)
    assert opened.fields[names[1]].field.editor.hasFocus()


@pytest.mark.parametrize(
    ("ask", "known", "read"),
    [
        (Ask("日", "日", "date"), "2026年3月5日", "2026-03-05"),
        (Ask("日", "日", "date"), "", ""),
        (Ask("选", "选", "choice", options={"a": "甲", "b": "乙"}), "乙", "b"),
        (Ask("选", "选", "choice", options={"a": "甲", "b": "很长很长很长很长很长的一句"}), "a", "a"),
        (Ask("文", "文", "text"), "一\n二", "一\n二"),
        (Ask("数", "数", "number"), "3", "3"),
    ],
)
def test_a_field_reads_back_what_the_register_knows(qtbot, ask, known, read):
    field = paper_field(ask, known, lambda: TODAY)
    qtbot.addWidget(field.field)
    assert field.read() == read


@pytest.mark.parametrize("words", ["乙", "很长很长很长很长很长的一句"])
def test_what_may_be_left_open_can_be_left_open_again(qtbot, words):
    ask = Ask("选", "选", "choice", required="", options={"a": "甲", "b": words})
    field = paper_field(ask, "a", lambda: TODAY)
    qtbot.addWidget(field.field)
    field.put("b")
    assert field.read() == "b"
    choice = field.field.editor
    (choice.chip("") if isinstance(choice, Chips) else choice.option("")).click()
    assert field.read() == ""


@pytest.mark.parametrize("words", ["乙", "很长很长很长很长很长的一句"])
def test_what_must_be_said_offers_no_way_round(qtbot, words):
    ask = Ask("选", "选", "choice", required="请选一项", options={"a": "甲", "b": words})
    field = paper_field(ask, "", lambda: TODAY)
    qtbot.addWidget(field.field)
    assert field.read() == ""
    with pytest.raises(KeyError):
        (field.field.editor.chip if isinstance(field.field.editor, Chips) else field.field.editor.option)("")


def test_a_half_typed_day_is_left_alone(qtbot):
    field = paper_field(Ask("日", "日", "date"), "", lambda: TODAY)
    qtbot.addWidget(field.field)
    field.field.editor.setText("11.2")
    assert field.read() == "2026-11-02"
    assert field.field.editor.text() == "11.2"


def test_markup_stays_letters(qtbot, page, desk, opened):
    edit_of(opened).setText("<b>{信访人}</b>")
    opened.live.draw_now()
    assert "<b>{信访人}</b>" in opened.live.text()


def test_the_panel_works_for_any_form(page, desk, assigned):
    tab = page.detail.papers
    for form_id in [offer.id for offer in tab._now]:
        tab.deeds.open_making(form_id)
        panel = page.panel.content()
        assert panel.live.page_count() >= 1, form_id
        assert set(panel.fields) == {ask.name for ask in form_called(form_id).asks}
        assert panel.typed() == {}, form_id
        page.panel.close_panel()
