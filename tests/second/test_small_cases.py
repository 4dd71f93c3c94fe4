"""Small cases: those on which the two counts once differed, and those on which they still do."""

from datetime import date, timedelta

import pytest

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.services.receptions import Visitor
from tests.second.clerk import Clerk, days
from tests.second.compare import books_of, counted, listed, shown, told


def visit(clerk: Clerk, back: int = 0, matter_id: str = "", *, anonymous: bool = False) -> str:
    day = clerk.today - days(back)
    draft = ReceptionDraft("visit", day, day, "反映问题", purpose="appeal", anonymous=anonymous)
    people = [] if anonymous else [Visitor("张甲")]
    return clerk.desk.receptions.register(draft, people, matter_id=matter_id).matter_id


def agree(clerk: Clerk) -> bool:
    books = books_of(clerk.desk)
    pages = all(
        shown(clerk.desk, clerk.today + timedelta(days=n)) == listed(books, clerk.today + timedelta(days=n))
        for n in (0, 9)
    )
    return pages and told(clerk.desk, "2026") == counted(clerk.desk, books, "2026")


def test_matters_joined_one_after_the_other_are_one() -> None:
    clerk = Clerk()
    main, second, third = (visit(clerk, back) for back in (3, 2, 1))
    clerk.desk.matters.take_step(third, StepCommand("merge", clerk.today, other=second))
    clerk.desk.matters.take_step(second, StepCommand("merge", clerk.today, other=main))
    assert told(clerk.desk, "2026-11")["matters"] == 1
    assert agree(clerk)


def test_an_answer_given_before_the_hearing_was_closed_is_judged() -> None:
    clerk = Clerk()
    clerk.desk.offices.choose({"hearing_stops_answer": True})
    matter = visit(clerk, 80)
    clerk.desk.matters.take_step(matter, StepCommand("accept", clerk.today - days(80)))
    clerk.desk.matters.take_step(matter, StepCommand("open_hearing", clerk.today - days(40), text="争议较大"))
    clerk.desk.matters.take_step(
        matter, StepCommand("answer", clerk.today - days(10), value="supported", text="支持")
    )
    assert told(clerk.desk, "2026")["rate.answer_in_time"][:2] == (1, 1)
    assert agree(clerk)


def test_a_name_registered_by_mistake_makes_no_notice_due() -> None:
    clerk = Clerk()
    matter = visit(clerk, 20, anonymous=True)
    done = clerk.desk.receptions.register(
        ReceptionDraft("visit", clerk.today, clerk.today, "反映问题"), [Visitor("张甲")], matter_id=matter
    )
    clerk.desk.receptions.undo(done)
    assert agree(clerk)


def test_sixty_days_run_from_no_conversion_before_the_acceptance() -> None:
    """自受理之日起60日 (条例 Art 34), also where the office counts from the conversion (law.md §10 A12)."""
    clerk = Clerk()
    clerk.desk.offices.choose({"conversion_from": "converted"})
    matter = visit(clerk, 57)
    clerk.desk.matters.take_step(matter, StepCommand("simplify", clerk.today - days(57), reason="clear"))
    clerk.desk.matters.take_step(
        matter, StepCommand("convert", clerk.today - days(56), leader="周甲", text="不宜简易")
    )
    assert agree(clerk)


def test_what_was_taken_out_of_the_simple_procedure_is_assessed_like_any_other() -> None:
    clerk = Clerk()
    clerk.desk.offices.choose({"leave_out_simple": True})
    simple, converted = visit(clerk, 40), visit(clerk, 40)
    for matter in (simple, converted):
        clerk.desk.matters.take_step(matter, StepCommand("simplify", clerk.today - days(40), reason="clear"))
    turned = StepCommand("convert", clerk.today - days(39), leader="周甲", text="不宜简易")
    clerk.desk.matters.take_step(converted, turned)
    assert told(clerk.desk, "2026")["rate.accept_in_time"][:2] == (0, 1)
    assert agree(clerk)


def test_a_matter_taken_back_in_time_is_judged_by_nobody_and_one_joined_too_late_is_lost() -> None:
    clerk = Clerk()
    main, early, late = (visit(clerk, back) for back in (90, 89, 88))
    for matter in (early, late):
        clerk.desk.matters.take_step(matter, StepCommand("accept", clerk.today - days(88)))
    clerk.desk.matters.take_step(early, StepCommand("merge", clerk.today - days(40), other=main))
    clerk.desk.matters.take_step(late, StepCommand("merge", clerk.today - days(10), other=main))
    assert told(clerk.desk, "2026")["rate.answer_in_time"][:2] == (0, 1)
    assert agree(clerk)


@pytest.mark.parametrize(("back", "found"), [(31, (1, 2)), (30, (1, 1))])
def test_silence_counts_once_the_last_day_to_speak_is_over(back: int, found: tuple[int, int]) -> None:
    """Decided 30 days ago: today is the last day and still open (law.md §5.4, 还在评价期内的不计)."""
    clerk = Clerk()
    silent, content = visit(clerk, back), visit(clerk, 1)
    clerk.desk.matters.take_step(silent, StepCommand("accept", clerk.today - days(back)))
    clerk.desk.matters.take_step(content, StepCommand("accept", clerk.today - days(1)))
    clerk.desk.matters.take_step(
        content, StepCommand("evaluate", clerk.today, value="satisfied", reason="office")
    )
    assert told(clerk.desk, "2026")["rate.evaluated.office"][:2] == found
    assert agree(clerk)


