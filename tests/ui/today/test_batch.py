"""打印本周文书: listed, ticked, made and printed once; nothing half done."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.ui.tasks import Stopped
from app.ui.today.batch_panel import EACH_TURN, SEEN
from app.ui.today.page import TodayPage
from tests.ui.matters.situation import press, register, step, surroundings
from tests.ui.test_piece_by_piece import TakingTurns

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def around():
    return surroundings()


@pytest.fixture
def decided(desk):
    """Two acceptances nobody has been told of, and an answer that lacks what the law wants in it."""
    found = [register(desk, name, days_ago=14).matter_id for name in ("张三", "李四")]
    for matter_id in found:
        step(desk, matter_id, "accept", days_ago=13)
    return found


@pytest.fixture
def page(qtbot, desk, around, decided):
    shown = TodayPage(desk, around.context)
    qtbot.addWidget(shown)
    shown.resize(1290, 668)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.refresh()
    qtbot.waitUntil(lambda: "份" in shown.batch_button.text())
    return shown


def test_the_button_has_room_for_its_number_as_soon_as_it_says_it(page):
    page.batch_button.set_verb("打")
    QApplication.processEvents()
    page._count_batch()
    assert page.batch_button.width() >= page.batch_button.sizeHint().width()


def made(desk, decided):
    return [paper for matter_id in decided for paper in desk.matters.view(matter_id).documents]


def test_the_button_says_how_many_and_the_list_whose_they_are(page):
    assert page.batch_button.text() == "打印本周文书（2份）"
    QTest.mouseClick(page.batch_button, Qt.MouseButton.LeftButton)
    form = page.panel.content()
    assert [paper.who for paper, _ in form.ticks] == ["张三", "李四"]
    assert form.submit_button.accessibleName() == "制作并打印2份"


def test_ctrl_enter_makes_all_prints_once_and_notes_each(qtbot, page, desk, around, decided):
    page.batch.open()
    press(K.Key_Return, CONTROL)
    assert [(it.form, it.prints) for it in made(desk, decided)] == [("acceptance_notice", 1)] * 2
    assert len(around.desktop.printed) == 1
    assert not page.panel.is_open()
    qtbot.waitUntil(lambda: page.batch_button.text() == "打印本周文书")


def test_what_has_no_tick_is_not_made(page, desk, around, decided):
    page.batch.open()
    page.panel.content().ticks[0][1].setFocus()
    press(K.Key_Space)
    press(K.Key_Return, CONTROL)
    assert [it.matter_id for it in made(desk, decided)] == [decided[1]]


def test_with_no_tick_it_says_so(page, around):
    page.batch.open()
    form = page.panel.content()
    for _, tick in form.ticks:
        tick.setChecked(False)
    page.submit()
    assert form.refusal.sentence() == "请至少选一份文书，没有打印"
    assert around.desktop.printed == []


def test_proofs_and_both_sides_go_with_it(page, desk, around, decided):
    page.batch.open()
    form = page.panel.content()
    form.returns_check.setChecked(True)
    form.sides_check.setChecked(True)
    page.submit()
    assert sorted({it.form for it in made(desk, decided)}) == ["acceptance_notice", "service_return"]
    assert around.desktop.wished[0].both_sides is True


def test_what_cannot_be_made_stands_apart_with_its_sentence(page, desk, around, decided):
    step(desk, decided[0], "answer", days_ago=1, text="已责令整改。")
    page.batch.open()
    form = page.panel.content()
    assert [(paper.form, bool(sentence)) for paper, sentence in form.blocked] == [("opinion", True)]
    assert "opinion" not in {paper.form for paper in form.chosen()}


def test_a_broken_printer_leaves_the_papers_made_and_listed(page, desk, around, decided):
    around.desktop.out_of_paper = True
    page.batch.open()
    page.submit()
    assert [it.prints for it in made(desk, decided)] == [0, 0]
    assert "还列在里面" in around.prompts.errors[0]
    assert [bool(it.document_id) for it in page.batch.due()] == [True, True]


def test_a_print_that_is_cancelled_leaves_no_number_used(monkeypatch, page, desk, around, decided):
    def stop(_done, _total):
        raise Stopped

    page.batch.open()
    form = page.panel.content()
    monkeypatch.setattr(page.batch.work, "_reporting", lambda: stop)
    page.submit()
    assert "没有取号" in form.refusal.sentence()
    assert made(desk, decided) == []
    assert around.desktop.printed == []


@pytest.fixture
def pile(qtbot, desk):
    """The list of a long week, with the turns of a real event loop."""
    for number in range(SEEN + 2 * EACH_TURN):
        step(desk, register(desk, f"张{number}", days_ago=14).matter_id, "accept", days_ago=13)
    around = surroundings()
    context = replace(around.context, tasks=TakingTurns())
    shown = TodayPage(desk, context)
    qtbot.addWidget(shown)
    shown.resize(1290, 668)
    shown.show()
    shown.refresh()
    shown.batch.open()
    qtbot.waitUntil(shown.panel.is_open)
    return shown


def test_of_a_long_pile_the_first_papers_stand_at_once_and_the_others_follow_in_their_order(pile, qtbot):
    form, whole = pile.panel.content(), SEEN + 2 * EACH_TURN
    assert len(form.ticks) < whole
    assert form.submit_button.accessibleName() == f"制作并打印{whole}份"
    qtbot.waitUntil(lambda: len(form.ticks) == whole)
    tops = [tick.mapTo(form, tick.rect().topLeft()).y() for _, tick in form.ticks]
    assert tops == sorted(tops)
    assert all(tick.isVisible() for _, tick in form.ticks)


def test_a_paper_whose_row_is_still_to_come_is_printed_with_the_others(pile):
    form, wishes = pile.panel.content(), []
    form.submitted.connect(wishes.append)
    form.ticks[0][1].setChecked(False)
    form.submit()
    assert len(wishes[0].papers) == SEEN + 2 * EACH_TURN - 1


def test_a_list_that_is_closed_before_it_is_whole_is_forgotten(pile, qtbot):
    form = pile.panel.content()
    pile.panel.close_panel()
    qtbot.waitUntil(lambda: not isValid(form))
    assert not pile.panel.is_open()
