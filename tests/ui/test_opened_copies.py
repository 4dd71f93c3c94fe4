"""Copies in clear do not outlive the lock, whichever window asked for them."""

import pytest

from app.services.attachments import Source
from app.ui.desk_window import open_window
from app.ui.prompts import QtPrompts
from app.ui.surroundings import Surroundings
from app.ui.tasks import InlineTasks
from app.ui.window_state import WindowState
from tests.ui.matters.situation import register


@pytest.fixture
def opened(desk):
    done = register(desk)
    added = desk.attachments.add(done.matter_id, [Source.content("一.txt", b"clear")])
    return desk.attachments.open_copy(added.attachments[0].id)


def test_locking_takes_opened_copies_away(qapp, qtbot, theme, desktop, tmp_path, desk, opened):
    desktop.printer = ""
    around = Surroundings(qapp, theme, QtPrompts(), desktop, InlineTasks(), WindowState(tmp_path))
    window = open_window(desk, around)
    qtbot.addWidget(window)
    window.show()
    assert opened.exists()
    window.lock()
    assert window.is_locked()
    assert not opened.exists()


def test_the_scanners_folder_is_kept_beside_the_other_choices_of_this_screen(
    qapp, qtbot, theme, desktop, tmp_path, desk
):
    desktop.printer = ""
    around = Surroundings(qapp, theme, QtPrompts(), desktop, InlineTasks(), WindowState(tmp_path))
    window = open_window(desk, around)
    qtbot.addWidget(window)
    around.prompts.choose_folder = lambda _title: tmp_path / "扫描"
    settings = window.open_page("settings")
    settings.screen_look.scan_button.click()
    assert settings.screen_look._scan_label.whole_text() == str(tmp_path / "扫描")
    assert WindowState(tmp_path).read("scan/folder", "") == str(tmp_path / "扫描")
