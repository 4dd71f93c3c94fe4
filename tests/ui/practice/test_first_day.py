"""练习的第一天 and 重置练习 in the real window."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt

from app.core.exchange import Order
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.services.first_day import SUMMARY, TASKS
from app.services.practice_reset import reset_practice
from app.services.receptions import Visitor
from app.ui.application import Application
from app.ui.desk_window import open_window
from app.ui.practice import anew
from app.ui.practice.exercise import Exercise
from app.ui.reception.page import ReceptionPage
from app.ui.surroundings import Surroundings
from app.ui.tasks import InlineTasks
from app.ui.window_state import WindowState
from tests.conftest import PASSWORD, TODAY
from tests.ui.whole import CONTROL, open_whole, press

FEW = 20


@pytest.fixture
def practice(tmp_path, offices, clock):
    with offices.practise(tmp_path / "练习", None, PASSWORD, clock, matters=FEW) as desk:
        yield desk


@pytest.fixture
def window(qapp, qtbot, theme, prompts, desktop, tmp_path, practice):
    return open_whole(qapp, qtbot, theme, prompts, desktop, tmp_path, practice)


@pytest.fixture
def card(window):
    return window.findChild(Exercise).card


def ticked(card):
    return {name for name, row in card.rows.items() if row.is_ticked()}


def test_a_visit_that_is_registered_by_keys_is_ticked_by_itself(window, card, desktop):
    assert not card.isVisible()
    window.run("first_day")
    assert card.isVisible()
    assert ticked(card) == set()
    assert card.title.text() == "登记一次来访"
    card.go_button.click()
    page = window.shown
    assert isinstance(page, ReceptionPage)
    from tests.ui.reception.test_page import fill_in

    fill_in(page, "欧阳练")
    press(window, Qt.Key.Key_S, CONTROL)
    assert ticked(card) == {"register"}
    assert card.title.text() == "找到以前来过的人"
    assert card.count.text() == "做过1件，还有9件"


def test_pressing_next_or_reading_a_task_ticks_nothing(window, card):
    window.run("first_day")
    for task in TASKS:
        card.rows[task.id].button.click()
        assert card.how.text() == task.how
        card.go_button.click()
        assert window.current == task.page
    assert ticked(card) == set()


def test_it_is_left_and_taken_up_again_where_it_was(
    qapp, theme, prompts, desktop, window, card, practice, tmp_path
):
    window.run("first_day")
    practice.receptions.register(
        ReceptionDraft("visit", TODAY, TODAY, "反映路灯", text="不亮", purpose="appeal"),
        [Visitor("王练", "")],
    )
    card.close_button.click()
    assert not card.isVisible()
    window.run("first_day")
    assert ticked(card) == {"register"}
    around = Surroundings(qapp, theme, prompts, desktop, InlineTasks(), WindowState(tmp_path))
    again = open_window(practice, around)
    assert not again.findChild(Exercise).card.isHidden()  # it was open: so it is the next morning
    again.close()


def test_the_whole_day_ends_with_a_plain_summary(window, card, practice, tmp_path):
    window.run("first_day")
    matter = practice.receptions.register(
        ReceptionDraft("visit", TODAY, TODAY, "反映路灯", text="不亮", purpose="appeal"),
        [Visitor("王练", "")],
    ).matter_id
    known = practice.people.lookup("张")[0]
    draft = ReceptionDraft("letter", TODAY, TODAY, "反映水渠", text="淤塞", purpose="appeal")
    practice.receptions.register(draft, [Visitor(known.name, "", person_id=known.id)])
    steps = practice.matters.take_step
    steps(matter, StepCommand("accept", TODAY))
    steps(matter, StepCommand("assign", TODAY, due_on=TODAY + timedelta(days=20)), "财政所")
    practice.papers.printed(practice.papers.issue("acceptance_notice", matter).document.id)
    steps(matter, StepCommand("answer", TODAY, text="已修复", value="supported"))
    steps(matter, StepCommand("deliver", TODAY, way="direct"))
    steps(matter, StepCommand("evaluate", TODAY, value="satisfied"))
    practice.month.close(practice.month.current().previous())
    card.refresh()
    assert card.title.text() == "写出一份报送包"
    assert not card.county_button.isHidden()
    card.county_button.click()
    assert card.county_button.isHidden()
    practice.exchange.export(practice.month.current().previous(), tmp_path, Order("monthly"))
    card.refresh()
    assert ticked(card) == {task.id for task in TASKS}
    assert card.count.text() == "十件都做过了"
    assert not card.summary.isHidden()
    assert card.summary.text() == SUMMARY
    assert card.go_button.isHidden()


def test_a_real_office_has_neither(qapp, qtbot, theme, prompts, desktop, tmp_path, desk):
    window = open_whole(qapp, qtbot, theme, prompts, desktop, tmp_path, desk)
    assert window.findChild(Exercise) is None
    assert not window.can("first_day")
    assert not window.can("reset_practice")


@pytest.fixture
def program(qapp, qtbot, theme, prompts, desktop, tmp_path, practice, monkeypatch):
    monkeypatch.setattr(anew, "reset_practice", partial(reset_practice, matters=FEW))
    desktop.printer = ""
    around = Surroundings(
        qapp, theme, prompts, desktop, InlineTasks(), WindowState(tmp_path), clock=practice.register.clock
    )
    made = Application(around, tmp_path)
    made.show_desk(practice).show()
    yield made
    made.main_window.close()


def test_reset_asks_once_and_shows_the_first_day_in_a_new_window(program, practice, prompts):
    was = [row.number for row in practice.matters.page(which="all", limit=100)]
    practice.receptions.register(
        ReceptionDraft("visit", TODAY, TODAY, "反映路灯", text="不亮", purpose="appeal"),
        [Visitor("王练", "")],
    )
    old = program.main_window
    old.run("first_day")
    old.findChild(Exercise).card.reset_button.click()
    assert prompts.asked == [anew.RESET]
    assert program.main_window is not old
    assert program.main_window.isVisible()
    assert [row.number for row in program.desk.matters.page(which="all", limit=100)] == was
    assert ticked(program.main_window.findChild(Exercise).card) == set()


def test_who_answers_no_keeps_everything(program, practice, prompts):
    practice.offices.change({"phone": "0000-1111111"})
    prompts.confirms = False
    old = program.main_window
    old.run("reset_practice")
    assert program.main_window is old
    assert practice.offices.office().phone == "0000-1111111"
