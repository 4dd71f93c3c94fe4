"""The calendar section over a real register."""

import json
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea

from app.core.calendar_years import OFFICE
from app.services.calendars import Calendars
from app.ui.settings.calendar_section import CalendarSection
from app.ui.settings.day_marks import LEGEND, mark_of
from app.ui.settings.year_layout import Cell, YearLayout

MONDAY = date(2026, 4, 20)
KEY = Qt.Key


@pytest.fixture
def calendars(desk):
    return Calendars(desk.register)


@pytest.fixture
def section(qtbot, calendars, context):
    made = CalendarSection(calendars, context)
    qtbot.addWidget(made)
    made.resize(760, 1000)
    made.show()
    return made


@pytest.fixture
def year_file(tmp_path):
    path = tmp_path / "2027.json"
    days = [{"name": "元旦", "date": f"2027-01-0{n}", "isOffDay": True} for n in range(1, 4)]
    days += [{"name": "春节", "date": f"2027-02-0{n}", "isOffDay": True} for n in range(5, 10)]
    days += [{"name": "春节", "date": "2027-02-20", "isOffDay": False}]
    content = {"year": 2027, "papers": ["国办发明电〔2026〕9号"], "days": days}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def day_of(calendars, day):
    return next(found for found in calendars.year(day.year).days if found.day == day)


def middle(section, day):
    return section.grid.day_rect(day).center().toPoint()


def test_a_click_opens_the_day_and_saving_makes_it_ours(qtbot, section, calendars):
    qtbot.mouseClick(section.grid, Qt.MouseButton.LeftButton, pos=middle(section, MONDAY))
    assert section.panel.isVisible()
    section.panel.kinds.choose("rest")
    section.panel.name_edit.setText("三月三")
    section.panel.source_edit.setText("桂政办发〔2026〕1号")
    with qtbot.waitSignal(section.changed):
        section.panel.save_button.click()
    kept = day_of(calendars, MONDAY)
    assert (kept.working, kept.name, kept.kind) == (False, "三月三", OFFICE)
    assert not section.panel.isVisible()
    assert section._done.sentence().startswith("2026年4月20日 周一 放假 三月三")


def test_a_day_is_set_with_the_keyboard_alone(qtbot, section, calendars, write):
    section.grid.setFocus()
    section.grid.choose(date(2026, 4, 27))
    qtbot.keyClick(section.grid, KEY.Key_Up)
    assert section.grid.current() == MONDAY
    qtbot.keyClick(section.grid, KEY.Key_Return)
    assert section.panel.kinds.chip("work").hasFocus()
    qtbot.keyClick(section.panel.kinds.chip("work"), KEY.Key_Left)
    qtbot.keyClick(section.panel.kinds.chip("rest"), KEY.Key_Space)
    qtbot.keyClick(section.panel.kinds.chip("rest"), KEY.Key_Return)
    assert section.panel.name_edit.hasFocus()
    write("三月三")
    for widget in (section.panel.name_edit, section.panel.source_edit):
        qtbot.keyClick(widget, KEY.Key_Return)
    assert section.panel.save_button.hasFocus()
    qtbot.keyClick(section.panel.save_button, KEY.Key_Return)
    assert day_of(calendars, MONDAY).name == "三月三"
    assert section.grid.hasFocus()


def test_a_rest_day_without_a_name_stays_open_with_its_sentence(section, calendars):
    section.open_day(MONDAY)
    section.panel.kinds.choose("rest")
    section.panel.save_button.click()
    assert "请写明名称" in section.panel.problem()
    assert day_of(calendars, MONDAY).working


def test_saving_what_is_so_already_says_so(section, qtbot):
    section.open_day(MONDAY)
    with qtbot.assertNotEmitted(section.changed):
        section.panel.save_button.click()
    assert "没有改动" in section.panel.problem()


def test_an_own_day_goes_back_to_what_was_published(qtbot, section, calendars):
    calendars.set_day(MONDAY, working=False, name="三月三")
    section.refresh()
    section.open_day(MONDAY)
    assert section.panel.name_edit.text() == "三月三"
    with qtbot.waitSignal(section.changed):
        section.panel.clear_button.click()
    assert day_of(calendars, MONDAY).working


def test_what_was_published_cannot_be_restored_again(section):
    section.open_day(MONDAY)
    assert not section.panel.clear_button.isEnabled()


def test_escape_closes_the_day_and_gives_the_keyboard_back(qtbot, section):
    section.open_day(MONDAY)
    qtbot.keyClick(section.panel, KEY.Key_Escape)
    assert not section.panel.isVisible()
    assert section.grid.hasFocus()


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (KEY.Key_Left, "2026-11-19"),
        (KEY.Key_Right, "2026-11-21"),
        (KEY.Key_Up, "2026-11-13"),
        (KEY.Key_Down, "2026-11-27"),
        (KEY.Key_PageUp, "2026-10-20"),
        (KEY.Key_PageDown, "2026-12-20"),
    ],
)
def test_keys_walk_from_today(qtbot, section, key, day):
    qtbot.keyClick(section.grid, key)
    assert section.grid.current() == date.fromisoformat(day)
    assert day_of(section._calendars, date.fromisoformat(day)).spoken() in section.grid.accessibleName()


