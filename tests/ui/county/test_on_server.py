"""The county's data on a real PostgreSQL, from the assistant's keys to the same window on the next day."""

import itertools
import json

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.county.desk import create_county, open_county
from app.county.folders import DATABASE, SERVER
from app.county.on_server import create_on_server, join_on_server
from app.county.server_place import keep_server, server_place
from app.db.engine.costs import LEAST
from app.errors import ServerAwayError, StorageError
from app.ui.application import NOT_MADE, NOT_OPENED, Application
from app.ui.crash import CrashWindow
from app.ui.desktop import QtDesktop
from app.ui.long_work import LongWork
from app.ui.start.county_step import HERE, JOIN, NEW
from app.ui.surroundings import Surroundings
from app.ui.tasks import InlineTasks
from app.ui.window_state import WindowState
from tests.county.postgresql import database
from tests.county.townships import PASSWORD, Township, matter
from tests.ui.conftest import FakePrompts

LONG = "一句好记的话也行"
NAME, CODE = "青川县信访局", "999999000000"
_numbers = itertools.count(1)
AWAY = "postgresql://zhang@127.0.0.1:1/petition"


@pytest.fixture
def around(qapp, theme, tmp_path):
    (tmp_path / "screen").mkdir()
    state = WindowState(tmp_path / "screen")
    return Surroundings(qapp, theme, FakePrompts(), QtDesktop(""), InlineTasks(), state)


@pytest.fixture
def started(qtbot, around, tmp_path):
    """The program begun on one of several PCs."""

    def begin(pc="pc"):
        application = Application(around, tmp_path / pc)
        application.begin()
        start = application.start_window
        qtbot.addWidget(start)
        start.show()
        start.activateWindow()
        qtbot.waitUntil(start.isActiveWindow)
        return application

    return begin


@pytest.fixture
def entered(qtbot):
    """The county's window of an application that has got so far."""

    def window_of(application):
        window = application.main_window
        assert window is not None, said(application)
        qtbot.addWidget(window)
        return window

    return window_of


@pytest.fixture
def county(server, tmp_path):
    """A county that a colleague has set up on the server; its address."""
    address = database(server, f"ui_{next(_numbers)}")
    create_county(address, NAME, CODE, PASSWORD, cost=LEAST, beside=tmp_path / "colleague").close()
    return address


@pytest.fixture
def type_through(write):
    """Text into each field that gets the keyboard, Enter after each."""

    def give(*texts):
        for text in texts:
            write(text)
            QTest.keyPress(QApplication.focusWidget(), Qt.Key.Key_Return)

    return give


def choose(application, place):
    wizard = application.start_window.assistant
    wizard.begin_county()
    QTest.mouseClick(wizard.county.place.chip(place), Qt.MouseButton.LeftButton)
    wizard.county.address_edit.setFocus()
    return wizard


def joining(application, address, password=PASSWORD):
    wizard = choose(application, JOIN)
    wizard.county.address_edit.setText(address)
    wizard.county.password_edit.setText(password)
    wizard.go_on()
    wizard.go_on()
    return wizard


def said(application):
    """The sentence on the assistant's last step."""
    return application.start_window.assistant.finish._notice.sentence()


def open_with(application, password):
    page = application.start_window.unlock
    page.password_edit.setText(password)
    page.open_button.click()
    return page.field.problem()


def cut_off(address):
    """As a server that is stopped does: every session on this database ends."""
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_county_is_set_up_on_a_server_and_is_there_again_with_one_password(
    server, started, entered, type_through, tmp_path
):
    address = database(server, "ui_whole")
    application = started()
    choose(application, NEW)
    type_through(address, "", NAME, CODE, "", LONG, LONG, "")
    wizard = application.start_window.assistant
    assert wizard.current() is wizard.finish
    assert dict(wizard._summary())["数据位置"].endswith(server_place(address).address)
    type_through("")
    window, desk = entered(application), application.county
    assert window.windowTitle() == NAME
    assert "county_safety" not in window.page_keys()
    township = Township(desk)
    desk.enrol(township.enrolment, township.digits)
    page = window.open_page("county_intake")
    page.preview((township.export(tmp_path / "报送.xfb", {"matters": [matter()]}),))
    page.take_button.click()
    assert [row.received for row in desk.status()] == [1]
    window.close()

    again = started()
    assert again.start_window.assistant is None
    assert "从备份恢复" not in again.start_window.unlock._offered
    assert "密码不对" in open_with(again, "不是这个密码")
    assert again.main_window is None
    open_with(again, LONG)
    window = entered(again)
    assert [row.received for row in again.county.status()] == [1]
    window.close()
    folder = tmp_path / "pc" / "county"
    assert (folder / SERVER).exists()
    assert not (folder / DATABASE).exists()


