"""Whatever an office does, in whatever order: the program and the slow count agree, and a rebuild is the same."""

from datetime import timedelta
from random import Random

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.core.choices import COUNTING_NAMES
from app.db import verification
from tests.second.clerk import CHOICES, Clerk
from tests.second.compare import books_of, counted, listed, shown, told


class CountedTwice(RuleBasedStateMachine):
    """Each step is a few deeds of the clerk's; then both counts are taken."""

    clerk: Clerk | None = None

    @initialize()
    def open(self) -> None:
        self.clerk = Clerk()

    @rule(seed=st.integers(0, 2**32 - 1), deeds=st.integers(1, 60))
    def work(self, seed: int, deeds: int) -> None:
        assert self.clerk
        chance = Random(seed)
        for _ in range(deeds):
            self.clerk.do(chance)

    @invariant()
    def both_counts_agree(self) -> None:
        if self.clerk is None:
            return
        desk, today = self.clerk.desk, self.clerk.today
        books = books_of(desk)
        for period in ("2026", f"{today:%Y-%m}", "2026-10"):
            assert told(desk, period) == counted(desk, books, period), period
            assert desk.month.table(desk.month.period(period)).guard == ()
        for day in (today, today + timedelta(days=9)):
            assert shown(desk, day) == listed(books, day), day

    def teardown(self) -> None:
        if self.clerk:
            register = self.clerk.desk.register
            assert verification.rebuild_and_compare(register.store, register.rules) == []
            self.clerk.desk.close()


TestCountedTwice = CountedTwice.TestCase
TestCountedTwice.settings = settings(
    max_examples=8,
    stateful_step_count=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # a course is its seeds; making it shorter would take minutes
    suppress_health_check=list(HealthCheck),
)


def test_every_counting_choice_that_moves_these_clocks_is_made() -> None:
    others = {
        "closing_time", "unit_clock_from", "pass_on_within_days", "suggestion_days", "superior_margin_days", "redirect_days",
        "review_by_postmark",
    }  # fmt: skip
    assert set(COUNTING_NAMES) - set(CHOICES) == others
