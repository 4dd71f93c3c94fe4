"""The bar that asks which day it is."""

from datetime import date

from app.errors import ValidationError
from app.services.clock_answers import ClockQuestion
from app.ui.clock_bar import ClockBar


class Asking:
    """A desk whose PC shows 2009."""

    def __init__(self) -> None:
        self.asked = True
        self.answers: list[date] = []

    def question(self) -> ClockQuestion | None:
        return (
            ClockQuestion("电脑的日期可能不对。", date(2009, 1, 1), date(2026, 11, 20))
            if self.asked
            else None
        )

    def answer(self, today: date) -> None:
        if today.year < 2020:
            raise ValidationError({"today": "2009年不像是今天的年份，没有记下；请核对后再确认。"})
        self.answers.append(today)
        self.asked = False


def bar(qtbot, asking: Asking) -> ClockBar:
    made = ClockBar(asking, lambda: date(2026, 11, 20))
    qtbot.addWidget(made)
    return made


def test_the_bar_is_there_only_while_there_is_a_doubt(qtbot) -> None:
    asking = Asking()
    shown = bar(qtbot, asking)
    assert not shown.isHidden()
    assert "可能不对" in shown.sentence.text()
    asking.asked = False
    shown.refresh()
    assert shown.isHidden()


def test_the_clerk_s_day_is_taken_and_the_bar_goes(qtbot) -> None:
    asking = Asking()
    shown = bar(qtbot, asking)
    shown.day_edit.set_value(date(2026, 11, 23))
    with qtbot.waitSignal(shown.answered, timeout=500):
        shown.confirm_button.click()
    assert asking.answers == [date(2026, 11, 23)]
    assert shown.isHidden()


def test_a_wrong_year_is_said_in_the_bar_and_the_bar_stays(qtbot) -> None:
    asking = Asking()
    shown = bar(qtbot, asking)
    assert shown.day_edit.value() == date(2026, 11, 20)
    shown.day_edit.set_value(date(1926, 11, 20))
    shown.confirm_button.click()
    assert "年份" in shown.sentence.text()
    shown.day_edit.setText("没有这一天")
    shown.confirm_button.click()
    assert not shown.isHidden()
    assert asking.answers == []
