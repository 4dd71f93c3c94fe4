"""Nothing on a screen's path scans a table that grows for ever."""

from datetime import date

import pytest

from app.core.figures import AXES, FIGURES, figures_of
from app.core.figures.terms import Terms
from app.core.piecewise import whole
from app.db import alike, documents, figures, matters, people, search
from app.db.engine.connection import Store
from app.services.desk import Desk
from tests.conftest import TODAY

GROWING = (
    "entries",
    "payloads",
    "matters",
    "receptions",
    "attendances",
    "steps",
    "documents",
    "people",
    "deadlines",
)
SPAN = figures.Span(date(2026, 10, 1), date(2026, 10, 31), TODAY)


class Listening:
    """Stands between a query and the store and keeps the plan of everything asked."""

    def __init__(self, store: Store) -> None:
        self._store, self.plans, self.passing = store, list[str](), dict[str, object]()

    def rows(self, sql: str, values: object = ()) -> list[object]:
        plan = self._store.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)  # type: ignore[arg-type]
        self.plans += [row[3] for row in plan]
        return self._store.rows(sql, values)  # type: ignore[arg-type]

    def value(self, sql: str, values: object = ()) -> object:
        found = self.rows(sql, values)
        return found[0][0] if found else None  # type: ignore[index]


@pytest.fixture
def listening(desk: Desk) -> Listening:
    return Listening(desk.register.store)


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: matters.due(s, owner="office", until=TODAY),
        lambda s: matters.next_due(s, owner="office", after=TODAY),
        lambda s: documents.undelivered(s, 50),
        lambda s: documents.unprinted(s, 50),
        lambda s: documents.untold(s, TODAY),
        lambda s: documents.by_slip(s, "912345678904"),
        lambda s: documents.by_number(s, "青信受〔2026〕1号", "青信受〔2025〕1号"),
        lambda s: people.lookup(s, "张"),
        lambda s: people.lookup(s, "zj"),
        lambda s: people.lookup(s, "1234"),
        lambda s: people.same(s, id_number="1", name="张甲", phone="2"),
        lambda s: matters.of_people(s, ["a"], limit=5),
        lambda s: matters.known_reception(s, "x"),
        lambda s: matters.load(s, "m"),
        lambda s: matters.id_of_number(s, "2026-0001"),
        lambda s: search.find(s, "张甲", 50),
        lambda s: people.of_initials(s, "zj"),
        lambda s: alike.with_any(s, ("路灯", "不亮")),
        lambda s: alike.about(s, ["a", "b"]),
        lambda s: alike.classified(s, before=9_000, after=0, limit=50),
        lambda s: alike.last_envelope(s),
        *[lambda s, f=f: figures.counted(s, [f], SPAN) for f in FIGURES],
        *[lambda s, f=f: figures.behind(s, f, SPAN, 50) for f in FIGURES],
        *[
            lambda s, f=f: figures.counted(s, [f], SPAN)
            for f in figures_of(Terms(family="B", left_out=("court", "simple", "anonymous")))
        ],
        lambda s: whole(figures.breakdowns_in_parts(s, AXES, SPAN)),
        lambda s: figures.frozen_records(s, FIGURES, AXES, SPAN),
        lambda s: figures.split_off(s, SPAN),
    ],
)
def test_a_question_of_the_screen_uses_an_index(listening: Listening, ask: object) -> None:
    ask(listening)  # type: ignore[operator]
    scans = [
        plan
        for plan in listening.plans
        if plan.startswith("SCAN ") and plan.split()[1] in {*GROWING, "m", "p", "r", "d"}
    ]
    gathered = {plan.split()[1] for plan in listening.plans if plan.startswith("CO-ROUTINE ")}
    bare = [
        plan
        for plan in scans
        if "USING" not in plan and "VIRTUAL" not in plan and plan.split()[1] not in gathered
    ]
    assert bare == []


COUNTED = (
    "open",
    "in_time",
    "carried",
    "closed",
    "accepted",
    "finished",
    "answered",
    "rate.satisfied.office",
)


@pytest.mark.parametrize("name", COUNTED)
def test_what_is_merely_counted_is_read_from_indexes_alone(listening: Listening, name: str) -> None:
    figure = next(figure for figure in FIGURES if figure.id == name)
    figures.counted(listening, [figure], SPAN)  # type: ignore[arg-type]
    looked_up = [plan for plan in listening.plans if plan.startswith("SEARCH ") and "COVERING" not in plan]
    assert all("matters_set_aside" in plan or "matters_finished" in plan for plan in looked_up), looked_up


def test_whether_a_matter_was_settled_is_not_looked_for_among_all_that_were(listening: Listening) -> None:
    figures.counted(listening, [figure for figure in FIGURES if figure.id == "rate.settled"], SPAN)  # type: ignore[arg-type]
    assert any("steps_settled (matter_id=?" in plan for plan in listening.plans)
