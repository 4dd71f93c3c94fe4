"""The PC's clock walks about at random: numbers, order and days of the register do not follow it."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest

from app.core.receptions import ReceptionDraft
from app.db import journal
from app.db.engine.connection import memory_store
from app.db.migrations import MIGRATIONS
from app.db.rebuilding import ensure_current
from app.errors import AppError
from app.services.clock import OfficeClock
from app.services.clock_answers import ClockAnswers, office_clock
from app.services.desk import Desk
from app.services.opening import open_office
from app.services.receptions import Receptions
from app.services.register import Register
from app.services.shipped import rules
from tests.faults import prepared
from tests.faults.sizes import IS_LARGE, size

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3_600 if IS_LARGE else 300)]
WALKS, STEPS = size(200, 5_000), 5
START = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=8)))


class Wall:
    """A PC's clock that may show anything; the true time goes its own way."""

    def __init__(self, seed: int) -> None:
        self.chance, self.true, self.off, self.zone = random.Random(seed), START, timedelta(), START.tzinfo

    def now(self) -> datetime:
        return (self.true + self.off).astimezone(self.zone)

    def today(self) -> date:
        return self.now().date()

    def go_on(self) -> None:
        """Some hours pass; then the clock may jump by minutes or by decades, or change its zone."""
        self.true += timedelta(minutes=self.chance.randint(1, 60 * 72))
        jump = self.chance.random()
        if jump < 0.4:
            self.off = timedelta(days=self.chance.randint(-50 * 365, 50 * 365))
        elif jump < 0.5:
            self.off = timedelta(minutes=self.chance.randint(-2000, 2000))
        elif jump < 0.6:
            self.zone = timezone(timedelta(hours=self.chance.randint(-11, 12)))
        elif jump < 0.8:
            self.off, self.zone = timedelta(), START.tzinfo


def disorder(seed: int, *, guarded: bool) -> Iterator[str]:
    """What one walk put out of order."""
    store, wall = memory_store(MIGRATIONS), Wall(seed)
    register = Register(Path(), store, rules(), wall)
    ensure_current(store, register.rules)
    register.record(open_office(prepared.setup().office, wall.today()))
    if guarded:
        register.clock = office_clock(store, wall)
    try:
        numbers = [_work(register, wall) for _ in range(STEPS)]
    except AppError as refusal:
        yield f"walk {seed}: work stopped: {refusal}"
        return
    if numbers != [f"2026-{place:04}" for place in range(1, STEPS + 1)]:
        yield f"walk {seed}: numbers {numbers}"
    entries = list(journal.read(store))
    for earlier, later in pairwise(entries):
        back = datetime.fromisoformat(earlier.recorded_at) - datetime.fromisoformat(later.recorded_at)
        # Only the clerk's own word on the day, in another zone, may lie some hours before the last entry.
        if back > (timedelta(days=1) if later.kind == "clock_answered" else timedelta()):
            yield f"walk {seed}: {earlier.recorded_at} before {later.recorded_at}"
    if journal.check_chain(store):
        yield f"walk {seed}: chain"
    store.close()


def _work(register: Register, wall: Wall) -> str:
    """The clock goes where it likes; now and then the clerk answers; a letter is registered today."""
    wall.go_on()
    question = ClockAnswers(register).question()
    if question and wall.chance.random() < 0.6:
        true_day = wall.true.astimezone(START.tzinfo).date()
        ClockAnswers(register).answer(max(true_day, question.used_day))
    today = register.today()
    draft = ReceptionDraft(
        "letter", today, today, "反映路灯损坏", text="路灯不亮", anonymous=True, purpose="appeal"
    )
    return Receptions(register).register(draft, []).number


def test_a_wandering_clock_changes_no_number_and_no_order() -> None:
    assert [line for seed in range(WALKS) for line in disorder(seed, guarded=True)] == []


def test_a_believed_clock_is_noticed() -> None:
    assert [line for seed in range(20) for line in disorder(seed, guarded=False)]


def test_the_desk_of_a_real_register_is_guarded(tmp_path: Path) -> None:
    from app.services.opening import open_desk
    from tests.conftest import PASSWORD
    from tests.faults.power import lay_out

    lay_out(prepared.office(), tmp_path / "desk")
    with open_desk(tmp_path / "desk", PASSWORD) as desk:
        assert isinstance(desk, Desk)
        assert isinstance(desk.register.clock, OfficeClock)
