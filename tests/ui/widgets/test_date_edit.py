"""A date typed as clerks type it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCalendarWidget, QTableView, QToolButton

from app.ui.theme import contrast
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field

TODAY = date(2026, 11, 21)


@pytest.fixture
def edit(qtbot):
    made = DateEdit(lambda: TODAY)
    field = Field("来访日期", made)
    qtbot.addWidget(field)
    field.show()
    made.field = field
    return made


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("11.20", date(2026, 11, 20)),
        ("1120", date(2026, 11, 20)),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 20)),
        ("+15", date(2026, 12, 6)),
        ("2025年3月5日", date(2025, 3, 5)),
    ],
)
def test_the_ways_a_clerk_writes_a_date_are_understood(qtbot, edit, write, typed, day):
    write(typed, edit)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.value() == day
    assert edit.text().startswith(day.isoformat())


def test_what_is_no_date_gets_a_sentence_and_no_value(qtbot, edit, write):
    write("13.45", edit)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.value() is None
    assert "13.45" in edit.field.problem()
    assert edit.text() == "13.45"


def test_a_corrected_date_takes_the_sentence_away(edit, write):
    write("13.45", edit)
    edit.value()
    edit.selectAll()
    write("昨天", edit)
    edit.value()
    assert edit.field.problem() == ""


def test_a_date_that_changes_is_told_once(edit):
    told = []
    edit.date_changed.connect(lambda: told.append(edit.value()))
    edit.set_value(TODAY)
    edit.set_value(TODAY)
    assert told == [TODAY]


def test_the_calendar_takes_a_day_by_keyboard(edit):
    edit.set_value(TODAY)
    edit.open_calendar()
    month = edit.findChild(QCalendarWidget)
    month.activated.emit(month.selectedDate().addDays(1))
    assert edit.value() == date(2026, 11, 22)


@pytest.mark.parametrize("scale", [100, 150])
def test_every_day_of_the_calendar_can_be_read(qapp, qtbot, theme, edit, scale):
    theme.change(qapp, scale=scale)
    edit.set_value(TODAY)
    edit.open_calendar()
    table = edit.findChild(QTableView)
    qtbot.waitUntil(lambda: table.isVisible())
    picture = table.grab().toImage()
    ratio = picture.devicePixelRatio()
    for row in range(table.model().rowCount()):
        for column in range(table.model().columnCount()):
            index = table.model().index(row, column)
            if str(index.data()).strip():
                cell = table.visualRect(index).adjusted(3, 3, -3, -3)
                assert _ink(picture, cell, ratio) > 1, index.data()
    theme.change(qapp, scale=100)


def _ink(picture, cell, ratio):
    """How many colours a cell shows inside its frame: one is an empty cell."""
    across, down = range(cell.left(), cell.right()), range(cell.top(), cell.bottom())
    return len({picture.pixel(int(x * ratio), int(y * ratio)) for x in across for y in down})


def test_no_day_of_the_calendar_is_red(qtbot):
    edit = DateEdit(lambda: TODAY)
    qtbot.addWidget(edit)
    edit.show()
    edit.open_calendar()
    month = edit.findChild(QCalendarWidget)
    ink = month.palette().color(QPalette.ColorRole.Text)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        assert month.weekdayTextFormat(day).foreground().color() == ink
    month.window().close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_month_and_arrows_of_the_calendar_can_be_read(qapp, edit, theme, dark):
    theme.change(qapp, dark=dark)
    try:
        edit.open_calendar()
        month = edit.findChild(QCalendarWidget)
        word = month.findChild(QToolButton, "qt_calendar_monthbutton")
        arrow = month.findChild(QToolButton, "qt_calendar_prevmonth").icon().pixmap(20).toImage()
        drawn = {
            arrow.pixelColor(x, y).name()
            for x in range(20)
            for y in range(20)
            if arrow.pixelColor(x, y).alpha() > 250
        }
        assert contrast(word.palette().color(QPalette.ColorRole.ButtonText).name(), theme.look.surface) >= 4.5
        assert theme.look.ink in drawn
        month.parentWidget().close()
    finally:
        theme.change(qapp, dark=False)
