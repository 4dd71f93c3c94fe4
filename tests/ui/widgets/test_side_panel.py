"""The sheet from the right: Esc closes it, Tab stays in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import delete, isValid

from app.ui.widgets.form import Form
from app.ui.widgets.side_panel import SidePanel, first_field


@pytest.fixture
def page(qtbot, theme):
    ground = QWidget()
    ground.resize(900, 500)
    ground.under = QLineEdit()
    QVBoxLayout(ground).addWidget(ground.under)
    ground.panel = SidePanel(ground, theme)
    qtbot.addWidget(ground)
    ground.show()
    ground.activateWindow()
    qtbot.waitUntil(ground.isActiveWindow)
    ground.under.setFocus()
    return ground


def sheet(count=2):
    form = Form()
    column = QVBoxLayout(form)
    form.lines = [QLineEdit() for _ in range(count)]
    for line in form.lines:
        column.addWidget(line)
    return form


def test_opening_puts_the_keyboard_into_the_first_field(page):
    content = sheet()
    page.panel.open_panel("交办", content)
    assert QApplication.focusWidget() is content.lines[0]


def test_tab_never_leaves_an_open_sheet(qtbot, page):
    page.panel.open_panel("交办", sheet())
    for _ in range(7):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert page.panel.isAncestorOf(QApplication.focusWidget())


def test_escape_closes_and_gives_the_keyboard_back(qtbot, page):
    content = sheet()
    page.panel.open_panel("交办", content)
    with qtbot.waitSignal(page.panel.closed):
        qtbot.keyClick(content.lines[0], Qt.Key.Key_Escape)
    assert not page.panel.is_open()
    assert QApplication.focusWidget() is page.under


def test_looking_for_the_first_field_makes_no_widget_part_of_another(qtbot):
    place, label, area = QWidget(), QLabel("一"), QScrollArea()
    qtbot.addWidget(place)
    column = QVBoxLayout(place)
    for part in (label, area):
        column.addWidget(part)
    viewport = area.viewport()
    assert first_field(place) is area
    delete(label)
    assert isValid(viewport)


def test_the_first_field_is_one_that_is_seen(qtbot):
    place, put_away, shown = QWidget(), QWidget(), QLineEdit()
    qtbot.addWidget(place)
    QVBoxLayout(put_away).addWidget(QLineEdit())
    column = QVBoxLayout(place)
    for part in (put_away, QLabel("二"), shown):
        column.addWidget(part)
    put_away.hide()
    assert first_field(place) is shown
    shown.hide()
    assert first_field(place) is None
