import pytest

from app.core.figures import BY_ID, FIGURES, Figure, Terms, figures_of
from app.core.figures.table import is_

ASSESSED = {
    "rate.accept_in_time", "rate.answer_in_time", "rate.evaluated.office", "rate.satisfied.office", "rate.evaluated.unit", "rate.satisfied.unit",
}  # fmt: skip


def under(**terms: object) -> dict[str, Figure]:
    return {figure.id: figure for figure in figures_of(Terms(**terms))}  # type: ignore[arg-type]


def differing(**terms: object) -> set[str]:
    return {name for name, figure in under(**terms).items() if figure != BY_ID[name]}


def test_the_usual_terms_are_the_table_itself() -> None:
    assert figures_of(Terms()) == FIGURES


@pytest.mark.parametrize("terms", [{"family": "B"}, {"left_out": ("court",)}])
def test_only_what_is_assessed_is_counted_otherwise(terms: dict[str, object]) -> None:
    assert differing(**terms) == ASSESSED
    assert list(under(**terms)) == list(BY_ID)


def test_the_other_family_looks_at_what_began_and_takes_silence_for_content() -> None:
    found = under(family="B")
    assert found["rate.accept_in_time"].population == "started.accept"
    assert found["rate.answer_in_time"].basis == "期限起算日"
    assert found["rate.evaluated.unit"].population == "asked.unit"
    assert found["rate.evaluated.unit"].good == BY_ID["rate.evaluated.unit"].good
    assert found["rate.satisfied.office"].where == ()
    assert found["rate.satisfied.office"].good == is_("score", "satisfied", "basically", "lapsed")
    assert "逾期未评价" in found["rate.satisfied.office"].note


@pytest.mark.parametrize(("family", "good"), [("A", ("satisfied",)), ("B", ("satisfied", "lapsed"))])
def test_basic_satisfaction_may_be_left_out_of_the_numerator_alone(
    family: str, good: tuple[str, ...]
) -> None:
    strict, usual = under(family=family, basically_satisfied=False), under(family=family)
    assert {name for name in strict if strict[name] != usual[name]} == {
        "rate.satisfied.office",
        "rate.satisfied.unit",
    }
    assert strict["rate.satisfied.unit"].good == is_("score", *good)
    assert strict["rate.satisfied.unit"].where == usual["rate.satisfied.unit"].where
    assert "基本满意" not in strict["rate.satisfied.unit"].note


def test_what_is_left_out_is_asked_and_said() -> None:
    found = under(left_out=("report", "simple", "anonymous"))["rate.accept_in_time"]
    assert dict(found.where) == {"purpose": ("", "suggestion", "appeal"), "simple": ("0",), "named": ("1",)}
    assert found.excludes.endswith("本机关不纳入统计的：检举控告、简易办理、匿名")
    assert dict(under(left_out=("court", "suggestion"))["rate.satisfied.unit"].where) == {
        "score": ("satisfied", "basically", "dissatisfied"), "court": ("0",), "purpose": ("", "report", "appeal"),
    }  # fmt: skip


def test_two_purposes_left_out_leave_the_third() -> None:
    where = under(left_out=("report", "suggestion"))["rate.accept_in_time"].where
    meant = [set(words) for dim, words in where if dim == "purpose"]
    assert set.intersection(*meant) == {"", "appeal"}


def test_the_card_names_the_day_that_registrations_are_counted_by() -> None:
    found = under(basis="occurred")
    assert differing(basis="occurred") == {
        figure.id for figure in FIGURES if figure.population in {"received", "concerned"}
    }
    assert found["receptions"].basis == found["matters"].basis == found["rate.web"].basis == "信访日期"
    assert found["new_matters"].basis == "登记日期"
