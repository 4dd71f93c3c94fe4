"""Vectors worked out by hand from the articles: every clock, every step, what is refused and why.

The tables stand in tests/data: `law_vectors.csv` says of one clock after a course of steps from
which day it counts, its last day, and how it stands on a given day; `law_steps.csv` says whether
a step is possible then, in which state the matter is after it, or in which words it is refused.
"""

from datetime import date

import pytest

from app.core.deadlines import Deadline
from app.core.steps import RULES
from app.errors import NotAllowed, ValidationError
from tests.core import courses

VECTORS = courses.rows("law_vectors.csv")
STEPS = courses.rows("law_steps.csv")


def name_of(row: dict[str, str]) -> str:
    return row["name"]


def line_of(deadlines: tuple[Deadline, ...], named: str) -> Deadline | None:
    """The deadline of a clock: the latest, or the one numbered like `answer#1`."""
    clock, _, ordinal = named.partition("#")
    found = [
        line for line in deadlines if line.clock == clock and line.ordinal == int(ordinal or line.ordinal)
    ]
    return found[-1] if found else None


@pytest.mark.parametrize("row", VECTORS, ids=name_of)
def test_a_clock_runs_as_the_article_says(row: dict[str, str]) -> None:
    line = line_of(courses.played(row).deadlines(), row["clock"])
    if not row["start"]:
        assert line is None
        return
    assert line is not None
    on = date.fromisoformat(row["on"])
    shown = (line.started_on, line.raw, line.rolled, line.state(on), line.met_on, line.provisional)
    wanted = (
        date.fromisoformat(row["start"]), date.fromisoformat(row["raw"]), date.fromisoformat(row["rolled"]),
        row["state"], date.fromisoformat(row["met_on"]) if row["met_on"] else None, row["provisional"] == "是",
    )  # fmt: skip
    assert shown == wanted


@pytest.mark.parametrize("row", STEPS, ids=name_of)
def test_a_step_is_possible_or_refused_as_the_article_says(row: dict[str, str]) -> None:
    course = courses.played(row)
    [(on, act, said)] = courses.parts(row["step"])
    if not row["words"]:
        course.act(on, act, said)
        assert course.matter.state == row["then"]
        return
    before = course.matter
    with pytest.raises((NotAllowed, ValidationError)) as refused:
        course.act(on, act, said)
    assert row["words"] in str(refused.value)
    assert _refusal(refused.value) == row["then"]
    assert course.matter is before


def _refusal(error: BaseException) -> str:
    """As the table writes it: the article a step is refused by, or the field that cannot be taken."""
    if isinstance(error, ValidationError):
        return "/".join(error.problems)
    return error.article if isinstance(error, NotAllowed) else ""


def test_the_tables_leave_no_clock_and_no_step_out() -> None:
    assert {row["clock"].partition("#")[0] for row in VECTORS} == set(courses.pack().clock_ids)
    allowed = {row["step"].split()[1] for row in STEPS if not row["words"]}
    refused = {row["step"].split()[1] for row in STEPS if row["words"]}
    assert (set(RULES) - allowed, set(RULES) - refused) == (set(), set())


def test_no_two_vectors_have_the_same_name() -> None:
    for table in (VECTORS, STEPS):
        assert len({row["name"] for row in table}) == len(table)
