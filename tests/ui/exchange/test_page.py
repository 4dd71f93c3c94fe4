"""The exchange page between a real township register and a real county."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.receptions import ReceptionDraft
from app.county.assigning import assign
from app.county.desk import create_county
from app.db.engine.costs import LEAST
from app.services import exchange_sticks as sticks
from app.services.receptions import Visitor
from app.ui.exchange.page import WRITTEN, ExchangePage
from app.ui.widgets.plain import PlainLabel

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
OCTOBER = "2026-10"


@pytest.fixture
def county(tmp_path):
    desk = create_county(
        tmp_path / "县局", "青川县信访局", "430999000000", "县局的密码1", cost=LEAST, now=lambda: NOW
    )
    yield desk
    desk.close()


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


@pytest.fixture
def page(qtbot, desk, context):
    day = date(2026, 10, 8)
    desk.receptions.register(ReceptionDraft("visit", day, day, "反映路灯不亮"), [Visitor("张三")])
    shown = ExchangePage(desk, context)
    qtbot.addWidget(shown)
    shown.resize(1290, 668)
    shown.show()
    shown.activateWindow()
    shown.refresh()
    qtbot.waitActive(shown)
    return shown


@pytest.fixture
def closed(page, desk, context):
    """The page with October closed."""
    desk.month.close(desk.month.period(OCTOBER))
    context.changes.months_changed.emit()
    return page


@pytest.fixture
def verified(closed, county, prompts):
    """The page with October closed and the county's key compared on paper."""
    prompts.path = county.enrolment_file
    closed.take_county_file()
    closed.compare(closed.county.computed_digits())
    return closed


def send(page, period=OCTOBER):
    """Look at what will go and write it."""
    page.export(period)
    page.submit()


def october(page):
    return next(row for row in page.ways.rows if row.way.period.id == OCTOBER)


def reached(page):
    return [word for word, done in october(page).way.stages() if done]


def test_without_the_countys_file_nothing_can_be_exported_and_the_button_says_why(closed):
    assert closed.county.state() == "未登记"
    assert not october(closed).action_button.isEnabled()
    assert "接收县局登记文件" in october(closed).action_button.toolTip()


def test_ways_that_have_not_changed_stay_as_they_stand(closed):
    row = october(closed)
    closed.refresh()
    assert october(closed) is row


def test_the_countys_file_is_provisional_until_its_digits_were_typed(closed, county, prompts, desk):
    prompts.path = county.enrolment_file
    closed.take_county_file()
    assert closed.county.state() == "未核对"
    assert closed.county.digits_edit.hasFocus()
    QTest.keyClicks(closed.county.digits_edit, closed.county.computed_digits())
    QTest.keyClick(closed.county.digits_edit, Qt.Key.Key_Return)
    assert closed.county.state() == "已核对"
    assert desk.exchange.status().county["verified"]


def test_wrong_digits_are_said_under_the_field_and_leave_the_county_provisional(closed, county, prompts):
    prompts.path = county.enrolment_file
    closed.take_county_file()
    closed.compare("1" * 30)
    assert "不一致" in closed.county.digits_field.problem()
    assert closed.county.state() == "未核对"
    assert prompts.errors == []


def test_too_few_digits_are_counted(closed, county, prompts):
    prompts.path = county.enrolment_file
    closed.take_county_file()
    QTest.keyClicks(closed.county.digits_edit, "12345 678")
    QTest.keyClick(closed.county.digits_edit, Qt.Key.Key_Return)
    assert "共30位，现在是8位" in closed.county.digits_field.problem()


def test_another_day_the_file_is_asked_for_before_the_digits_are_compared(
    closed, county, prompts, qtbot, desk, context
):
    prompts.path = county.enrolment_file
    closed.take_county_file()
    digits = closed.county.computed_digits()
    tomorrow = ExchangePage(desk, context)
    qtbot.addWidget(tomorrow)
    tomorrow.refresh()
    tomorrow.compare(digits)
    assert tomorrow.county.state() == "已核对"


