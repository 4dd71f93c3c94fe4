"""The strip with many clocks: what presses stands on the line, the rest waits behind 更多时限."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.matters.clock_words import dated, named, tone_of
from app.ui.matters.deadline_strip import DeadlineStrip
from app.ui.matters.strip_layout import chosen
from app.ui.theme import Tone
from tests.ui.matters.situation import TODAY, press, register, step

K = Qt.Key


@pytest.fixture
def many(desk):
    """A matter assigned from above with every clock an office can set itself."""
    desk.offices.choose({"answer_target_days": 45, "pass_on_within_days": 5, "superior_margin_days": 5})
    matter_id = register(
        desk, "张三", days_ago=75, purpose="appeal", source="上级交办", superior_due_on=date(2026, 12, 10)
    ).matter_id
    step(desk, matter_id, "accept", days_ago=72)
    step(desk, matter_id, "assign", days_ago=70, unit="自然资源所", due_on=date(2026, 11, 30))
    step(desk, matter_id, "sign", days_ago=69)
    step(desk, matter_id, "extend", days_ago=20, days=20, leader="周甲", text="需要测绘")
    return desk.matters.view(matter_id).deadlines


@pytest.fixture
def strip(qtbot, theme, many):
    shown = DeadlineStrip(theme)
    qtbot.addWidget(shown)
    shown.resize(760, 200)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    shown.show_deadlines(date(2026, 9, 6), many, TODAY)
    return shown


def ids(lines):
    return {line.clock for line in lines}


def test_what_presses_stands_on_the_line_and_reminders_are_folded(strip, many):
    assert len(many) == 10
    assert {"answer", "assignment", "superior", "extension_notice"} <= ids(strip.line.deadlines())
    assert {"answer_target", "pass_on_internal", "superior_internal"} <= ids(strip.line.folded())
    assert len(strip.deadlines()) == 10


def test_a_narrow_strip_folds_more_and_a_wide_one_fewer(qtbot, strip):
    wide = len(strip.line.deadlines())
    strip.resize(360, 200)
    qtbot.waitUntil(lambda: len(strip.line.deadlines()) < wide)
    assert len(strip.more) == 10 - len(strip.line.deadlines())
    assert f"（{len(strip.more)}）" in strip.more_button.text()


def test_the_folded_ones_open_by_keys_and_each_explains_itself(qtbot, strip, many):
    strip.setFocus()
    press(K.Key_Tab)
    assert strip.more_button.hasFocus()
    press(K.Key_Return)
    assert strip.is_unfolded()
    press(K.Key_Tab)
    assert QApplication.focusWidget() is strip.more[0]
    with qtbot.waitSignal(strip.explained) as asked:
        press(K.Key_Return)
    assert asked.args == [strip.line.folded()[0]]


def test_the_words_of_the_strip_say_how_many_wait(strip):
    assert strip.accessibleName().endswith(f"；另有{len(strip.more)}个时限")
    assert "交办反馈（承办单位） 限11月30日 还有10天" in strip.accessibleName()


def test_few_clocks_need_no_fold(strip, many):
    strip.show_deadlines(date(2026, 9, 6), many[:1], TODAY)
    assert not strip.more_button.isVisible()
    strip.show_deadlines(date(2026, 9, 6), (), TODAY)
    assert not strip.isVisible()


def test_the_office_s_own_reminder_is_never_called_overdue(many):
    target = next(line for line in many if line.clock == "answer_target")
    assert dated(target, TODAY) == "限10月24日 已过27天"
    assert tone_of(target, TODAY) is Tone.SOON
    notice = next(line for line in many if line.clock == "extension_notice")
    assert dated(notice, TODAY) == "限11月8日 超期12天"
    assert tone_of(notice, TODAY) is Tone.LATE


def test_a_unit_s_right_that_passed_is_grey_and_says_whose_it_was(many):
    objection = next(line for line in many if line.clock == "objection")
    assert (named(objection), tone_of(objection, TODAY)) == ("单位异议（承办单位）", Tone.CLOSED)
    assert dated(objection, TODAY) == "限9月18日 已过"


def test_at_least_one_clock_has_a_place_however_narrow_it_is(many):
    assert len(chosen(many, [500.0] * len(many), TODAY, 100, 8)) == 1


def test_what_still_runs_is_preferred_to_what_is_done(many):
    (only,) = chosen(many, [90.0] * len(many), TODAY, 100, 8)
    assert many[only].clock == "extension_notice"
