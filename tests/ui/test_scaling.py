"""Every word can be read whole at every text size, on a screen of 1366×768: pages, forms, the assistant."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.desk_window import open_window
from app.ui.prompts import PlainMessage, QtPrompts
from app.ui.start.assistant import Assistant
from app.ui.start.places import Places
from app.ui.start.way_back import restore_page
from app.ui.surroundings import Surroundings
from app.ui.tasks import InlineTasks
from app.ui.theme import SCALES
from app.ui.tour.tour import Tour
from app.ui.widgets.buttons import primary, quiet
from app.ui.window_state import WindowState
from tests.ui.clipping import cut_off, settle
from tests.ui.matters.situation import fill

PAGES = ("today", "reception", "matters", "ledgers", "month", "exchange", "settings")
SCREEN = QSize(1366, 768)


@pytest.fixture(params=SCALES, ids=lambda scale: f"{scale}%")
def large(request, qapp, theme):
    theme.change(qapp, scale=request.param)
    yield request.param
    theme.change(qapp, scale=100)


@pytest.fixture
def window(qtbot, qapp, theme, desktop, tmp_path, desk):
    desktop.printer = ""
    fill(desk)
    around = Surroundings(qapp, theme, QtPrompts(), desktop, InlineTasks(), WindowState(tmp_path))
    opened = open_window(desk, around)
    opened.resize(SCREEN)
    opened.show()
    yield opened
    opened.close()
    opened.deleteLater()


def test_no_word_is_cut_off_on_any_page_or_form(qapp, theme, window):
    found = []
    for scale in SCALES:
        theme.change(qapp, scale=scale)
        for key in PAGES:
            page = window.open_page(key)
            for _ in sections(page):
                settle()
                found += [f"{scale}% {key}: {line}" for line in cut_off(window)]
            if window.size() != SCREEN:
                found.append(f"{scale}% {key}: 窗口成了{window.width()}×{window.height()}")
        found += [f"{scale}% {line}" for line in forms(window)]
        found += [f"{scale}% {line}" for line in overlays(window)]
        found += [f"{scale}% {line}" for line in messages(window)]
    theme.change(qapp, scale=100)
    assert found == [], "\n".join(found[:12])


def forms(window):
    """What is cut off in the forms of the first matter's next steps."""
    page = window.open_page("matters")
    for kind in list(page.detail.steps.buttons)[:3]:
        page.open_step(kind)
        settle()
        yield from (f"{kind}: {line}" for line in cut_off(page.panel))
        page.panel.close_panel()


def overlays(window):
    """What is cut off in what lies over a page: filters, the name of a view, search, help, each card of the tour."""
    page = window.open_page("matters")
    for name, opened in (("筛选", page.open_filters), ("常用", lambda: page.open_view_name(""))):
        opened()
        settle()
        yield from (f"{name}: {line}" for line in cut_off(page.panel))
        page.panel.close_panel()
    for text in ("", "yj", "没有这个人"):
        window.search.enter()
        window.search.setText(text)
        settle()
        yield from (f"搜索“{text}”: {line}" for line in cut_off(window.search.results()))
        window.search.leave()
    window.run("help")
    settle()
    yield from (f"帮助: {line}" for line in cut_off(window.aside))
    window.aside.close_panel()
    yield from tour(window)


def tour(window):
    window.run("tour")
    walk = window.findChild(Tour)
    while walk.is_running():
        settle()
        yield from (f"引导: {line}" for line in cut_off(walk.card))
        if not window.frame.rect().contains(walk.card.geometry()):
            yield f"引导出了窗口：{walk.card.geometry()}"
        walk.card.next_button.click()


def messages(window):
    """The two kinds of windows over the window."""
    asked = PlainMessage(window, "请确认", "2026年10月现在结账吗？", "结账以后，本期数字不再改变，不能撤销。")
    asked.offer(quiet("返回"), asked.reject, default=True)
    asked.offer(primary("结账"), asked.accept)
    asked.show()
    settle()
    yield from (f"询问: {line}" for line in cut_off(asked))
    asked.close()


def test_on_a_small_screen_at_150_per_cent_the_window_fits_and_today_shows_three_columns(window):
    """The system's own 150 % leaves 911×512 of a screen of 1366×768."""
    for key in PAGES:
        window.open_page(key)
    window.resize(911, 512)
    page = window.open_page("today")
    settle()
    assert (window.width(), window.height()) == (911, 512)
    for column in (page.must, page.soon, page.waiting):
        assert page.rect().contains(column.geometry())
    assert cut_off(page) == []


def test_no_word_is_cut_off_in_the_assistant(qtbot, tmp_path, large):
    assistant = Assistant(Places(tmp_path / "数据", tmp_path / "练习", tmp_path / "县局"), lambda *_: None)
    qtbot.addWidget(assistant)
    assistant.resize(1000, 700)
    assistant.show()
    found = []
    for begin in (assistant.begin_county, assistant.begin_office):
        begin()
        for step in assistant._route():
            assistant._show(step)
            settle()
            found += [f"{step.name}: {line}" for line in cut_off(assistant)]
    assert found == [], "\n".join(found[:12])


def test_a_heading_of_the_assistant_stays_when_its_questions_scroll(qtbot, tmp_path):
    assistant = Assistant(Places(tmp_path / "数据", tmp_path / "练习", tmp_path / "县局"), lambda *_: None)
    qtbot.addWidget(assistant)
    assistant.resize(1000, 700)
    assistant.show()
    assistant.begin_office()
    settle()
    heading = next(label for label in assistant.findChildren(QLabel) if label.text() == "您的机构")
    before = heading.mapTo(assistant, heading.rect().topLeft())
    assistant.office.line("address").setFocus()
    settle()
    assert heading.isVisible()
    assert heading.mapTo(assistant, heading.rect().topLeft()) == before


def test_the_measure_sees_what_is_cut_off(qtbot):
    """A deliberate breakage: a label too narrow, and one that its surroundings cut."""
    place = QWidget()
    qtbot.addWidget(place)
    place.resize(300, 200)
    narrow, far = QLabel("反映征地补偿款未足额发放", place), QLabel("要求", place)
    narrow.setGeometry(0, 0, 40, 30)
    far.setGeometry(280, 60, 60, 30)
    place.show()
    assert len(cut_off(place)) == 2


def sections(page):
    """Each section of the settings in turn; any other page is one."""
    tabs = getattr(page, "_tabs", None)
    if tabs is None or not hasattr(page, "open_section"):
        yield page
        return
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        yield page


def test_no_word_is_cut_off_on_the_way_back(qtbot, prompts, tmp_path, large):
    page = restore_page(
        tmp_path, "数据有损坏，已停止写入；请从最近的备份恢复。", prompts, InlineTasks(), None
    )
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page._result.show()
    found = []
    for way in ("password", "code"):
        page.way.choose(way)
        page.way.changed.emit()
        page._result.show()
        settle()
        found += [f"{way}: {line}" for line in cut_off(page)]
    assert found == [], "\n".join(found[:12])


def test_no_word_is_cut_off_where_passwords_and_codes_are_changed(window, large):
    page = window.open_page("settings")
    page.open_section("数据安全")
    found = []
    for kind in page.safety.keys.buttons:
        page.safety.keys.open_form(kind)
        settle()
        found += [f"{kind}: {line}" for line in cut_off(window)]
    assert found == [], "\n".join(found[:12])
