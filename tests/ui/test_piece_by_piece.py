"""Pages with the turns of a real event loop: what is seen first, what follows, and that nothing acts on the wrong matter."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.ui.matters.detail import PAPERS
from app.ui.matters.page import MattersPage
from app.ui.month.doors import Door
from app.ui.month.page import MonthPage
from app.ui.reception.page import ReceptionPage
from app.ui.tasks import InlineTasks
from app.ui.turns import EventTurns
from tests.ui.matters.situation import press, register, surroundings
from tests.ui.reception.test_page import fill_in, newest

K = Qt.Key
LAMPS = "反映二组通组路灯长期不亮"


class TakingTurns(InlineTasks):
    """Jobs at once, pieces as in the running program."""

    def turns(self, page, /):
        return EventTurns(page)


@pytest.fixture
def around():
    made = surroundings()
    return replace(made, context=replace(made.context, tasks=TakingTurns()))


def shown(page, qtbot):
    qtbot.addWidget(page)
    page.resize(1290, 668)
    page.show()
    page.refresh()
    qtbot.waitExposed(page)
    page.activateWindow()
    return page


@pytest.fixture
def reception(qtbot, desk, around):
    page = shown(ReceptionPage(desk, around.context), qtbot)
    page.questions.enter()
    return page


def settled(turns, qtbot):
    qtbot.waitUntil(lambda: not turns.is_waiting())


def test_the_first_earlier_matters_stand_at_once_and_the_others_follow(reception, desk, qtbot):
    for days_ago in range(5):
        register(desk, "李四", LAMPS, days_ago=30 + days_ago)
    fill_in(reception, about="反映村道路灯长期不亮")
    reception.look_again()
    assert len(reception.earlier.cards) == 2
    settled(reception._turns, qtbot)
    cards = reception.earlier.cards
    assert [card.matter.id for card in cards] == [it.id for it in reception.earlier._found]
    tops = [card.y() for card in cards]
    assert len(cards) == 5
    assert tops == sorted(tops)


def test_cards_of_a_reception_that_was_given_up_do_not_come_after_it(reception, desk, qtbot):
    for days_ago in range(5):
        register(desk, "李四", LAMPS, days_ago=30 + days_ago)
    fill_in(reception, about="反映村道路灯长期不亮")
    reception.look_again()
    reception.save()
    settled(reception._turns, qtbot)
    assert reception.earlier.cards == []
    assert not reception.questions.category.suggested


def test_the_same_matters_are_not_drawn_again_for_every_pause(reception, desk, qtbot):
    register(desk, "李四", LAMPS, days_ago=30)
    fill_in(reception, about="反映村道路灯长期不亮")
    reception.look_again()
    card = reception.earlier.cards[0]
    reception.look_again()
    assert reception.earlier.cards[0] is card


def test_a_receipt_goes_to_the_printer_after_the_page_is_ready_for_the_next(reception, desk, around, qtbot):
    fill_in(reception)
    reception.save_and_print()
    assert (newest(desk).title, reception.questions.is_blank(), around.desktop.printed) == (
        "反映村道积水",
        True,
        [],
    )
    settled(reception._turns, qtbot)
    assert len(around.desktop.printed) == 1
    assert around.toasts[-1][0].endswith("已登记，回执已送打印机")


def test_two_receipts_asked_for_at_once_are_both_printed(reception, around, qtbot):
    for who in ("王五", "赵六"):
        fill_in(reception, who)
        reception.save_and_print()
    settled(reception._turns, qtbot)
    assert len(around.desktop.printed) == 2


def test_a_receipt_that_waits_is_printed_before_the_page_is_left(reception, around):
    fill_in(reception)
    reception.save_and_print()
    assert reception.may_leave()
    assert len(around.desktop.printed) == 1


@pytest.fixture
def matters(qtbot, desk, around):
    for number in range(3):
        register(desk, "张三", f"反映第{number}件事", days_ago=10 - number)
    page = shown(MattersPage(desk, around.context, page_size=5), qtbot)
    settled(page._turns, qtbot)
    settled(page.detail._turns, qtbot)
    return page


def test_going_down_the_list_the_head_is_there_at_once_and_only_the_last_tab_is_filled(
    matters, qtbot, monkeypatch
):
    filled = []
    show = matters.detail.timeline.show_lines
    monkeypatch.setattr(
        matters.detail.timeline, "show_lines", lambda *a, **k: (filled.append(1), show(*a, **k))
    )
    matters.list.lines.setFocus()
    for _ in range(2):
        press(K.Key_Down)
        assert matters.detail.view.matter.id == matters._matter_id
    settled(matters.detail._turns, qtbot)
    assert len(filled) == 1


def test_after_a_step_the_paper_that_is_due_lies_ready_without_the_other_tab_being_filled(
    matters, qtbot, monkeypatch
):
    matters.open_matter(matters._matter_id, "accept")
    settled(matters._turns, qtbot)
    settled(matters.detail._turns, qtbot)
    monkeypatch.setattr(
        matters.detail.timeline, "show_lines", lambda *_, **__: pytest.fail("nobody looks there")
    )
    matters.submit()
    settled(matters.detail._turns, qtbot)
    assert matters.detail.tabs.currentIndex() == PAPERS
    assert matters.detail.papers.rows["acceptance_notice"].isAncestorOf(matters.focusWidget())


def test_the_list_stands_before_its_first_matter(qtbot, desk, around):
    register(desk, "张三", LAMPS, days_ago=3)
    page = shown(MattersPage(desk, around.context), qtbot)
    page.enter()
    assert page.list.lines.line_count() == 1
    assert page.detail.view is None
    settled(page._turns, qtbot)
    assert page.detail.view.matter.title == LAMPS
    assert page.list.lines.selectionModel().hasSelection()


def test_a_form_made_for_a_matter_does_not_open_over_another(matters, desk, qtbot):
    rows = desk.matters.page(which="all")
    matters.open_matter(rows[0].id)
    matters.open_classification()
    matters.open_matter(rows[1].id)
    settled(matters._turns, qtbot)
    assert not matters.panel.is_open()
    matters.detail.open_dossier()
    matters.open_matter(rows[0].id)
    settled(matters.detail._turns, qtbot)
    assert not matters.panel.is_open()


def test_a_form_asked_for_belongs_to_the_matter_that_is_shown_when_it_comes(matters, desk, qtbot):
    rows = desk.matters.page(which="all")
    matters.open_matter(rows[0].id, "accept")
    matters.open_matter(rows[1].id, "accept")
    settled(matters._turns, qtbot)
    assert matters.detail.view.matter.id == rows[1].id
    assert matters.panel.is_open()


def test_a_reception_taken_back_does_not_stand_over_what_was_typed_meanwhile(reception, around, qtbot):
    fill_in(reception)
    reception.save()
    around.toasts[-1][1]()
    reception.questions.title_edit.setText("反映另一件事")
    settled(reception._turns, qtbot)
    assert reception.questions.about().title == "反映另一件事"


def test_a_reception_taken_back_stands_again(reception, around, qtbot):
    fill_in(reception)
    reception.save()
    around.toasts[-1][1]()
    settled(reception._turns, qtbot)
    assert reception.questions.about().title == "反映村道积水"


@pytest.fixture
def month(qtbot, desk, around):
    register(desk, "张三", LAMPS, days_ago=40)
    page = MonthPage(desk, around.context)
    qtbot.addWidget(page)
    page.resize(1290, 668)
    page.show()
    return page


def test_a_number_asked_for_as_the_month_opens_is_the_one_shown(month, qtbot):
    month.refresh()
    month.show_figure("rate.answer_in_time")
    settled(month._turns, qtbot)
    assert month.table.current_door() == Door("rate.answer_in_time")
    assert month.table.holds(Door("receptions"))


def test_of_periods_passed_by_only_the_last_is_shown(month, qtbot, monkeypatch):
    month.refresh()
    settled(month._turns, qtbot)
    shown, show = [], month.table.show_rows
    monkeypatch.setattr(month.table, "show_rows", lambda *it: (shown.append(month._table.period), show(*it)))
    for length in ("quarter", "year"):
        month.stepper.lengths.chip(length).click()
    settled(month._turns, qtbot)
    assert [period.months for period in shown] == [12]
    assert month.stepper.period() == shown[0]


def test_rows_that_stand_already_are_not_laid_again(month, qtbot, monkeypatch):
    month.refresh()
    settled(month._turns, qtbot)
    monkeypatch.setattr(month.table, "show_rows", lambda *_: pytest.fail("nothing has changed"))
    month.refresh()
    settled(month._turns, qtbot)
