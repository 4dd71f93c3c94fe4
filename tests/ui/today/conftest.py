"""The Today page over an office, not read yet."""

import pytest

from app.ui.today.page import TodayPage
from tests.ui.matters.situation import surroundings


@pytest.fixture
def around(theme):
    return surroundings(theme=theme)


@pytest.fixture
def page(qtbot, desk, around):
    shown = TodayPage(desk, around.context)
    qtbot.addWidget(shown)
    return shown
