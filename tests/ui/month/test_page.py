"""The month page on a real register: October with three receptions, seen on 20 November."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.receptions import ReceptionDraft
from app.services.receptions import Visitor
from app.ui.month.page import MonthPage
from app.ui.month.printed import figure_rows

DAYS = ((date(2026, 10, 8), "张三"), (date(2026, 10, 15), "李四"), (date(2026, 11, 5), "王五"))


@pytest.fixture
def page(qtbot, desk, context):
    for day, name in DAYS:
        draft = ReceptionDraft("visit", day, day, f"{name}反映村道路灯不亮")
        desk.receptions.register(draft, [Visitor(name)])
    shown = MonthPage(desk, context)
    qtbot.addWidget(shown)
    shown.resize(1290, 668)
    shown.show()
    shown.activateWindow()
    shown.refresh()
    qtbot.waitActive(shown)
    return shown


def press(page, step):
    button = page.course.buttons[step]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)


def allowed(page):
    return [key for key, button in page.course.buttons.items() if button.isEnabled()]


def value(page, figure):
    return page.table.item(figure_rows().index(figure), 1).text()


def test_last_month_is_shown_while_it_is_not_closed(page):
    assert page.stepper.period().id == "2026-10"
    assert value(page, "receptions") == "2"


def test_once_last_month_is_closed_the_page_opens_on_the_running_one(page, qtbot, desk, context):
    desk.month.close(desk.month.period("2026-10"))
    again = MonthPage(desk, context)
    qtbot.addWidget(again)
    assert again.stepper.period().id == "2026-11"


def test_at_first_only_the_check_can_be_made_and_the_others_say_why(page):
    assert allowed(page) == ["check"]
    assert page.course.note("close") == "先校核"
    assert page.course.note("print") == page.course.note("export") == "先结账"
    assert "先校核" in page.course.buttons["close"].toolTip()


def test_after_the_check_the_keyboard_stands_on_closing(page):
    press(page, "check")
    assert allowed(page) == ["check", "close"]
    assert page.course.buttons["close"].hasFocus()
    assert "● 各项合计相符" in page.guards.sentences()


def test_closing_is_asked_once_and_freezes_the_month(page, desk, prompts):
    press(page, "check")
    press(page, "close")
    assert len(prompts.asked) == 1
    assert desk.month.table(desk.month.period("2026-10")).closed
    assert allowed(page) == ["print", "export"]


def test_a_clerk_who_says_no_closes_nothing(page, desk, prompts):
    prompts.confirms = False
    press(page, "check")
    press(page, "close")
    assert desk.month.closed_periods() == ()


def test_a_new_registration_takes_the_check_back(page, desk, context):
    press(page, "check")
    day = date(2026, 10, 20)
    desk.receptions.register(ReceptionDraft("call", day, day, "咨询医保"), [Visitor("赵六")])
    context.changes.matters_changed.emit()
    assert "close" not in allowed(page)
    assert value(page, "receptions") == "3"


def test_the_printed_month_is_a_pdf_and_export_is_next_after_it(page, window):
    press(page, "check")
    press(page, "close")
    press(page, "print")
    title, pdf, name = window.papers[0]
    assert title == "2026年10月信访工作月报表"
    assert pdf.startswith(b"%PDF")
    assert name == "月报表-2026-10.pdf"
    assert page.course.buttons["export"].property("kind") == "primary"


def test_an_open_month_is_not_printed_by_the_print_key_either(page, window):
    page.commands()["print"]()
    assert window.papers == []
    assert "还没有结账" in window.toasts[0]


def test_export_leads_to_the_exchange_page(page, window):
    press(page, "check")
    press(page, "close")
    press(page, "export")
    assert window.pages == ["exchange"]


def test_a_running_month_cannot_be_closed_and_says_from_which_day(page):
    page.stepper.later_button.click()
    press(page, "check")
    assert "close" not in allowed(page)
    assert page.course.note("close") == "11月30日起可结"


def test_moving_down_the_table_opens_the_figures_rule_and_records(page):
    page.table.setFocus()
    for _ in range(2):
        QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.behind.figure_name() == "来访"
    assert "一同前来的一批计一次" in page.behind.rule()
    assert page.behind.matters.line_count() == 2


def test_enter_on_a_figure_goes_to_its_records_and_enter_there_opens_the_matter(page, desk, window):
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.behind.matters.hasFocus()
    QTest.keyClick(page.behind.matters, Qt.Key.Key_Return)
    assert [desk.matters.matter(id_).title for id_, _ in window.matters] == ["李四反映村道路灯不亮"]


def test_the_door_in_the_strip_opens_what_is_overdue(page):
    page.stepper.later_button.click()
    page.guards.doors()[0].click()
    assert page.behind.figure_name() == "其中超期"
    assert page.behind.matters.line_count() == 2


def test_a_rate_shows_its_two_numbers(page):
    page.show_figure("rate.accept_in_time")
    assert "0/2" in page.behind.rule()


def test_a_figure_of_nothing_says_so(page):
    page.show_figure("letters")
    assert page.behind.matters.isHidden()


def test_the_quarter_is_a_click_away_and_counts_both_months(page):
    page.stepper.lengths.chip("quarter").click()
    assert page.stepper.period().id == "2026-Q4"
    assert value(page, "receptions") == "3"


def test_one_step_back_is_the_month_before(page):
    page.stepper.earlier_button.click()
    assert page.stepper.period().id == "2026-09"
    assert value(page, "receptions") == "0"
