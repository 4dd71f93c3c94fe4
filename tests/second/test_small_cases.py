"""Small cases: those on which the two counts once differed, and those on which they still do."""

from datetime import timedelta

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
