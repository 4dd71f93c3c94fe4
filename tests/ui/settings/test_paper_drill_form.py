"""From Today's reminder to two groups typed from the paper: which is wrong is told, and wrong ones cost waiting."""

from datetime import timedelta

import pytest

from app.core.recovery_codes import spell
from app.db.engine.costs import LEAST
from app.services.opening import create_office
from app.ui.desk_window import open_window
from app.ui.prompts import QtPrompts
from app.ui.surroundings import Surroundings
from app.ui.tasks import InlineTasks
from app.ui.window_state import WindowState
from tests.conftest import PASSWORD, TODAY

CODE = bytes(range(1, 17))
WORDS, OTHER = spell(CODE), spell(bytes(range(50, 66)))


@pytest.fixture
def desk(tmp_path, setup, clock):
    made = create_office(tmp_path / "数据", setup, PASSWORD, clock=clock, cost=LEAST, recovery=CODE)
    clock.set(TODAY + timedelta(days=200))
    with made:
        yield made


@pytest.fixture
def window(qapp, qtbot, theme, desktop, desk, tmp_path):
    desktop.printer = ""
    around = Surroundings(qapp, theme, QtPrompts(), desktop, InlineTasks(), WindowState(tmp_path))
    made = open_window(desk, around)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def form(window):
    line = window.open_page("today").paper
    assert line.isVisibleTo(window)
    line.go_button.click()
    return window.shown.safety.keys.paper_form


def fill(form, words):
    for place, (name, edit) in zip(form.places, form.edits.items(), strict=True):
        assert name == f"group{place}"
        edit.setText(words[place - 1])
    form.submit()


def test_today_leads_to_the_form_and_two_right_groups_end_the_reminder(window, desk, form):
    assert len(form.edits) == 2
    fill(form, WORDS)
    keys = window.shown.safety.keys
    assert keys.paper_form is None
    assert "核对一致" in keys.notice.sentence()
    assert not window.open_page("today").paper.isVisibleTo(window)
    assert desk.paper_drills.standing().last_on == desk.register.today()


def test_the_wrong_group_is_told_under_its_field(form):
    first, second = form.places
    form.edits[f"group{first}"].setText(WORDS[first - 1])
    form.edits[f"group{second}"].setText(OTHER[second - 1])
    form.submit()
    assert form.fields[f"group{first}"].problem() == ""
    assert "不一致" in form.fields[f"group{second}"].problem()


def test_wrong_groups_keep_the_button_waiting_beyond_a_new_form(window, form):
    for _ in range(3):
        fill(form, OTHER)
    assert form.seconds_left() == 2
    assert not form.submit_button.isEnabled()
    window.shown.safety.keys.open_form("paper")
    again = window.shown.safety.keys.paper_form
    assert again is not form
    assert again.seconds_left() == 2
    fill(again, WORDS)
    assert window.shown.safety.keys.paper_form is again  # not before the pause is over


def test_the_section_of_the_keys_opens_no_window_of_its_own(qapp, window):
    """A button that is shown before it has a parent is a window, and takes the keyboard from the desk."""
    before = {widget for widget in qapp.topLevelWidgets() if widget.isVisible()}
    window.open_page("settings").show_section("数据安全")
    assert {widget for widget in qapp.topLevelWidgets() if widget.isVisible()} <= before
