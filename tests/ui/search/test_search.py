"""Search everywhere, with real keys over a real desk."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core.receptions import ReceptionDraft
from app.services.receptions import Visitor
from app.ui.search.finders import PaperFinder
from app.ui.search.found import Found, gather
from app.ui.search.places import SECTIONS
from app.ui.settings.page import TITLES
from app.ui.widgets.pdf_preview import PdfPreview
from app.ui.widgets.two_line_list import Line
from tests.ui.whole import CONTROL, open_whole, press

DAY = date(2026, 11, 18)


@pytest.fixture
def window(qapp, qtbot, theme, prompts, desktop, tmp_path, desk):
    desk.receptions.register(ReceptionDraft("visit", DAY, DAY, "反映征地补偿款未足额发放"), [Visitor("张三")])
    desk.receptions.register(ReceptionDraft("letter", DAY, DAY, "反映排水沟堵塞"), [Visitor("李四")])
    report = ReceptionDraft("letter", DAY, DAY, "检举", purpose="report", accused="某某")
    desk.receptions.register(report, [Visitor("赵六")])
    return open_whole(qapp, qtbot, theme, prompts, desktop, tmp_path, desk)


def search(window, text):
    press(window, Qt.Key.Key_K, CONTROL)
    committed = QInputMethodEvent()
    committed.setCommitString(text)
    QApplication.sendEvent(window.search, committed)
    return window.search.results()


def firsts(results):
    return [line.first for line in results.lines()]


def test_matters_stand_under_their_heading_and_open_on_their_page(window):
    results = search(window, "排水")
    assert results.headings() == ["信访事项"]
    press(window, Qt.Key.Key_Return)
    assert window.current == "matters"
    assert window.shown.detail.view.matter.title == "反映排水沟堵塞"


@pytest.mark.parametrize("typed", ["月结", "yj", "yuejie"])
def test_a_page_by_characters_initials_and_pinyin(window, typed):
    results = search(window, typed)
    assert (results.headings()[0], firsts(results)[0]) == ("页面", "月结")
    press(window, Qt.Key.Key_Return)
    assert window.current == "month"


def test_a_section_of_the_settings_opens_in_the_frame(window):
    search(window, "rl")
    press(window, Qt.Key.Key_Return)
    assert window.current == "settings"
    assert window.shown.calendar.isVisible()


def test_the_sections_listed_are_those_of_the_settings():
    assert SECTIONS == TITLES


def test_the_sheet_stays_under_the_box_when_the_window_changes(window, qtbot):
    results = search(window, "月结")
    window.resize(1000, 700)

    def under():
        assert results.x() == window.search.mapTo(window, window.search.rect().topLeft()).x()

    qtbot.waitUntil(under)


def test_a_command_is_done_from_the_box(window):
    results = search(window, "suoding")
    assert results.current().line.aside == "Ctrl+L"
    press(window, Qt.Key.Key_Return)
    assert window.is_locked()


def test_a_command_that_cannot_be_done_now_is_left_out(window):
    window.open_page("month")
    assert "登记并打印回执" not in firsts(search(window, "登记并打印"))
    press(window, Qt.Key.Key_Escape)
    window.open_page("reception")
    assert "登记并打印回执" in firsts(search(window, "登记并打印"))


def test_printing_today_from_any_page(window):
    window.open_page("month")
    search(window, "打印今日")
    press(window, Qt.Key.Key_Return)
    assert window.current == "today"
    assert isinstance(window.panel.content(), PdfPreview)


def test_another_name_of_a_command_finds_it(window):
    assert "明暗切换" in firsts(search(window, "切换深色"))


def test_help_is_found_by_its_keywords_and_opens_beside_the_page(window):
    results = search(window, "忘记")
    assert results.headings() == ["帮助"]
    press(window, Qt.Key.Key_Return)
    assert window.aside.content().key() == "lock"


def test_initials_of_a_name_lead_to_that_persons_matters_and_to_nothing_else(window):
    results = search(window, "zs")
    assert results.headings()[0] == "按姓名"
    assert results.lines()[0].aside == "该信访人的事项"
    press(window, Qt.Key.Key_Return)
    assert window.search.text() == "张三"
    assert results.headings() == ["信访事项"]
    assert "征地补偿款" in results.lines()[0].second


def test_who_only_reported_is_not_found_by_name(window):
    assert "赵六" not in firsts(search(window, "zl"))


def test_the_arrow_keys_step_over_headings(window):
    results = search(window, "打印")
    seen = [results.current().line.first]
    for _ in results.lines()[1:]:
        press(window, Qt.Key.Key_Down)
        seen.append(results.current().line.first)
    assert seen == firsts(results)
    assert len(results.headings()) > 1
    press(window, Qt.Key.Key_Down)
    assert results.current().line.first == seen[-1]
    press(window, Qt.Key.Key_Up)
    assert results.current().line.first == seen[-2]


def test_a_click_opens_and_a_click_on_a_heading_does_not(window):
    results = search(window, "月结")
    rows = results._list
    heading = rows.visualRect(rows.model().index(0, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert window.current == "today"
    line = rows.visualRect(rows.model().index(1, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=line)
    assert window.current == "month"


def test_an_empty_box_teaches_and_escape_gives_the_keyboard_back(window):
    page = window.open_page("reception")
    line = page.questions.title_edit
    line.setFocus()
    press(window, Qt.Key.Key_K, CONTROL)
    assert "可以搜索" in window.search.results().note()
    QTest.keyClicks(window.search, "abc")
    press(window, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is line
    assert not window.search.results().isVisible()
    assert window.search.text() == ""


def test_pages_and_commands_come_back_as_recent_and_matters_never_do(window):
    for typed in ("月结", "排水"):
        search(window, typed)
        press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_K, CONTROL)
    results = window.search.results()
    assert results.headings() == ["最近用过"]
    assert firsts(results) == ["月结"]
    press(window, Qt.Key.Key_Return)
    assert window.current == "month"


def test_nothing_found_says_what_to_try(window):
    results = search(window, "没有这样的字")
    assert "没有找到" in results.note()
    assert results.current() is None
    press(window, Qt.Key.Key_Return)
    assert window.search.hasFocus()


@dataclass(frozen=True)
class Finds:
    """A finder of one answer."""

    title: str
    count: int
    exact: bool = False

    def find(self, text):
        return [Found(Line(f"{self.title}{at}", text), exact=self.exact) for at in range(self.count)]


def test_twelve_lines_at_most_shared_fairly_and_what_is_meant_exactly_stands_first():
    groups = gather([Finds("事项", 8), Finds("页面", 4), Finds("无", 0), Finds("纸条", 1, exact=True)], "x")
    assert [(group.title, len(group.found)) for group in groups] == [("纸条", 1), ("事项", 7), ("页面", 4)]


def test_a_finder_added_later_may_look_first(window):
    window.search.look_in(Finds("纸条", 1, exact=True), first=True)
    assert search(window, "排水").headings()[0] == "纸条"


@dataclass(frozen=True)
class Paper:
    """An issued paper."""

    id: str = "d1"
    matter_id: str = "m1"
    title: str = "信访事项受理告知书"
    number: str = "青信受〔2026〕12号"


def test_a_paper_is_found_by_its_number_and_opens_its_matter():
    opened = []
    (found,) = PaperFinder(lambda _text: [Paper()], opened.append, opened.append).find("受12")
    assert (found.line.first, found.line.aside, found.exact) == (
        "青信受〔2026〕12号",
        "信访事项受理告知书",
        True,
    )
    found.open()
    assert opened == ["m1"]


def test_a_paper_of_no_matter_opens_its_ledger():
    opened = []
    (found,) = PaperFinder(lambda _text: [Paper(matter_id="")], None, opened.append).find("受12")
    found.open()
    assert opened == ["d1"]


def test_opening_what_was_found_shows_the_matter_once(window, desk, monkeypatch):
    """Reading and laying out a matter is the dearest thing of the page; it was done up to five times."""
    number = desk.matters.find("张三")[0].number
    window.open_page("matters")
    window.open_page("today")
    shown, whole = [], desk.matters.view
    monkeypatch.setattr(desk.matters, "view", lambda key: shown.append(key) or whole(key))
    search(window, number)
    press(window, Qt.Key.Key_Return)
    assert len(shown) == 1
    assert window.shown.detail.header.number.text() == number
    assert window.shown.list.lines.hasFocus()
