"""练习的第一天: what the register shows, not what was clicked."""

from datetime import timedelta

import pytest

from app.core.exchange import Order
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import NotAllowed
from app.services.first_day import TASKS, done
from app.services.receptions import Visitor
from tests.conftest import PASSWORD, TODAY


@pytest.fixture
def practice(tmp_path, offices, clock):
    with offices.practise(tmp_path / "练习", None, PASSWORD, clock, matters=20) as desk:
        yield desk


def visit(desk, name="王练", channel="visit"):
    draft = ReceptionDraft(channel, TODAY, TODAY, "反映路灯", text="不亮", purpose="appeal")
    return desk.receptions.register(draft, [Visitor(name, "")]).matter_id


def test_the_year_before_counts_for_nothing(practice):
    assert practice.first_day.done() == frozenset()
    assert done(()) == frozenset()


def test_ten_tasks_each_ticked_by_its_own_deed(practice, tmp_path):
    day = practice.first_day
    matter = visit(practice)
    assert day.done() == {"register"}
    known = practice.people.lookup("张")[0]
    draft = ReceptionDraft("letter", TODAY, TODAY, "反映水渠", text="淤塞", purpose="appeal")
    practice.receptions.register(draft, [Visitor(known.name, "", person_id=known.id)])
    assert day.done() == {"register", "find"}
    practice.matters.take_step(matter, StepCommand("accept", TODAY))
    assert "accept" in day.done()
    practice.matters.take_step(
        matter, StepCommand("assign", TODAY, due_on=TODAY + timedelta(days=20)), "财政所"
    )
    assert "hand_over" in day.done()
    paper = practice.papers.issue("acceptance_notice", matter).document
    assert "print" not in day.done()
    practice.papers.printed(paper.id)
    assert "print" in day.done()
    practice.matters.take_step(matter, StepCommand("answer", TODAY, text="已修复", value="supported"))
    assert "deliver" not in day.done()
    practice.matters.take_step(matter, StepCommand("deliver", TODAY, way="direct"))
    practice.matters.take_step(matter, StepCommand("evaluate", TODAY, value="satisfied"))
    assert day.done() == {task.id for task in TASKS} - {"close", "export"}
    practice.month.close(practice.month.current().previous())
    assert not day.knows_county()
    day.enrol_practice_county()
    assert day.knows_county()
    practice.exchange.export(practice.month.current().previous(), tmp_path, Order("monthly"))
    assert day.done() == {task.id for task in TASKS}


def test_in_a_practice_office_from_before_it_begins_when_it_is_first_looked_at(practice):
    with practice.register.store.writing():
        practice.register.store.connection.execute("DELETE FROM secrets WHERE name = 'first_day_from'")
    assert practice.first_day.done() == frozenset()
    visit(practice)
    assert practice.first_day.done() == {"register"}


def test_a_letter_is_no_visit_and_a_new_person_was_not_found(practice):
    visit(practice, channel="letter")
    assert practice.first_day.done() == frozenset()


def test_it_is_read_again_from_the_register_after_a_break(practice, clock):
    from app.services.opening import open_desk

    visit(practice)
    folder = practice.register.folder
    practice.close()
    with open_desk(folder, PASSWORD, clock=clock) as again:
        assert again.first_day.done() == {"register"}


def test_a_real_office_gets_no_county_of_practice(desk):
    with pytest.raises(NotAllowed, match="不是练习机构"):
        desk.first_day.enrol_practice_county()


def test_every_task_leads_to_a_page_of_the_window():
    from app.ui.desk_window import PAGES

    assert {task.page for task in TASKS} <= {page[0] for page in PAGES}
    assert len({task.id for task in TASKS}) == len(TASKS) == 10