def test_our_own_file_taken_for_the_countys_is_refused_with_a_sentence(closed, desk, prompts):
    prompts.path = desk.exchange.enrolment_path()
    closed.take_county_file()
    assert "不是县局的" in prompts.errors[0]
    assert closed.county.state() == "未登记"


def test_export_writes_bundle_and_cover_and_says_that_the_stick_may_go(verified, stick, prompts, window):
    prompts.path = stick
    button = october(verified).action_button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert verified.panel.is_open()
    assert list(stick.iterdir()) == []
    verified.submit()
    assert verified.notice.sentence().startswith(WRITTEN)
    assert len(list(stick.glob("*.xfb"))) == 1
    assert window.papers[0][0] == "2026年10月报送封面"
    assert reached(verified) == ["已写入U盘"]


def test_after_the_export_the_keyboard_is_still_on_the_months_button(verified, stick, prompts):
    prompts.path = stick
    october(verified).action_button.setFocus()
    send(verified)
    assert october(verified).action_button.hasFocus()


def test_a_stick_that_cannot_be_written_leaves_the_window_alive(verified, tmp_path, prompts):
    prompts.path = tmp_path / "文件不是文件夹"
    prompts.path.write_text("x")
    send(verified)
    assert len(prompts.errors) == 1
    assert verified.window().isEnabled()


def test_the_countys_answer_makes_the_month_processed(verified, county, stick, prompts, desk):
    prompts.path = stick
    send(verified)
    county.enrol(desk.exchange.enrolment(), desk.exchange.status().check_number)
    county.take(stick.glob("*.xfb"))
    prompts.path = county.ack(stick)[0]
    verified.take_answer()
    assert reached(verified) == ["已写入U盘", "县局已收", "已处理"]
    assert verified.refused == []


def test_an_answer_opened_from_outside_is_taken_once_the_clerk_agrees(verified, county, stick, prompts, desk):
    prompts.path = stick
    send(verified)
    county.enrol(desk.exchange.enrolment(), desk.exchange.status().check_number)
    county.take(stick.glob("*.xfb"))
    answer = county.ack(stick)[0]
    prompts.confirms = False
    verified.offer(answer)
    assert reached(verified) == ["已写入U盘"]
    prompts.confirms = True
    verified.offer(answer)
    assert reached(verified) == ["已写入U盘", "县局已收", "已处理"]


def test_a_file_that_is_no_bundle_is_refused_with_one_sentence(verified, tmp_path, prompts):
    prompts.path = tmp_path / "信.xfb"
    prompts.path.write_bytes(b"hello")
    verified.take_answer()
    assert len(prompts.errors) == 1
    assert reached(verified) == []


def test_a_month_that_is_still_open_leads_to_its_closing(page, window):
    page.export(OCTOBER)
    assert window.pages == ["month"]
    assert october(page).action_button.text() == "去结账"


def test_a_clerk_who_chooses_no_folder_writes_nothing(verified, prompts, desk):
    prompts.path = None
    send(verified)
    assert verified.panel.is_open()
    assert desk.exchange.status().sent == ()


def test_our_sheet_is_shown_as_a_paper(page, window):
    page.own.sheet_button.click()
    assert window.papers[0][0] == "公钥登记表"
    assert window.papers[0][1].startswith(b"%PDF")


def test_our_file_is_copied_to_the_stick_and_compared(page, stick, prompts, desk):
    prompts.path = stick
    page.own.copy_button.click()
    name = desk.exchange.enrolment_path().name
    assert (stick / name).read_bytes() == desk.exchange.enrolment_path().read_bytes()
    assert "可以拔出U盘" in page.notice.sentence()


def test_what_will_go_is_said_before_it_goes(verified, desk):
    verified.export(OCTOBER)
    form = verified.panel.content()
    assert form.said()[0] == "内含登记1件次、事项1件"
    assert any("来访1批次，上期0批次，多1批次" in label for label in words(form))
    assert "● 合计相符" in words(form)
    assert desk.exchange.status().sent == ()


