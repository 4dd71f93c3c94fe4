"""The month page on a real register: October with three receptions, seen on 20 November."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.services.receptions import Visitor
from app.ui.month.doors import BEFORE, YEAR, Door
from app.ui.month.page import MonthPage

DAYS = ((date(2026, 10, 8), "张三"), (date(2026, 10, 15), "李四"), (date(2026, 11, 5), "王五"))

MINUTES = {"议定事项": "一、清淤由镇里办理。", "会议日期": "2026-11-18"}


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
    return page.table.text(Door(figure))


def test_last_month_is_shown_while_it_is_not_closed(page):
    assert page.stepper.period().id == "2026-10"
    assert value(page, "receptions") == "2"


def test_once_last_month_is_closed_the_page_opens_on_the_running_one(page, qtbot, desk, context):
    desk.month.close(desk.month.period("2026-10"))
    again = MonthPage(desk, context)
    qtbot.addWidget(again)
    assert again.stepper.period().id == "2026-11"


def test_at_first_only_the_check_can_be_made_and_the_others_say_why(page):
    assert allowed(page) == ["check", "print"]  # what may be saved of an open month, the menu says
    assert page.course.note("close") == "先校核"
    assert page.course.note("print") == "结账后打印"
    assert page.course.note("export") == "先结账"
    assert "先校核" in page.course.buttons["close"].toolTip()


def test_after_the_check_the_keyboard_stands_on_closing(page):
    press(page, "check")
    assert allowed(page) == ["check", "close", "print"]
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
    page.commands()["print"]()
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
    for _ in range(4):
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
    assert page.behind.figure_name() == "超期"
    assert page.behind.matters.line_count() == 2


def test_a_rate_shows_its_two_numbers(page):
    page.show_figure("rate.accept_in_time")
    assert page.behind.value() == "0.00%　0/2"


def test_a_figure_of_nothing_says_so(page):
    page.show_figure("letters")
    assert page.behind.matters.isHidden()


def test_a_rate_can_be_looked_at_by_what_was_lost(page):
    page.show_figure("rate.accept_in_time")
    assert page.behind.matters.line_count() == 2
    page.behind.parts.chip("good").click()
    assert page.behind.matters.isHidden()
    page.behind.parts.chip("lost").click()
    assert page.behind.matters.line_count() == 2


def test_a_rate_of_the_running_month_says_what_can_still_be_saved_and_until_when(page):
    page.stepper.later_button.click()
    page.show_figure("rate.accept_in_time")
    assert page.behind.rule().endswith("都误了0.00%，每件100.00个百分点")
    assert "1件，最早11月20日到期；都按期办到100.00%" in page.behind.rule()
    page.behind.parts.chip("savable").click()
    assert page.behind.matters.line_count() == 1


def test_a_number_of_the_month_before_opens_its_own_records(page, desk):
    page.stepper.later_button.click()
    page.show_number(Door("visits", at=BEFORE))
    assert page.behind.value() == "2 批次"
    assert "上期（2026年10月）" in page.behind.rule()
    assert page.behind.matters.line_count() == 2
    page.show_number(Door("visits", at=YEAR))
    assert page.behind.value() == "—"
    assert page.behind.matters.isHidden()


def test_the_card_tells_difference_and_percentage(page):
    page.stepper.later_button.click()
    page.show_figure("visits")
    assert "上期2批次，减少1批次，下降50.00%" in page.behind.rule()
    assert "登记库没有上年同期的数字" in page.behind.rule()


def test_a_line_of_a_breakdown_opens_its_matters(page):
    page._on_part_wanted("by_purpose")
    assert page.table.current_door().axis == "by_purpose"
    assert "登记总量按信访目的分开" in page.behind.rule()
    assert page.behind.matters.line_count() == 2


def test_a_finer_breakdown_is_counted_when_it_is_asked_for(page):
    assert not [row for row in page.table.rows() if row.part == "by_class3"]
    page.jumps.axis_toggled.emit("by_class3")
    assert page.table.current_door().axis == "by_class3"
    page.jumps.axis_toggled.emit("by_class3")
    assert not [row for row in page.table.rows() if row.part == "by_class3"]
    page.refresh()
    assert page.behind.figure_name() == "登记总量"  # what was open is gone with it


def test_the_word_of_a_part_leads_there_and_follows_the_keyboard(page):
    page.jumps.chips.chip("四、比率").click()
    assert page.table.current_door() == Door("rate.accept_in_time")
    QTest.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert page.jumps.chips.value() == "三、办理"


def test_two_free_dates_are_counted_and_never_closed(page, desk):
    page.stepper.lengths.chip("free").click()
    page.stepper.first_edit.set_value(date(2026, 10, 10))
    assert page.stepper.period().id == "2026-10-10..2026-10-31"
    assert value(page, "receptions") == "1"
    press(page, "check")
    assert allowed(page) == ["check", "print"]
    assert page.course.note("close") == "自选时段不结账"


def test_free_dates_the_wrong_way_round_are_said_and_the_table_stays(page):
    page.stepper.lengths.chip("free").click()
    page.stepper.last_edit.set_value(date(2026, 9, 1))
    assert "起止颠倒" in page.stepper.problem()
    assert value(page, "receptions") == "2"
    page.stepper.last_edit.set_value(date(2026, 10, 9))
    assert page.stepper.problem() == ""
    assert value(page, "receptions") == "1"


def test_a_free_span_is_printed_without_closing(page, window):
    page.stepper.lengths.chip("free").click()
    page.commands()["print"]()
    assert window.papers[0][2] == "统计表-2026-10-01至2026-10-31.pdf"


def test_a_month_in_which_nothing_happened_can_be_reported_closed_and_printed(page, desk, window):
    page.stepper.earlier_button.click()
    assert "● 本期无信访事项，可作零报告" in page.guards.sentences()
    press(page, "check")
    press(page, "close")
    page.commands()["print"]()
    assert window.papers[0][2] == "月报表-2026-09.pdf"
    assert allowed(page) == ["print", "export"]


def test_what_was_closed_and_mended_is_reported_in_the_next_month(page, desk, context):
    press(page, "check")
    press(page, "close")
    mended = desk.matters.find("张三", limit=1)[0].id
    desk.matters.take_step(mended, StepCommand("void", date(2026, 11, 20), text="重复登记"))
    context.changes.matters_changed.emit()
    page.stepper.later_button.click()
    door = next(door for door in page.guards.doors() if "更正" in door.text())
    door.click()
    assert page.table.current_door().corrected == "2026-10"
    assert "原报" in page.behind.rule()
    assert page.behind.matters.line_count() == 2  # the records of the closing stand


def test_a_paper_behind_a_ledgers_figure_opens_as_a_paper(page, desk, context, window):
    desk.office_papers.issue("meeting_minutes", MINUTES)
    context.changes.matters_changed.emit()
    page.stepper.later_button.click()
    page._on_opened(Door("meetings"))
    QTest.keyClick(page.behind.matters, Qt.Key.Key_Return)
    assert window.papers[0][1].startswith(b"%PDF")
    assert window.matters == []


def test_nothing_is_counted_again_while_the_register_stands_still(page, desk, context, monkeypatch):
    counted = []
    monkeypatch.setattr(desk.month, "table", lambda period, **_: counted.append(period))
    context.changes.exchange_changed.emit()
    context.theme.changed.emit()
    page.refresh()
    assert counted == []


def test_a_number_copied_into_excel_has_all_its_columns(page, qapp):
    page.table.copy()
    lines = qapp.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["指标", "本期", "单位"]
    assert lines[2].split("\t")[:3] == ["登记总量", "2", "件次"]


def test_a_narrow_page_shows_fewer_columns_and_offers_the_others(page):
    columns = page.table.model().columnCount
    assert (columns(), page.jumps.views.isHidden()) == (7, True)
    page.resize(820, 668)
    assert (columns(), page.jumps.views.isHidden()) == (5, False)
    page.jumps.views.chip("alone").click()
    assert columns() == 3
    assert page.table.current_door() == Door("receptions")


def test_a_narrow_page_of_a_young_register_compares_with_the_month_before(page):
    page.stepper.later_button.click()
    page.resize(820, 668)
    assert page.jumps.views.value() == "before"


def test_escape_returns_to_the_table(page):
    page._on_opened(Door("visits"))
    page.commands()["back"]()
    assert page.table.hasFocus()


def test_the_charts_tell_in_words_what_they_show(page):
    page.behind.tabs.setCurrentIndex(1)
    told = [view.words() for view in page.behind.charts.views]
    assert told[0].startswith("登记总量（逐月）。")
    assert told[0].endswith("9月—，10月2件次")
    assert told[1].startswith("按内容分类（一级）。")
    page._on_part_wanted("by_village")
    assert [view.words()[:6] for view in page.behind.charts.views] == ["按问题属地。"]


def test_the_quarter_is_a_click_away_and_counts_both_months(page):
    page.stepper.lengths.chip("quarter").click()
    assert page.stepper.period().id == "2026-Q4"
    assert value(page, "receptions") == "3"


def test_one_step_back_is_the_month_before(page):
    page.stepper.earlier_button.click()
    assert page.stepper.period().id == "2026-09"
    assert value(page, "receptions") == "0"


def test_the_menu_of_breakdowns_leads_there_and_offers_the_finer_ones(page):
    menu = page.jumps.open_menu()
    said = [action.text() for action in menu.actions() if action.text()]
    assert said[:2] == ["信访目的", "内容分类（一级）"]
    assert "另加：内容分类（二级）" in said
    next(action for action in menu.actions() if action.text() == "问题属地").trigger()
    menu.close()
    assert page.table.current_door().axis == "by_village"


def test_the_button_of_papers_opens_a_menu_that_starts_on_what_can_be_done(page):
    menu = page.open_papers()
    assert menu.activeAction().isEnabled()
    menu.close()


def test_a_foreign_report_is_checked_in_a_panel_that_escape_closes(page):
    page.report_button.click()
    form = page.panel.content()
    form.text_edit.setPlainText("10月，全镇来访5批。")
    page.commands()["submit"]()
    assert any("应为2" in row.accessibleName() for row in form.rows)
    page.commands()["back"]()
    assert not page.panel.is_open()
