"""A clerk who does everything there is to do, as chance has it; what the rules refuse is part of the day."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from app.core.documents import Document, issue_document
from app.core.evaluations import PARTIES
from app.core.matters import Matter
from app.core.offices import Office, open_office
from app.core.receptions import CHANNELS, LEVELS, PURPOSES, ReceptionDraft
from app.core.rosters import UNIT, RosterItem, add_item
from app.core.routes import ROUTES
from app.core.steps import RULES, SATISFACTION, Ask, StepCommand, offers
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
CLASSES = ("", "01", "0101", "010101", "0202")
PAPERS = (
    "leader_reception",
    "follow_up_form",
    "relief_approval",
    "meeting_minutes",
    "sweep_register",
    "bulletin",
    "receipt",
)
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
    "review",
    "review_answer",
    "re_review",
)
CHOICES: dict[str, tuple[object, ...]] = {
    "start_day_counts": (True, False), "overdue_by": ("raw", "rolled"), "extension_base": ("raw", "rolled"),
    "hearing_stops_answer": (True, False), "conversion_from": ("accepted", "converted"),
    "duty_period": ("2months", "60days"), "rest_weekdays": ("67", "57", "7"), "extension_times": ("single", "several"),
    "urge_days_before": (0, 10, 25), "close_needs_delivery": (True, False), "answer_target_days": (0, 20),
}  # fmt: skip
STATISTICS: dict[str, tuple[object, ...]] = {
    "statistics_basis": ("registered", "occurred"), "rate_family": ("A", "B"), "evaluation_days": (30, 7, 0),
    "basically_satisfied": (True, False), "leave_out_court": (True, False), "leave_out_report": (True, False),
    "leave_out_suggestion": (True, False), "leave_out_simple": (True, False), "leave_out_anonymous": (True, False),
    "joint_letter_threshold": (5, 2), "large_group_tiers": ("6,20", "30,50,100", ""), "long_pending_months": (12, 2),
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

    def do(self, chance: Random, kinds: "Mapping[Deed, int] | None" = None) -> None:
        """One thing or another; only what the rules refuse may fail."""
        known = kinds or DEEDS
        deed = chance.choices(list(known), list(known.values()))[0]
        try:
            deed(self, chance)
        except REFUSALS as refusal:
            assert str(refusal)

    def numbers(self) -> list[str]:
        """The ids of all matters, by their numbers."""
        rows = self.desk.register.store.rows("SELECT id FROM matters ORDER BY number")
        return [row[0] for row in rows]

    def one(self, chance: Random, among: int = 5) -> Matter:
        """A matter out of the youngest ones; the first one is registered if there is none."""
        known = self.numbers()
        if not known:
            self.receive(chance)
            known = self.numbers()
        return self.desk.matters.matter(chance.choice(known[-among:]))

    def receive(self, chance: Random) -> None:
        day, source = self.today - days(chance.randint(0, 90)), chance.choice(SOURCES)
        heads, term = chance.choice((1, 1, 1, 2, 4, 5, 6, 30)), chance.randint(0, 60)
        channel = chance.choice(sorted(CHANNELS))
        draft = ReceptionDraft(
            channel, day - days(chance.choice((0, 0, 1, 20))), day, "反映问题", head_count=heads, text="内容", source=source,
            category=chance.choice(CLASSES), village_id=chance.choice(("", "v1", "v2")), leader=chance.choice(("", "", "周甲", "吴乙")),
            level=chance.choice(("", "", *LEVELS)) if channel == "visit" else "", repeat=chance.random() < 0.1,
            purpose=chance.choice(["appeal", "appeal", "appeal", "", *PURPOSES]), anonymous=heads == 1 and chance.random() < 0.2,
            superior_due_on=day + days(term) if term and source == "上级交办" else None,
        )  # fmt: skip
        self.desk.receptions.register(draft, [] if draft.anonymous else [self.visitor(chance)])

    def visitor(self, chance: Random) -> Visitor:
        return Visitor(chance.choice(("张甲", "李乙", "王丙")), "00000000001")

    def come_again(self, chance: Random) -> None:
        came = self.today - days(chance.choice((0, 0, 3, 25)))
        draft = ReceptionDraft(
            chance.choice(("visit", "visit", "call", "web")),
            came,
            self.today,
            "反映问题",
            head_count=chance.choice((1, 3, 7)),
        )
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
        told = (
            kind != "deliver" and chance.random() < 0.3
        )  # a delivery of no named paper is only taken from registers
        self.take(matter, kind, on, filled | {"from_register": told})

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

    def be_judged(self, chance: Random) -> None:
        """The petitioner says what they think of the office, of the unit, or of both."""
        matter, on = self.one(chance), self.today - days(chance.choice((0, 0, 1, 10, 30)))
        words, whom = chance.choice((*SATISFACTION, "")), chance.choice((*PARTIES, ""))
        self.take(matter, "evaluate", on, {"value": words, "reason": whom})

    def write_a_paper(self, chance: Random) -> None:
        """A sheet of the ledgers, of a matter or of the office; some are void."""
        form, on = chance.choice(PAPERS), self.today - days(chance.randint(0, 40))
        matter = self.one(chance)
        if form in {"meeting_minutes", "sweep_register", "bulletin"}:
            paper = Document(f"p{chance.random()}", "", form, form, "", 0, on)
            self.desk.register.record(issue_document(paper))
        else:
            paper = self.desk.papers.record_issue(form, matter.id, on)
        if chance.random() < 0.2:
            self.desk.papers.void(paper.id, "写错了")

    def close_a_period(self, chance: Random) -> None:
        """Last month's table, or another's; what is not over yet is refused."""
        back = self.today - days(chance.choice((0, 25, 40, 60)))
        quarter = f"{back.year}-Q{(back.month + 2) // 3}"
        self.desk.month.close(
            self.desk.month.period(chance.choice((f"{back:%Y-%m}", f"{back:%Y-%m}", quarter)))
        )

    def count_otherwise(self, chance: Random) -> None:
        name = chance.choice(list(STATISTICS))
        self.desk.offices.choose({name: chance.choice(STATISTICS[name])})

    def gather_otherwise(self, chance: Random) -> None:
        self.desk.offices.change({"group_visit_threshold": chance.choice((5, 3, 7))})

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


Deed = Callable[[Clerk, Random], None]
DEEDS: dict[Deed, int] = {
    Clerk.work: 30, Clerk.receive: 5, Clerk.try_anything: 6, Clerk.correct_a_day: 4, Clerk.withdraw_the_last: 2,
    Clerk.correct: 4, Clerk.merge: 3, Clerk.split: 2, Clerk.unsplit: 1, Clerk.come_again: 2, Clerk.set_a_day: 2,
    Clerk.clear_a_day: 1, Clerk.choose: 3, Clerk.round_otherwise: 1, Clerk.time_passes: 4, Clerk.be_judged: 4, Clerk.write_a_paper: 2,
    Clerk.close_a_period: 1, Clerk.count_otherwise: 3, Clerk.gather_otherwise: 1,
}  # fmt: skip
