"""Every text reaches 4.5:1 on every ground it may stand on."""

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QPushButton, QStackedWidget

from app.ui import icons
from app.ui.desk_window import open_window
from app.ui.surroundings import Surroundings
from app.ui.tasks import InlineTasks
from app.ui.theme import DARK, LIGHT, SCALES, Theme, Tone, Type, contrast, space, style_sheet
from app.ui.turns import AtOnce, EventTurns
from app.ui.widgets.card import Card
from app.ui.widgets.plain import PlainLabel
from app.ui.window_state import WindowState

GROUNDS = ("page", "surface", "sunken", "rail", "hover")
PAIRS = (
    [(text, ground) for text in ("ink", "soft") for ground in GROUNDS]
    + [("faint", ground) for ground in ("page", "surface")]
    + [(tone, f"{tone}_wash") for tone in Tone]
    + [(tone, "surface") for tone in Tone]
    + [("on_fill", "fill"), ("on_fill", "fill_hover"), ("ink", "action_wash"), ("soft", "action_wash")]
    + [("ink", "line"), ("soft", "line"), ("page", "ink")]
)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(look, text, ground):
    assert contrast(getattr(look, text), getattr(look, ground)) >= 4.5


def test_black_on_white_has_the_contrast_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_distances_are_steps_of_four():
    assert [space(n) for n in (1, 3, 6)] == [4, 12, 24]


@pytest.mark.parametrize("scale", SCALES)
def test_every_text_size_grows_and_no_token_is_left_open(scale):
    large = Theme(scale=scale)
    assert large.pixels(Type.BODY) == pytest.approx(14 * scale / 100, abs=0.5)
    assert "$" not in style_sheet(large)


def test_the_shipped_font_draws_the_screen(theme):
    assert theme.families[0] == "PD Hei"
    assert QApplication.font().families()[0] == "PD Hei"


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_draws_something_in_the_colour_asked_for(qapp, name):
    picture = icons.pixmap(name, "#ff0000", 24).toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() > 200
    }
    assert colours == {"#ff0000"}


@pytest.fixture
def two_pages(qtbot, qapp, theme):
    """A window with one page shown and one behind it, which may dress late."""
    window, stack, pages = QMainWindow(), QStackedWidget(), (Card("甲"), Card("乙"))
    qtbot.addWidget(window)
    window.setCentralWidget(stack)
    for page in pages:
        page.column.addWidget(PlainLabel("反映路灯不亮", Type.TITLE, tone=Tone.LATE))
        page.column.addWidget(QPushButton("登记"))
        stack.addWidget(page)
        theme.clothe(page, patient=True)
    window.resize(300, 200)
    window.show()
    stack.setCurrentIndex(1)
    stack.setCurrentIndex(0)
    yield stack, pages
    theme.change(qapp, dark=False, scale=100)


def picture(window, at):
    window.setCurrentIndex(at)
    QApplication.processEvents()
    return window.grab().toImage()


def test_a_page_unseen_is_left_alone_until_it_is_shown_and_then_looks_right(qapp, theme, two_pages):
    stack, pages = two_pages
    theme.change(qapp, dark=True, scale=150)
    shown, waiting = (page.styleSheet() for page in pages)
    late = picture(stack, 1)
    assert waiting != shown == pages[1].styleSheet()
    theme.change(qapp, dark=True, scale=150)
    assert picture(stack, 1) == late
    assert late.pixelColor(5, 100).lightness() < 80


def test_a_word_deep_in_the_window_wears_the_look_and_is_dressed_once_in_its_place(theme, qtbot, qapp):
    window, page, label = QMainWindow(), Card(), PlainLabel("反映路灯不亮", Type.TITLE)
    qtbot.addWidget(window)
    assert not qapp.styleSheet()
    bare, inner = label.font().pointSizeF(), Card()
    inner.column.addWidget(label)
    page.column.addWidget(inner)
    window.setCentralWidget(page)
    theme.clothe(page)
    window.show()
    assert label.font().pointSizeF() > bare


def test_nothing_of_the_desk_stands_there_bare(qtbot, theme, desk, clock, desktop, prompts, tmp_path, qapp):
    """The program as a whole wears no sheet: whatever has words wears the one of a part it stands on."""
    desktop.printer = ""
    around = Surroundings(qapp, theme, prompts, desktop, InlineTasks(), WindowState(tmp_path), clock)
    window = open_window(desk, around)
    qtbot.addWidget(window)
    for key in window.page_keys():
        window.open_page(key)
    window.run("tour")
    bare = [
        one for one in window.findChildren(QLabel) + window.findChildren(QPushButton) if not _clothed(one)
    ]
    window.close()
    assert [(type(one).__name__, one.text()) for one in bare] == []


def _clothed(widget):
    while widget is not None:
        if widget.styleSheet():
            return True
        widget = widget.parentWidget()
    return False


@pytest.fixture
def turns(theme):
    """From here on another look is put on part by part."""
    parent = QObject()
    made = EventTurns(parent)
    theme.change_in(made)
    yield made
    made.finish()
    theme.change_in(AtOnce())


def test_between_two_parts_of_a_change_keys_are_heard_and_the_window_keeps_its_old_picture(
    qtbot, qapp, theme, two_pages, turns
):
    stack, pages = two_pages
    window, field = stack.window(), QLineEdit()
    pages[0].column.addWidget(field)
    field.setFocus()
    drawn, before = [], pages[0].property("worn")
    theme.change(qapp, dark=True, scale=150)
    while pages[0].property("worn") in {before, ""}:
        QTest.keyClick(field, Qt.Key.Key_A)
        QApplication.processEvents()
        drawn.append(window.updatesEnabled())
    assert drawn.count(False) > 1
    assert field.text() == "a" * len(drawn)
    assert pages[0].property("worn") != pages[1].property("worn")
    qtbot.waitUntil(lambda: not turns.is_waiting())
    assert pages[0].property("worn") == pages[1].property("worn")
    assert picture(stack, 1).pixelColor(5, 100).lightness() < 80


def test_a_page_opened_before_its_turn_is_painted_when_it_has_changed(qtbot, qapp, theme, two_pages, turns):
    stack, pages = two_pages
    before = pages[1].property("worn")
    theme.change(qapp, dark=True, scale=150)
    stack.setCurrentIndex(1)
    assert not pages[1].updatesEnabled()
    qtbot.waitUntil(lambda: not turns.is_waiting())
    assert pages[1].updatesEnabled()
    assert pages[1].property("worn") != before
    assert picture(stack, 1).pixelColor(5, 100).lightness() < 80


def test_a_second_change_takes_the_place_of_one_under_way_and_a_part_that_is_gone_is_passed_over(
    qtbot, qapp, theme, two_pages, turns
):
    stack, pages = two_pages
    theme.change(qapp, dark=True)
    QApplication.processEvents()
    theme.change(qapp, dark=False)
    shiboken6.delete(pages[1])
    qtbot.waitUntil(lambda: not turns.is_waiting())
    assert stack.window().updatesEnabled()
    assert stack.window().grab().toImage().pixelColor(5, 100).lightness() > 200
