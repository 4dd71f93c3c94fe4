"""The county's window over a real store: what a colleague sees and presses in a month."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.exchange.enrolment import read_enrolment
from app.ui.county.alike_page import AlikePage
from app.ui.county.intake_page import IntakePage
from app.ui.county.tables_page import TablesPage
from app.ui.county.townships_page import TownshipsPage
from tests.county.townships import Township, figures, matter, reception, same_id


@pytest.fixture
def offices(desk, townships):
    for office in townships:
        desk.enrol(office.enrolment, office.digits)
    return townships


@pytest.fixture
def stick(tmp_path, offices):
    """October of two townships, one of whose sums is wrong; something broken."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    for n, office in enumerate(offices[:2]):
        person = {
            "id": same_id(f"p{n}"),
            "revision": 1,
            "sealed": 0,
            "name": "张甲",
            "id_number": "999999199001010010",
        }
        tables = {
            "matters": [matter(f"m{n}")], "receptions": [reception(f"r{n}", about=f"m{n}")], "people": [person],
            "figures": figures(receptions=1 + n, matters=1),
        }  # fmt: skip
        office.export(folder / f"{office.code}.xfb", tables)
    (folder / "坏.xfb").write_bytes(b"nothing")
    return folder


@pytest.fixture
def shown(qtbot, desk, context):
    def show(kind):
        page = kind(desk, context)
        qtbot.addWidget(page)
        page.resize(1290, 690)
        page.show()
        page.arrive()
        return page

    return show


def texts(table):
    return [[table.item(r, c).text() for c in range(table.columnCount())] for r in range(table.rowCount())]


def test_every_township_has_a_mark_for_every_month(shown, desk, offices, stick):
    desk.take([stick])
    page = shown(TownshipsPage)
    assert [row[3] for row in texts(page.table)] == ["● 已收", "● 已收", "· 未到期"]
    assert "3个乡镇已收2个" in page.count_label.text()
    page.days_box.setValue(0)
    assert [row[3] for row in texts(page.table)] == ["◐ 迟报", "◐ 迟报", "○ 缺报"]
    assert "缺报1个：白水镇" in page.count_label.text()


def test_a_township_is_opened_with_its_months_and_what_differs(shown, desk, offices, stick):
    desk.take([stick])
    page = shown(TownshipsPage)
    page.table.setCurrentCell(1, 0)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.panel.is_open()
    assert texts(page.panel.content().table)[0][:2] == ["2026年10月", "1 ≠"]
    page.commands()["back"]()
    assert not page.panel.is_open()


def test_a_township_is_enrolled_with_the_digits_of_its_paper(shown, desk, prompts, tmp_path):
    office = Township(desk)
    prompts.path = tmp_path / "township.xfe"
    prompts.path.write_bytes(office.enrolment)
    page = shown(TownshipsPage)
    assert page.empty.isVisible()
    page.enrol_button.click()
    form = page.panel.content()
    form.digits_edit.setText("123")
    form.compare_button.click()
    assert "30位" in form.field.problem()
    form.digits_edit.setText("1" * 30)
    form.compare_button.click()
    assert "校验码与登记表不一致" in form.field.problem()
    form.digits_edit.setText(read_enrolment(office.enrolment).printed_check_number)
    form.compare_button.click()
    assert not page.panel.is_open()
    assert texts(page.table)[0][2] == "已核对"
    assert "核对一致" in page.notice.sentence()


def test_nothing_is_written_before_it_was_looked_at(shown, desk, offices, stick, prompts):
    page = shown(IntakePage)
    assert not page.take_button.isEnabled()
    prompts.path = stick
    page.folder_button.click()
    assert [row[1] for row in texts(page.table)] == ["不收", "将收下", "将收下"]
    assert page.notice.sentence() == "共3个文件：收下2个，不收1个。还没有写入。"
    assert desk.store.value("SELECT count(*) FROM records") == 0
    page.take_button.click()
    assert [row[1] for row in texts(page.table)] == ["未收", "已收下", "已收下"]
    assert desk.store.value("SELECT count(*) FROM records") == 6
    assert not page.take_button.isEnabled()
    page.folder_button.click()
    assert "重复2个" in page.notice.sentence()
    assert not page.take_button.isEnabled()


