"""The sheet from the right: Esc closes it, Tab stays in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.ui.widgets.form import Form
from app.ui.widgets.side_panel import SidePanel


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
