"""Today says how it stands with the copies: nothing on the first day, red after a week of work on one disk."""

from datetime import date, timedelta

import pytest

from app.services.safety import Drill, SafetyStanding
from app.ui.theme import Tone
from app.ui.today.page import TodayPage
from app.ui.today.safety_line import SafetyLine, copy_words, drill_words
from tests.services.test_backups import letter

TODAY = date(2026, 11, 20)


def standing(**given):
    usual = {"days": 0, "entries": 0, "red": False, "due": False, "last_on": None, "drill": None}
    return SafetyStanding(**usual | given)


@pytest.fixture
def line(qtbot):
    made = SafetyLine(lambda: None)
    qtbot.addWidget(made)
    return made


def test_the_first_day_says_nothing(line):
    line.show_standing(standing(entries=12), TODAY)
    assert line.isHidden()


def test_a_stick_that_has_everything_is_said_softly(line):
    line.show_standing(standing(last_on=TODAY - timedelta(days=1), drill=Drill(True, "c", TODAY, "")), TODAY)
    assert not line.isHidden()
    assert line.copy_label.text() == "U盘备份：昨天"
    assert line.drill_label.text() == "恢复演练：今天成功"
    assert line.go_button.isHidden()


def test_work_on_one_disk_alone_turns_red(line):
    line.show_standing(standing(days=9, entries=37, red=True, due=True), TODAY)
    assert "37条记录还没有备份到U盘，最早的已有9天" in line.copy_label.text()
    assert line.property("tone") == Tone.LATE.value
    assert not line.go_button.isHidden()


def test_a_rehearsal_that_failed_is_red_and_names_the_copy():
    failed = standing(drill=Drill(False, "青-0007", TODAY, "备份已损坏"), last_on=TODAY)
    assert "“青-0007”不能用" in drill_words(failed, TODAY)
    assert copy_words(failed, TODAY) == "U盘备份：今天"


def test_the_page_reads_it_from_the_register_and_leads_to_the_settings(qtbot, desk, context, window, clock):
    letter(desk)
    page = TodayPage(desk, context)
    qtbot.addWidget(page)
    page.refresh()
    assert page.safety.isHidden()
    clock.set(TODAY + timedelta(days=8))
    page.refresh()
    assert "还没有备份到U盘" in page.safety.copy_label.text()
    page.safety.go_button.click()
    assert window.pages == ["settings"]