def test_a_bundle_opened_from_outside_is_looked_at_and_not_yet_taken(shown, desk, offices, stick):
    page = shown(IntakePage)
    page.offer(sorted(stick.glob("*.xfb"))[0])
    assert len(texts(page.table)) == 1
    assert "还没有写入" in page.notice.sentence()
    assert desk.store.value("SELECT count(*) FROM records") == 0


def test_what_an_unverified_township_sends_is_shown_with_its_mark_and_left_out(
    shown, desk, offices, stick, prompts
):
    office = Township(desk, "999999105000", "新塘镇信访工作办公室")
    desk.enrol(office.enrolment)
    tables = {
        "matters": [matter("n")],
        "receptions": [reception("n", about="n")],
        "figures": figures(receptions=1),
    }
    office.export(stick / "新.xfb", tables)
    page = shown(IntakePage)
    page.preview((stick,))
    assert [row[1] for row in texts(page.table)] == ["不收", "▲ 待核对印章", "将收下", "将收下"]
    assert page.notice.sentence() == "共4个文件：收下2个，待核对印章1个，不收1个。还没有写入。"
    page.take()
    towns = shown(TownshipsPage)
    assert texts(towns.table)[3][2:4] == ["▲ 待核对印章", "▲ 待核对印章"]
    assert "已收2个；待核对印章1个，不计入合计" in towns.count_label.text()
    towns.open_township(office.code)
    sheet = towns.panel.content()
    assert texts(sheet.table)[0][:2] == ["2026年10月　▲ 待核对印章", "1"]
    tables_page = shown(TablesPage)
    assert [row[1] for row in texts(tables_page.table)] == ["2 ≠", "1", "1 ≠", "缺报", "▲ 待核对印章"]
    assert "1个乡镇的登记表印章还没有核对，合计不含它们：新塘镇" in tables_page.notice.sentence()
    prompts.path = stick / "新.xfe"
    prompts.path.write_bytes(office.enrolment)
    towns.panel.close_panel()
    towns.enrol_button.click()
    form = towns.panel.content()
    form.digits_edit.setText(office.digits)
    form.compare_button.click()
    assert "待核对区的1个报送包已计入" in towns.notice.sentence()
    tables_page.refresh()
    assert texts(tables_page.table)[4][1] == "1"


def test_answers_go_down_to_everybody(shown, desk, offices, stick, prompts, tmp_path):
    desk.take([stick])
    prompts.path = tmp_path / "回执"
    page = shown(TownshipsPage)
    page.ack_button.click()
    assert "2个回执文件" in page.notice.sentence()
    assert len(list(prompts.path.glob("*.xfb"))) == 2
    page.ack_button.click()
    assert page.notice.sentence() == "没有待回执的报送包"


def test_the_table_names_who_differs_and_who_is_missing(
    shown, desk, offices, stick, prompts, tmp_path, window
):
    desk.take([stick])
    page = shown(TablesPage)
    assert page.period() == "2026-10"
    assert [row[:2] for row in texts(page.table)] == [
        ["合计", "2 ≠"], ["青山镇信访工作办公室", "1"], ["黄土乡信访工作办公室", "1 ≠"], ["白水镇信访工作办公室", "缺报"],
    ]  # fmt: skip
    assert page.notice.sentence() == (
        "1个乡镇的报数与核数不符：黄土乡信访工作办公室（登记总量）；1个乡镇没有报，合计不含它们。"
    )
    prompts.path = tmp_path / "十月"
    page.sheet_button.click()
    assert (tmp_path / "十月.xlsx").exists()
    prompts.path = stick
    page.package_button.click()
    assert "不是空文件夹" in prompts.errors[0]
    page.period_box.setCurrentIndex(1)
    assert page.period() == "2026-09"
    assert [row[1] for row in texts(page.table)][1:] == ["缺报"] * 3


def test_what_may_be_one_is_decided_by_a_person_with_a_ground(shown, desk, offices, stick, window):
    desk.take([stick])
    page = shown(AlikePage)
    (row,) = page.rows
    row.same_button.click()
    assert "依据" in row.field.problem()
    row.reason_edit.setText("已与两镇电话核对")
    row.different_button.click()
    assert page.rows == []
    assert [link.verdict for link in desk.linked()] == ["different"]
    assert window.toasts == ["已记下：不是"]
