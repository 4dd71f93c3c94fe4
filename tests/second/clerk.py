"""A clerk who does everything there is to do, as chance has it; what the rules refuse is part of the day."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from app.core.matters import Matter
from app.core.offices import Office, open_office
from app.core.receptions import CHANNELS, PURPOSES, ReceptionDraft
from app.core.rosters import UNIT, RosterItem, add_item
from app.core.routes import ROUTES
from app.core.steps import RULES, Ask, StepCommand, offers
from app.db.engine.connection import memory_store
from app.db.migrations import MIGRATIONS
from app.errors import NotAllowed, ValidationError
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.receptions import Visitor
from app.services.register import Register
from app.services.shipped import rules
from tests.conftest import TODAY

REFUSALS = (NotAllowed, ValidationError)
SOURCES = ("本级登记", "本级登记", "上级转送", "上级交办")
USUAL = (
    "accept",
    "assign",
    "refer",
    "extend",
    "answer",
    "deliver",
    "close",
    "reopen",
    "simplify",
    "open_hearing",
    "report_up",
)
CHOICES: dict[str, tuple[object, ...]] = {
    "start_day_counts": (True, False), "overdue_by": ("raw", "rolled"), "extension_base": ("raw", "rolled"),
    "hearing_stops_answer": (True, False), "conversion_from": ("accepted", "converted"),
    "duty_period": ("2months", "60days"), "rest_weekdays": ("67", "57", "7"), "extension_times": ("single", "several"),
    "urge_days_before": (0, 10, 25), "close_needs_delivery": (True, False), "answer_target_days": (0, 20),
}  # fmt: skip


def days(number: int) -> timedelta:
    return timedelta(days=number)


class Clerk:
    """One office in memory and whoever sits in it."""

    def __init__(self) -> None:
        self.clock = FixedClock(TODAY)
        register = Register(Path("/nowhere"), memory_store(MIGRATIONS), rules(), self.clock)
        office = Office(
            "青山镇信访办", "430999101000", "青", "青川县信访局", "青川县人民政府", clerk="练习专干"
        )
        with register.writing(actor="练习专干") as write:
            write(open_office(office, TODAY))
            for unit_id in ("u1", "u2"):
                write(add_item(RosterItem(unit_id, UNIT, unit_id), [], TODAY))
        self.desk = Desk(register)

    @property
    def today(self) -> date:
        return self.clock.today()

    def do(self, chance: Random) -> None:
        """One thing or another; only what the rules refuse may fail."""
        deed = chance.choices(list(DEEDS), list(DEEDS.values()))[0]
        try:
            deed(self, chance)
        except REFUSALS as refusal:
            assert str(refusal)

    def numbers(self) -> list[str]:
        """The ids of all matters, by their numbers."""
        rows = self.desk.matters.page(which="all", limit=200)
        return [row.id for row in sorted(rows, key=lambda row: row.number)]

    def one(self, chance: Random, among: int = 5) -> Matter:
        """A matter out of the youngest ones; the first one is registered if there is none."""
        if not self.numbers():
            self.receive(chance)
        return self.desk.matters.matter(chance.choice(self.numbers()[-among:]))

    def receive(self, chance: Random) -> None:
        day, source = self.today - days(chance.randint(0, 90)), chance.choice(SOURCES)
        heads, term = chance.choice((1, 1, 1, 2, 6)), chance.randint(0, 60)
        draft = ReceptionDraft(
            chance.choice(sorted(CHANNELS)), day, day, "反映问题", head_count=heads, text="内容", source=source,
            purpose=chance.choice(["appeal", "appeal", "appeal", "", *PURPOSES]), anonymous=heads == 1 and chance.random() < 0.2,
            superior_due_on=day + days(term) if term and source == "上级交办" else None,
        )  # fmt: skip
        self.desk.receptions.register(draft, [] if draft.anonymous else [self.visitor(chance)])

    def visitor(self, chance: Random) -> Visitor:
        return Visitor(chance.choice(("张甲", "李乙", "王丙")), "00000000001")

    def come_again(self, chance: Random) -> None:
        draft = ReceptionDraft("visit", self.today, self.today, "反映问题")
        matter = self.one(chance)
        done = self.desk.receptions.register(draft, [self.visitor(chance)], matter_id=matter.id)
        named = any(not part.anonymous for part in matter.receptions if not part.voided)
        if named and chance.random() < 0.3:  # else: test_small_cases.py
            self.desk.receptions.undo(done)

    def work(self, chance: Random) -> None:
        """The next lawful step of a matter, mostly soon after the one before."""
        matter = self.one(chance)
        around = self.desk.matters.steps.circumstances(matter)
        offered = [
            offer for offer in offers(matter, self.today, around) if offer.allowed and offer.kind != "void"
        ]
        if not offered:
            return
        usual = [offer for offer in offered if offer.kind in USUAL]
        offer = chance.choice(usual if usual and chance.random() < 0.7 else offered)
        before = max([step.on for step in matter.steps], default=matter.registered_on)
        last_days = [
            line.due for line in around.deadlines if line.is_running() and before <= line.due <= self.today
        ]
        on = min(before + days(chance.choice((0, 0, 1, 2, 5, 20, 45))), self.today)
        if last_days and chance.random() < 0.4:  # on the very last day, or just after it
            on = min(chance.choice(last_days) + days(chance.randint(0, 1)), self.today)
        self.take(matter, offer.kind, on, {ask.name: self.fill(ask, on, chance) for ask in offer.asks})

    def try_anything(self, chance: Random) -> None:
        kind, on = chance.choice(sorted(RULES)), self.today - days(chance.randint(0, 60))
        matter = self.one(chance)
        filled = {ask.name: self.fill(ask, on, chance) for ask in RULES[kind].asks}
        self.take(matter, kind, on, filled | {"from_register": chance.random() < 0.3})

    def fill(self, ask: Ask, on: date, chance: Random) -> Any:
        """Something for what a step asks for."""
        if ask.kind == "choice":
            return chance.choice([*ask.options, *ask.options, ""])
        if ask.kind == "unit":
            return chance.choice(("u1", "u2"))
        if ask.kind == "number":
            return chance.choice((1, 7, 15, 30))
        if ask.kind == "date":
            return (
                on - days(chance.randint(0, 3)) if ask.name == "sent_on" else on + days(chance.randint(0, 40))
            )
        if ask.kind == "matter":
            return self.one(chance, 200).id
        return "周甲" if ask.kind == "leader" else "写明了"

    def take(self, matter: Matter, kind: str, on: date, values: dict[str, Any]) -> None:
        """One step; a refused one has left nothing behind."""
        if kind == "convert" and not matter.on("accepted"):
            return  # the two counts differ under one choice: test_small_cases.py
        head = self.desk.month.head()
        try:
            self.desk.matters.take_step(matter.id, StepCommand(kind, max(on, matter.registered_on), **values))
        except REFUSALS:
            assert self.desk.month.head() == head
            raise

    def correct_a_day(self, chance: Random) -> None:
        matter = self.one(chance)
        if matter.steps:
            wrong = chance.choice(matter.steps)
            day = wrong.on + days(chance.randint(-20, 20))
            self.desk.matters.steps.correct_day(matter.id, wrong.id, day, "当时写错了")

    def withdraw_the_last(self, chance: Random) -> None:
        matter = self.one(chance)
        standing = [step for step in matter.steps if not step.withdrawn]
        if standing:
            self.desk.matters.steps.withdraw(matter.id, standing[-1].id, "点错了")

    def correct(self, chance: Random) -> None:
        matter = self.one(chance)
        changes: dict[str, object] = {
            "purpose": chance.choice(("appeal", "suggestion", "report")), "route": chance.choice(("", *ROUTES, "duty")),
            "source": chance.choice(SOURCES), "registered_on": matter.registered_on + days(chance.randint(-20, 5)),
            "superior_due_on": chance.choice((None, self.today + days(chance.randint(-20, 40)))),
        }  # fmt: skip
        wanted = chance.choice(list(changes))
        if matter.sealed and chance.random() < 0.5:
            self.desk.matters.open_sealed(matter.id, "核对")
        self.desk.matters.correct(matter.id, {wanted: changes[wanted]})

    def merge(self, chance: Random) -> None:
        matter, main = self.one(chance), self.one(chance, 200)
        self.take(matter, "merge", self.today - days(chance.randint(0, 10)), {"other": main.id})

    def split(self, chance: Random) -> None:
        self.take(self.one(chance), "split", self.today - days(chance.randint(0, 10)), {"text": "另一项诉求"})

    def unsplit(self, chance: Random) -> None:
        part = self.one(chance)
        if part.split_from:
            whole = self.desk.matters.matter(part.split_from)
            self.take(whole, "unsplit", self.today, {"other": part.id, "text": "分错了"})

    def set_a_day(self, chance: Random) -> None:
        day = TODAY + days(chance.randint(-60, 100))
        self.desk.calendars.set_day(day, working=chance.random() < 0.5, name="本地安排")

    def clear_a_day(self, chance: Random) -> None:
        own = [day.day for day in self.desk.calendars.year(TODAY.year).days if day.kind == "office"]
        if own:
            self.desk.calendars.clear_day(chance.choice(own))

    def choose(self, chance: Random) -> None:
        name = chance.choice(list(CHOICES))
        self.desk.offices.choose({name: chance.choice(CHOICES[name])})

    def round_otherwise(self, chance: Random) -> None:
        rounding = chance.choice(("half_up", "truncate"))
        self.desk.offices.change({"rate_decimals": chance.randint(0, 4), "rounding": rounding})

    def time_passes(self, chance: Random) -> None:
        self.clock.set(self.today + days(chance.choice((1, 2, 7, 30))))


DEEDS: dict[Callable[[Clerk, Random], None], int] = {
    Clerk.work: 30, Clerk.receive: 5, Clerk.try_anything: 6, Clerk.correct_a_day: 4, Clerk.withdraw_the_last: 2,
    Clerk.correct: 4, Clerk.merge: 3, Clerk.split: 2, Clerk.unsplit: 1, Clerk.come_again: 2, Clerk.set_a_day: 2,
    Clerk.clear_a_day: 1, Clerk.choose: 3, Clerk.round_otherwise: 1, Clerk.time_passes: 4,
}  # fmt: skip
