"""A month of a large register is counted between the keys: what it shows meanwhile, and what ends it."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.receptions import ReceptionDraft
from app.errors import NotAllowed
from app.services.receptions import Visitor
from app.ui import turns
from app.ui.month import counting
from app.ui.month.doors import Door
from app.ui.month.page import MonthPage
from app.ui.tasks import InlineTasks, Stopped

DAYS = (date(2026, 9, 3), date(2026, 10, 8), date(2026, 10, 15))


class ByHand(InlineTasks):
    """Turns that come when the test says so."""

    def __init__(self):
        self.waiting = {}

    def turns(self, _page, /):
        return self

    def put(self, name, piece, /):
        self.waiting[name] = piece

    def drop(self, name, /):
        self.waiting.pop(name, None)

    def turn(self):
        self.waiting.pop(next(iter(self.waiting)))()

    def finish(self):
        while self.waiting:
            self.turn()


@pytest.fixture
def tasks():
    return ByHand()


def receive(desk, day):
    desk.receptions.register(ReceptionDraft("visit", day, day, "反映村道路灯不亮"), [Visitor("张三")])


@pytest.fixture
def page(qtbot, desk, context, tasks, monkeypatch):
    for day in DAYS:
        receive(desk, day)
    shown = MonthPage(desk, replace(context, tasks=tasks))
    qtbot.addWidget(shown)
    shown.resize(1290, 668)
    shown.show()
    shown.activateWindow()
    qtbot.waitActive(shown)
    shown.arrive()
    tasks.finish()
    monkeypatch.setattr(turns, "STRETCH", -1)  # a part each turn
    monkeypatch.setattr(counting, "HIDDEN_AFTER", -1)
    return shown


def test_a_large_month_is_hidden_until_it_is_counted(page, tasks):
    assert page.table.text(Door("receptions")) == "2"
    page.stepper.earlier_button.click()
    tasks.turn()
    assert not page.table.isVisible()
    assert not page.course.isVisible()
    assert page.counting.isVisible()
    assert page.counting.said().startswith("正在统计2026年9月")
    assert "print" not in page.commands()
    tasks.finish()
    assert page.table.isVisible()
    assert page.course.isVisible()
    assert not page.counting.isVisible()
    assert page.table.text(Door("receptions")) == "1"
    assert "print" in page.commands()


def test_a_month_soon_counted_takes_the_place_of_the_other_without_a_word(page, tasks, monkeypatch):
    monkeypatch.setattr(counting, "HIDDEN_AFTER", 3600)
    page.stepper.earlier_button.click()
    while tasks.waiting:
        assert page.table.isVisible()
        assert not page.counting.isVisible()
        tasks.turn()
    assert page.table.text(Door("receptions")) == "1"


def test_nothing_is_printed_of_another_month_than_the_one_named(page, tasks, desk, window, monkeypatch):
    desk.month.close(desk.month.period("2026-09"))
    monkeypatch.setattr(counting, "HIDDEN_AFTER", 3600)
    page.stepper.later_button.click()
    tasks.finish()
    page.stepper.earlier_button.click()
    page.stepper.earlier_button.click()
    page.print_table()
    assert [title for title, _, _ in window.papers] == [
        title for title, _, _ in window.papers if "2026年9月" in title
    ]
    assert window.papers


def test_the_keyboard_is_where_it_was(page, tasks):
    assert page.table.hasFocus()
    page.stepper.earlier_button.click()
    tasks.turn()
    tasks.finish()
    assert page.table.hasFocus()


def test_a_page_opened_while_it_counts_leaves_the_keyboard_on_the_table(page, tasks):
    page.stepper.earlier_button.click()
    tasks.turn()
    page.arrive()
    tasks.finish()
    assert page.table.hasFocus()


def test_a_number_asked_for_meanwhile_is_opened_with_the_count(page, tasks):
    page.stepper.earlier_button.click()
    page.show_figure("visits")
    tasks.finish()
    assert page.table.current_door() == Door("visits")


def test_the_bar_goes_on(page, tasks):
    page.stepper.earlier_button.click()
    said = []
    while tasks.waiting:
        said.append(page.counting.said())
        tasks.turn()
    assert len(set(said)) > 3


def test_who_does_not_want_to_wait_goes_on_with_the_day(page, tasks, window):
    page.stepper.earlier_button.click()
    tasks.turn()
    page.counting.cancel_button.click()
    assert window.pages == ["today"]
    assert not tasks.waiting
    page.arrive()
    tasks.finish()
    assert page.table.text(Door("receptions")) == "1"


def test_escape_gives_it_up_as_well(page, tasks, window):
    page.stepper.earlier_button.click()
    tasks.turn()
    page.back()
    assert window.pages == ["today"]


def test_what_is_registered_under_the_count_is_counted(page, tasks, desk):
    page.stepper.earlier_button.click()
    for _ in range(3):
        tasks.turn()
    receive(desk, date(2026, 9, 20))
    tasks.finish()
    assert page.table.text(Door("receptions")) == "2"


def test_a_count_given_up_goes_on_where_it_was(page, tasks, desk, monkeypatch):
    begun = []
    count = desk.month.table_in_parts
    monkeypatch.setattr(
        desk.month, "table_in_parts", lambda period, **how: (begun.append(period.id), count(period, **how))[1]
    )
    page.stepper.earlier_button.click()
    tasks.turn()
    page.refresh()
    tasks.turn()
    page.refresh()
    tasks.finish()
    assert begun == ["2026-09"]


def test_closing_that_is_stopped_closes_nothing(desk):
    receive(desk, DAYS[1])
    month, heard = desk.month.period("2026-10"), []

    def stop(done, total):
        heard.append((done, total))
        raise Stopped

    with pytest.raises(Stopped):
        desk.month.close(month, stop)
    assert heard
    assert desk.month.closed_periods() == ()
    desk.month.close(month, lambda done, total: heard.append((done, total)))
    assert all(0 < done <= total for done, total in heard)
    with pytest.raises(NotAllowed):
        desk.month.close(month)
