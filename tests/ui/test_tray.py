"""The reminder with a tray of paper and a clock that is set by hand."""

from datetime import UTC, datetime, time

import pytest

from app.ui.tray import Hours, Reminder, system_tray
from app.ui.window_state import WindowState
from tests.ui.whole import open_whole

SAID = "今日有3件到期、1件超期"


class PaperTray:
    """Keeps what was said."""

    def __init__(self):
        self.said, self.gone, self.click = [], False, None

    def say(self, sentence):
        self.said.append(sentence)

    def on_click(self, act):
        self.click = act

    def go(self):
        self.gone = True


class Watch:
    """A clock set by hand."""

    def __init__(self):
        self.at = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)

    def __call__(self):
        return self.at

    def set(self, hour, minute=0):
        self.at = self.at.replace(hour=hour, minute=minute)


@pytest.fixture
def window(qapp, qtbot, theme, prompts, desktop, tmp_path, desk):
    return open_whole(qapp, qtbot, theme, prompts, desktop, tmp_path, desk)


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def tray():
    return PaperTray()


@pytest.fixture
def hours(tmp_path):
    return Hours(WindowState(tmp_path))


@pytest.fixture
def reminder(window, watch, tray, hours):
    return Reminder(window, lambda: SAID, hours.in_force, watch, tray)


def test_at_the_start_and_at_each_hour_once(reminder, watch, tray):
    reminder.begin()
    assert tray.said == [SAID]
    for hour, minute, times in ((8, 59, 1), (9, 0, 2), (9, 1, 2), (14, 31, 3), (23, 0, 3)):
        watch.set(hour, minute)
        reminder.look()
        assert len(tray.said) == times, (hour, minute)


def test_switched_off_it_says_nothing(reminder, watch, tray, hours):
    hours.switch(on=False)
    reminder.begin()
    watch.set(9)
    reminder.look()
    assert tray.said == []


def test_other_hours_hold_from_the_next_look(reminder, watch, tray, hours):
    assert hours.choose("16点") == "16:00"
    watch.set(14, 31)
    reminder.look()
    assert tray.said == []
    watch.set(16)
    reminder.look()
    assert tray.said == [SAID]


def test_when_nothing_presses_it_is_silent(window, watch, tray, hours):
    Reminder(window, lambda: "", hours.in_force, watch, tray).begin()
    assert tray.said == []


def test_without_a_tray_the_window_says_it(window, watch, hours):
    reminder = Reminder(window, lambda: SAID, hours.in_force, watch, None)
    reminder.begin()
    assert window.toast.isVisible()
    assert window.toast.accessibleName() == SAID


def test_a_click_opens_today(window, reminder, tray):
    window.open_page("month")
    window.showMinimized()
    tray.click()
    assert window.current == "today"
    assert not window.isMinimized()


def test_locked_it_says_the_same_counts_and_a_click_does_not_unlock(window, reminder, tray):
    window.open_page("month")
    window.lock()
    reminder.remind()
    tray.click()
    assert tray.said == [SAID]
    assert window.is_locked()
    assert window.current == "month"


def test_closing_the_window_ends_it(window, reminder, tray):
    reminder.begin()
    window.close()
    assert tray.gone


def test_what_was_kept_and_cannot_be_read_is_the_usual_hours(tmp_path):
    state = WindowState(tmp_path)
    state.write("remind/hours", "坏了")
    assert Hours(state).in_force() == (time(9), time(14, 30))


def test_off_screen_there_is_no_tray(window):
    assert system_tray(window) is None


def test_the_hours_are_set_in_the_settings(window, qtbot, hours):
    page = window.open_page("settings")
    page.open_section("显示和打印")
    section = page.screen_look
    assert section.hours.text() == "09:00、14:30"
    section.hours.setText("8点半")
    section.hours.editingFinished.emit()
    assert "不是钟点" in section._hours_field.problem()
    section.hours.setText("8:30")
    section.hours.editingFinished.emit()
    assert section.hours.text() == "08:30"
    section.reminding.chip("off").click()
    assert not section.hours.isVisible()
    assert hours.written() == "08:30"
    assert not hours.is_on()
