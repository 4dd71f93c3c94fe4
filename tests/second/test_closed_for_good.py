"""A closed period stays as it was whatever is done later; what turns out otherwise is told in the next one, once."""

from datetime import date
from random import Random
from typing import Any

from app.core.closings import Correction
from app.core.figures import BY_ID
from app.core.figures.table import PAPERS
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.services.receptions import Visitor
from tests.second.clerk import DEEDS, Clerk, Deed, days

EVERYTHING = 10**6
OCTOBER, NOVEMBER, DECEMBER = "2026-10", "2026-11", "2026-12"


def deeds(clerk: Clerk, chance: Random, number: int, *but: Deed) -> None:
    """So many commands, but not those; time stands still meanwhile, so that they are about the same months."""
    kinds = {deed: often for deed, often in DEEDS.items() if deed not in {Clerk.time_passes, *but}}
    for _ in range(number):
        clerk.do(chance, kinds)


def looks(clerk: Clerk, name: str) -> dict[str, Any]:
    """All that a closed period shows."""
    month = clerk.desk.month
    period = month.period(name)
    table = month.table(period)
    figures = [figure for figure in table.figures if BY_ID[figure].population != PAPERS]
    return {
        "counted": table.counted, "guard": table.guard, "closed": table.closed, "terms": table.terms, "lines": table.lines(),
        "sheet": month.sheet(period),
        "behind": {
            (figure, part): {row.id for row in month.behind(figure, period, limit=EVERYTHING, part=part)}
            for figure in figures
            for part in (("all", "good", "lost") if BY_ID[figure].is_rate else ("all",))
        },
    }  # fmt: skip


def test_a_closed_period_survives_a_thousand_later_commands() -> None:
    clerk, chance = Clerk(), Random(20261031)
    for _ in range(25):
        clerk.do(chance, {Clerk.receive: 1})
    deeds(clerk, chance, 150, Clerk.close_a_period)
    month = clerk.desk.month
    names = (OCTOBER, "2026-Q3")
    for name in names:
        month.close(month.period(name))
    before = {name: looks(clerk, name) for name in names}
    live = {name: month.counting(month.period(name)).values() for name in names}
    assert before[OCTOBER]["counted"].figures["receptions"].as_json()["value"] > 5
    deeds(clerk, chance, 1000)
    for name in names:
        after = looks(clerk, name)
        for part, value in before[name].items():
            assert after[part] == value, (name, part)
        assert month.counting(month.period(name)).values() != live[name]  # the register itself has moved on
    clerk.desk.close()


def test_what_is_reported_of_a_closed_month_goes_on_from_what_was_reported_before() -> None:
    """Each report begins where the last one ended, so nothing is told twice and nothing in between is lost."""
    clerk, chance = Clerk(), Random(4)
    month = clerk.desk.month
    deeds(clerk, chance, 120, Clerk.close_a_period)
    known: dict[tuple[str, str], object] = {}
    reported = 0
    for name in ("2026-09", OCTOBER, NOVEMBER, DECEMBER, "2027-01"):
        period = month.period(name)
        clerk.clock.set(max(clerk.today, period.end + days(1)))
        deeds(clerk, chance, 40, Clerk.close_a_period)
        table = month.table(period)
        for correction in table.corrections:
            assert correction.reasons
            for change in correction.changes:
                assert known[correction.period, change.figure] == change.was != change.now
                known[correction.period, change.figure] = change.now
                reported += 1
        month.close(period)
        assert month.table(period).corrections == table.corrections
        known |= {(name, figure): value for figure, value in table.figures.items()}
    assert reported > 20
    clerk.desk.close()


def letter(clerk: Clerk, day: date, name: str = "张甲") -> str:
    draft = ReceptionDraft("letter", day, day, "反映路灯损坏", purpose="appeal")
    return clerk.desk.receptions.register(draft, [Visitor(name)]).matter_id


def told(clerk: Clerk, name: str) -> tuple[Correction, ...]:
    return clerk.desk.month.table(clerk.desk.month.period(name)).corrections


def close(clerk: Clerk, name: str) -> None:
    period = clerk.desk.month.period(name)
    clerk.clock.set(max(clerk.today, period.end + days(1)))
    clerk.desk.month.close(period)


def changed(correction: Correction) -> dict[str, tuple[object, object]]:
    return {
        one.figure: (one.was.as_json().get("value"), one.now.as_json().get("value"))
        for one in correction.changes
    }


