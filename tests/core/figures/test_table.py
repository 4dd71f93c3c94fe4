from collections import Counter

from app.core.figures import AXES, BY_ID, FIGURES, RATES, SHOWN
from app.core.figures.sections import SECTIONS
from app.core.figures.table import ANSWER, EVALUATED, JUDGED

STABLE = {
    "receptions", "letters", "visits", "visits.persons", "group_visits", "group_visits.persons", "single_visits", "single_visits.persons", "web", "calls",
    "matters", "repeat", "accepted", "declined", "declined_again", "referred", "assigned", "closed", "open", "overdue", "settled",
    "rate.accept_in_time", "rate.answer_in_time", "rate.evaluated.office", "rate.satisfied.office", "rate.evaluated.unit", "rate.satisfied.unit", "leader_receptions",
}  # fmt: skip
UNITS = {"件", "件次", "批次", "人次", "次", "期", "%"}


def test_every_figure_says_how_it_is_counted() -> None:
    for figure in FIGURES:
        assert figure.note, figure.id
        assert figure.basis, figure.id
        assert figure.excludes, figure.id
        assert figure.law, figure.id
        assert figure.unit in UNITS, figure.id
    assert len(BY_ID) == len(FIGURES)


def test_the_ids_that_others_read_stay() -> None:
    assert set(BY_ID) >= STABLE
    assert {"by_class", "by_village", "by_unit", "by_level", "by_source"} <= set(SHOWN)


def test_every_figure_stands_in_one_section() -> None:
    told = Counter(figure for _, figures in SECTIONS for figure in figures)
    assert told == Counter(list(BY_ID))


def test_rates_and_only_rates_have_something_good() -> None:
    assert set(RATES) == {figure.id for figure in FIGURES if figure.good}


def test_the_three_rates_look_at_what_fell_due() -> None:
    assert BY_ID["rate.answer_in_time"].population == f"{JUDGED}.{ANSWER}"
    assert BY_ID["rate.answer_in_time"].basis == "答复期限到期日"
    for party in ("office", "unit"):
        assert BY_ID[f"rate.evaluated.{party}"].population == f"{EVALUATED}.{party}"
        assert BY_ID[f"rate.satisfied.{party}"].population == f"{EVALUATED}.{party}"


def test_the_breakdowns_add_up_to_a_figure_of_the_same_unit_and_measure() -> None:
    for axis in AXES:
        if axis.total:
            assert BY_ID[axis.total].unit == axis.unit, axis.id
            assert BY_ID[axis.total].measure == axis.measure, axis.id
    assert {axis.id for axis in AXES if not axis.total} == {"by_result"}
