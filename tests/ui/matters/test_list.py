"""The list as the clerk uses it: filters together, orders, 常用, the table with its columns, both ends, copying."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.list_views import ListView
from app.services.opening import open_desk
from app.ui.matters import list_rows
from app.ui.matters.list_table import NAMES
from app.ui.matters.page import MattersPage
from tests.conftest import PASSWORD
from tests.ui.matters.situation import press, register, surroundings, type_text

pytestmark = pytest.mark.qt
K, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def village(desk):
    return desk.offices.roster("village")[0].id


@pytest.fixture
def ten(desk, village):
    """Ten open matters, one a day; every second from the village, every third a letter."""
    return [
        register(
            desk, f"张{at}", f"反映第{at}件事", days_ago=at, village_id=village if at % 2 else "",
            channel="letter" if at % 3 == 0 else "visit",
        )
        for at in range(10)
    ]  # fmt: skip


def numbers(page):
    return [page.list.rows.cell(row, "number") for row in range(page.list.rows.rowCount())]


def read_all(page, qtbot):
    rows = page.list.rows
    while rows.canFetchMore(list_rows.NOWHERE):
        rows.fetchMore(list_rows.NOWHERE)
    return numbers(page)


def counted(page, qtbot):
    qtbot.waitUntil(lambda: not page.list.counting.is_counting())
    return page.list.head.count_label.text()


def click_head(page, name):
    head = page.list.table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(NAMES.index(name)) + 20, head.height() // 2)
    QTest.mouseClick(head.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)


def as_table(page):
    QTest.mouseClick(page.list.head.table_button, LEFT)


def test_filters_hold_together_and_each_can_be_taken_away_again(page, desk, ten, village, qtbot):
    page.refresh()
    page.list.head.filter_button.setFocus()
    press(K.Key_Return)
    form = page.panel.content()
    form.channel.setCurrentIndex(form.channel.findData("visit"))
    form.village.setFocus()
    type_text("青山")
    press(K.Key_Return)
    press(K.Key_Return, CONTROL)
    assert not page.panel.is_open()
    assert read_all(page, qtbot) == [ten[at].number for at in (1, 5, 7)]
    assert counted(page, qtbot) == "共3件"
    chips = page.list.head.narrowing.chips
    assert [chip.accessibleName() for chip in chips.values()] == ["去掉筛选：来访", "去掉筛选：青山村"]
    QTest.mouseClick(chips["channel"], LEFT)
    assert read_all(page, qtbot) == [ten[at].number for at in (1, 3, 5, 7, 9)]
    page.list.head.narrowing.chips["village_id"].setFocus()
    press(K.Key_Delete)
    assert len(read_all(page, qtbot)) == 10
    assert not page.list.head.narrowing.isVisible()


def test_two_days_of_registration_are_checked_under_their_field(page, ten, qtbot):
    page.refresh()
    page.open_filters()
    form = page.panel.content()
    QTest.mouseClick(form.period.chip("between"), LEFT)
    form.first_edit.setText("11.18")
    form.submit()
    assert form.fields["period"].problem() == "请填写起止两个日期"
    form.last_edit.setText("11.16")
    form.submit()
    assert "起始日期在截止日期之后" in form.fields["period"].problem()
    form.first_edit.setText("11.16")
    form.last_edit.setText("11.18")
    form.submit()
    assert read_all(page, qtbot) == [ten[at].number for at in (2, 3, 4)]


def test_nothing_found_says_which_way_out(page, ten):
    page.refresh()
    page.list.show_view(ListView("all", state="declined"))
    assert page.list.rows.rowCount() == 0
    page.list.head.narrowing.chips["state"].click()
    assert page.list.rows.rowCount() > 0


def test_a_filter_that_finds_little_is_looked_for_between_keystrokes(page, desk, ten, qtbot, monkeypatch):
    for stride in ("NEAR", "BUDGET"):
        monkeypatch.setattr(f"app.db.matter_lists.{stride}", 1)
    page.list.read(page._context.today())
    page.list.show_view(ListView("all", channel="letter", sort="oldest"))
    assert page.list.rows.is_seeking()
    qtbot.waitUntil(lambda: not page.list.rows.is_seeking())
    assert numbers(page) == [ten[at].number for at in (9, 6, 3, 0)]


def test_the_order_is_chosen_in_its_box(page, ten, qtbot):
    page.refresh()
    box = page.list.head.sort_box
    box.setFocus()
    press(K.Key_Down)
    assert box.currentText() == "登记日期 旧→新"
    assert read_all(page, qtbot)[0] == ten[9].number


def test_what_is_closed_has_no_order_by_its_deadline(page, ten):
    page.refresh()
    page.list.show_view(ListView(sort="due"))
    page.list.filters.chip("closed").click()
    assert page.list.view.sort == "newest"
    assert page.list.head.sort_box.findData("due") == -1


def test_the_head_of_a_column_sorts_and_turns_round(page, ten, qtbot):
    page.refresh()
    as_table(page)
    click_head(page, "registered_on")
    assert page.list.view.sort == "oldest"
    assert read_all(page, qtbot)[0] == ten[9].number
    click_head(page, "registered_on")
    assert page.list.view.sort == "newest"
    click_head(page, "due")
    assert page.list.view.sort == "due"
    click_head(page, "title")
    assert page.list.view.sort == "due"
    assert page.list.table.horizontalHeader().sortIndicatorSection() == NAMES.index("due")


def test_a_view_is_there_when_the_register_is_opened_again(page, desk, ten, village, qtbot, clock):
    page.refresh()
    page.list.show_view(ListView(village_id=village, sort="oldest"))
    page.list.head.keep_link.click()
    page.submit()
    assert "请给这个常用起个名称" in page.panel.content().fields["name"].problem()
    page.panel.content().name_edit.setFocus()
    type_text("青山在办")
    press(K.Key_Return, CONTROL)
    assert page.list.view_name() == "青山在办"
    page.list.filters.chip("all").click()
    assert page.list.view_name() == ""
    with open_desk(desk.safety.backup(), PASSWORD, clock=clock) as again:
        reopened = MattersPage(again, surroundings().context, page_size=5)
        qtbot.addWidget(reopened)
        reopened.show()
        reopened.refresh()
        reopened.list.views.chip("青山在办").click()
        assert read_all(reopened, qtbot) == [ten[at].number for at in (9, 7, 5, 3, 1)]
        reopened.close()
        reopened.list.rows.stop()


def test_a_view_is_renamed_removed_and_taken_back(page, desk, around, ten):
    page.refresh()
    desk.matters.views.keep("甲", ListView("closed"))
    desk.matters.views.keep("乙", ListView("open"))
    page.refresh()
    page.list.views.chip("甲").click()
    page.list.head.rename_link.click()
    form = page.panel.content()
    form.name_edit.setText("乙")
    form.submit()
    assert "已经有叫“乙”的常用" in form.fields["name"].problem()
    form.name_edit.setText("结案")
    form.submit()
    assert list(desk.matters.views.all()) == ["结案", "乙"]
    page.list.head.remove_link.click()
    assert list(desk.matters.views.all()) == ["乙"]
    around.undo()
    assert desk.matters.views.all()["结案"] == ListView("closed")


def test_columns_stay_as_they_were_left(page, desk, ten, qtbot):
    page.refresh()
    as_table(page)
    table = page.list.table
    table.horizontalHeader().moveSection(1, 3)
    table.setColumnWidth(NAMES.index("title"), 222)
    table.show_column("channel", shown=False)
    page.hide()
    again = MattersPage(desk, surroundings().context, page_size=5)
    qtbot.addWidget(again)
    again.show()
    assert again.list.is_table()
    assert not again.detail.isVisible()
    kept = again.list.table.arrangement()
    assert kept["order"][:3] == ["people", "title", "number"]
    assert kept["widths"]["title"] == 222
    assert kept["hidden"] == ["channel"]
    again.list.table.columns_menu().actions()[-1].trigger()
    assert again.list.table.arrangement()["order"][0] == "number"


def test_a_look_nobody_can_read_is_the_first_one_again(page, desk):
    desk.matters.views.keep_look("matters", {"as": 7, "order": "x", "widths": [1], "hidden": None})
    again = MattersPage(desk, surroundings().context)
    assert not again.list.is_table()
    assert again.list.table.arrangement()["order"] == list(NAMES[1:])
    again.deleteLater()


def test_enter_opens_from_the_table_and_esc_goes_back_to_it(page, ten):
    page.refresh()
    as_table(page)
    press(K.Key_Down)
    press(K.Key_Return)
    assert page.detail.isVisible()
    assert page.detail.header.number.text() == ten[1].number
    page.commands()["back"]()
    assert page.list.is_table()
    assert page.list.table.current_key() == ten[1].matter_id
    assert QApplication.focusWidget() is page.list.table


def test_end_reads_the_last_page_alone_and_home_the_first(page, ten, qtbot):
    page.refresh()
    page.list.lines.setFocus()
    press(K.Key_End)
    assert numbers(page) == [ten[at].number for at in (5, 6, 7, 8, 9)]
    assert page.detail.header.number.text() == ten[9].number
    page.list.rows.fetch_above()
    assert len(numbers(page)) == 10
    press(K.Key_Home)
    assert page.detail.header.number.text() == ten[0].number


def test_a_long_scroll_lets_go_what_lies_far_away_and_finds_it_again(page, ten, qtbot, monkeypatch):
    monkeypatch.setattr(list_rows, "MOST_ROWS", 5)
    page.refresh()
    rows, everything = page.list.rows, [it.number for it in ten]
    page.list.lines.setCurrentIndex(rows.index(-1, 0))
    read_all(page, qtbot)
    rows.let_go(seen=9)
    assert numbers(page) == everything[5:]
    rows.fetch_above()
    assert numbers(page) == everything
    rows.let_go(seen=0)
    assert numbers(page) == everything[:5]
    assert read_all(page, qtbot) == everything


def test_copied_rows_are_cells_for_excel_and_no_formula(page, desk, ten):
    register(desk, "李四", "=HYPERLINK(1)", days_ago=0)
    page.refresh()
    as_table(page)
    page.list.table.setFocus()
    press(K.Key_Home)
    press(K.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(K.Key_C, CONTROL)
    first, second = (line.split("\t") for line in QGuiApplication.clipboard().text().split("\n"))
    assert first[2] == "'=HYPERLINK(1)"
    assert second[:5] == [ten[0].number, "张0", "反映第0件事", "来信", "2026-11-20"]
    QGuiApplication.clipboard().clear()


def test_a_sealed_matter_shows_number_date_and_state_in_the_table_and_on_the_clipboard(page, desk, village):
    sealed = register(desk, "张三", "反映某干部", purpose="report", village_id=village, days_ago=2)
    page.refresh()
    as_table(page)
    cells = {name: page.list.rows.cell(0, name) for name in NAMES[1:]}
    assert {name: text for name, text in cells.items() if text} == {
        "number": sealed.number, "title": "（检举控告事项，内容已密封）", "registered_on": "2026-11-18",
        "state": "待受理",
    }  # fmt: skip
    page.list.table.setFocus()
    press(K.Key_C, CONTROL)
    assert "张三" not in QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()
    page.list.show_view(ListView(village_id=village))
    assert page.list.rows.rowCount() == 0


def test_the_model_keeps_qts_rules(page, ten, qtmodeltester):
    page.refresh()
    qtmodeltester.check(page.list.rows)