def test_a_letter_found_later_is_reported_once_and_with_its_number() -> None:
    clerk = Clerk()
    letter(clerk, date(2026, 10, 5))
    close(clerk, OCTOBER)
    assert told(clerk, NOVEMBER) == ()
    found = letter(clerk, date(2026, 10, 20), "李乙")
    (correction,) = told(clerk, NOVEMBER)
    assert correction.period == OCTOBER
    assert changed(correction)["receptions"] == (1, 2)
    number = clerk.desk.matters.matter(found).number
    assert correction.reasons
    assert all(reason.startswith(number) for reason in correction.reasons)
    close(clerk, NOVEMBER)
    assert told(clerk, NOVEMBER) == (correction,)
    assert told(clerk, DECEMBER) == ()
    letter(clerk, date(2026, 10, 21), "王丙")
    later = {one.period: one for one in told(clerk, DECEMBER)}
    assert changed(later[OCTOBER])["receptions"] == (2, 3)
    assert "receptions" not in changed(later[NOVEMBER])


def test_what_was_changed_and_changed_back_is_not_reported() -> None:
    clerk = Clerk()
    matter = letter(clerk, date(2026, 10, 5))
    clerk.desk.matters.take_step(matter, StepCommand("accept", date(2026, 10, 9)))
    close(clerk, OCTOBER)
    step = clerk.desk.matters.matter(matter).steps[0]
    clerk.desk.matters.steps.correct_day(matter, step.id, date(2026, 11, 2), "写错了")
    (correction,) = told(clerk, NOVEMBER)
    assert changed(correction)["accepted"] == (1, 0)
    clerk.desk.matters.steps.correct_day(matter, step.id, date(2026, 10, 9), "没有写错")
    assert told(clerk, NOVEMBER) == ()


def test_what_happens_later_is_no_correction() -> None:
    clerk = Clerk()
    matter = letter(clerk, date(2026, 10, 30))
    close(clerk, OCTOBER)
    clerk.desk.matters.take_step(matter, StepCommand("accept", date(2026, 11, 3)))
    letter(clerk, date(2026, 11, 4), "李乙")
    assert told(clerk, NOVEMBER) == ()


def test_months_report_about_months_and_quarters_about_quarters() -> None:
    clerk = Clerk()
    letter(clerk, date(2026, 9, 7))
    close(clerk, "2026-09")
    close(clerk, "2026-Q3")
    letter(clerk, date(2026, 9, 8), "李乙")
    assert [one.period for one in told(clerk, OCTOBER)] == ["2026-09"]
    assert [one.period for one in told(clerk, "2026-Q4")] == ["2026-Q3"]


def test_a_closed_month_keeps_its_days_when_the_offices_month_begins_on_another() -> None:
    clerk = Clerk()
    month = clerk.desk.month
    letter(clerk, date(2026, 10, 5))
    close(clerk, OCTOBER)
    before = month.sheet(month.period(OCTOBER))
    clerk.desk.offices.change({"month_start_day": 21})
    assert month.table(month.period(OCTOBER)).period.start == date(2026, 10, 1)
    assert month.sheet(month.period(OCTOBER)) == before


def test_a_closed_months_ledger_opens_to_the_papers_it_counted() -> None:
    clerk = Clerk()
    matter = letter(clerk, date(2026, 10, 5))
    paper = clerk.desk.papers.record_issue("leader_reception", matter, date(2026, 10, 9))
    close(clerk, OCTOBER)
    clerk.desk.papers.void(paper.id, "写错了")
    period = clerk.desk.month.period(OCTOBER)
    assert [row[0] for row in clerk.desk.month.papers_behind("leader_receptions", period)] == [paper.id]


def test_a_closed_months_lines_open_to_the_matters_they_counted() -> None:
    clerk = Clerk()
    matter = letter(clerk, date(2026, 10, 5))
    close(clerk, OCTOBER)
    clerk.desk.matters.correct(matter, {"purpose": "suggestion"})
    period = clerk.desk.month.period(OCTOBER)
    (line,) = clerk.desk.month.breakdown("by_purpose", period)
    found = clerk.desk.month.behind_line("by_purpose", line.key, period)
    assert [row.id for row in found] == [matter]


def test_what_is_missed_on_the_last_day_is_in_one_month_or_the_other() -> None:
    clerk = Clerk()
    month = clerk.desk.month
    clerk.clock.set(date(2026, 10, 31))
    letter(clerk, date(2026, 10, 16))
    month.close(month.period(OCTOBER))
    clerk.clock.set(date(2026, 12, 1))
    months = [month.table(month.period(name)) for name in (OCTOBER, NOVEMBER)]
    missed = sum(table.figures["rate.accept_in_time"].as_json()["d"] for table in months)
    corrected = [one for table in months for one in table.corrections]
    assert missed == 1 or corrected
