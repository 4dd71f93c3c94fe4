"""Chips, by keyboard and by mouse."""

import pytest
from PySide6.QtCore import Qt

from app.ui.widgets.chips import Chips

OPTIONS = [("visit", "来访"), ("letter", "来信"), ("web", "网上")]


@pytest.fixture
def channel(qtbot):
    chips = Chips(OPTIONS, name="信访形式")
    qtbot.addWidget(chips)
    chips.show()
    return chips


def test_choosing_one_chip_lets_go_of_the_other(qtbot, channel):
    channel.choose("visit")
    with qtbot.waitSignal(channel.changed):
        qtbot.mouseClick(channel.chip("letter"), Qt.MouseButton.LeftButton)
    assert channel.chosen() == ("letter",)


def test_space_presses_a_chip(qtbot, channel):
    channel.chip("web").setFocus()
    qtbot.keyClick(channel.chip("web"), Qt.Key.Key_Space)
    assert channel.value() == "web"


def test_several_chips_of_a_filter_can_be_on(qtbot):
    chips = Chips(OPTIONS, name="筛选", exclusive=False)
    qtbot.addWidget(chips)
    for key in ("visit", "web"):
        qtbot.mouseClick(chips.chip(key), Qt.MouseButton.LeftButton)
    assert chips.chosen() == ("visit", "web")


def test_other_words_keep_what_was_chosen(channel):
    channel.choose("letter")
    channel.set_options([("letter", "来信 3"), ("call", "来电")])
    assert channel.chosen() == ("letter",)


def test_chips_that_do_not_fit_go_to_the_next_line(channel):
    layout = channel.layout()
    assert layout.heightForWidth(80) > layout.heightForWidth(800)
