"""F1 on every page, links between pages, and words that the program really uses."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication

from app.core.forms import FORMS
from app.paths import resource
from app.ui.desk_window import PAGES as APP_PAGES
from app.ui.help.before_the_desk import help_before_the_desk
from app.ui.help.dressing import fragments
from app.ui.help.pages import CONTENTS, ORDER, help_page, help_pages, key_of, picture_of
from app.ui.help.picture import LargePicture
from app.ui.help.topics import PARTS, SECTIONS, START_PAGES, TABS
from app.ui.help.view import HelpSheet
from app.ui.manual.script import pictures
from app.ui.practice_day.hands import come_to_front
from app.ui.settings.page import TITLES
from app.ui.start.places import Places
from app.ui.start.window import StartWindow
from app.ui.widgets.side_panel import SidePanel
from tests.ui.matters.situation import register
from tests.ui.whole import open_whole, press

ROOT = Path(__file__).resolve().parents[3]
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py"))
PAGES = ("today", "reception", "matters", "ledgers", "month", "exchange", "settings")


@pytest.fixture
def window(qapp, qtbot, theme, prompts, desktop, tmp_path, desk):
    return open_whole(qapp, qtbot, theme, prompts, desktop, tmp_path, desk)


def shown(window):
    return window.aside.content()


@pytest.mark.parametrize("page", PAGES)
def test_f1_opens_the_page_that_fits_and_escape_gives_the_keyboard_back(window, page):
    window.open_page(page)
    before = QApplication.focusWidget()
    press(window, Qt.Key.Key_F1)
    assert shown(window).key() == page
    assert shown(window).text.hasFocus()
    press(window, Qt.Key.Key_Escape)
    assert not window.aside.is_open()
    assert QApplication.focusWidget() is before


@pytest.mark.parametrize("title", TITLES)
def test_in_the_settings_f1_goes_to_the_section_shown(window, title):
    window.open_page("settings").open_section(title)
    press(window, Qt.Key.Key_F1)
    assert shown(window).key() == ("backup" if title == "数据安全" else "settings")
    headings = re.findall(r"^## (.+)$", help_page("settings").text, re.MULTILINE)
    assert title in headings


def test_a_section_further_down_is_scrolled_to(qtbot, theme):
    sheet = HelpSheet(theme)
    qtbot.addWidget(sheet)
    sheet.resize(420, 260)
    sheet.show()
    sheet.open_page("settings", "日历")
    assert sheet.text.verticalScrollBar().value() > 0
    sheet.open_page("settings")
    assert sheet.text.verticalScrollBar().value() == 0


def test_with_the_help_open_the_keys_of_the_page_below_do_nothing(window):
    page = window.open_page("reception")
    page.questions.title_edit.setText("反映排水")
    press(window, Qt.Key.Key_F1)
    press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.questions.title_edit.text() == "反映排水"
    assert window.aside.is_open()


def test_from_the_search_box_f1_explains_the_keys(window):
    window.search.enter()
    press(window, Qt.Key.Key_F1)
    assert shown(window).key() == "keys"


def test_on_a_matter_the_part_with_the_keyboard_decides(window, desk):
    register(desk)
    page = window.open_page("matters")
    page.detail.strip.setFocus()
    press(window, Qt.Key.Key_F1)
    assert shown(window).key() == "steps"
    press(window, Qt.Key.Key_Escape)
    page.detail.show_papers("receipt")
    press(window, Qt.Key.Key_F1)
    assert shown(window).key() == "papers"


def test_a_locked_window_opens_no_help(window):
    window.lock()
    press(window, Qt.Key.Key_F1)
    assert not window.aside.is_open()


def test_links_lead_on_and_the_way_leads_back(window):
    press(window, Qt.Key.Key_F1)
    sheet = shown(window)
    sheet.text.anchorClicked.emit(QUrl("settings.md"))
    assert sheet.key() == "settings"
    QTest.keyClick(sheet.back_link, Qt.Key.Key_Return)
    assert sheet.key() == "today"
    QTest.keyClick(sheet.contents_link, Qt.Key.Key_Return)
    assert sheet.key() == CONTENTS
    assert all(page.title in sheet.text.toPlainText() for page in help_pages().values())


@pytest.mark.parametrize(
    "address",
    [
        "https://example.cn/today.md",
        "file:///etc/passwd",
        "../today.md",
        "nothing.md",
        "today",
        "javascript:1",
    ],
)
def test_a_link_to_anywhere_else_is_refused(qtbot, theme, address):
    sheet = HelpSheet(theme)
    qtbot.addWidget(sheet)
    sheet.open_page("today")
    sheet.text.anchorClicked.emit(QUrl(address))
    assert sheet.key() == "today"


@pytest.mark.parametrize(
    "address",
    [
        resource("style", "app.svg").as_uri(),
        "pictures/../pictures/today.png",
        "../manual/pictures/today.png",
        "pictures/nothing.png",
        "today.md",
    ],
)
def test_no_file_but_our_pictures_is_read_from_a_page(qtbot, theme, address):
    sheet = HelpSheet(theme)
    qtbot.addWidget(sheet)
    kind = QTextDocument.ResourceType.ImageResource.value
    assert sheet.text.loadResource(kind, QUrl(address)) is None
    assert not sheet.text.loadResource(kind, QUrl("pictures/today.png")).isNull()


def shown_widths(text):
    """Of the pictures in a text, as they are laid out."""
    widths, block = [], text.document().begin()
    while block.isValid():
        shapes = [fragment.charFormat() for fragment in fragments(block)]
        widths += [shape.toImageFormat().width() for shape in shapes if shape.isImageFormat()]
        block = block.next()
    return widths


def test_pictures_are_as_wide_as_the_sheet_and_follow_it(qtbot, theme):
    sheet = HelpSheet(theme)
    qtbot.addWidget(sheet)
    sheet.resize(420, 500)
    sheet.show()
    sheet.open_page("first")
    narrow = shown_widths(sheet.text)
    assert len(narrow) == len(pictures(help_page("first").source))
    assert max(narrow) <= sheet.text.viewport().width()
    sheet.resize(700, 500)
    wide = shown_widths(sheet.text)
    assert max(narrow) < max(wide) <= sheet.text.viewport().width()


def turn(sheet):
    """A page down, as by the wheel."""
    QApplication.processEvents()
    sheet.text.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)


def test_a_picture_that_is_clicked_is_shown_large_and_escape_leads_back_to_where_one_read(window, qtbot):
    press(window, Qt.Key.Key_F1)
    sheet = shown(window)
    sheet.open_page("first")
    turn(sheet)
    place = sheet.place()
    assert place > 0
    width = window.aside.width()
    sheet.text.anchorClicked.emit(QUrl("pictures/first-welcome.png"))
    assert isinstance(shown(window), LargePicture)
    assert window.aside.width() > width
    press(window, Qt.Key.Key_Escape)
    assert shown(window).key() == "first"
    qtbot.waitUntil(lambda: shown(window).place() == place)
    press(window, Qt.Key.Key_Escape)
    assert not window.aside.is_open()


@pytest.mark.parametrize("key", ORDER)
def test_every_page_has_its_three_parts_and_numbered_steps(key):
    page = help_page(key)
    headings = re.findall(r"^## (.+)$", page.text, re.MULTILINE)
    assert headings[0] == "这一页做什么"
    assert headings[1] == "怎么做"
    assert headings[-1] == "常见问题"
    assert "\n1. " in page.text
    assert page.keywords
    assert "关键词" not in page.text


@pytest.mark.parametrize("key", ORDER)
def test_every_label_a_page_names_exists_in_the_program(key):
    named = [word for word in re.findall(r"「([^」]*)」", help_page(key).text) if word]
    assert named or key == "developer"
    titles = {form.title for form in FORMS}
    assert [label for label in named if f'"{label}' not in SOURCES and label.rstrip("…") not in titles] == []


@pytest.mark.parametrize("key", ORDER)
def test_every_link_of_a_page_leads_to_a_page(key):
    links = re.findall(r"\]\(([^)]+)\)", help_page(key).text)
    assert [address for address in links if not key_of(address) and not picture_of(address)] == []


def test_the_keys_named_for_pages_are_those_of_the_rail():
    rail = [*(page[0] for page in APP_PAGES), "settings"]
    for number, key in enumerate(rail, start=1):
        assert set(re.findall(r"按 Alt\+(\d)", help_page(key).text)) <= {str(number)}, key
    assert f"Alt+1 到 Alt+{len(rail)}" in help_page("keys").text


def test_no_page_is_left_out():
    assert sorted(path.stem for path in resource("manual").glob("*.md")) == sorted(ORDER)


def test_the_parts_that_have_a_page_of_their_own_exist():
    assert [
        name
        for name in (*PARTS, *SECTIONS, *START_PAGES)
        if not re.search(rf"^class {name}\b", SOURCES, re.MULTILINE)
    ] == []


def test_every_section_that_is_opened_by_name_stands_in_its_page():
    for key, section in (*TABS.values(), *SECTIONS.values()):
        assert not section or f"\n## {section}\n" in help_page(key).text


@pytest.mark.parametrize("practice", [False, True])
def test_before_there_is_a_desk_f1_tells_of_the_first_morning(qtbot, theme, tmp_path, practice):
    window = StartWindow(Places(tmp_path, tmp_path / "p", tmp_path / "c"), lambda _: False, lambda _: False)
    qtbot.addWidget(window)
    help_before_the_desk(window, theme)
    window.begin(practice=practice)
    come_to_front(window)
    press(window, Qt.Key.Key_F1)
    panel = window.findChild(SidePanel)
    assert panel.content().key() == "first"
    press(window, Qt.Key.Key_Escape)
    assert not panel.is_open()


def test_at_the_password_f1_tells_of_forgotten_passwords(qtbot, theme, tmp_path):
    window = StartWindow(Places(tmp_path, tmp_path / "p", tmp_path / "c"), lambda _: True, lambda _: False)
    qtbot.addWidget(window)
    help_before_the_desk(window, theme)
    window.begin(practice=False)
    come_to_front(window)
    press(window, Qt.Key.Key_F1)
    assert window.findChild(SidePanel).content().key() == "lock"
