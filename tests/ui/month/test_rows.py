"""The rows of the table: every figure once, breakdowns under them, corrections last."""

from datetime import date

import pytest

from app.core.closings import Changed, Correction, Counted
from app.core.figures import FIGURES, Count, Line, Rate, Rounding, Terms, change
from app.core.periods import parse_period
from app.services.month import MonthTable
from app.ui.month.doors import BEFORE, NOW, YEAR, Door
from app.ui.month.rows import (
    ALONE,
    CORRECTIONS,
    VIEWS,
    WITH_BEFORE,
    WITH_BOTH,
    WITH_YEAR,
    change_text,
    parts,
    rows_of,
)

PRINTED = Rounding()
LINES = (
    Line("v1", "青山村", Count(3, "件次"), Count(9, "人次"), "75.00%"),
    Line("", "未填村（社区）", Count(1, "件次"), Count(1, "人次"), "25.00%"),
)
SEPTEMBER = Correction(
    "2026-09", "2026年9月", (Changed("letters", Count(8, "件次"), Count(7, "件次")),), ("2026-0003：作废",)
)


def table(**counted):
    values = {
        figure.id: Rate(1, 2, "50.00%") if figure.is_rate else Count(2, figure.unit) for figure in FIGURES
    }
    made = Counted(values, {"by_village": LINES}, **counted)
    return MonthTable(parse_period("2026-10"), made, (), None, Terms())


def row(rows, door):
    return next(it for it in rows if it.door == door)


@pytest.mark.parametrize("view", list(VIEWS))
def test_every_figure_and_every_line_stands_in_the_table_once(view):
    doors = [it.door for it in rows_of(table(), view, {}) if it.door]
    assert sorted(door.figure for door in doors if door.figure) == sorted(figure.id for figure in FIGURES)
    assert [(door.axis, door.key) for door in doors if door.axis] == [
        ("by_village", "v1"),
        ("by_village", ""),
    ]


@pytest.mark.parametrize("view", list(VIEWS))
def test_every_row_but_a_sentence_has_all_columns(view):
    assert {len(it.cells) for it in rows_of(table(corrections=(SEPTEMBER,)), view, {}) if not it.words} == {
        len(VIEWS[view])
    }


def test_a_figure_stands_beside_what_it_was():
    shown = table(base={"letters": Count(4, "件次")}, before={"letters": Count(0, "件次")})
    assert row(rows_of(shown, WITH_BOTH, {}), Door("letters")).cells == (
        "　来信",
        "2",
        "件次",
        "4",
        "↓50.00%",
        "0",
        "—",
    )
    assert row(rows_of(shown, WITH_YEAR, {}), Door("letters")).cells[3:] == ("4", "↓50.00%")
    assert row(rows_of(shown, WITH_BEFORE, {}), Door("letters")).cells[3:] == ("0", "—")
    assert len(row(rows_of(shown, ALONE, {}), Door("letters")).cells) == 3


def test_a_rate_stands_with_its_two_parts():
    assert row(rows_of(table(), ALONE, {}), Door("rate.web")).cells == ("　网信占比", "50.00%", "1/2")


def test_a_line_of_a_breakdown_has_its_share_and_its_heads():
    rows = rows_of(table(), WITH_BOTH, {})
    assert row(rows, Door(axis="by_village", key="v1")).cells[:4] == ("　青山村", "3", "75.00%", "9")
    heading = next(it for it in rows if it.part == "by_village")
    assert heading.cells[:4] == ("按问题属地", "件次", "占比", "人次")


def test_corrections_stand_last_with_what_was_reported_and_why():
    shown = table(corrections=(SEPTEMBER,))
    last = rows_of(shown, ALONE, {})[-3:]
    assert [it.part for it in last] == [CORRECTIONS, "", ""]
    assert last[1].cells == ("　来信（原报8）", "7", "件次")
    assert last[1].door == Door("letters", corrected="2026-09")
    assert last[2].cells == ("　原因：2026-0003：作废",)
    assert parts(shown)[-1] == (CORRECTIONS, "更正")


def test_breakdowns_stand_in_one_order_whether_closed_or_not():
    rows = rows_of(table(), ALONE, {"by_status": LINES, "by_class2": LINES, "by_channel": LINES})
    assert [it.part for it in rows if it.part.startswith("by_")] == [
        "by_channel",
        "by_class2",
        "by_village",
        "by_status",
    ]


def test_a_breakdown_without_lines_says_so():
    assert "本期没有记录" in rows_of(table(), ALONE, {"by_leader": ()})[-1].cells[0]


@pytest.mark.parametrize(
    ("now", "base", "expected"),
    [
        (Count(12, "件"), Count(10, "件"), "↑20.00%"), (Count(8, "件"), Count(10, "件"), "↓20.00%"),
        (Count(8, "件"), Count(8, "件"), "持平"), (Count(8, "件"), Count(0, "件"), "—"), (Count(8, "件"), None, "—"),
        (Rate(1, 2, "50.00%"), Rate(1, 4, "25.00%"), "↑25.00点"), (Rate(0, 0, "—"), Rate(1, 4, "25.00%"), "—"),
    ],
)  # fmt: skip
def test_the_sign_of_a_change_is_a_shape_and_zero_has_no_percentage(now, base, expected):
    assert change_text(change(now, base, PRINTED)) == expected


def test_a_number_of_another_period_is_the_same_row():
    assert Door("letters", at=YEAR).same_row(Door("letters"))
    assert Door("letters").of(BEFORE).at == BEFORE
    assert Door(axis="by_village", key="v1").of(YEAR).at == NOW
    assert Door("letters", corrected="2026-09").of(YEAR).at == NOW


def test_parts_have_short_words():
    assert [word for _, word in parts(table())] == ["登记", "重复", "办理", "比率", "工作", "分类"]


def test_a_closing_of_former_years_without_newer_figures_can_still_be_shown():
    old = MonthTable(
        parse_period("2026-10"),
        Counted({"letters": Count(1, "件次")}, as_of=date(2026, 11, 1)),
        (),
        None,
        Terms(),
    )
    assert [it.door for it in rows_of(old, WITH_BOTH, {}) if it.door] == [Door("letters")]
