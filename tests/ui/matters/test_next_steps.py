from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from app.core.steps import Offer
from app.ui.matters.next_steps import LESS, MORE, NextSteps, with_day
from app.ui.widgets.buttons import Button
from tests.ui.matters.situation import TODAY, press, reach, register, step

pytestmark = pytest.mark.qt
K = Qt.Key


def offer(kind="accept", label="受理", *, allowed=True, group="接收", **more):
    return Offer(kind, label, "", allowed, group=group, **more)


@pytest.fixture
def steps(qtbot):
    shown = NextSteps()
    qtbot.addWidget(shown)
    shown.resize(700, 400)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    return shown


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 12, 6), "受理　12月6日前"), (date(2027, 1, 3), "受理　2027年1月3日前"), (TODAY, "受理　今天到期"),
        (date(2026, 11, 18), "受理　超期2天"), (None, "受理"),
    ],
)  # fmt: skip
def test_a_step_says_by_when(due_on, words):
    assert with_day(offer(due_on=due_on), TODAY) == words


def test_steps_that_meet_the_same_clock_show_its_day_once_and_all_speak_it(steps):
    day = date(2026, 12, 6)
    both = (offer(due_on=day, clock="notice"), offer("decline", "不予受理", due_on=day, clock="notice"))
    steps.show_offers(both, TODAY)
    assert [button.text() for button in steps.buttons.values()] == ["受理　12月6日前", "不予受理"]
    assert steps.buttons["decline"].accessibleName() == "不予受理　12月6日前"


def test_a_new_matter_shows_six_steps_and_keeps_the_rest_under_a_word(page, waiting):
    page.open_matter(waiting.matter_id)
    steps = page.detail.steps
    seen = [kind for kind, button in steps.buttons.items() if button.isVisible()]
    assert seen == ["accept", "refer", "assign", "decline", "simplify", "decline_again"]
    assert not any(button.isVisible() for button in steps.refused.values())
    QTest.mouseClick(steps.more_button, Qt.MouseButton.LeftButton)
    assert all(button.isVisible() for button in steps.buttons.values())
    assert steps.more_button.text() == LESS
    QTest.mouseClick(steps.more_button, Qt.MouseButton.LeftButton)
    assert [kind for kind, button in steps.buttons.items() if button.isVisible()] == seen


def test_what_is_folded_is_made_when_it_is_looked_at_and_can_be_asked_for_before(page, waiting):
    page.open_matter(waiting.matter_id)
    steps, chosen = page.detail.steps, []
    made = {button.text() for button in steps.findChildren(Button)}
    assert "作废" not in made
    steps.chosen.connect(chosen.append)
    steps.ask_for("void")
    assert chosen == ["void"]
    page.panel.close_panel()
    QTest.mouseClick(steps.more_button, Qt.MouseButton.LeftButton)
    assert [button.isVisible() for button in steps.findChildren(Button) if button.text() == "作废"] == [True]


def test_voiding_is_the_dangerous_kind_and_stands_last(page, waiting):
    page.open_matter(waiting.matter_id)
    assert list(page.detail.steps.buttons)[-1] == "void"
    assert page.detail.steps.buttons["void"].property("kind") == "danger"


def test_only_the_first_button_is_filled_wherever_the_matter_stands(page, desk, waiting):
    for kind, given in (
        ("accept", {}),
        ("assign", {"unit": "自然资源所"}),
        ("answer", {"text": "已修复"}),
        ("deliver", {}),
    ):
        step(desk, waiting.matter_id, kind, **given)
        page.open_matter(waiting.matter_id)
        kinds = [button.property("kind") for button in page.detail.steps.buttons.values()]
        assert (kinds[0], kinds.count("primary")) == ("primary", 1)


