import pytest
from PySide6.QtCore import QEvent, QObject, Qt

from app.ui.today.column import MOST_AT_ONCE
from app.ui.today.line import TodayRow
from app.ui.today.page import TodayPage
from tests.ui.clipping import cut_off
from tests.ui.matters.situation import press, register, step, surroundings

pytestmark = pytest.mark.qt
K = Qt.Key


@pytest.fixture
def around():
    return surroundings()


@pytest.fixture
def page(qtbot, desk, around):
    shown = TodayPage(desk, around.context)
    qtbot.addWidget(shown)
    shown.resize(1290, 668)
    shown.show()
    shown.activateWindow()
    shown.refresh()
    qtbot.waitUntil(lambda: shown.month.figures["receptions"].number() != "")
    return shown


def names(column):
    return [row.line.who for row in column.rows]


def test_a_late_matter_stands_under_today_with_the_word_and_the_days(page, desk):
    register(desk, "张三", days_ago=17)
    page.refresh()
    assert names(page.must) == ["张三"]
    assert "超期2天" in page.must.rows[0].accessibleName()


def test_a_date_of_the_week_stands_under_these_days(page, desk):
    register(desk, "李四", days_ago=12)
    page.refresh()
    assert (names(page.must), names(page.soon)) == ([], ["李四"])


def test_a_silent_unit_and_a_paper_not_delivered_are_waited_for(page, desk):
    first = register(desk, "王五", days_ago=40)
    step(desk, first.matter_id, "accept", days_ago=38)
    step(desk, first.matter_id, "assign", days_ago=35, unit="自然资源所")
    desk.papers.issue("acceptance_notice", first.matter_id)
    page.refresh()
    tasks = [row.line.task for row in page.waiting.rows]
    assert any("自然资源所" in task for task in tasks)
    assert any("还没有登记送达" in task for task in tasks)


def test_the_button_opens_the_matter_at_the_next_lawful_act(page, desk, around):
    first = register(desk, "张三", days_ago=15)
    page.refresh()
    row = page.must.rows[0]
    assert row.action_button.text() == "受理并告知"
    row.action_button.click()
    assert around.opened == [(first.matter_id, "accept")]


def test_enter_on_a_line_opens_the_matter(page, desk, around):
    first = register(desk, "张三", days_ago=15)
    page.refresh()
    page.must.focus_row(0)
    press(K.Key_Return)
    assert around.opened == [(first.matter_id, "")]


def test_down_goes_to_the_next_line(page, desk):
    register(desk, "张三", days_ago=17)
    register(desk, "李四", days_ago=16)
    page.refresh()
    page.must.focus_row(0)
    press(K.Key_Down)
    assert page.must.rows[1].hasFocus()


def test_the_date_explains_itself_in_place_and_folds_away_again(page, desk):
    register(desk, "张三", days_ago=17)
    page.refresh()
    row = page.must.rows[0]
    row.date_button.setFocus()
    press(K.Key_Return)
    assert row.why.isVisible()
    assert "开始当日不计算在内" in row.why.text()
    press(K.Key_Return)
    assert not row.why.isVisible()


def test_an_empty_day_says_so_and_names_the_next_date(page, desk):
    register(desk, "张三", days_ago=2)
    page.refresh()
    assert page.must.empty_words() == ("今天没有到期的事项", "下一个日期：12月3日")


def test_a_sealed_matter_shows_neither_name_nor_subject(page, desk):
    register(desk, "张三", "反映某干部违规", purpose="report", days_ago=17)
    page.refresh()
    spoken = " ".join(row.accessibleName() for row in page.must.rows + page.waiting.rows)
    assert "密封" in spoken
    assert "张三" not in spoken
    assert "干部" not in spoken


def test_a_change_elsewhere_is_shown_at_once(page, desk, around):
    register(desk, "张三", days_ago=17)
    around.context.changes.matters_changed.emit()
    assert names(page.must) == ["张三"]


def test_the_month_so_far_stands_at_the_edge(page, desk, qtbot):
    register(desk, "张三", days_ago=1, head_count=4)
    register(desk, "李四", days_ago=40)
    page.refresh()
    figures = page.month.figures
    qtbot.waitUntil(lambda: figures["receptions"].number() == "1")
    assert figures["visits.persons"].number() == "4"
    assert figures["open"].number() == "2"


def test_a_long_list_is_shown_in_parts(page, desk, qtbot):
    with desk.register.store.writing():
        for at in range(MOST_AT_ONCE + 2):
            register(desk, f"张{at}", days_ago=17)
    page.refresh()
    assert 0 < len(page.must.rows) < MOST_AT_ONCE  # what is in sight stands at once
    qtbot.waitUntil(lambda: len(page.must.rows) == MOST_AT_ONCE)
    page.must.more_button.click()
    assert len(page.must.rows) == MOST_AT_ONCE + 2


class Painted(QObject):
    """Looks at every row in the moment in which it is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = 0
        self.wrong: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(watched, TodayRow) and event.type() == QEvent.Type.Paint:
            self.rows += 1
            room = watched.layout().heightForWidth(watched.width())
            if abs(watched.height() - room) > 8:
                self.wrong.append(f"高{watched.height()}，要{room}")
        return False


def test_rows_that_come_later_squeeze_nothing_and_the_first_are_not_stretched(page, desk, qapp, qtbot):
    with desk.register.store.writing():
        for at in range(12):
            register(desk, f"张{at}", days_ago=17 - at % 3)
    watch = Painted()
    qapp.installEventFilter(watch)
    page.refresh()
    qtbot.waitUntil(lambda: len(page.must.rows) == 12)
    qtbot.waitUntil(lambda: page.must.rows[-1].isVisible())
    page.must.grab()
    qapp.removeEventFilter(watch)
    assert watch.rows
    assert watch.wrong == []
    assert cut_off(page.must) == []