def test_a_colleague_joins_from_another_pc_and_both_take_in(county, started, entered, type_through, tmp_path):
    first = started("one")
    joining(first, county)
    second = started("two")
    choose(second, JOIN)
    type_through(county, "", PASSWORD, "", "")
    one, two = entered(first), entered(second)
    desks = (first.county, second.county)
    assert desks[0].office == desks[1].office
    for number, desk in enumerate(desks):
        township = Township(desk, f"99999910{number}000", f"第{number}镇信访工作办公室")
        desk.enrol(township.enrolment, township.digits)
        assert [row.state for row in desk.take([township.export(tmp_path / f"{number}.xfb", {})])] == [
            "accepted"
        ]
    assert (
        [row.received for row in desks[0].status()] == [row.received for row in desks[1].status()] == [1, 1]
    )
    assert (tmp_path / "two" / "county" / "enrolment").is_dir()
    one.close()
    two.close()


def test_who_joins_is_asked_neither_name_nor_a_new_password(started):
    application = started()
    wizard = choose(application, JOIN)
    shown = [name for name, field in wizard.county.fields.items() if field.isVisibleTo(wizard)]
    assert shown == ["address", "account", "password"]
    assert wizard.password not in wizard._route()
    assert not wizard._route_list._labels[wizard.password].isVisibleTo(wizard)
    wizard.go_on()
    assert wizard.current() is wizard.county
    assert "请填写服务器地址" in wizard.county.fields["address"].problem()
    assert wizard.county.fields["password"].problem()
    QTest.mouseClick(wizard.county.place.chip(HERE), Qt.MouseButton.LeftButton)
    shown = [name for name, field in wizard.county.fields.items() if field.isVisibleTo(wizard)]
    assert shown == ["name", "code"]
    application.start_window.close()


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (lambda _address: AWAY, "连不上数据库服务器"),
        (lambda address: address.replace("petition_test@", "nobody_there@"), "不认这个账号或密码"),
        (lambda address: address.replace("/ui_", "/not_ui_"), "没有这个数据库"),
    ],
)
def test_what_the_server_says_stands_on_the_last_step_and_all_that_was_typed_stays(
    county, started, tmp_path, wrong, word
):
    application = started()
    wizard = joining(application, wrong(county))
    assert word in said(application)
    assert "--store" not in said(application)
    assert wizard.county.password() == PASSWORD
    assert not (tmp_path / "pc").exists()
    wizard.county.address_edit.setText(county)
    wizard.go_back()
    wizard.go_on()
    assert said(application) == ""
    wizard.go_on()
    application.main_window.close()


def test_a_wrong_password_joins_nothing(county, started, tmp_path):
    application = started()
    joining(application, county, "不是这个密码")
    assert "密码不对" in said(application)
    assert not (tmp_path / "pc").exists()
    application.start_window.close()


def test_a_database_that_is_taken_is_not_covered_and_an_empty_one_not_joined(
    county, server, started, tmp_path
):
    application = started()
    wizard = choose(application, NEW)
    wizard.county.address_edit.setText(county)
    wizard.county.name_edit.setText("别的县信访局")
    wizard.county.code_edit.setText("999998000000")
    wizard.go_on()
    for edit in (wizard.password.password_edit, wizard.password.again_edit):
        edit.setText(LONG)
    wizard.go_on()
    wizard.go_on()
    assert "已经有县局数据，没有覆盖" in said(application)
    application.start_window.close()
    other = started()
    joining(other, database(server, "ui_empty"))
    assert "没有县局数据" in said(other)
    other.start_window.close()
    assert not (tmp_path / "pc").exists()


def test_an_account_without_rights_sets_nothing_up_and_leaves_nothing(server, started, tmp_path):
    address = database(server, "ui_rightless")
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("CREATE ROLE ui_plain LOGIN")
    with pytest.raises(StorageError, match="不能建立县局数据"):
        create_county(
            address.replace("petition_test@", "ui_plain@"), NAME, CODE, PASSWORD, beside=tmp_path / "x"
        )
    with psycopg.connect(address) as owner:
        found = owner.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'petition_desk'").fetchone()
    assert found == (0,)
    assert not (tmp_path / "x").exists()


