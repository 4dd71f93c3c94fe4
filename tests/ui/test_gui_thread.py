"""What would make the window hold still is not done twice, nor before it is needed."""

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.screen_choices import ScreenChoices
from app.ui.settings.page import TITLES, SettingsPage
from app.ui.theme import Theme
from app.ui.window_state import WindowState
from tests.ui.longest_events import Held, told

DEPTH = 12


class Polishes(QObject):
    """Counts how often each widget is told of another style."""

    def __init__(self):
        super().__init__()
        self.counted = Counter()

    def eventFilter(self, watched, event):  # noqa: N802
        if event.type() == QEvent.Type.StyleChange:
            self.counted[type(watched).__name__] += 1
        return False


@pytest.fixture
def nested(qtbot):
    """A label far down in a tree of widgets, as every word of a page is."""
    place = top = QWidget()
    qtbot.addWidget(top)
    for _ in range(DEPTH):
        inner = QWidget()
        QVBoxLayout(place).addWidget(inner)
        place = inner
    label = QLabel("反映")
    QVBoxLayout(place).addWidget(label)
    top.show()
    yield label
    top.close()


def test_another_look_dresses_a_widget_deep_in_a_page_no_more_often_than_one_at_the_top(qapp, theme, nested):
    polishes = Polishes()
    nested.installEventFilter(polishes)
    theme.change(qapp, dark=True)
    theme.change(qapp, dark=False)
    nested.removeEventFilter(polishes)
    assert 0 < polishes.counted["QLabel"] <= 8  # two looks; by Qt's own way it is depth times as many


def test_no_window_draws_itself_half_dressed_and_all_draw_afterwards(qapp, theme, nested):
    theme.change(qapp, dark=True)
    theme.change(qapp, dark=False)
    assert nested.window().updatesEnabled()


def test_the_settings_make_a_section_when_it_is_looked_at(qtbot, qapp, desk, context, desktop, tmp_path):
    desktop.printer = ""
    choices = ScreenChoices(qapp, Theme(motion=False), desktop, WindowState(tmp_path))
    page = SettingsPage(desk, context, choices)
    qtbot.addWidget(page)
    before = len(page.findChildren(QWidget))
    page.refresh()
    assert len(page.findChildren(QWidget)) == before
    for title in TITLES:
        page.open_section(title)
    assert len(page.findChildren(QWidget)) > 2 * before


def test_the_longest_event_is_told_first():
    lines = told([Held(0.06, "Timer", "QTimer"), Held(0.4, "Paint", "MonthPage")]).splitlines()
    assert lines[0].startswith("2 events")
    assert "MonthPage" in lines[1]