def test_walking_out_of_the_year_shows_the_next(qtbot, section):
    section.grid.choose(date(2026, 12, 31))
    qtbot.keyClick(section.grid, KEY.Key_Right)
    assert section.year_box.value() == 2027
    assert section.grid.current() == date(2027, 1, 1)


def test_the_calendar_has_an_end(qtbot, section):
    section.year_box.setValue(2100)
    section.grid.choose(date(2100, 12, 31))
    qtbot.keyClick(section.grid, KEY.Key_Right)
    assert section.grid.current() == date(2100, 12, 31)


def test_choosing_another_year_closes_the_day(section):
    section.open_day(MONDAY)
    section.year_box.setValue(2025)
    assert not section.panel.isVisible()
    section.save_day()
    assert section.panel.problem() == ""


def test_the_unpublished_year_is_said_until_it_is_entered(qtbot, section, prompts, year_file, calendars):
    assert section._banner.sentence().startswith("2027年放假安排尚未公布，涉及的日期按周末推算")
    prompts.path = year_file
    section.import_button.click()
    assert section.preview_card.lines()[0] == "放假 元旦 2027年1月1日（周五）至1月3日（周日），共3天"
    assert not calendars.is_published(2027)
    with qtbot.waitSignal(section.changed):
        section.preview_card.confirm_button.click()
    assert calendars.is_published(2027)
    assert section.year_box.value() == 2027
    assert not section._banner.isVisible()
    assert not section.preview_card.isVisible()


def test_a_preview_may_be_dropped(qtbot, section, prompts, year_file, calendars):
    prompts.path = year_file
    section.import_button.click()
    qtbot.keyClick(section.preview_card, KEY.Key_Escape)
    assert not section.preview_card.isVisible()
    assert section.grid.isVisible()
    section.take_year()
    assert not calendars.is_published(2027)


def test_a_second_preview_shows_nothing_of_the_first(section, prompts, year_file):
    prompts.path = year_file
    section.choose_file()
    lines = section.preview_card.lines()
    section.choose_file()
    assert section.preview_card.lines() == lines


def test_a_file_that_is_none_is_a_sentence(section, prompts, tmp_path):
    prompts.path = tmp_path / "坏.json"
    prompts.path.write_text("{", encoding="utf-8")
    section.import_button.click()
    assert "没有导入" in prompts.errors[0]
    assert section.grid.isVisible()


def test_no_file_chosen_changes_nothing(section, prompts):
    section.import_button.click()
    assert not section.preview_card.isVisible()
    assert prompts.errors == []


def test_every_kind_of_day_has_a_mark_of_its_own(calendars):
    calendars.set_day(MONDAY, working=False, name="三月三")
    days = ["2026-11-20", "2026-11-21", "2026-10-01", "2026-10-10", "2026-04-20", "2027-01-02"]
    marks = {mark_of(day_of(calendars, date.fromisoformat(day)), today=False) for day in days}
    assert len({(mark.word, mark.ground, mark.guessed, mark.own) for mark in marks}) == len(days)
    shapes = [(mark.word, bool(mark.ground), mark.guessed, mark.own, mark.today) for mark, _ in LEGEND]
    assert len(set(shapes)) == len(shapes)


def test_red_is_kept_for_what_is_late(calendars):
    days = [*calendars.year(2026).days, *calendars.year(2027).days]
    marks = [mark for mark, _ in LEGEND] + [mark_of(day, today=False) for day in days]
    assert not {mark.ink for mark in marks} & {"late"}
    assert not {mark.ground for mark in marks} & {"late", "late_wash"}


@pytest.mark.parametrize("width", [200, 400, 726, 1200, 1600])
@pytest.mark.parametrize("slot_month", [0, 4])
def test_every_day_is_found_where_it_is_drawn(width, slot_month):
    layout = YearLayout(2026, width, Cell(30, 24, 24), slot_month, 120.0 if slot_month else 0.0)
    days = [date(2026, month, day) for month in range(1, 13) for day in (1, 15, 28)]
    assert [layout.day_at(layout.day(day).center()) for day in days] == days
    assert layout.day(date(2026, 12, 31)).bottom() <= layout.height
    assert 12 % layout.columns == 0


def test_the_opened_panel_covers_no_day(section):
    section.open_day(MONDAY)
    panel = section.panel.geometry()
    days = [day.day for day in section._calendars.year(2026).days]
    assert not any(panel.contains(middle(section, day)) for day in days)
    assert panel.bottom() <= section.grid.height()


def test_a_scrolled_page_follows_the_keyboard(qtbot, calendars, context):
    area, section = QScrollArea(), CalendarSection(calendars, context)
    area.setWidgetResizable(True)
    qtbot.addWidget(area)
    area.setWidget(section)
    area.resize(780, 400)
    area.show()
    section.grid.choose(date(2026, 12, 31))
    place = section.grid.mapTo(area.viewport(), QPoint(0, 0)) + middle(section, date(2026, 12, 31))
    assert area.viewport().rect().contains(place)
