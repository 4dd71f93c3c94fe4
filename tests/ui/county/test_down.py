"""下发 and 上报 in the county's window: what is shown before anything is written, by keys and by mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.county.desk import create_county
from app.db.engine.costs import LEAST
from app.exchange.enrolment import read_enrolment
from app.ui.county.assign_panel import SEALED, UNVERIFIED
from app.ui.county.down_page import DownPage
from app.ui.county.intake_page import IntakePage
from app.ui.county.opening import open_county_window
from app.ui.county.tables_page import TablesPage
from app.ui.desktop import QtDesktop
from app.ui.surroundings import Surroundings
from app.ui.tasks import ThreadTasks
from app.ui.widgets.plain import PlainLabel
from app.ui.window_state import WindowState
from tests.county.townships import NOW, PASSWORD, figures, same_id

HEADS = "上级编号,办理方式,反馈期限,信访形式,信访日期,主题,姓名,信访目的,附件\n"
ONE = "县交1号,交办,2026-12-20,来信,2026-10-30,<b>村道</b>破损,孙丙,,照片.jpg、没有.pdf\n"
OTHER = "县转2号,转送,,来访,2026-10-30,举报内容,李丁,检举控告,\n"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def offices(desk, townships):
    """Two verified townships and one whose sheet nobody has compared."""
    for office in townships[:2]:
        desk.enrol(office.enrolment, read_enrolment(office.enrolment).check_number)
    desk.enrol(townships[2].enrolment)
    return townships


@pytest.fixture
def table(tmp_path):
    def write(rows):
        path = tmp_path / "交办.csv"
        path.write_text(HEADS + rows, encoding="utf-8")
        (tmp_path / "照片.jpg").write_bytes(b"picture")
        return path

    return write


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "配置"
    place.mkdir()
    (place / "settings.csv").write_text("代码,值\nurge_days_before,15\n", encoding="utf-8")
    villages = "代码,名称,停用日期\n999999101201,新塘村,\n999999999201,别处的村,\n"
    (place / "villages.csv").write_text(villages, encoding="utf-8")
    return place


@pytest.fixture
def city(tmp_path):
    made = create_county(tmp_path / "市局", "青州市信访局", "999900000000", PASSWORD, cost=LEAST)
    made.close()
    return made.enrolment_file


@pytest.fixture
def shown(qtbot, desk, context):
    def show(kind=DownPage):
        page = kind(desk, context)
        qtbot.addWidget(page)
        page.resize(1290, 690)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.arrive()
        return page

    return show


@pytest.fixture
def written(tmp_path):
    """The files that lie on the stick."""
    return lambda: sorted(path.name for path in (tmp_path / "U盘").glob("*.xfb"))


def texts(table):
    return [
        [item.text() if (item := table.item(r, c)) else "" for c in range(table.columnCount())]
        for r in range(table.rowCount())
    ]


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_without_a_township_nothing_can_go_down(shown, desk):
    page = shown()
    assert not page.assign_button.isEnabled()
    assert not page.configure_button.isEnabled()
    assert page.empty.isVisible()


def test_a_table_is_seen_row_by_row_and_then_written(shown, desk, offices, table, prompts, tmp_path, written):
    page = shown()
    click(page.assign_button)
    panel = page.panel.content()
    assert not panel.submit_button.isEnabled()
    prompts.path = table(ONE + OTHER)
    click(panel.pick_button)
    rows = texts(panel.table)
    assert rows[0] == [
        "<b>村道</b>破损",
        "2",
        "将下发",
        "县交1号",
        "交办",
        "孙丙",
        "2026-12-20",
        "1份　缺1份",
    ]
    assert (rows[1][0], rows[1][5]) == (SEALED, "")
    assert "共2件，附件1份，还没有写出" in panel.notice.sentence()
    assert "没有.pdf" in panel.notice.sentence()
    assert written() == []
    prompts.path = tmp_path / "U盘"
    click(panel.submit_button)
    assert not page.panel.is_open()
    (name,) = written()
    assert all(part in page.notice.sentence() for part in (name, "可以拔出U盘", "接收县局文件", "青山镇"))
    assert [row[1] for row in texts(page.table)] == ["交办 县交1号", "转送 县转2号"]
    assert texts(page.table)[0][3:6] == ["2026-11-02", "2026-12-20", "· 还没有报来"]
    assert page.count_label.text() == "共2件：还没有报来2件"
    assert offices[0].read(tmp_path / "U盘" / name).header.kind == "assign"


def test_wrong_rows_stand_on_top_and_nothing_goes_until_they_are_mended(
    shown, desk, offices, table, prompts, tmp_path, written
):
    page = shown()
    page.hand_down(offices[1].code)
    panel = page.panel.content()
    assert panel.township() == offices[1].code
    prompts.path = table(ONE.replace("来信", "上门") + OTHER)
    click(panel.pick_button)
    rows = texts(panel.table)
    assert rows[0][:3] == ["第2行“信访形式”：“上门”不认得，请改为来信、来访、网上、来电、其他", "2", "要改"]
    assert rows[1][2] == "将下发"
    assert "1处要改，现在一件也不会写出" in panel.notice.sentence()
    assert not panel.submit_button.isEnabled()
    prompts.path = tmp_path / "U盘"
    QTest.keyClick(panel, Qt.Key.Key_Return, CONTROL)
    assert written() == []
    table(ONE + OTHER)
    assert QApplication.focusWidget() is panel.again_button
    QTest.keyClick(panel.again_button, Qt.Key.Key_Return)
    assert [row[2] for row in texts(panel.table)] == ["将下发", "将下发"]
    QTest.keyClick(panel, Qt.Key.Key_Return, CONTROL)
    assert len(written()) == 1
    assert desk.handed_down()[0].township == offices[1].code


def test_a_table_of_unusual_length_is_doubted_and_goes_whole(shown, desk, offices, table, prompts, tmp_path):
    page = shown()
    page.hand_down()
    panel = page.panel.content()
    prompts.path = table("".join(f"县交{n}号,交办,,来信,2026-10-30,村道破损,孙丙,,\n" for n in range(201)))
    click(panel.pick_button)
    assert panel.table.rowCount() == 200
    assert "一次201件，数量异常，请核对；下面只列出前200件" in panel.notice.sentence()
    prompts.path = tmp_path / "U盘"
    click(panel.submit_button)
    assert len(desk.handed_down()) == 201
    assert page.table.rowCount() == 200
    assert "共201件" in page.count_label.text()


def test_what_was_seen_is_what_goes_even_if_the_table_is_changed_meanwhile(
    shown, desk, offices, table, prompts, tmp_path
):
    page = shown()
    page.hand_down()
    panel = page.panel.content()
    prompts.path = table(ONE)
    click(panel.pick_button)
    table(ONE + OTHER)
    prompts.path = tmp_path / "U盘"
    click(panel.submit_button)
    assert [one.county_number for one in desk.handed_down()] == ["县交1号"]


def test_an_unverified_township_is_told_and_may_still_be_chosen(shown, offices):
    page = shown()
    page.hand_down()
    panel = page.panel.content()
    assert panel.doubt.text() == UNVERIFIED
    assert not panel.doubt.isVisible()
    QTest.keyClick(panel.township_box, Qt.Key.Key_Down)
    QTest.keyClick(panel.township_box, Qt.Key.Key_Down)
    assert panel.township() == offices[2].code
    assert panel.doubt.isVisible()


def test_an_empty_table_is_saved_and_a_file_that_is_no_table_is_one_sentence(
    shown, offices, prompts, tmp_path
):
    page = shown()
    page.hand_down()
    panel = page.panel.content()
    prompts.path = tmp_path / "空白"
    click(panel.template_button)
    assert (tmp_path / "空白.xlsx").exists()
    assert "已另存空白表" in panel.notice.sentence()
    prompts.path = tmp_path / "空白.xlsx"
    click(panel.pick_button)
    assert "还没有填事项" in panel.notice.sentence()
    prompts.path = tmp_path / "没有.csv"
    click(panel.pick_button)
    assert "找不到" in panel.notice.sentence()
    assert not panel.submit_button.isEnabled()
    assert prompts.errors == []


def test_a_folder_that_cannot_be_written_keeps_the_sheet_open(shown, desk, offices, table, prompts, tmp_path):
    page = shown()
    page.hand_down()
    panel = page.panel.content()
    prompts.path = table(ONE)
    click(panel.pick_button)
    (tmp_path / "不是文件夹").write_bytes(b"")
    prompts.path = tmp_path / "不是文件夹"
    click(panel.submit_button)
    assert page.panel.is_open()
    assert "原有数据未动" in panel.notice.sentence()
    assert desk.handed_down() == ()


def test_an_objection_is_listed_with_its_reason_and_a_day_that_has_passed(
    shown, desk, offices, table, tmp_path, monkeypatch
):
    done = desk.assign(offices[0].code, desk.look_at_assignments(table(ONE)), tmp_path / "U盘")
    (row,) = offices[0].read(done.path).tables["assignments"]
    told = {
        "id": row["id"], "revision": 1, "sealed": 0, "matter_id": same_id("m"), "number": "青山〔2026〕7号",
        "county_number": "县交1号", "matter_state": "assigned", "answer": "objected_up", "reason": "应由交通局办理",
    }  # fmt: skip
    desk.take([offices[0].export(tmp_path / "十月.xfb", {"assignment_answers": [told]})])
    desk.assign(offices[1].code, desk.look_at_assignments(table(ONE)), tmp_path / "U盘")
    monkeypatch.setattr(desk, "_now", lambda: NOW.replace(year=2027))
    page = shown()
    first, second = texts(page.table)
    assert first[0] == "<b>村道</b>破损\n异议理由：应由交通局办理"
    assert first[4:] == ["2026-12-20　已过", "▲ 提出异议", "青山〔2026〕7号"]
    assert page.count_label.text() == "共2件：还没有报来1件，提出异议1件，已过反馈期限2件"
    page.township_box.setCurrentIndex(page.township_box.findData(offices[1].code))
    assert [row[2] for row in texts(page.table)] == ["黄土乡信访工作办公室"]
    assert second[2] == "黄土乡信访工作办公室"


def test_a_folder_is_seen_thing_by_thing_and_goes_to_the_verified(
    shown, desk, offices, folder, prompts, tmp_path, written, write
):
    page = shown()
    click(page.configure_button)
    panel = page.panel.content()
    assert panel.townships() == (offices[0].code, offices[1].code)
    prompts.path = folder
    click(panel.pick_button)
    assert [row[:2] + row[4:] for row in texts(panel.table)] == [
        ["新塘村", "村（社区）", "青山镇信访工作办公室"], ["别处的村", "村（社区）", "没有对应的乡镇"],
        ["到期前几天提示催办", "规则设置", "全部"],
    ]  # fmt: skip
    assert "1个村的代码不属于任何已登记的乡镇" in panel.notice.sentence()
    prompts.path = tmp_path / "U盘"
    click(panel.submit_button)
    assert "叫什么" in panel.fields["name"].problem()
    assert written() == []
    write("年末统一", panel.name_edit)
    QTest.keyClick(panel.name_edit, Qt.Key.Key_Return, CONTROL)
    assert len(written()) == 2
    assert "已写出2个配置文件并读回核对" in page.notice.sentence()
    click(page.configure_button)
    assert page.panel.content().version_box.value() == 2


def test_configuration_goes_to_the_chosen_only(shown, desk, offices, folder, prompts, tmp_path, written):
    page = shown()
    page.configure()
    panel = page.panel.content()
    prompts.path = folder
    click(panel.pick_button)
    panel.name_edit.setText("只给白水镇")
    click(panel.whom.chip("chosen"))
    prompts.path = tmp_path / "U盘"
    click(panel.submit_button)
    assert "至少选一个乡镇" in panel.fields["whom"].problem()
    click(panel.chosen.chip(offices[2].code))
    click(panel.submit_button)
    (name,) = written()
    assert offices[2].code in name


def test_a_broken_folder_is_one_sentence_and_nothing_is_written(shown, offices, folder, prompts):
    (folder / "settings.csv").write_text("代码,值\nunknown,1\n", encoding="utf-8")
    page = shown()
    page.configure()
    panel = page.panel.content()
    prompts.path = folder
    click(panel.pick_button)
    assert "没有“unknown”这项规则设置" in panel.notice.sentence()
    assert not panel.submit_button.isEnabled()


@pytest.fixture
def october(desk, offices, tmp_path):
    """One of three has sent October."""
    desk.take([offices[0].export(tmp_path / "十月.xfb", {"figures": figures(receptions=3)})])


def test_a_month_goes_up_with_the_digits_of_the_citys_sheet(
    shown, desk, offices, october, city, prompts, tmp_path, written, write
):
    page = shown(TablesPage)
    click(page.report_button)
    panel = page.panel.content()
    assert panel.told.text().startswith("已收到1个乡镇；没有报的2个不在合计里：黄土乡")
    click(panel.submit_button)
    assert "登记文件" in panel.fields["city"].problem()
    prompts.path = desk.enrolment_file
    click(panel.city_button)
    assert "不是上级的登记文件" in panel.fields["city"].problem()
    prompts.path = city
    click(panel.city_button)
    assert QApplication.focusWidget() is panel.digits_edit
    write("123")
    QTest.keyClick(panel.digits_edit, Qt.Key.Key_Return, CONTROL)
    assert "现在是3位" in panel.fields["check"].problem()
    panel.digits_edit.setText("1" * 30)
    prompts.path = tmp_path / "U盘"
    click(panel.submit_button)
    assert "校验码与登记表不一致" in panel.refusal.sentence()
    assert written() == []
    panel.digits_edit.setText(read_enrolment(city.read_bytes()).printed_check_number)
    click(panel.submit_button)
    (name,) = written()
    assert all(
        part in page.reported.sentence() for part in (name, "1个乡镇的合计", "可以拔出U盘", "青州市信访局")
    )


def test_without_the_digits_the_report_says_what_was_not_compared(
    shown, october, city, prompts, tmp_path, written
):
    page = shown(TablesPage)
    page.report()
    panel = page.panel.content()
    prompts.path = city
    click(panel.city_button)
    prompts.path = tmp_path / "U盘"
    click(panel.submit_button)
    assert len(written()) == 1
    assert "校验码没有核对" in page.reported.sentence()


def test_the_city_is_chosen_once_and_its_answer_is_seen_on_the_page(
    shown, desk, offices, october, prompts, tmp_path
):
    city = create_county(tmp_path / "市", "青州市信访局", "999900000000", PASSWORD, cost=LEAST)
    digits = read_enrolment(city.enrolment_file.read_bytes()).check_number
    desk.report_up("2026-10", tmp_path / "U盘", city.enrolment_file.read_bytes(), digits)
    page = shown(TablesPage)
    assert page.reported.sentence() == "2026年10月已上报市局：第1号2026-11-02写出，还没有市局回执"
    click(page.report_button)
    panel = page.panel.content()
    assert not panel.fields["check"].isVisible()
    assert any("青州市信访局" in one.text() for one in panel.fields["city"].findChildren(PlainLabel))
    prompts.path = tmp_path / "U盘"
    click(panel.submit_button)
    assert "已写出1个乡镇的合计" in page.reported.sentence()
    assert "没有核对" not in page.reported.sentence()
    ours = desk.enrolment_file.read_bytes()
    city.enrol(ours, read_enrolment(ours).check_number)
    city.take([tmp_path / "U盘"])
    intake = shown(IntakePage)
    intake.preview(tuple(city.ack(tmp_path / "回")))
    city.close()
    assert texts(intake.table)[0][1] == "将收下"
    intake.take()
    assert "2026-10的上报市局已收，已处理" in texts(intake.table)[0][0]
    page.refresh()
    assert "第2号2026-11-02写出，市局已收，已处理（2026-11-02回执）" in page.reported.sentence()


def test_a_month_nobody_sent_cannot_go_up(shown, offices, city):
    page = shown(TablesPage)
    page.report()
    panel = page.panel.content()
    assert "不能上报" in panel.told.text()
    assert not panel.submit_button.isEnabled()


@pytest.mark.parametrize("open_sheet", ["hand_down", "configure"])
def test_the_keyboard_reaches_every_control_and_stays_in_the_sheet(shown, offices, open_sheet):
    page = shown()
    getattr(page, open_sheet)()
    panel, reached = page.panel.content(), set[QWidget]()
    for _ in range(30):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert page.panel.isAncestorOf(QApplication.focusWidget())
        reached.add(QApplication.focusWidget())
    wanted = {panel.pick_button, panel.cancel_button}
    assert wanted <= reached
    assert all(widget.accessibleName() for widget in reached)
    QTest.keyClick(panel.cancel_button, Qt.Key.Key_Escape)
    assert not page.panel.is_open()


def test_names_are_never_markup(shown, desk, offices, table, tmp_path):
    desk.assign(offices[0].code, desk.look_at_assignments(table(ONE)), tmp_path / "U盘")
    page = shown()
    page.hand_down()
    for label in page.findChildren(PlainLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    assert texts(page.table)[0][0].startswith("<b>")


@pytest.fixture
def whole_window(qtbot, qapp, theme, desk, prompts, tmp_path):
    """The whole window, its long work on the real worker."""
    (tmp_path / "screen").mkdir()
    tasks = ThreadTasks()
    around = Surroundings(qapp, theme, prompts, QtDesktop(""), tasks, WindowState(tmp_path / "screen"))
    made = open_county_window(desk, around)
    qtbot.addWidget(made)
    made.show()
    yield made
    tasks.close()


def test_from_a_townships_row_to_the_file_on_the_worker(
    whole_window, qtbot, desk, offices, table, prompts, tmp_path, written
):
    townships = whole_window.open_page("county")
    townships.table.setCurrentCell(1, 0)
    QTest.keyClick(townships.table, Qt.Key.Key_Return)
    click(townships.panel.content().assign_button)
    page = whole_window.shown
    assert isinstance(page, DownPage)
    panel = page.panel.content()
    assert panel.township() == offices[1].code
    prompts.path = table(ONE)
    click(panel.pick_button)
    assert page.work.is_busy()
    qtbot.waitUntil(lambda: not page.work.is_busy())
    assert panel.found is not None
    prompts.path = tmp_path / "U盘"
    click(panel.submit_button)
    assert page.work.is_busy()
    qtbot.waitUntil(lambda: not page.work.is_busy())
    assert len(written()) == 1
    assert not page.panel.is_open()


def test_f1_opens_the_part_of_the_manual_that_fits(whole_window, qtbot, offices):
    whole_window.open_page("county_down")
    whole_window.run("help")
    sheet = whole_window.aside.content()
    assert sheet.key() == "county"
    qtbot.waitUntil(lambda: sheet.place() > 0)
    down = sheet.place()
    whole_window.aside.close_panel()
    page = whole_window.open_page("county_tables")
    page.report()
    page.panel.content().digits_edit.setFocus()
    whole_window.run("help")
    sheet = whole_window.aside.content()
    assert sheet.key() == "county"
    qtbot.waitUntil(lambda: sheet.place() > down)
