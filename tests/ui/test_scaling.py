"""Every word can be read whole at every text size, on a screen of 1366×768: pages, forms, the assistant."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.application import Surroundings, open_window
from app.ui.prompts import QtPrompts
from app.ui.start.assistant import Assistant
from app.ui.tasks import InlineTasks
from app.ui.theme import SCALES
from app.ui.window_state import WindowState
from tests.ui.clipping import cut_off, settle
from tests.ui.matters.situation import fill

PAGES = ("today", "reception", "matters", "ledgers", "month", "settings")


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
    opened.resize(1366, 768)
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
        found += [f"{scale}% {line}" for line in forms(window)]
    theme.change(qapp, scale=100)
    assert found == []


def forms(window):
    """What is cut off in the forms of the first matter's next steps."""
    page = window.open_page("matters")
    for kind in list(page.detail.steps.buttons)[:3]:
        page.open_step(kind)
        settle()
        yield from (f"{kind}: {line}" for line in cut_off(page.panel))
        page.panel.close_panel()


def test_no_word_is_cut_off_in_the_assistant(qtbot, tmp_path, large):
    assistant = Assistant(tmp_path / "数据", tmp_path / "练习")
    qtbot.addWidget(assistant)
    assistant.resize(1000, 700)
    assistant.show()
    found = []
    for step in assistant._all():
        assistant._show(step)
        settle()
        found += [f"{step.name}: {line}" for line in cut_off(assistant)]
    assert found == []


def test_a_heading_of_the_assistant_stays_when_its_questions_scroll(qtbot, tmp_path):
    assistant = Assistant(tmp_path / "数据", tmp_path / "练习")
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
