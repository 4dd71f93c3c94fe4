"""The county's page 安全, its bar, its lock, and the way back from its copies."""

import shutil

import pytest

from app.county.desk import create_county, open_county
from app.db.engine.costs import LEAST
from app.services.backups import list_copies
from app.services.sticks import standing_in
from app.services.ways_in import by_password
from app.ui.application import Application
from app.ui.county.keeping_bar import KeepingBar
from app.ui.county.opening import open_county_window
from app.ui.desktop import QtDesktop
from app.ui.prompts import QtPrompts
from app.ui.surroundings import Surroundings
from app.ui.tasks import InlineTasks
from app.ui.window_state import WindowState
from tests.county.townships import NOW, PASSWORD, Township


@pytest.fixture
def around(qapp, theme, tmp_path, monkeypatch):
    (tmp_path / "screen").mkdir()
    prompts = QtPrompts()
    monkeypatch.setattr(prompts, "confirm", lambda *_, **__: True)
    return Surroundings(qapp, theme, prompts, QtDesktop(""), InlineTasks(), WindowState(tmp_path / "screen"))


@pytest.fixture
def county(tmp_path):
    desk = create_county(
        tmp_path / "data" / "county", "青川县信访局", "999999000000", PASSWORD, cost=LEAST, now=lambda: NOW
    )
    yield desk
    desk.close()


@pytest.fixture
def window(qtbot, county, around):
    made = open_county_window(county, around)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_page_copies_rehearses_and_verifies(window, county):
    section = window.open_page("county_safety").section
    section.backup_button.click()
    assert "核对通过" in section._notice.sentence()
    section.drill_button.click()
    assert "恢复演练成功" in section._notice.sentence()
    section.full_button.click()
    assert section._notice.sentence().startswith("数据完好。")
    assert "本机有1份备份" in section.standing.text()
    assert not section.keys.buttons["rekey"].isVisibleTo(section)


def test_the_bar_speaks_when_work_lies_on_this_disk_alone_and_leads_to_the_page(window, county, tmp_path):
    bar = window.findChild(KeepingBar)
    assert not bar.isVisibleTo(window)
    moment = [NOW]
    county.store.tell_time(lambda: moment[0])
    county.enrol(Township(county).enrolment)
    moment[0] = NOW.replace(day=12)
    bar.refresh()
    assert "还没有备份到U盘" in bar.copy_label.text()
    assert bar.isVisibleTo(window)
    bar.go_button.click()
    assert window.current == "county_safety"
    with standing_in(tmp_path):
        window.shown.section.elsewhere_button.click()
    assert not bar.isVisibleTo(window)


def test_a_locked_county_window_has_closed_its_file(window, county):
    window.lock()
    assert county.store.keeping.store.is_resting()
    assert list_copies(county.folder / "backups", county.keeping.kind)  # made before
    window._locked.password_edit.setText(PASSWORD)
    window._locked.open_button.click()
    assert not county.store.keeping.store.is_resting()
    assert window.open_page("county")


def test_a_county_is_restored_from_its_first_window(qtbot, around, county, tmp_path):
    """The password is forgotten or the file is broken: the page lists the county's copies, and opens it again."""
    from app.ui.county.safety_page import county_safety

    county.enrol(Township(county).enrolment)
    county_safety(county).backup()
    county.close()
    application = Application(around, tmp_path / "data")
    application.begin()
    start = application.start_window
    qtbot.addWidget(start)
    start.unlock._offered["从备份恢复"].click()
    page = start.restore
    page.password_edit.setText(PASSWORD)
    page.look_button.click()
    assert "1个乡镇" in page._brings.text()
    page.restore_button.click()
    window = application.main_window
    qtbot.addWidget(window)
    assert window.windowTitle() == "青川县信访局"
    window.close()


def test_on_an_empty_pc_a_countys_stick_brings_the_county_back(qtbot, around, county, tmp_path):
    from app.ui.county.safety_page import county_safety

    stick = tmp_path / "U盘"
    stick.mkdir()
    with standing_in(stick):
        ladder = county_safety(county)
        ladder.backup_to(ladder.prepare_stick(stick))
        county.close()
        shutil.rmtree(tmp_path / "data")
        application = Application(around, tmp_path / "data")
        application.begin()
        start = application.start_window
        qtbot.addWidget(start)
        start.begin_restoring(tmp_path / "data")
        start.restore.password_edit.setText(PASSWORD)
        start.restore.look_button.click()
        start.restore.restore_button.click()
    window = application.main_window
    qtbot.addWidget(window)
    assert window.windowTitle() == "青川县信访局"
    window.close()
    open_county(tmp_path / "data" / "county", PASSWORD).close()
    assert by_password(PASSWORD)(tmp_path / "data" / "county")
