"""Whatever an office has done: its tables add up, its figures open, and what a closing keeps recounts to the same."""

from functools import cache
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.core.closings import records_from, records_json
from app.core.figures import AXES, FIGURES, Count, Figure, Rate, count, holds
from app.core.figures.figure import MAINS, MATTERS
from app.core.figures.table import ASKED, PAPERS
from app.core.periods import Period
from app.db import periods as period_rows
from app.services.desk import Desk
from tests.second.clerk import Clerk

EVERYTHING = 10**6
AT_THE_END = ("open", "in_time", "overdue", "long_pending", "leader_cases")
PARTS = {
    "2026-Q3": ("2026-07", "2026-08", "2026-09"),
    "2026-Q4": ("2026-10", "2026-11", "2026-12"),
    "2026-H2": ("2026-Q3", "2026-Q4"),
}
SPANS = (
    "2026-08",
    "2026-09",
    "2026-10",
    "2026-11",
    "2026-12",
    "2026-Q3",
    "2026-Q4",
    "2026-H2",
    "2026",
    "2026-08-15..2026-11-07",
)
seeds = st.integers(0, 5)  # few, so that the offices are made once and asked everything
any_register = settings(
    max_examples=4, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@cache
def office(seed: int) -> Desk:
    """An office as chance left it; nobody changes it any more."""
    chance, clerk = Random(seed), Clerk()
    for _ in range(150):
        clerk.do(chance)
    return clerk.desk


def still_open(desk: Desk, *names: str) -> list[Period]:
    closed = {period.id for period in desk.month.closed_periods()}
    return [desk.month.period(name) for name in names if name not in closed]


def value(told: Count | Rate) -> int:
    assert isinstance(told, Count)
    return told.value


@any_register
@given(seed=seeds)
def test_every_identity_holds_in_every_table(seed: int) -> None:
    desk = office(seed)
    for name in SPANS:
        assert desk.month.table(desk.month.period(name)).guard == (), name


def adds_up(figure: Figure) -> bool:
    """Whether months make up the quarter: not what is distinct in each, nor how things stood at the end of each."""
    distinct = figure.measure in {MAINS, MATTERS}
    at_the_end = figure.id in {*AT_THE_END, "carried", "rate.settled"}
    return not (distinct or at_the_end or figure.population.startswith(ASKED))


@any_register
@given(seed=seeds)
def test_months_add_up_to_the_quarter_and_quarters_to_the_half(seed: int) -> None:
    desk = office(seed)
    for name, parts in PARTS.items():
        counting = desk.month.counting(desk.month.period(name))
        whole = counting.values()
        found = [desk.month.counting(desk.month.period(part)).values() for part in parts]
        assert [found[0]["carried"], *(found[-1][end] for end in AT_THE_END)] == [
            whole["carried"], *(whole[end] for end in AT_THE_END)
        ]  # fmt: skip
        for figure in filter(adds_up, counting.figures.values()):
            assert added(one[figure.id] for one in found) == added([whole[figure.id]]), (name, figure.id)


def added(values: object) -> tuple[int, int]:
    told = [(one.n, one.d) if isinstance(one, Rate) else (one.value, 0) for one in values]  # type: ignore[attr-defined]
    return sum(first for first, _ in told), sum(second for _, second in told)


@any_register
@given(seed=seeds)
def test_what_a_closing_keeps_counts_to_the_figures_it_froze(seed: int) -> None:
    desk = office(seed)
    for name in SPANS:
        counting = desk.month.counting(desk.month.period(name))
        values, kept = counting.values(), records_from(records_json(counting.records()))
        for figure in counting.figures.values():
            recounted = count(figure, kept[figure.population], counting.terms.printed)
            assert recounted == values[figure.id], (name, figure.id)


@any_register
@given(seed=seeds)
def test_every_figure_opens_to_the_records_it_counts(seed: int) -> None:
    desk = office(seed)
    for period in still_open(desk, "2026-09", "2026-11", "2026"):
        counting = desk.month.counting(period)
        values, records = counting.values(), counting.records()
        for figure in counting.figures.values():
            if figure.population == PAPERS:
                papers = desk.month.papers_behind(figure.id, period, limit=EVERYTHING)
                assert len(papers) == value(values[figure.id]), figure.id
                continue
            meant = [record for record in records[figure.population] if holds(figure.where, record)]
            good = {record.matter_id for record in meant if holds(figure.good, record)}
            behind = opened(desk, figure, period, "all")
            assert behind == {record.matter_id for record in meant}, figure.id
            if figure.unit == "件" and figure.measure != MAINS:
                assert len(behind) == value(values[figure.id]), figure.id
            if figure.is_rate:
                assert opened(desk, figure, period, "good") == good, figure.id
                lost = {record.matter_id for record in meant if not holds(figure.good, record)}
                assert opened(desk, figure, period, "lost") == lost, figure.id


def opened(desk: Desk, figure: Figure, period: Period, part: str) -> set[str]:
    rows = desk.month.behind(figure.id, period, limit=EVERYTHING, part=part)  # type: ignore[arg-type]
    return {row.id for row in rows}


@any_register
@given(seed=seeds)
def test_every_line_opens_to_the_records_it_counts(seed: int) -> None:
    desk = office(seed)
    for period in still_open(desk, "2026-11"):
        for axis in AXES:
            for line in desk.month.breakdown(axis.id, period):
                behind = desk.month.behind_line(axis.id, line.key, period, limit=EVERYTHING)
                assert 0 < len(behind) <= line.value.value, (axis.id, line.key)
                assert axis.unit != "件" or len(behind) == line.value.value, (axis.id, line.key)


def test_a_closing_keeps_every_record_with_the_terms_of_its_count() -> None:
    desk = Clerk().desk
    desk.month.close(desk.month.period("2026-10"))
    body = period_rows.body(desk.register.store, "2026-10")
    table = desk.month.table(desk.month.period("2026-10"))
    assert set(body["records"]) == {figure.population for figure in FIGURES}
    assert set(body["figures"]) == set(table.figures) == {figure.id for figure in FIGURES}
    assert body["terms"] == table.terms.as_json()
    assert table.nothing_happened
