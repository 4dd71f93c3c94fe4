"""A year whose figures a spreadsheet worked out (tests/data/year): the program agrees in every cell."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app.core.figures import AXES, FIGURES, Rate
from app.core.offices import Office
from app.db.engine.costs import LEAST
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.opening import Setup, create_office
from app.services.registers import TakenRegister
from tests.conftest import PASSWORD, TODAY

YEAR = Path(__file__).resolve().parent.parent / "data" / "year"
REGISTER = YEAR / "register.xlsx"
NO_ROW_SAYS = {
    "declined_again", "urged", "supervised", "extended", "hearings", "mediated", "reviews", "re_reviews", "leader_receptions", "meetings",
    "sweeps", "follow_ups", "reliefs", "bulletins",
}  # fmt: skip
"""Figures for which a register has no column: nothing of them happened."""

Cells = dict[tuple[str, str, str], object]


def cells(sheet: str) -> Cells:
    """Every value of a sheet of formulas: by its two words and the period."""
    with CalamineWorkbook.from_path(str(REGISTER)) as book:
        periods, _, _, *lines = book.get_sheet_by_name(sheet).to_python()
    return {
        (str(line[0]), str(line[1]), str(period)): int(value) if isinstance(value, float) else value
        for line in lines
        for period, value in zip(periods[2:], line[2:], strict=True)
    }


def written() -> list[list[str]]:
    """The rows the sheet was made of, with their header."""
    with (YEAR / "rows.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


FIGURE_CELLS, AXIS_CELLS = cells("统计"), cells("分类")
PERIODS = sorted({period for _, _, period in FIGURE_CELLS})


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, TakenRegister]]:
    office = Office(
        "青山镇信访工作办公室", "430999101000", "青", "青川县信访局", "青川县人民政府", clerk="练习专干"
    )
    setup = Setup(office, ("自然资源所", "镇纪委"), ("青山村", "柳溪村"), (("周甲", "镇长"),))
    folder = tmp_path_factory.mktemp("year") / "数据"
    with create_office(folder, setup, PASSWORD, clock=FixedClock(TODAY), cost=LEAST) as desk:
        yield desk, desk.registers.receive(REGISTER)


@pytest.fixture
def year(taken: tuple[Desk, TakenRegister]) -> Desk:
    return taken[0]


def test_the_whole_register_goes_in(taken: tuple[Desk, TakenRegister]) -> None:
    told = taken[1]
    header, *rows = written()
    assert (told.registered, told.refused, told.ignored_columns) == (len(rows), 0, ())
    assert set(told.unread_sheets) == {"推算", "统计", "分类"}
    again = [row for row in rows if row[header.index("初重")] == "重"]
    notes = [note for row in told.rows for note in row.notes if "等" not in note]
    assert sum(row.joined for row in told.rows) == len(again) - 2
    assert notes == ["标为重复信访，没有找到同一信访人的同一事项，按新事项登记"] * 2


def test_the_file_holds_the_rows_it_was_made_of() -> None:
    with CalamineWorkbook.from_path(str(REGISTER)) as book:
        header, *kept = book.get_sheet_by_name("台账").to_python()
    assert [header, *([_plain(cell) for cell in row] for row in kept)] == written()


def _plain(cell: object) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) else str(cell)


@pytest.mark.parametrize("period", PERIODS)
def test_every_figure_equals_its_cell(year: Desk, period: str) -> None:
    found: dict[tuple[str, str], object] = {}
    for figure, value in year.month.table(year.month.period(period)).figures.items():
        if isinstance(value, Rate):
            found |= {(figure, "分子"): value.n, (figure, "分母"): value.d, (figure, "印作"): value.text}
        else:
            found[figure, "数"] = value.value
    expected = {(figure, word): value for (figure, word, of), value in FIGURE_CELLS.items() if of == period}
    assert found == expected | {(figure, "数"): 0 for figure in NO_ROW_SAYS}


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("axis", [axis.id for axis in AXES])
def test_every_line_equals_its_cell(year: Desk, axis: str, period: str) -> None:
    found: dict[tuple[str, str], int] = {}
    for line in year.month.breakdown(axis, year.month.period(period)):
        found[f"{axis} {line.value.unit.replace('批次', '件次')}", line.label] = line.value.value
        if line.persons:
            found[f"{axis} 人次", line.label] = line.persons.value
    expected = {
        (name, label): value
        for (name, label, of), value in AXIS_CELLS.items()
        if of == period and name.startswith(f"{axis} ") and value
    }
    assert found == expected


@pytest.mark.parametrize("period", PERIODS)
def test_the_table_adds_up(year: Desk, period: str) -> None:
    assert year.month.table(year.month.period(period)).guard == ()


def test_every_figure_is_in_the_sheet_and_tells_something() -> None:
    told = {figure for figure, _, _ in FIGURE_CELLS}
    assert told | NO_ROW_SAYS == {figure.id for figure in FIGURES}
    assert not told & NO_ROW_SAYS
    assert {figure for (figure, word, of), value in FIGURE_CELLS.items() if of == "2025" and value} == told
    assert {axis.partition(" ")[0] for axis, _, _ in AXIS_CELLS} == {axis.id for axis in AXES}


@pytest.mark.parametrize("figure", [figure.id for figure in FIGURES if figure.unit in {"件", "件次", "批次"}])
def test_every_count_of_the_year_opens_to_its_records(year: Desk, figure: str) -> None:
    period = year.month.period("2025")
    if figure in {"reliefs"}:
        assert len(year.month.papers_behind(figure, period)) == 0
        return
    value = year.month.table(period, compared=False).figures[figure].as_json()["value"]
    behind = year.month.behind(figure, period)
    if figure in {"matters", "new_matters", "open", "closed", "accepted", "carried", "finished", "overdue"}:
        assert len(behind) == value
    assert len(behind) <= value
    assert bool(behind) == bool(value)


def test_an_anonymous_row_is_owed_no_notice(desk: Desk, tmp_path: Path) -> None:
    """姓名（名称）、住址不清的除外 (条例 Art 23 ¶2)."""
    path = tmp_path / "a.csv"
    path.write_text("信访形式,信访日期,姓名,主题\n来电,2026-01-12,匿名,反映噪声\n", encoding="utf-8")
    desk.registers.receive(path)
    figures = desk.month.table(desk.month.period("2026-01")).figures
    assert figures["overdue"].as_json()["value"] == 0
