"""The settings with the turns of a real event loop: a section comes a piece each turn, whole, and only where it is wanted."""

from dataclasses import replace

import pytest

from app.ui.screen import OLD_REGISTER, PAPER_CODE
from app.ui.screen_choices import ScreenChoices
from app.ui.settings.keys_part import KeysPart
from app.ui.settings.page import CALENDAR, RULES, SAFETY, TITLES, WORDINGS, SettingsPage
from app.ui.window_state import WindowState
from tests.ui.test_piece_by_piece import TakingTurns, settled


@pytest.fixture
def page(qtbot, qapp, desk, context, theme, desktop, tmp_path):
    desktop.printer = ""
    choices = ScreenChoices(qapp, theme, desktop, WindowState(tmp_path))
    made = SettingsPage(desk, replace(context, tasks=TakingTurns()), choices)
    qtbot.addWidget(made)
    made.resize(1290, 668)
    made.show()
    settled(made._turns, qtbot)
    return made


def shown(page):
    return TITLES[page._stack.currentIndex()]


def test_the_section_before_stays_until_the_next_one_stands(page, qtbot):
    page.open_section(WORDINGS)
    assert shown(page) == "机构"
    settled(page._turns, qtbot)
    assert shown(page) == WORDINGS
    assert page.wordings.editor.title_edit.text()


def test_of_sections_passed_by_only_the_last_is_shown_and_none_is_made_twice(page, qtbot):
    for title in (WORDINGS, CALENDAR, RULES, CALENDAR):
        page.open_section(title)
    settled(page._turns, qtbot)
    assert shown(page) == CALENDAR
    assert [page._places[title].count() for title in (WORDINGS, CALENDAR, RULES)] == [1, 1, 1]
    page.open_section(RULES)
    assert shown(page) == RULES


def test_what_was_led_to_is_opened_when_its_section_stands(page, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(KeysPart, "open_form", lambda part, kind: opened.append((kind, part.isVisible())))
    page.show_section(PAPER_CODE)
    settled(page._turns, qtbot)
    assert shown(page) == SAFETY
    assert opened == [("paper", True)]
    page.show_section(OLD_REGISTER)
    settled(page._turns, qtbot)
    assert page.old_register.isAncestorOf(page.window().focusWidget())
    page.open_section(SAFETY)
    page.show_section(OLD_REGISTER)
    assert page.old_register.isAncestorOf(page.window().focusWidget())


def test_a_section_unseen_is_read_again_when_it_is_looked_at(page, desk, qtbot):
    page.open_section(RULES)
    settled(page._turns, qtbot)
    waited = page.rules.rows["answer_wait_days"].value()
    page.open_section("机构")
    desk.offices.choose({"answer_wait_days": waited + 1})
    page.refresh()
    assert page.may_leave()
    page.open_section(RULES)
    assert page.rules.changes() == {}


def test_what_is_written_and_unsaved_is_not_read_over(page, qtbot, prompts):
    page.open_section(WORDINGS)
    settled(page._turns, qtbot)
    page.wordings.editor.title_edit.setText("另一个标题")
    page.open_section("机构")
    page.refresh()
    page.open_section(WORDINGS)
    assert page.wordings.editor.title_edit.text() == "另一个标题"
    prompts.confirms = False
    assert not page.may_leave()
