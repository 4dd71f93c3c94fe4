"""The whole program in its real windows: first start, password, desk, closing."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.receptions import ReceptionDraft
from app.db.engine.costs import LEAST
from app.services import opening
from app.services.folders import has_register
from app.services.opening import create_office, open_desk
from app.services.receptions import Visitor
from app.ui.application import Application
from app.ui.prompts import QtPrompts
from app.ui.surroundings import Surroundings
from app.ui.tasks import InlineTasks
from app.ui.tour.tour import Tour
from app.ui.tray import Reminder
from app.ui.window_state import GEOMETRY, TOUR_SEEN, WindowState
from tests.ui.conftest import FakePrompts

PASSWORD = "一句好记的话也行"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "信访 数据"


@pytest.fixture
def program(qapp, qtbot, theme, desktop, folder, monkeypatch):
    """The program in `folder`, with keys that are quick to make."""
    quick = lambda *given, **named: create_office(*given, **named, cost=LEAST)  # noqa: E731
    monkeypatch.setattr(opening, "create_office", quick)
    folder.mkdir()
    desktop.printer = ""
    around = Surroundings(qapp, theme, QtPrompts(), desktop, InlineTasks(), WindowState(folder))
    made = Application(around, folder)
    yield made
    for window in (made.start_window, made.main_window):
        if window:
            window.close()
            window.deleteLater()


def on_paper(assistant):
    """The clerk has the code before them and answers both questions."""
    part = assistant.recovery.part
    for place, edit in zip(part.asked, part.edits, strict=True):
        edit.setText(part.groups[place - 1])


def test_a_described_office_is_made_and_its_desk_opened(program, folder, setup):
    program.begin()
    assistant = program.start_window.assistant
    assistant.begin_office()
    assistant.office.line("name").setText("青山镇信访工作办公室")
    assistant.office.line("code").setText("430999101000")
    assistant.office.line("superior").setText("青川县信访局")
    for _ in range(4):
        assistant.go_on()
    assistant.password.password_edit.setText(PASSWORD)
    assistant.password.again_edit.setText(PASSWORD)
    assistant.go_on()
    on_paper(assistant)
    assistant.go_on()
    assistant.go_on()
    assert has_register(folder)
    assert program.main_window.isVisible()
    assert not program.start_window.isVisible()
    assert program.main_window.windowTitle() == "青山镇信访工作办公室"
    assert program.main_window.findChild(Tour).is_running()


@pytest.mark.parametrize("seen", [False, True])
def test_a_first_start_shows_the_tour_once(program, folder, setup, seen):
    WindowState(folder).write(TOUR_SEEN, seen)
    program._enter_first(create_office(folder, setup, PASSWORD, cost=LEAST))
    tour = program.main_window.findChild(Tour)
    assert tour.is_running() is not seen


def test_a_register_that_was_there_before_is_opened_without_the_tour(program, folder, setup):
    program._enter(create_office(folder, setup, PASSWORD, cost=LEAST))
    assert not program.main_window.findChild(Tour).is_running()


def test_a_file_opened_from_outside_is_offered_on_the_page_that_takes_it(
    program, folder, setup, tmp_path, monkeypatch
):
    offered = []
    monkeypatch.setattr("app.ui.exchange.page.ExchangePage.offer", lambda _page, path: offered.append(path))
    program._handed = tmp_path / "回执.xfb"
    program._enter(create_office(folder, setup, PASSWORD, cost=LEAST))
    assert program.main_window.current == "exchange"
    assert offered == [tmp_path / "回执.xfb"]
    program.main_window.lock()
    program._offer("exchange", tmp_path / "又一个.xfb")
    assert len(offered) == 1


def test_a_rehearsal_sees_neither_tour_nor_reminder(program, folder, setup, clock):
    program._around = replace(program._around, clock=clock)
    program._enter_first(create_office(folder, setup, PASSWORD, clock=clock, cost=LEAST))
    assert not program.main_window.findChild(Tour).is_running()
    assert program.main_window.findChild(Reminder) is None


def test_the_start_says_how_many_matters_press(program, folder, setup):
    desk = create_office(folder, setup, PASSWORD, cost=LEAST)
    day = desk.register.today() - timedelta(days=40)
    desk.receptions.register(ReceptionDraft("visit", day, day, "反映排水"), [Visitor("张三")])
    program._enter(desk)
    assert program.main_window.toast.accessibleName() == "今日有1件超期"


def test_an_existing_register_asks_its_password_and_says_when_it_is_wrong(program, folder, setup):
    create_office(folder, setup, PASSWORD, cost=LEAST).close()
    program.begin()
    unlock = program.start_window.unlock
    unlock.password_edit.setText("错的密码")
    QTest.keyClick(unlock.password_edit, Qt.Key.Key_Return)
    assert "密码不对" in unlock.field.problem()
    assert program.main_window is None
    unlock.password_edit.setText(PASSWORD)
    QTest.keyPress(unlock.password_edit, Qt.Key.Key_Return)
    assert program.main_window.isVisible()


def test_closing_remembers_the_place_and_lets_go_of_the_register(program, folder, setup):
    desk = create_office(folder, setup, PASSWORD, cost=LEAST)
    window = program.show_desk(desk)
    window.setGeometry(20, 30, 1200, 700)
    window.close()
    assert WindowState(folder).read(GEOMETRY, []) == [20, 30, 1200, 700]
    with open_desk(folder, PASSWORD) as again:
        assert again.offices.office().name == setup.office.name


def test_the_locked_desk_opens_with_the_registers_own_password(program, folder, setup):
    window = program.show_desk(create_office(folder, setup, PASSWORD, cost=LEAST))
    window.show()
    window.lock()
    window._locked.password_edit.setText("错的密码")
    QTest.keyClick(window._locked.password_edit, Qt.Key.Key_Return)
    assert window.is_locked()
    window._locked.password_edit.setText(PASSWORD)
    QTest.keyClick(window._locked.password_edit, Qt.Key.Key_Return)
    assert not window.is_locked()


def test_a_damaged_register_leads_to_the_way_back_and_from_there_to_the_desk(program, folder, setup):
    with create_office(folder, setup, PASSWORD, cost=LEAST) as desk:
        desk.safety.backup()
    content = bytearray((folder / "main.db").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "main.db").write_bytes(content)
    program.begin()
    program.start_window.unlock.password_edit.setText(PASSWORD)
    program.start_window.unlock._on_submitted()
    page = program.start_window.restore
    assert "损坏" in page.trouble.sentence()
    page._prompts = FakePrompts()
    page.password_edit.setText(PASSWORD)
    page.look()
    page.restore()
    assert program.main_window.isVisible()
    assert program.desk.safety.verify(full=True).ok


def test_an_older_register_is_opened_only_when_the_clerk_answers_for_it(program, folder, setup):
    create_office(folder, setup, PASSWORD, cost=LEAST).close()
    old = (folder / "main.db").read_bytes()
    open_desk(folder, PASSWORD).close()
    (folder / "main.db").write_bytes(old)
    program.begin()
    unlock = program.start_window.unlock
    unlock.password_edit.setText(PASSWORD)
    unlock._on_submitted()
    assert "比上次关闭时旧" in unlock.field.problem()
    assert program.main_window is None
    unlock._offered["确认继续使用"].click()
    assert program.main_window.isVisible()


def test_wrong_passwords_from_before_this_start_cost_waiting_now(program, folder, setup):
    create_office(folder, setup, PASSWORD, cost=LEAST).close()
    (folder / "guesses").write_text("5")
    program.begin()
    assert program.start_window.unlock.seconds_left() == 8
    program.start_window.unlock._second.stop()


def test_damage_noticed_at_work_stops_writing_and_leads_from_the_desk_to_the_way_back(
    program, folder, setup, qtbot
):
    program._around = replace(program._around, prompts=FakePrompts())
    with create_office(folder, setup, PASSWORD, cost=LEAST) as desk:
        desk.safety.backup()
    program._enter(open_desk(folder, PASSWORD))
    program.desk.register.store.note_damage("数据文件有损坏")
    qtbot.waitUntil(lambda: program.start_window is not None and program.start_window.restore is not None)
    assert not program.main_window.isVisible()
    assert program.desk.register.store.is_resting()


def test_where_a_register_is_gone_no_new_one_is_offered_first(program, folder, setup):
    """Deleted, moved, or a disk that is not connected: the way back from the copies, and only then a new beginning."""
    opening.create_office(folder, setup, PASSWORD).close()
    shutil.rmtree(folder)
    folder.mkdir()
    program.begin()
    start = program.start_window
    assert start.assistant is None
    assert "现在那里没有数据了" in start.restore.trouble.sentence()
    assert not has_register(folder)
    start.restore.back_button.click()
    assert start.assistant is not None


def test_a_pc_that_never_had_a_register_begins_at_once(program):
    program.begin()
    assert program.start_window.assistant is not None
