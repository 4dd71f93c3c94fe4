import json
from datetime import date, timedelta

import pytest

from app.core.calendar import Calendar, calendar_from_table
from app.core.deadlines import Deadline, derive, running
from app.core.pack_reading import pack_from
from app.core.rule_packs import RulePack, pack_in_force
from app.paths import resource
from tests.core.test_steps import after, matter, on


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return calendar_from_table(json.loads(resource("calendar", "china.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def pack() -> RulePack:
    return pack_from(json.loads(resource("rule_packs", "national-2022.json").read_text(encoding="utf-8")))


def by_clock(lines: tuple[Deadline, ...]) -> dict[str, Deadline]:
    return {line.clock: line for line in lines}


def test_the_notice_is_due_on_the_fifteenth_day_after_registration(
    calendar: Calendar, pack: RulePack
) -> None:
    line = by_clock(derive(matter(), pack, calendar))["notice"]
    assert (line.raw, line.met_on) == (date(2026, 3, 17), None)
    assert line.state(date(2026, 3, 17)) == "today"
    assert line.state(date(2026, 3, 18)) == "overdue"
    assert "2026年3月2日" in line.explanation[1]


def test_acceptance_meets_the_notice_and_starts_the_sixty_days(calendar: Calendar, pack: RulePack) -> None:
    lines = by_clock(derive(after(matter(), on(3, "accept")), pack, calendar))
    assert lines["notice"].met_on == date(2026, 3, 5)
    assert lines["answer"].raw == date(2026, 3, 5) + timedelta(days=60) == date(2026, 5, 4)


def test_a_last_day_on_a_holiday_shows_both_dates(calendar: Calendar, pack: RulePack) -> None:
    line = by_clock(derive(after(matter(), on(3, "accept")), pack, calendar))["answer"]
    assert (line.raw, line.rolled) == (date(2026, 5, 4), date(2026, 5, 6))
    assert any("法定顺延至2026年5月6日" in words for words in line.explanation)


def test_the_petitioners_thirty_days_start_with_the_delivery(calendar: Calendar, pack: RulePack) -> None:
    answered = after(matter(), on(3, "accept"), on(40, "answer"))
    assert "review" not in by_clock(derive(answered, pack, calendar))
    review = by_clock(derive(after(answered, on(42, "deliver")), pack, calendar))["review"]
    assert (review.owner, review.raw) == ("petitioner", date(2026, 5, 13))


@pytest.mark.parametrize(("purpose", "clocks"), [("suggestion", {"notice"}), ("report", {"pass_on"})])
def test_other_purposes_have_no_sixty_days(
    purpose: str, clocks: set[str], calendar: Calendar, pack: RulePack
) -> None:
    accepted = after(matter(purpose), on(3, "accept"))
    assert set(by_clock(derive(accepted, pack, calendar))) == clocks


def test_an_assignment_is_due_on_the_day_it_names(calendar: Calendar, pack: RulePack) -> None:
    named = after(matter(), on(3, "accept"), on(4, "assign", unit_id="u", due_on=date(2026, 4, 20)))
    line = by_clock(derive(named, pack, calendar))["assignment"]
    assert (line.raw, line.owner, line.statutory) == (date(2026, 4, 20), "unit", False)


def test_nothing_runs_on_a_finished_matter_but_the_petitioners_right(
    calendar: Calendar, pack: RulePack
) -> None:
    closed = after(matter(), on(3, "accept"), on(40, "answer"), on(42, "deliver"), on(43, "close"))
    assert [line.clock for line in running(derive(closed, pack, calendar))] == ["review"]
    assert derive(after(matter(), on(3, "void", text="重复")), pack, calendar) == ()


def test_a_late_answer_stays_late(calendar: Calendar, pack: RulePack) -> None:
    late = after(matter(), on(3, "accept"), on(70, "answer"))
    assert by_clock(derive(late, pack, calendar))["answer"].state(date(2027, 1, 1)) == "met_late"


def test_an_old_matter_starts_with_the_oldest_pack(pack: RulePack) -> None:
    assert pack_in_force([pack], date(2011, 1, 1)) is pack
