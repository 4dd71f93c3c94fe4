"""台账 with real keys: making, finding again, printing, voiding, half done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.ledgers.made_sheet import AT_ONCE
from app.ui.ledgers.page import LedgersPage
from tests.ui.matters.situation import press, surroundings, type_text

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
MINUTES = {"议定事项": "一、清淤由镇里办理。", "会议日期": "2026-11-18"}


@pytest.fixture
def around():
    return surroundings()


@pytest.fixture
def page(qtbot, desk, around):
    shown = LedgersPage(desk, around.context)
    qtbot.addWidget(shown)
    shown.resize(1290, 668)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.refresh()
    shown.enter()
    return shown


def lines(page):
    model = page.kinds._own_lines
    return {model.line(row).key: model.line(row) for row in range(model.rowCount())}


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_every_kind_is_listed_and_an_empty_one_teaches(page):
    assert set(lines(page)) == {
        "meeting_minutes",
        "bulletin",
        "sweep_register",
        "public_notice",
        "privacy_notice",
    }
    assert lines(page)["bulletin"].second == "还没有制作过"
    assert page.made.rows == {}


def test_by_keys_minutes_are_made_printed_and_found_again(page, desk, around):
    press(K.Key_Return)
    press(K.Key_Return)
    panel = page.panel.content()
    panel.fields["议定事项"].field.editor.setFocus()
    type_text("一、清淤由镇里办理。")
    press(K.Key_P, CONTROL)
    (made,) = desk.office_papers.all()
    assert (made.number, made.prints) == ("青信纪〔2026〕1号", 1)
    assert len(around.desktop.printed) == 1
    assert page.made.rows[made.id].badge.text() == "已印1份"
    assert lines(page)["meeting_minutes"].aside == "今年1份"


def test_what_is_missing_is_said_and_nothing_is_made(page, desk):
    page.make()
    press(K.Key_Return, CONTROL)
    assert "没有取号" in page.panel.content().refusal.sentence()
    assert desk.office_papers.all() == ()


def test_what_was_not_finished_stays_and_the_list_says_so(page):
    page.make()
    page.panel.content().fields["主持人"].field.editor.setFocus()
    type_text("周甲")
    press(K.Key_Escape)
    assert lines(page)["meeting_minutes"].word == "有草稿"
    assert page.make_button.text() == "接着填写…"
    page.make()
    assert page.panel.content().fields["主持人"].read() == "周甲"


def test_a_line_that_cannot_be_read_is_said_under_its_field(page, desk):
    page.kinds.choose("sweep_register")
    page.make()
    panel = page.panel.content()
    panel.fields["排查事项"].field.editor.setPlainText("青山村")
    panel.make(print_it=False)
    assert "第1行" in panel.fields["排查事项"].field.problem()
    assert desk.office_papers.all() == ()


def test_a_sheet_is_voided_and_no_longer_counted(page, desk):
    document = desk.office_papers.issue("meeting_minutes", MINUTES).document
    page.refresh()
    row = page.made.rows[document.id]
    assert row.deliver_button.isHidden()
    click(row.more_button)
    click(row.void_button)
    type_text("日期写错")
    press(K.Key_Return, CONTROL)
    assert page.made.rows[document.id].badge.text() == "已作废"
    assert lines(page)["meeting_minutes"].aside == "今年0份"


def test_a_word_file_is_saved_before_it_is_made_and_after(page, desk, around, tmp_path):
    around.prompts.path = tmp_path / "纪要.docx"
    page.make()
    click(page.panel.content().word_button)
    assert around.prompts.path.read_bytes().startswith(b"PK")
    assert desk.office_papers.all() == ()
    page.panel.close_panel()
    document = desk.office_papers.issue("meeting_minutes", MINUTES).document
    page.refresh()
    around.prompts.path = tmp_path / "已制.docx"
    page.made.rows[document.id].open_more(shown=True)
    click(page.made.rows[document.id].word_button)
    assert around.prompts.path.read_bytes().startswith(b"PK")


def test_older_papers_come_on_demand(monkeypatch, page, desk):
    monkeypatch.setattr("app.ui.ledgers.made_sheet.AT_ONCE", 2)
    for at in range(3):
        desk.office_papers.issue("meeting_minutes", MINUTES | {"议定事项": f"第{at}项。"})
    page.made.show_kind(page._form, desk.office_papers.all(), page._context.today(), anew=True)
    assert len(page.made.rows) == 2
    click(page.made.more_button)
    assert len(page.made.rows) == 3


def test_a_sheet_looked_for_by_its_number_is_shown_though_many_were_made_since(page, desk):
    first, *_ = (desk.office_papers.issue("meeting_minutes", MINUTES).document for _ in range(1))
    for _ in range(AT_ONCE + 1):
        desk.office_papers.issue("meeting_minutes", MINUTES)
    assert desk.papers.numbered(first.number) == (first,)
    page.kinds.choose_first()
    page.show_paper(first.id)
    assert page.made.rows[first.id].isAncestorOf(QApplication.focusWidget())
