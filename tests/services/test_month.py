from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import NotAllowed, ValidationError
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.receptions import Visitor

OCTOBER = date(2026, 10, 5)
LETTER = ReceptionDraft("letter", OCTOBER, OCTOBER, "反映路灯损坏", purpose="appeal")


def value(desk: Desk, figure: str, period: str = "2026-10") -> object:
    shape = desk.month.table(desk.month.period(period)).figures[figure].as_json()
    return shape.get("value", (shape.get("n"), shape.get("d")))


@pytest.fixture
def october(desk: Desk) -> Desk:
    """Three letters of October: one answered, one late, one waiting; and a visit of four."""
    ids = [desk.receptions.register(LETTER, [Visitor(f"张{n}")]).matter_id for n in "甲乙丙"]
    for kind, day in (("accept", 8), ("answer", 20), ("deliver", 21), ("close", 22)):
        desk.matters.take_step(ids[0], StepCommand(kind, date(2026, 10, day)))
    desk.matters.take_step(ids[1], StepCommand("accept", date(2026, 10, 25)))
    visit = replace(
        LETTER,
        channel="visit",
        head_count=4,
        occurred_on=date(2026, 10, 30),
        registered_on=date(2026, 10, 30),
    )
    desk.receptions.register(visit, [Visitor("李丁")])
    return desk


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("receptions", 4), ("letters", 3), ("visits", 1), ("visits.persons", 4), ("matters", 4), ("accepted", 2),
        ("closed", 1), ("open", 3), ("overdue", 1), ("rate.accept_in_time", (1, 3)), ("rate.answer_in_time", (0, 0)),
    ],
)  # fmt: skip
def test_each_figure_counts_what_its_card_says(october: Desk, figure: str, expected: object) -> None:
    assert value(october, figure) == expected


def test_the_answer_is_judged_in_the_month_it_was_due(october: Desk) -> None:
    assert value(october, "rate.answer_in_time", "2026-12") == (1, 1)


def test_a_clock_that_still_runs_counts_neither_way(october: Desk, clock: FixedClock) -> None:
    assert value(october, "rate.accept_in_time", "2026-11") == (0, 1)
    clock.set(date(2026, 11, 14))
    assert value(october, "rate.accept_in_time", "2026-11") == (0, 0)


def test_what_is_due_today_is_not_late_yet(october: Desk, clock: FixedClock) -> None:
    clock.set(date(2026, 11, 14))
    assert value(october, "overdue", "2026-11") == 1
    clock.set(date(2026, 11, 15))
    assert value(october, "overdue", "2026-11") == 2


def test_every_count_opens_to_as_many_records(october: Desk) -> None:
    period = october.month.period("2026-10")
    for figure in ("letters", "matters", "accepted", "closed", "open", "overdue"):
        assert len(october.month.behind(figure, period)) == value(october, figure), figure
    assert len(october.month.behind("rate.accept_in_time", period)) == 3
    with pytest.raises(ValidationError):
        october.month.behind("nothing", period)


def test_a_closed_month_never_changes(october: Desk) -> None:
    period = october.month.period("2026-10")
    before = october.month.table(period).figures
    sheet_before = october.month.sheet(period)
    october.month.close(period)
    october.receptions.register(LETTER, [Visitor("晚登")])
    table = october.month.table(period)
    assert table.figures == before
    assert table.closed is not None
    assert october.month.sheet(period)[:5] == sheet_before[:5] == b"%PDF-"


def test_a_month_is_closed_once_and_not_before_its_end(october: Desk, clock: FixedClock) -> None:
    october.month.close(october.month.period("2026-10"))
    with pytest.raises(NotAllowed, match="已于2026年11月20日结账"):
        october.month.close(october.month.period("2026-10"))
    with pytest.raises(NotAllowed, match="2026年11月30日才结束"):
        october.month.close(october.month.period("2026-11"))
    clock.set(date(2026, 11, 30))
    october.month.close(october.month.period("2026-11"))


def test_the_offices_own_month_is_used(october: Desk) -> None:
    october.offices.change({"month_start_day": 21})
    assert (value(october, "letters", "2026-10"), value(october, "visits", "2026-11")) == (3, 1)
    assert october.month.current().id == "2026-11"


def test_a_void_matter_is_in_no_figure(october: Desk) -> None:
    waiting = october.matters.find("张丙")[0]
    october.matters.take_step(waiting.id, StepCommand("void", date(2026, 11, 1), text="重复"))
    assert (value(october, "receptions"), value(october, "open"), value(october, "overdue")) == (3, 2, 0)


def test_a_month_without_anything_is_a_table_of_zeros(desk: Desk) -> None:
    table = desk.month.table(desk.month.period("2026-10"))
    assert {value.as_json().get("value", "—") for value in table.figures.values()} == {0, "—"}
    desk.month.close(table.period)


def test_a_repeat_counts_as_a_reception_but_not_as_a_matter(october: Desk) -> None:
    first = october.matters.find("张甲")[0]
    again = replace(
        LETTER,
        channel="call",
        occurred_on=OCTOBER + timedelta(days=20),
        registered_on=OCTOBER + timedelta(days=20),
    )
    october.receptions.register(again, [Visitor("张甲")], matter_id=first.id)
    assert (value(october, "receptions"), value(october, "matters"), value(october, "calls")) == (5, 4, 1)
