"""卷宗: what is missing first, the PDF to look at, putting away; Word files beside it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.matters.dossier_panel import DossierPanel
from app.ui.widgets.card import Notice
from tests.ui.matters.situation import press, step

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(qtbot, page, desk, waiting):
    desk.papers.issue("receipt", waiting.matter_id)
    step(desk, waiting.matter_id, "accept", days_ago=8)
    page.open_matter(waiting.matter_id)
    qtbot.waitUntil(page.isActiveWindow)
    page.detail.tabs.setCurrentWidget(page.detail.papers.parentWidget())
    QTest.mouseClick(page.detail.papers.dossier_button, Qt.MouseButton.LeftButton)
    return page.panel.content()


def test_what_the_file_lacks_is_named_first(panel):
    assert isinstance(panel, DossierPanel)
    said = [notice.sentence() for notice in panel.findChildren(Notice)]
    assert any("受理告知书" in sentence for sentence in said)


def test_ctrl_enter_binds_the_pdf_and_shows_it(panel, around):
    press(K.Key_Return, CONTROL)
    title, content, name, _ = around.previews[0]
    assert title.startswith("卷宗")
    assert content.startswith(b"%PDF")
    assert name.endswith("卷宗.pdf")


def test_putting_away_files_every_paper(page, panel, desk, waiting):
    QTest.mouseClick(panel.file_button, Qt.MouseButton.LeftButton)
    assert [it.state for it in desk.matters.view(waiting.matter_id).documents] == ["filed"]
    assert not page.panel.is_open()


def test_thinking_better_of_it_files_nothing(panel, around, desk, waiting):
    around.prompts.answer = False
    panel.file()
    assert [it.filed_on for it in desk.matters.view(waiting.matter_id).documents] == [None]


def test_a_file_with_nothing_in_it_cannot_be_bound(page, waiting):
    page.open_matter(waiting.matter_id)
    page.detail.open_dossier()
    assert not page.panel.content().bind_button.isEnabled()