def test_an_account_prepared_as_the_docs_say_sets_the_county_up(server, tmp_path):
    address = database(server, "ui_prepared")
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("CREATE ROLE ui_admin LOGIN CREATEROLE")
        owner.execute("ALTER DATABASE ui_prepared OWNER TO ui_admin")
    place = server_place(address.replace("petition_test@", "ui_admin@"))
    create_on_server(tmp_path / "pc", place, NAME, CODE, PASSWORD, cost=LEAST).close()
    desk = open_county(tmp_path / "pc", PASSWORD)
    township = Township(desk)
    desk.enrol(township.enrolment, township.digits)
    assert [one.code for one in desk.townships()] == [township.code]
    with pytest.raises(StorageError, match="没有覆盖"):
        join_on_server(tmp_path / "pc", place, PASSWORD, cost=LEAST)
    desk.close()


def test_another_county_under_the_same_address_is_not_opened_in_its_stead(county, tmp_path):
    folder = tmp_path / "pc"
    keep_server(folder, server_place(county), "这里原来的密码", cost=LEAST)
    with pytest.raises(StorageError, match="另一个密码"):
        open_county(folder, "这里原来的密码")


def test_a_restore_of_files_is_not_laid_beside_a_servers_address(county, tmp_path):
    from click.testing import CliRunner

    from app.cli import petition_desk

    keep_server(tmp_path / "data" / "county", server_place(county), PASSWORD, cost=LEAST)
    (tmp_path / "secret").write_text(PASSWORD, "utf-8")
    asked = ["--data", str(tmp_path / "data"), "--password-file", str(tmp_path / "secret"), "county"]
    refused = CliRunner().invoke(petition_desk, [*asked, "restore", str(tmp_path)])
    assert "在服务器上" in str(refused.exception)


def test_a_county_is_remembered_by_command_too(county, tmp_path):
    from click.testing import CliRunner

    from app.cli import petition_desk

    (tmp_path / "secret").write_text(PASSWORD, "utf-8")
    asked = ["--data", str(tmp_path / "data"), "--password-file", str(tmp_path / "secret"), "county"]
    done = CliRunner().invoke(petition_desk, [*asked, "--store", county, "join", "--json"])
    assert done.exit_code == 0, done.exception
    assert json.loads(done.output)["office"] == NAME
    assert CliRunner().invoke(petition_desk, [*asked, "status"]).exit_code == 0


def test_what_is_on_the_server_but_not_on_this_pc_is_said_with_the_way_on(
    server, started, entered, monkeypatch
):
    address = database(server, "ui_half")
    application = started()
    wizard = choose(application, NEW)
    for edit, text in (
        (wizard.county.address_edit, address), (wizard.county.name_edit, NAME), (wizard.county.code_edit, CODE),
        (wizard.password.password_edit, LONG), (wizard.password.again_edit, LONG),
    ):  # fmt: skip
        edit.setText(text)
    for _ in range(2):
        wizard.go_on()

    def full(*_args, **_names):
        raise StorageError("磁盘已满。")

    with monkeypatch.context() as broken:
        broken.setattr("app.county.on_server.keep_server", full)
        wizard.go_on()
    assert "在服务器上完好" in said(application)
    assert "打开服务器上已有的" in said(application)
    joining(application, address, LONG)
    entered(application).close()


def test_the_clerk_may_stop_before_anything_is_made(server, started, tmp_path, monkeypatch):
    address = database(server, "ui_stopped")
    asked = LongWork._reporting

    def stopped(work):
        work.cancel()
        return asked(work)

    monkeypatch.setattr(LongWork, "_reporting", stopped)
    application = started()
    wizard = choose(application, JOIN)
    wizard.county.address_edit.setText(address)
    wizard.county.password_edit.setText(PASSWORD)
    wizard.go_on()
    wizard.go_on()
    assert said(application) == NOT_MADE
    assert not (tmp_path / "pc").exists()
    application.start_window.close()
    keep_server(tmp_path / "pc" / "county", server_place(address), PASSWORD, cost=LEAST)
    again = started()
    assert open_with(again, PASSWORD) == NOT_OPENED
    again.start_window.close()