def test_every_step_of_the_rules_stands_once_on_the_page(page, waiting):
    page.open_matter(waiting.matter_id)
    steps = page.detail.steps
    kinds = {offer.kind for offer in page.detail.view.offers}
    assert steps.buttons.keys() | steps.refused.keys() == kinds
    assert not steps.buttons.keys() & steps.refused.keys()


def test_the_keyboard_alone_comes_to_a_refused_step_and_hears_why(page, waiting):
    page.open_matter(waiting.matter_id)
    steps = page.detail.steps
    steps.enter()
    reach(steps.more_button)
    press(K.Key_Return)
    reach(steps.refused_button)
    press(K.Key_Space)
    reach(steps.refused["close"])
    assert "不能办结" in steps.reason.sentence()
    assert steps.reason.isVisible()


def test_the_mouse_asks_a_refused_step_why(page, waiting):
    page.open_matter(waiting.matter_id)
    steps = page.detail.steps
    steps.more_button.click()
    steps.refused_button.click()
    QTest.mouseClick(steps.refused["extend"], Qt.MouseButton.LeftButton)
    assert "还没有受理" in steps.reason.sentence()
    assert not page.panel.is_open()


def test_another_matter_opens_folded_and_the_same_one_stays_as_it_is(page, desk, waiting):
    other = register(desk, "李四", days_ago=3)
    page.open_matter(waiting.matter_id)
    page.detail.steps.more_button.click()
    page.refresh()
    assert page.detail.steps.buttons["void"].isVisible()
    page.detail.steps.refused_button.click()
    QTest.qWait(0)
    bar = page.detail.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    page.open_matter(other.matter_id)
    assert bar.value() == 0
    assert not page.detail.steps.buttons["void"].isVisible()
    assert page.detail.steps.more_button.text() == MORE


@pytest.mark.parametrize("scale", [100, 150])
def test_nothing_runs_over_the_edge_of_a_small_window(page, desk, waiting, theme, scale):
    busy = register(desk, "李四", "反映征地补偿款未足额发放，要求公布测算依据", days_ago=20, head_count=7)
    step(desk, busy.matter_id, "assign", days_ago=9, unit="自然资源所")
    page.resize(1000 - 76, 700 - 100)
    theme.change(QApplication.instance(), scale=scale)
    try:
        for registered in (waiting, busy):
            page.open_matter(registered.matter_id)
            page.detail.steps.more_button.click()
            page.detail.steps.refused_button.click()
            QTest.qWait(0)
            steps = page.detail.steps
            buttons = [*steps.buttons.values(), *steps.refused.values(), steps.more_button]
            assert [it.text() for it in buttons if right_edge(it, steps) > steps.width()] == []
            assert steps.mapTo(page, QPoint(steps.width(), 0)).x() <= page.width()
    finally:
        theme.change(QApplication.instance(), scale=100)


def right_edge(widget, place):
    return widget.mapTo(place, QPoint(widget.width(), 0)).x()


def test_a_step_behind_the_word_opens_its_form(page, desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=5)
    page.open_matter(waiting.matter_id)
    page.detail.steps.enter()
    reach(page.detail.steps.more_button)
    press(K.Key_Return)
    reach(page.detail.steps.buttons["mediate"])
    press(K.Key_Return)
    assert page.panel.is_open()
    assert page.panel.accessibleName() == "调解、和解"


def test_tab_goes_down_the_page_in_the_order_one_sees(page, desk, waiting):
    step(desk, waiting.matter_id, "accept", days_ago=5)
    page.open_matter(waiting.matter_id)
    page.refresh()
    detail = page.detail
    detail.header.correct_button.setFocus()
    seen = [QApplication.focusWidget()]
    for _ in range(30):
        press(K.Key_Tab)
        seen.append(QApplication.focusWidget())
    first, *others = [button for button in detail.steps.buttons.values() if button.isVisible()]
    order = [detail.header.correct_button, first, *others, detail.steps.more_button, detail.tabs.tabBar()]
    assert [it for it in seen if it in order][: len(order)] == order
