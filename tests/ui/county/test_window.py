"""From the assistant's third choice to the county's window and back to its password."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.county.desk import create_county
from app.db.engine.costs import LEAST
from app.services.folders import has_register
from app.ui.application import Application
from app.ui.county.opening import PAGES, open_county_window
from app.ui.desktop import QtDesktop
from app.ui.prompts import QtPrompts
from app.ui.start.first_start import CountyStart
from app.ui.surroundings import Surroundings
from app.ui.tasks import InlineTasks
from app.ui.window_state import WindowState
from tests.county.townships import NOW, PASSWORD, Township

LONG = "一句好记的话也行"


@pytest.fixture
def around(qapp, theme, tmp_path):
    (tmp_path / "screen").mkdir()
    state = WindowState(tmp_path / "screen")
    return Surroundings(qapp, theme, QtPrompts(), QtDesktop(""), InlineTasks(), state)


@pytest.fixture
def desk(tmp_path):
    made = create_county(
        tmp_path / "data" / "county", "青川县信访局", "999999000000", PASSWORD, cost=LEAST, now=lambda: NOW
    )
    yield made
    made.close()


@pytest.fixture
def window(qtbot, desk, around):
    made = open_county_window(desk, around)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_window_has_the_countys_pages_and_none_of_a_townships(window, desk):
    assert window.page_keys() == tuple(page[0] for page in PAGES)
    assert window.windowTitle() == "青川县信访局"
    for key in window.page_keys():
        assert window.open_page(key)
    assert not window.can("new_reception")
    assert window.can("help")


def test_a_township_is_found_by_name(window, desk):
    desk.enrol(Township(desk).enrolment)
    found = [line for finder in window.search._finders for line in finder.find("青山")]
    assert "青山镇信访工作办公室" in [one.line.first for one in found]
    next(one for one in found if one.line.first.startswith("青山")).open()
    assert window.shown.panel.is_open()


def test_the_light_can_be_changed_as_at_a_townships_desk(window, theme):
    before = theme.dark
    window.run("darker")
    assert theme.dark is not before
    window.run("darker")
    assert theme.dark is before


def test_a_locked_county_asks_for_its_password(window):
    window.lock()
    window._locked.password_edit.setText("错的密码")
    window._locked.open_button.click()
    assert window.is_locked()
    window._locked.password_edit.setText(PASSWORD)
    window._locked.open_button.click()
    assert not window.is_locked()


def test_the_third_choice_leads_to_a_county_by_keyboard_alone(qtbot, around, tmp_path, write):
    application = Application(around, tmp_path / "data")
    application.begin()
    start = application.start_window
    qtbot.addWidget(start)
    start.activateWindow()
    qtbot.waitUntil(start.isActiveWindow)
    told: list[CountyStart] = []
    start.county_described.disconnect()
    start.county_described.connect(told.append)
    start.assistant.welcome.county_choice.setFocus()
    for text in ("", "青川县信访局", "999999000000", "", LONG, LONG, "", ""):
        write(text)
        QTest.keyPress(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert told == [CountyStart("青川县信访局", "999999000000", LONG, tmp_path / "data" / "county")]
    start.close()


def test_a_wrong_code_is_said_under_its_field(qtbot, around, tmp_path):
    application = Application(around, tmp_path / "data")
    application.begin()
    qtbot.addWidget(application.start_window)
    wizard = application.start_window.assistant
    wizard.begin_county()
    wizard.county.name_edit.setText("青川县信访局")
    wizard.county.code_edit.setText("12")
    wizard.go_on()
    assert wizard.current() is wizard.county
    assert "12位数字" in wizard.county.fields["code"].problem()
    application.start_window.close()


def test_where_a_county_lies_its_password_is_asked_and_opens_it(qtbot, around, desk, tmp_path):
    desk.close()
    folder: Path = tmp_path / "data"
    assert not has_register(folder)
    application = Application(around, folder)
    application.begin()
    start = application.start_window
    qtbot.addWidget(start)
    assert start.assistant is None
    start.unlock.password_edit.setText(PASSWORD)
    start.unlock.open_button.click()
    window = application.main_window
    qtbot.addWidget(window)
    assert window.windowTitle() == "青川县信访局"
    window.close()
    assert application.county is not None