def test_the_last_word_counts_and_a_word_for_both_is_one_for_each() -> None:
    clerk = Clerk()
    matter = visit(clerk, 5)
    clerk.desk.matters.take_step(matter, StepCommand("accept", clerk.today - days(4)))
    for party, word in (("office", "satisfied"), ("", "dissatisfied"), ("unit", "basically")):
        clerk.desk.matters.take_step(matter, StepCommand("evaluate", clerk.today, value=word, reason=party))
    table = told(clerk.desk, "2026")
    assert (table["rate.satisfied.office"][:2], table["rate.satisfied.unit"][:2]) == ((0, 1), (1, 1))
    assert agree(clerk)


@pytest.mark.parametrize(("basis", "october", "november"), [("registered", 0, 1), ("occurred", 1, 0)])
def test_a_visit_counts_on_the_day_the_office_counts_by(basis: str, october: int, november: int) -> None:
    clerk = Clerk()
    clerk.desk.offices.choose({"statistics_basis": basis})
    draft = ReceptionDraft("visit", date(2026, 10, 30), date(2026, 11, 2), "反映问题")
    clerk.desk.receptions.register(draft, [Visitor("张甲")])
    assert [told(clerk.desk, month)["visits"] for month in ("2026-10", "2026-11")] == [october, november]
    assert [told(clerk.desk, month)["new_matters"] for month in ("2026-10", "2026-11")] == [0, 1]
    assert agree(clerk)


@pytest.mark.parametrize(("registered", "found"), [(date(2025, 10, 30), 1), (date(2025, 10, 31), 0)])
def test_a_matter_is_long_pending_once_it_is_older_than_the_months(registered: date, found: int) -> None:
    clerk = Clerk()
    clerk.desk.receptions.register(
        ReceptionDraft("letter", registered, registered, "反映问题"), [Visitor("张甲")]
    )
    assert told(clerk.desk, "2026-10")["long_pending"] == found
    assert agree(clerk)


def test_what_ends_on_the_last_day_is_over_in_that_month() -> None:
    clerk = Clerk()
    matter = visit(clerk, 40)
    clerk.desk.matters.take_step(matter, StepCommand("decline", date(2026, 10, 31), reason="not_ours"))
    october, november = (told(clerk.desk, month) for month in ("2026-10", "2026-11"))
    assert (october["finished"], october["open"], november["carried"]) == (1, 0, 0)
    assert agree(clerk)
    assert told(clerk.desk, "2026-10") == counted(clerk.desk, books_of(clerk.desk), "2026-10")


def test_a_void_paper_and_a_withdrawn_step_are_in_no_ledger() -> None:
    clerk = Clerk()
    matter = visit(clerk, 3)
    for _ in range(2):
        clerk.desk.papers.record_issue("leader_reception", matter, clerk.today)
    clerk.desk.papers.void(
        clerk.desk.papers.record_issue("leader_reception", matter, clerk.today).id, "写错了"
    )
    clerk.desk.matters.take_step(matter, StepCommand("accept", clerk.today - days(2)))
    step = clerk.desk.matters.matter(matter).steps[0]
    table = told(clerk.desk, "2026")
    assert (table["leader_receptions"], table["accepted"]) == (2, 1)
    clerk.desk.matters.steps.withdraw(matter, step.id, "点错了")
    assert told(clerk.desk, "2026")["accepted"] == 0
    refer = StepCommand("refer", clerk.today, unit_id="u1")
    clerk.desk.matters.take_step(matter, refer)
    assert told(clerk.desk, "2026")["referred"] == 1
    step = clerk.desk.matters.matter(matter).steps[-1]
    clerk.desk.matters.steps.withdraw(matter, step.id, "点错了")
    assert told(clerk.desk, "2026")["referred"] == 0
    assert agree(clerk)


def test_a_matter_joined_to_an_earlier_months_counts_as_that_one() -> None:
    """并案的计入主件: two of November's three registrations are of one 件, which began in October."""
    clerk = Clerk()
    main, second, third, _ = (visit(clerk, back) for back in (40, 5, 4, 3))
    for joined, to in ((third, second), (second, main)):
        clerk.desk.matters.take_step(joined, StepCommand("merge", clerk.today, other=to))
    table = told(clerk.desk, "2026-11")
    assert (table["receptions"], table["matters"], table["new_matters"]) == (3, 2, 3)
    assert table == counted(clerk.desk, books_of(clerk.desk), "2026-11")


def test_urging_counts_each_time_and_handing_over_once_a_matter() -> None:
    clerk = Clerk()
    matter = visit(clerk, 9)
    for kind, unit in (("assign", "u1"), ("assign", "u2"), ("urge", ""), ("urge", "")):
        clerk.desk.matters.take_step(
            matter, StepCommand(kind, clerk.today, unit_id=unit, way="phone" if not unit else "")
        )
    table = told(clerk.desk, "2026")
    assert (table["assigned"], table["urged"]) == (1, 2)
    assert agree(clerk)
