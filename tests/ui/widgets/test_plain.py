"""Text is never markup."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.ui.widgets.plain import ElidedLabel, PlainLabel, plain_caption, plain_tooltip

MARKUP = "<b>张三</b><img src='http://example.invalid/x.png'>"


def test_a_label_shows_markup_letter_by_letter(qtbot):
    label = PlainLabel(MARKUP)
    qtbot.addWidget(label)
    assert label.text() == MARKUP
    assert label.textFormat() == Qt.TextFormat.PlainText
    bold = PlainLabel("张三")
    qtbot.addWidget(bold)
    assert label.sizeHint().width() > 2 * bold.sizeHint().width()  # the tags themselves take room


def test_a_tooltip_shows_markup_letter_by_letter(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    plain_tooltip(button, MARKUP)
    assert "<img" not in button.toolTip()
    assert "&lt;b&gt;" in button.toolTip()


def test_an_ampersand_in_a_name_stays_on_the_button():
    assert plain_caption("王五&赵六") == "王五&&赵六"


@pytest.mark.parametrize("width", [40, 400])
def test_a_long_line_ends_in_dots_and_keeps_its_whole_text(qtbot, width):
    label = ElidedLabel("反映本村二组土地征收补偿款未足额发放的问题")
    qtbot.addWidget(label)
    label.resize(width, 20)
    label.show()
    assert label.whole_text() == "反映本村二组土地征收补偿款未足额发放的问题"
    assert label.text().endswith("…") == (width == 40)
