"""Twice a year somebody finds the paper and types two groups of it; wrong ones are named, count, and teach nothing."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.recovery_codes import spell
from app.db import journal
from app.db.engine.costs import LEAST
from app.db.engine.guesses import wrong_guesses
from app.db.engine.keys import put_recovery
from app.errors import NotAllowed, ValidationError
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.keys import Keys
from app.services.opening import Setup, create_office
from app.services.paper_drills import GUESSES
from tests.conftest import PASSWORD, TODAY

CODE = bytes(range(1, 17))
WORDS = spell(CODE)


@pytest.fixture
def desk(tmp_path: Path, setup: Setup, clock: FixedClock):
    with create_office(tmp_path / "数据", setup, PASSWORD, clock=clock, cost=LEAST, recovery=CODE) as made:
        yield made


def wrong_problems(desk: Desk, *typed: tuple[int, str]) -> set[str]:
    with pytest.raises(ValidationError) as refused:
        desk.paper_drills.answer(typed)
    return set(refused.value.problems)


def test_half_a_year_after_the_paper_was_made_it_is_time_and_two_groups_end_it(
    desk: Desk, clock: FixedClock
) -> None:
    assert not desk.paper_drills.standing().due
    clock.set(TODAY + timedelta(days=182))
    assert not desk.paper_drills.standing().due
    clock.set(TODAY + timedelta(days=184))
    assert desk.paper_drills.standing().due
    places = desk.paper_drills.ask()
    assert len(set(places)) == 2
    desk.paper_drills.answer([(place, WORDS[place - 1]) for place in places])
    assert not desk.paper_drills.standing().due
    assert desk.paper_drills.standing().last_on == clock.today()
    told = journal.last_of(desk.register.store, "paper_drilled")
    assert not any(group in str(told.payload) for group in WORDS)


def test_the_interval_is_the_offices_and_may_be_none(desk: Desk, clock: FixedClock) -> None:
    clock.set(TODAY + timedelta(days=100))
    desk.offices.choose({"paper_drill_months": 3})
    assert desk.paper_drills.standing().due
    desk.offices.choose({"paper_drill_months": 0})
    assert not desk.paper_drills.standing().due


def test_it_tells_which_group_is_wrong_and_notes_nothing(desk: Desk) -> None:
    other = spell(bytes(range(50, 66)))
    assert wrong_problems(desk, (2, WORDS[1]), (5, other[4])) == {"group5"}
    assert wrong_problems(desk, (2, WORDS[2]), (5, WORDS[4])) == {"group2"}
    assert wrong_problems(desk, (2, WORDS[1][:5] + "x"), (5, WORDS[4])) == {"group2"}
    assert journal.last_of(desk.register.store, "paper_drilled") is None


def test_wrong_groups_cost_waiting_and_leave_the_count_of_wrong_passwords_alone(desk: Desk) -> None:
    folder, other = desk.register.folder, spell(bytes(range(50, 66)))
    for _ in range(4):
        with pytest.raises(Exception, match="密码不对"):
            desk.keys.check("错的密码")
        wrong_problems(desk, (1, other[0]), (2, other[1]))
    assert wrong_guesses(folder) == 4
    assert desk.paper_drills.wait_seconds() == 4
    desk.paper_drills.answer([(1, WORDS[0]), (2, WORDS[1])])
    assert wrong_guesses(folder) == 4  # a right group is no right password
    assert desk.paper_drills.wait_seconds() == 0
    wrong_problems(desk, (1, "000010"), (2, WORDS[1]))
    assert wrong_guesses(folder, GUESSES) == 0  # a slip of the finger teaches nothing and costs nothing


def test_no_group_of_the_code_lies_in_any_file(desk: Desk) -> None:
    store = desk.register.store
    secrets = str(store.rows("SELECT * FROM secrets"))
    assert not any(group in secrets for group in WORDS)
    assert CODE.hex() not in secrets


def test_a_new_code_and_a_new_data_key_are_known_again(desk: Desk) -> None:
    keys, new, newer = Keys(desk.register, cost=LEAST), bytes(range(30, 46)), bytes(range(60, 76))
    keys.keep_recovery_code(PASSWORD, new)
    assert wrong_problems(desk, (1, WORDS[0]), (2, WORDS[1])) == {"group1", "group2"}
    desk.paper_drills.answer([(1, spell(new)[0]), (8, spell(new)[7])])
    keys.change_data_key(PASSWORD, newer)
    desk.paper_drills.answer([(3, spell(newer)[2]), (4, spell(newer)[3])])


def test_a_code_from_before_is_not_asked_for_but_made_anew(desk: Desk) -> None:
    put_recovery(desk.register.folder, desk.register.store.key(), bytes(range(90, 106)))
    with pytest.raises(NotAllowed, match="生成恢复码"):
        desk.paper_drills.ask()


def test_without_a_code_there_is_nothing_to_drill(tmp_path: Path, setup: Setup, clock: FixedClock) -> None:
    with create_office(tmp_path / "无码", setup, PASSWORD, clock=clock, cost=LEAST) as without:
        assert without.paper_drills.standing() is None
