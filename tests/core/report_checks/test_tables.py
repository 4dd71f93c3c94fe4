"""Tables: sums down and across, differences, percentages, shares, heads, and the office's figures."""

from datetime import date

import pytest

from app.core.report_checks import Finding, Known, KnownFigure, Report, Table, check_report

MONTH = (
    ("青山镇信访工作月报表",) * 7,
    ("项目", "本期", "本期", "上年同期", "上年同期", "同比", "占比"),
    ("项目", "件次", "人次", "件次", "人次", "件次%", "%"),
)  # fmt: skip
CHANNELS = (
    ("信访形式", "本月", "上年同期", "增减", "同比（%）", "占比（%）"),
    ("来信", "12", "15", "-3", "-20.00", "30.77"),
    ("来访", "20", "18", "2", "11.11", "51.28"),
    ("网上信访", "5", "3", "2", "66.67", "12.82"),
    ("来电", "2", "0", "2", "—", "5.13"),
    ("合计", "39", "36", "3", "8.33", "100"),
)
UNITS = (
    (
        "序号",
        "单位",
        "来信（件）",
        "来访",
        "来访",
        "网信（件）",
        "合计（件批）",
        "应受理",
        "按期受理",
        "及时受理率",
    ),
    (
        "序号",
        "单位",
        "来信（件）",
        "批次",
        "人次",
        "网信（件）",
        "合计（件批）",
        "应受理",
        "按期受理",
        "及时受理率",
    ),
    ("1", "青山村", "3", "5", "11", "1", "9", "8", "8", "100%"),
    ("2", "柳溪村", "4", "6", "20", "0", "10", "9", "8", "88.89%"),
    ("3", "石桥村", "5", "9", "14", "", "14", "13", "13", "100%"),
    ("", "全镇合计", "12", "20", "45", "1", "33", "30", "29", "96.67%"),
)
KINDS = (
    ("来访类别", "批次", "人次"),
    ("个访", "18", "28"),
    ("集体访", "2", "17"),
    ("小计", "20", "45"),
)
GROUPS = (
    ("类别", "件数"),
    ("宅基地", "4"),
    ("土地承包", "3"),
    ("农村小计", "7"),
    ("物业", "2"),
    ("供水", "6"),
    ("城建小计", "8"),
    ("信访合计", "15"),
)  # fmt: skip
RELIEF = (("项目", "金额（万元）"), ("救助", "3"), ("宣传", "4"), ("合计", "9"))
OTHER = (("物资", "数量"), ("桌", "3"), ("椅", "4"), ("合计", "9"))


def check(rows: tuple[tuple[str, ...], ...], known: Known | None = None) -> tuple[Finding, ...]:
    return check_report(Report((), (Table(rows, "表1"),)), known)


def changed(
    rows: tuple[tuple[str, ...], ...], row: int, column: int, text: str
) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(text if (r, c) == (row, column) else cell for c, cell in enumerate(cells))
        for r, cells in enumerate(rows)
    )


@pytest.mark.parametrize("rows", [CHANNELS, UNITS, KINDS, GROUPS, RELIEF, OTHER, MONTH])
def test_a_right_table_is_clean_and_other_tables_are_left_alone(rows: tuple[tuple[str, ...], ...]) -> None:
    assert check(rows) == ()


WRONG = (
    (CHANNELS, 5, 1, "40", ["direction", "direction", "share", "share", "share", "share", "sum"]),
    (CHANNELS, 1, 3, "3", ["direction"]),
    (CHANNELS, 1, 4, "20.00", ["direction"]),
    (CHANNELS, 2, 4, "11.12", ["direction"]),
    (CHANNELS, 4, 4, "100", ["zero_base"]),
    (CHANNELS, 2, 5, "52.18", ["share"]),
    (UNITS, 5, 2, "13", ["sum", "sum"]),
    (UNITS, 3, 6, "12", ["sum", "sum"]),
    (UNITS, 3, 9, "98.89%", ["rate"]),
    (UNITS, 3, 4, "4", ["identity", "sum"]),
    (UNITS, 4, 9, "101%", ["rate"]),
    (KINDS, 2, 2, "7", ["identity", "sum"]),
    (KINDS, 3, 1, "21", ["sum"]),
    (GROUPS, 3, 1, "9", ["sum"]),
    (GROUPS, 7, 1, "16", ["sum"]),
    (GROUPS, 4, 1, "X", ["placeholder"]),
)


@pytest.mark.parametrize(("rows", "row", "column", "text", "kinds"), WRONG)
def test_a_wrong_cell_is_found(
    rows: tuple[tuple[str, ...], ...], row: int, column: int, text: str, kinds: list[str]
) -> None:
    found = check(changed(rows, row, column, text))
    assert sorted(finding.kind for finding in found) == sorted(kinds), found


def test_the_row_is_named_with_the_cells_in_question() -> None:
    (finding,) = check(changed(CHANNELS, 1, 3, "3"))
    assert finding.place == "表1第2行"
    assert finding.quote == "来信：本月12，上年同期15，增减3"
    assert finding.sentence == "12－15＝-3，增减写3。"
    assert finding.expected == "-3"


def test_a_cell_that_differs_from_our_own_figure_is_told() -> None:
    ours = (
        KnownFigure("letters", ("来信",), "件次", value=12),
        KnownFigure("visits", ("来访",), "批次", value=21),
    )
    known = Known("2026年10月", date(2026, 10, 1), date(2026, 10, 31), ours)
    (finding,) = check(CHANNELS, known)
    assert (finding.kind, finding.sentence) == ("differs", "2026年10月来访是21批次，表中写20。")


def test_channels_in_columns_are_added_without_their_heads() -> None:
    (down, across) = check(changed(UNITS, 2, 2, "4"))
    assert (down.expected, across.expected) == ("13", "10")
