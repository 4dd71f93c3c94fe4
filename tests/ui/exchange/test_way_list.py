"""The periods of years: the last ones at once, the earlier ones when asked for, and none made twice."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.periods import parse_period
from app.ui.exchange.way_list import AT_ONCE, WayList
from app.ui.exchange.ways import Way, WayRow
from app.ui.widgets.card import EmptyState

MONTHS = [f"{year}-{month:02d}" for year in (2026, 2025) for month in range(12, 0, -1)]
WAYS = tuple(
    Way(parse_period(name, month_start_day=1), date(2026, 12, 31), verb="导出到U盘") for name in MONTHS
)


@pytest.fixture
def shown(qtbot):
    ways = WayList()
    qtbot.addWidget(ways)
    ways.resize(700, 500)
    ways.show()
    ways.activateWindow()
    qtbot.waitActive(ways)
    return ways


def periods(ways):
    return [row.way.period.id for row in ways.rows]


def test_the_latest_year_stands_at_once_and_the_rest_is_one_press_away(shown):
    shown.show_ways(WAYS)
    assert periods(shown) == MONTHS[:AT_ONCE]
    assert shown.more_button.text() == f"更早的{len(MONTHS) - AT_ONCE}期"
    shown.more_button.setFocus()
    QTest.keyClick(shown.more_button, Qt.Key.Key_Return)
    assert periods(shown) == MONTHS
    assert not shown.more_button.isVisible()
    assert shown.rows[AT_ONCE].action_button.hasFocus()


def test_few_periods_need_no_more(shown):
    shown.show_ways(WAYS[:AT_ONCE])
    assert not shown.more_button.isVisible()


def test_nothing_is_made_again_until_something_has_come_further(shown):
    shown.show_ways(WAYS)
    before = list(shown.rows)
    shown.rows[2].action_button.setFocus()
    shown.show_ways(list(WAYS))
    assert shown.rows == before
    shown.show_ways((WAYS[0], replace(WAYS[1], state="written"), *WAYS[2:]))
    assert shown.rows[1].way.state == "written"
    assert [row for row in shown.rows if row not in before] == [shown.rows[1]]
    assert shown.rows[2].action_button.hasFocus()


def test_a_new_period_comes_on_top_of_those_that_stand(shown, qtbot):
    shown.show_ways(WAYS[1:])
    before = list(shown.rows)
    shown.show_ways(WAYS)
    assert shown.rows[1:] == before[: AT_ONCE - 1]
    qtbot.waitUntil(lambda: len({row.y() for row in shown.rows}) == AT_ONCE)
    tops = [row.y() for row in shown.rows]
    assert tops == sorted(tops)
    assert shown.findChildren(WayRow) == shown.rows  # as a screen reader goes through them
    shown.rows[0].action_button.setFocus()
    stops = []
    for _ in range(AT_ONCE + 1):
        stops.append(shown.focusWidget())
        QTest.keyClick(shown.focusWidget(), Qt.Key.Key_Tab)
    assert stops == [*(row.action_button for row in shown.rows), shown.more_button]


def test_without_any_period_the_page_says_where_they_come_from(shown):
    shown.show_ways(())
    assert [part for part in shown.findChildren(EmptyState) if part.isVisible()]
    shown.show_ways(WAYS[:1])
    assert not [part for part in shown.findChildren(EmptyState) if part.isVisible()]


def test_what_was_opened_stays_open(shown):
    shown.show_ways(WAYS)
    shown.show_earlier()
    shown.show_ways(WAYS[1:])
    assert periods(shown) == MONTHS[1:]


def test_a_press_says_which_period(shown):
    heard = []
    shown.acted.connect(heard.append)
    shown.show_ways(WAYS)
    shown.rows[3].action_button.click()
    assert heard == [MONTHS[3]]
