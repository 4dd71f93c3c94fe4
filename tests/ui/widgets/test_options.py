import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.ui.widgets.days_edit import DaysEdit
from app.ui.widgets.options import Options

LONG = "已经受理或者正在办理，在规定期限内向上级机关、单位再提出同一事项"
K = Qt.Key


@pytest.fixture
def place(qtbot):
    """A field, the list, a field."""
    shown = QWidget()
    column = QVBoxLayout(shown)
    shown.before, shown.after = QLineEdit(), QLineEdit()
    shown.options = Options([("a", "甲"), ("b", LONG), ("c", "丙 & 丁")], name="理由")
    for widget in (shown.before, shown.options, shown.after):
        column.addWidget(widget)
    column.addStretch(1)
    qtbot.addWidget(shown)
    shown.resize(260, 300)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    shown.before.setFocus()
    return shown


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def test_nothing_is_chosen_until_the_clerk_chooses(place, qtbot):
    press(K.Key_Tab)
    assert place.options.value() == ""
    with qtbot.waitSignal(place.options.changed):
        press(K.Key_Space)
    press(K.Key_Down)
    assert place.options.value() == "b"


def test_tab_enters_at_what_is_chosen_and_leaves_the_list(place):
    place.options.choose("c")
    press(K.Key_Tab)
    assert place.options.option("c").hasFocus()
    press(K.Key_Tab)
    assert place.after.hasFocus()
    assert place.options.value() == "c"


def test_the_whole_line_can_be_clicked(place, qtbot):
    option = place.options.option("b")
    qtbot.mouseClick(option, Qt.MouseButton.LeftButton, pos=option.rect().bottomRight() / 1.1)
    assert place.options.value() == "b"


def test_a_long_sentence_breaks_instead_of_running_out(place):
    short, long = place.options.option("a"), place.options.option("b")
    assert long.width() <= place.width()
    assert long.height() > short.height()
    assert long.height() == long.heightForWidth(long.width())


def test_the_words_are_spoken_as_they_are(place):
    assert place.options.option("c").accessibleName() == "丙 & 丁"
    assert place.options.accessibleName() == "理由"


def test_days_are_empty_until_typed_and_carry_their_unit(qtbot):
    days = DaysEdit()
    qtbot.addWidget(days)
    assert (days.value(), days.text().strip()) == (0, "")
    qtbot.keyClicks(days, "15")
    assert (days.value(), days.text()) == (15, "15 日")
