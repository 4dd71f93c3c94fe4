"""A long page comes a section each turn: the same text in the end, at the place that was wanted, and harmless when left."""

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider
from shiboken6 import delete, isValid

from app.ui.help.dressing import blocks, pieces_of
from app.ui.help.pages import ORDER, help_page
from app.ui.help.view import HelpSheet
from app.ui.turns import EventTurns

LONG, LAST = "it", "常见问题"


@pytest.fixture
def sheet(qtbot, theme):
    made = HelpSheet(theme, EventTurns)
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def settled(sheet, qtbot):
    qtbot.waitUntil(lambda: not sheet.text._turns.is_waiting())


def shape(document):
    """What the reader sees of each paragraph."""
    return [
        (
            block.text(), block.blockFormat().headingLevel(), block.blockFormat().indent(),
            block.textList().format().style() if block.textList() else None,
            block.textList().itemText(block) if block.textList() else "",
        )
        for block in blocks(document)
    ]  # fmt: skip


@pytest.mark.parametrize("key", ORDER)
def test_the_pieces_make_the_page_as_it_is_written(qtbot, theme, key):
    sheet, whole = HelpSheet(theme), QTextDocument()
    qtbot.addWidget(sheet)
    sheet.open_page(key)
    whole.setMarkdown(help_page(key).text)
    assert shape(sheet.text.document()) == shape(whole)


def test_the_top_stands_at_once_and_the_rest_follows(sheet, qtbot):
    sheet.open_page(LONG)
    assert sheet.text.toPlainText().startswith(help_page(LONG).title)
    assert LAST not in sheet.text.toPlainText()
    settled(sheet, qtbot)
    assert LAST in sheet.text.toPlainText()


def test_a_section_that_is_still_to_come_is_gone_to_when_it_stands(sheet, qtbot):
    sheet.open_page(LONG, LAST)
    settled(sheet, qtbot)
    bar = sheet.text.verticalScrollBar()
    assert bar.value() == min(sheet.text._top_of(LAST), bar.maximum()) > 0


def test_whoever_turns_the_text_meanwhile_is_left_where_he_is(sheet, qtbot):
    sheet.open_page(LONG, LAST)
    sheet.text.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    settled(sheet, qtbot)
    assert sheet.place() == 0


def test_the_rest_of_a_page_that_was_left_does_not_come_after_another(sheet, qtbot):
    sheet.open_page(LONG)
    sheet.open_page("today")
    settled(sheet, qtbot)
    whole = QTextDocument()
    whole.setMarkdown(help_page("today").text)
    assert shape(sheet.text.document()) == shape(whole)


def test_a_sheet_that_is_closed_before_its_page_is_whole_breaks_nothing(qapp, theme):
    sheet = HelpSheet(theme, EventTurns)
    text = sheet.text
    sheet.open_page(LONG)
    delete(sheet)
    QTest.qWait(20)
    assert not isValid(text)


def test_no_letter_is_lost_between_the_pieces():
    for key in ORDER:
        text = help_page(key).text
        assert "".join("".join(pieces_of(text)).split()) == "".join(text.split())
