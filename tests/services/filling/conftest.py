"""A matter on a real register, steps taken on it, papers made of it and read."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app.core.steps import StepCommand
from app.services.clock import FixedClock
from app.services.desk import Desk
from tests.services.filling.letter_course import DRAFT, PEOPLE, START, Say, read


@pytest.fixture
def today(clock: FixedClock) -> Callable[[int], date]:
    """Let it be so many days after the registration."""

    def move(after: int) -> date:
        clock.set(START + timedelta(days=after))
        return clock.today()

    move(0)
    return move


@pytest.fixture
def matter(desk: Desk, today: Callable[[int], date]) -> str:
    return desk.receptions.register(DRAFT, PEOPLE).matter_id


@pytest.fixture
def take(desk: Desk, today: Callable[[int], date]) -> Callable[..., None]:
    def take(
        matter_id: str, after: int, kind: str, unit: str = "", route: str = "", **values: object
    ) -> None:
        command = StepCommand(kind, today(after), **values)  # type: ignore[arg-type]
        desk.matters.take_step(matter_id, command, unit, route=route)

    return take


@pytest.fixture
def say(desk: Desk) -> Say:
    """Make a paper and read it."""

    def say(form: str, matter_id: str, **fields: str) -> str:
        return read(desk.papers.issue(form, matter_id, fields).content)

    return say