def test_a_server_that_is_away_at_the_start_is_one_sentence_and_no_way_to_the_copies(started, tmp_path):
    keep_server(tmp_path / "pc" / "county", server_place(AWAY), PASSWORD, cost=LEAST)
    application = started()
    assert "连不上数据库服务器" in open_with(application, PASSWORD)
    assert application.start_window.restore is None
    (tmp_path / "pc" / "county" / SERVER).write_bytes(b"{}")
    assert "被改动" in open_with(application, PASSWORD)
    assert application.start_window.restore is None
    application.start_window.close()


def test_wrong_passwords_cost_waiting_over_restarts(started, tmp_path):
    keep_server(tmp_path / "pc" / "county", server_place(AWAY), PASSWORD, cost=LEAST)
    application = started()
    while not application.start_window.unlock.seconds_left():
        open_with(application, "不是这个密码")
    application.start_window.close()
    again = started()
    assert again.start_window.unlock.seconds_left()
    again.start_window.close()


def test_a_session_that_broke_is_begun_anew_by_the_next_deed(county, started, entered):
    application = started()
    joining(application, county)
    window, desk = entered(application), application.county
    cut_off(county)
    with pytest.raises(ServerAwayError):
        desk.status()
    assert desk.status() == ()
    window.lock()
    cut_off(county)
    page = window._locked
    page.password_edit.setText(PASSWORD)
    page.open_button.click()
    assert "连不上" in page.field.problem()
    assert window.is_locked()
    page.open_button.click()
    assert not window.is_locked()
    window.close()


def test_nothing_of_a_transaction_goes_on_in_another_session(county, tmp_path):
    desk = join_on_server(tmp_path / "pc", server_place(county), PASSWORD, cost=LEAST)
    insert = "INSERT INTO choices (name, value) VALUES (?, '1')"

    def rehearse():
        with desk.store.rehearsing():
            desk.store.run(insert, ("before",))
            cut_off(county)
            for _ in range(2):
                with pytest.raises(ServerAwayError):
                    desk.store.run(insert, ("after",))

    rehearse()
    assert desk.store.rows("SELECT name FROM choices") == []
    desk.close()


@pytest.mark.parametrize("role", ["loader", "reader"])
def test_a_colleague_with_few_rights_opens_every_page(county, started, entered, role, tmp_path):
    desk = join_on_server(tmp_path / "admin", server_place(county), PASSWORD, cost=LEAST)
    township = Township(desk)
    desk.enrol(township.enrolment)
    assert [
        row.state for row in desk.take([township.export(tmp_path / "1.xfb", {"matters": [matter()]})])
    ] == ["held"]
    desk.close()
    with psycopg.connect(county, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE ui_{role} LOGIN IN ROLE petition_{role}")
    application = started()
    joining(application, county.replace("petition_test@", f"ui_{role}@"))
    window = entered(application)
    window.show()
    for key in window.page_keys():
        window.open_page(key)
    page = window.open_page("county")
    page.open_township(township.code)
    assert application._around.prompts.errors == []
    sheet = page.panel.content()
    assert hasattr(sheet, "table") == (role == "loader")
    window.close()


def test_a_server_that_went_away_is_no_mistake_to_report(qtbot, qapp):
    crash = CrashWindow(lambda: None, lambda text: pytest.fail(text))
    for _ in range(2):
        crash.on_exception(ServerAwayError, ServerAwayError("连不上数据库服务器。"), None)
    message = crash._message
    qtbot.addWidget(message)
    assert crash._box is None
    message.accept()
    assert crash._message is None


def test_the_county_file_leads_the_commands_as_well(county, tmp_path):
    from click.testing import CliRunner

    from app.cli import petition_desk

    join_on_server(tmp_path / "data" / "county", server_place(county), PASSWORD, cost=LEAST).close()
    (tmp_path / "secret").write_text(PASSWORD, "utf-8")
    asked = ["--data", str(tmp_path / "data"), "--password-file", str(tmp_path / "secret"), "county"]
    done = CliRunner().invoke(petition_desk, [*asked, "status"])
    assert done.exit_code == 0, done.output
    assert "还没有登记乡镇" in done.output
    refused = CliRunner().invoke(petition_desk, [*asked, "backup"])
    assert "服务器管理员" in str(refused.exception)
