"""Ten seconds to take a step back, with real keys in the whole window."""

import pytest
from PySide6.QtCore import Qt

from app.core.steps import StepCommand
from tests.ui.matters.situation import TODAY, register
from tests.ui.whole import CONTROL, open_whole, press

K = Qt.Key


@pytest.fixture
def waiting(desk):
    return register(desk, "张三", "反映村道路灯长期不亮", days_ago=10)


@pytest.fixture
def window(qapp, qtbot, theme, prompts, desktop, tmp_path, desk, waiting):
    """The matter's form of 受理 is open under the keyboard."""
    opened = open_whole(qapp, qtbot, theme, prompts, desktop, tmp_path, desk)
    page = opened.open_page("matters", lambda screen: screen.show_matter(waiting.matter_id))
    page.open_step("accept")
    return opened


def test_ctrl_z_while_the_toast_is_up_takes_the_step_back(window, desk, waiting):
    press(window, K.Key_Return, CONTROL)
    assert desk.matters.matter(waiting.matter_id).state == "accepted"
    assert window.toast.can_take_back()
    press(window, K.Key_Z, CONTROL)
    matter = desk.matters.matter(waiting.matter_id)
    assert (matter.state, [step.kind for step in matter.steps if not step.withdrawn]) == ("registered", [])
    assert window.shown.detail.header.state.text() == "待受理"
    assert "已撤销受理" in window.toast.accessibleName()
    assert any("误登，当即撤销" in line.text for line in desk.matters.view(waiting.matter_id).timeline)


def test_a_second_ctrl_z_takes_nothing_more_back(window, desk, waiting):
    press(window, K.Key_Return, CONTROL)
    press(window, K.Key_Z, CONTROL)
    entries = desk.safety.verify().entries
    press(window, K.Key_Z, CONTROL)
    assert desk.safety.verify().entries == entries


def test_a_refused_undo_says_its_sentence_and_leaves_the_step(window, desk, waiting, prompts):
    press(window, K.Key_Return, CONTROL)
    desk.matters.take_step(waiting.matter_id, StepCommand("deliver", TODAY, way="direct"))
    press(window, K.Key_Z, CONTROL)
    assert len(prompts.errors) == 1
    assert prompts.errors[0].endswith("。")
    assert desk.matters.matter(waiting.matter_id).state != "registered"
