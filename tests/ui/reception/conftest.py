"""A reception page on a real register, as a clerk sits before it."""

import pytest

from app.ui.reception.page import ReceptionPage
from tests.ui.matters.situation import surroundings


@pytest.fixture
def around():
    return surroundings()


@pytest.fixture
def page(qtbot, desk, around):
    shown = ReceptionPage(desk, around.context)
    qtbot.addWidget(shown)
    shown.resize(1290, 668)
    shown.show()
    shown.refresh()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    shown.questions.enter()
    return shown
