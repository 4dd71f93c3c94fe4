"""Whatever the office does, in whatever order: the tables are what the journal says, and the sums hold."""

from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.core.matters import FINISHED, STATES
from app.core.offices import Office, open_office
from app.core.receptions import CHANNELS, PURPOSES, ReceptionDraft
from app.core.rosters import UNIT, RosterItem, add_item
from app.core.steps import RULES, StepCommand
from app.db import verification
from app.db.engine.connection import memory_store
from app.db.migrations import MIGRATIONS
from app.errors import NotAllowed, ValidationError
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.receptions import Visitor
from app.services.register import Register
from app.services.shipped import rules
from tests.conftest import TODAY

NAMES = st.sampled_from(["张甲", "李乙", "王丙", "䶮龑"])
TERMINAL = {*FINISHED} - {"closed"}


class AnyCourse(RuleBasedStateMachine):
    """A clerk who tries everything on a handful of matters."""

    @initialize()
    def open(self) -> None:
        self.clock = FixedClock(TODAY)
        register = Register(Path("/nowhere"), memory_store(MIGRATIONS), rules(), self.clock)
        office = Office("青山镇信访办", "430999101000", "青", "青川县信访局", "青川县人民政府")
        with register.writing(actor="练习专干") as write:
            write(open_office(office, TODAY))
            for unit_id in ("u1", "u2"):
                write(add_item(RosterItem(unit_id, UNIT, unit_id), [], TODAY))
        self.desk, self.matters = Desk(register), []

    @rule(
        channel=st.sampled_from(sorted(CHANNELS)), purpose=st.sampled_from(["", *PURPOSES]), name=NAMES,
        heads=st.integers(1, 30), back=st.integers(0, 80), again=st.booleans(), accused=st.sampled_from(["", "u1"]),
    )  # fmt: skip
    def receive(
        self, channel: str, purpose: str, name: str, heads: int, back: int, again: bool, accused: str
    ) -> None:
        day = self.clock.today() - timedelta(days=back)
        draft = ReceptionDraft(
            channel,
            day,
            day,
            "反映问题",
            head_count=heads,
            text="内容",
            purpose=purpose,
            accused_unit_id=accused,
        )
        earlier = self.matters[-1] if again and self.matters else ""
        try:
            done = self.desk.receptions.register(draft, [Visitor(name, "00000000001")], matter_id=earlier)
        except NotAllowed:
            return
        if not earlier:
            self.matters.append(done.matter_id)

    @rule(
        which=st.integers(0, 9), kind=st.sampled_from(sorted(RULES)), later=st.integers(-5, 90),
        unit=st.sampled_from(["", "u1", "u2"]), text=st.sampled_from(["", "说明"]), imported=st.booleans(),
    )  # fmt: skip
    def step(self, which: int, kind: str, later: int, unit: str, text: str, imported: bool) -> None:
        if not self.matters:
            return
        matter = self.desk.matters.matter(self.matters[which % len(self.matters)])
        command = StepCommand(
            kind, matter.registered_on + timedelta(days=later), unit, text, from_register=imported
        )
        try:
            after = self.desk.matters.take_step(matter.id, command)
        except (NotAllowed, ValidationError) as refusal:
            assert str(refusal)
            assert self.desk.matters.matter(matter.id) == matter
            return
        assert not (matter.state in TERMINAL and kind not in {"void", "evaluate", "settle", "deliver"})
        assert not (unit and unit == matter.accused_unit_id and kind in {"refer", "assign"})
        assert after.revision == matter.revision + 1

    @rule(name=NAMES, new=NAMES)
    def correct_a_name(self, name: str, new: str) -> None:
        hits = self.desk.people.lookup(name)
        if hits:
            self.desk.people.correct(hits[0].id, {"name": new})

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.clock.set(self.clock.today() + timedelta(days=days))

    @invariant()
    def states_are_known_and_sums_hold(self) -> None:
        if not getattr(self, "desk", None):
            return
        for period in ("2026", "2026-11"):
            table = self.desk.month.table(self.desk.month.period(period))
            assert table.guard == ()
        assert all(row.state in STATES for row in self.desk.matters.page(which="all"))
        assert all(line.days_left < 0 for line in self.desk.today.sheet().overdue)

    def teardown(self) -> None:
        if getattr(self, "desk", None):
            register = self.desk.register
            assert verification.rebuild_and_compare(register.store, register.rules) == []
            self.desk.close()


TestAnyCourse = AnyCourse.TestCase
TestAnyCourse.settings = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
