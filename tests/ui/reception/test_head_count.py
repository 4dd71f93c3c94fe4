"""人数 as input methods give it."""

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.ui.reception.head_count import HeadCount


@pytest.fixture
def heads(qtbot):
    made = HeadCount()
    qtbot.addWidget(made)
    made.selectAll()
    return made


@pytest.mark.parametrize(("typed", "meant"), [("12", 12), ("１２", 12), ("３x", 3), ("十", 1)])
def test_digits_of_either_width_count_and_other_letters_do_not(heads, write, typed, meant):
    write(typed, heads)
    assert heads.value() == meant


def test_a_full_width_number_committed_whole_is_taken(heads):
    committed = QInputMethodEvent()
    committed.setCommitString("１０５")
    QApplication.sendEvent(heads, committed)
    assert (heads.text(), heads.value()) == ("105", 105)
