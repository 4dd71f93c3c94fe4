"""The tour walked with real keys; its card never lies over what it points at."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.tour.place import place_card
from app.ui.tour.stops import STOPS
from app.ui.tour.tour import Tour
from app.ui.window_state import WindowState
from tests.ui.matters.situation import register
from tests.ui.whole import CONTROL, open_whole, press

ROOT = Path(__file__).resolve().parents[3]
WALKS = (((1366, 768), 3), ((1000, 700), 3), ((1000, 700), 0))


@pytest.fixture
def window(qapp, qtbot, theme, prompts, desktop, tmp_path, desk):
    return open_whole(qapp, qtbot, theme, prompts, desktop, tmp_path, desk)


@pytest.fixture
def tour(window):
    return window.findChild(Tour)


def settled(window):
    QTest.qWait(1)
    return window


@pytest.mark.parametrize(("size", "matters"), WALKS)
def test_walked_by_enter_it_points_at_something_and_never_covers_it(window, tour, desk, size, matters):
    for _ in range(matters):
        register(desk)
    window.resize(*size)
    window.run("tour")
    pages = []
    for stop in STOPS:
        settled(window)
        assert tour.card.title.text() == stop.title
        assert not tour.spot().isEmpty()
        assert not tour.card.geometry().intersects(tour.spot()), stop.title
        assert window.frame.rect().contains(tour.card.geometry())
        assert tour.card.text.height() >= tour.card.text.heightForWidth(tour.card.text.width())
        pages.append(window.current)
        press(window, Qt.Key.Key_Return)
    assert pages == [stop.page for stop in STOPS]
    assert not tour.is_running()
    assert not tour.card.isVisible()


def test_the_arrow_keys_go_on_and_back(window, tour):
    window.run("tour")
    press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_Right)
    assert tour.card.title.text() == STOPS[2].title
    press(window, Qt.Key.Key_Left)
    assert tour.card.title.text() == STOPS[1].title
    assert window.current == STOPS[1].page


def test_skipped_it_is_remembered_and_takes_no_key_any_more(window, tour, tmp_path):
    window.run("tour")
    press(window, Qt.Key.Key_Escape)
    assert not tour.is_running()
    assert not tour.veil.isVisible()
    assert WindowState(tmp_path).read("tour/seen", default=False)
    assert window.shown.isAncestorOf(QApplication.focusWidget())
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Right)
    assert window.current == STOPS[0].page
    assert not tour.card.isVisible()


def test_the_mouse_goes_through_to_the_page(window, tour):
    window.run("tour")
    line = window.shown.questions.title_edit
    spot = line.mapTo(window.frame, line.rect().center())
    assert window.frame.childAt(spot) is not tour.veil
    QTest.mouseClick(tour.card.skip_button, Qt.MouseButton.LeftButton)
    assert not tour.is_running()


def test_on_another_page_it_points_at_nothing_and_leads_back(window, tour):
    window.run("tour")
    window.open_page("settings")
    assert tour.spot().isEmpty()
    tour.card.next_button.click()
    assert window.current == STOPS[1].page
    assert not tour.spot().isEmpty()


def test_a_locked_window_hides_it(window, tour):
    window.run("tour")
    window.lock()
    assert not tour.card.isVisible()
    assert not tour.veil.isVisible()
    press(window, Qt.Key.Key_Right)
    assert tour.card.title.text() == STOPS[0].title


def test_it_begins_again_from_the_menu_and_from_the_search(window, tour):
    window._menu.command("tour").trigger()
    assert tour.is_running()
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(window.search, "xsyd")
    press(window, Qt.Key.Key_Return)
    assert tour.is_running()


def test_a_page_that_will_not_be_left_is_not_left_for_the_tour(window, tour, prompts):
    prompts.confirms = False
    page = window.open_page("settings")
    page.office.fields["clerk"].editor.setText("李四")
    window.run("tour")
    assert prompts.asked
    assert not tour.is_running()
    assert window.current == "settings"
    prompts.confirms = True


def test_what_it_points_at_exists():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "app" / "ui").rglob("*.py"))
    named = re.findall(r'of_kind\("(\w+)"\)', sources)
    assert len(named) == 3
    assert [name for name in named if not re.search(rf"^class {name}\b", sources, re.MULTILINE)] == []


@pytest.mark.parametrize(
    "spot",
    [
        QRect(100, 100, 300, 60),
        QRect(0, 300, 80, 90),
        QRect(600, 0, 380, 650),
        QRect(10, 300, 980, 60),
        QRect(),
    ],
)
def test_the_card_finds_room_beside(spot):
    room, card = QRect(0, 0, 1000, 660), QSize(340, 230)
    placed = QRect(place_card(room, spot, card), card)
    assert room.contains(placed)
    assert not placed.intersects(spot)


def test_where_nothing_has_room_it_covers_as_little_as_possible():
    room, card = QRect(0, 0, 600, 400), QSize(340, 230)
    assert place_card(room, QRect(0, 0, 600, 300), card) == QPoint(247, 157)