def test_a_correction_is_not_written_without_reason_and_approval(verified, stick, prompts):
    prompts.path = stick
    verified.export(OCTOBER)
    form = verified.panel.content()
    assert form.fields["reason"].isHidden()
    form.kinds.choose("correction")
    form.kinds.changed.emit()
    verified.submit()
    assert form.fields["reason"].problem() == "请写明更正原因"
    form.reason_edit.setText("补登一件")
    form.approver_edit.setText("周甲")
    verified.submit()
    assert len(list(stick.glob("*.xfb"))) == 1


def test_our_stick_is_known_again_and_a_neighbours_is_asked_about(
    verified, stick, prompts, desk, monkeypatch, tmp_path
):
    prompts.path = stick
    send(verified)
    monkeypatch.setattr(sticks, "plugged_in", lambda: (stick,))
    verified.export(OCTOBER)
    assert "本单位的报送U盘" in verified.panel.content().places.option("0").accessibleName()
    theirs = '{"format":"xfb-stick-1","name":"白水镇","office":"430999102000"}'
    (stick / sticks.MARK).write_text(theirs, encoding="utf-8")
    verified.export(OCTOBER)
    prompts.confirms = False
    before = len(desk.exchange.status().sent)
    verified.submit()
    assert "白水镇" in prompts.asked[-1]
    assert len(desk.exchange.status().sent) == before


ASSIGNED = (
    "上级编号,办理方式,反馈期限,信访形式,信访日期,主题,姓名\n"
    "县交〔2026〕1号,交办,2026-12-20,来信,2026-11-10,反映道路破损,孙丙\n"
)


def test_what_the_county_hands_down_is_shown_and_asked_about_before_it_is_registered(
    verified, county, desk, prompts, tmp_path, window
):
    county.enrol(desk.exchange.enrolment(), desk.exchange.status().check_number)
    table = tmp_path / "交办.csv"
    table.write_text(ASSIGNED, encoding="utf-8")
    prompts.path = assign(
        county.store, county.sender(), county.township(desk.offices.office().code), table, tmp_path / "下行"
    ).path
    prompts.confirms = False
    verified.take_answer()
    assert "新交办、转送1件" in prompts.asked[-1]
    assert verified.handed.isHidden()
    prompts.confirms = True
    verified.take_answer()
    (row,) = verified.handed.rows
    assert "县交〔2026〕1号" in row.accessibleName()
    row.open_button.click()
    assert desk.matters.matter(window.matters[-1][0]).source == "上级交办"


def words(form):
    return [label.text() for label in form.findChildren(PlainLabel)]


def test_the_official_systems_export_is_compared_and_leads_to_the_matter(
    page, desk, prompts, window, tmp_path
):
    prompts.path = tmp_path / "系统.csv"
    prompts.path.write_text("信访件编号,办理状态,概况\nX1,待办,别处的事\n", encoding="utf-8")
    page.reconcile.button.click()
    sheet = page.panel.content()
    assert [row.accessibleName().split("　")[0] for row in sheet.rows] == [
        "系统有、本机没有",
        "没有填系统编号",
    ]
    prompts.path = tmp_path / "待录.csv"
    sheet.table_button.click()
    assert "张三" in prompts.path.read_text(encoding="utf-8-sig")
    assert "已写出1件" in page.notice.sentence()
    prompts.path = tmp_path / "系统.csv"
    page.reconcile.button.click()
    page.panel.content().rows[1].open_button.click()
    assert desk.matters.matter(window.matters[-1][0]).title == "反映路灯不亮"


def test_a_table_that_is_no_export_is_refused_with_a_sentence(page, prompts, tmp_path):
    prompts.path = tmp_path / "别的.csv"
    prompts.path.write_text("姓名,主题\n甲,乙\n", encoding="utf-8")
    page.reconcile.button.click()
    assert "信访件编号" in prompts.errors[0]
    assert not page.panel.is_open()


def test_a_signed_cover_makes_the_month_received(verified, stick, prompts):
    prompts.path = stick
    send(verified)
    prompts.confirms = False
    october(verified).signed_button.click()
    assert reached(verified) == ["已写入U盘"]
    prompts.confirms = True
    october(verified).signed_button.click()
    assert reached(verified) == ["已写入U盘", "县局已收"]
    assert october(verified).signed_button is None
