"""The monthly table, counted over all matters with one loop for each figure, as its 口径 says it in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tests.second.books import ONE, Books, Matter, Reception, Step
from tests.second.clocks import Clock, clocks_of
from tests.second.facts import (
    anonymous,
    counted,
    facts,
    finished_on,
    for_the_courts,
    is_open,
    is_simple,
    main_of,
    months_on,
    settled_by,
)
from tests.second.scores import scores

CHANNELS = {"letters": "letter", "visits": "visit", "web": "web", "calls": "call", "others": "other"}
ONCE_A_MATTER = {
    "declined": "declined", "declined_again": "declined_again", "referred": "referred", "assigned": "assigned", "answered": "answered",
    "settled": "settled", "extended": "extended", "mediated": "mediated", "reviews": "review_requested", "re_reviews": "re_review_requested",
}  # fmt: skip
EACH_TIME = {"urged": "urged", "supervised": "supervised", "hearings": "hearing_opened"}
PAPERS = {
    "leader_receptions": "leader_reception", "meetings": "meeting_minutes", "sweeps": "sweep_register", "follow_ups": "follow_up_form",
    "reliefs": "relief_approval", "bulletins": "bulletin",
}  # fmt: skip


@dataclass(frozen=True)
class Count:
    """The books, a period, and the first day that was not over when it was counted."""

    books: Books
    start: date
    end: date
    after: date

    def within(self, day: date | None) -> bool:
        return day is not None and self.start <= day <= self.end

    def chosen(self, name: str, usual: Any) -> Any:
        return self.books.choices.get(name, usual)

    @property
    def matters(self) -> list[Matter]:
        return [matter for matter in self.books.matters.values() if not matter.voided]

    def came(self, part: Reception) -> bool:
        """Whether a registration falls into the period, by the day the office counts by."""
        by_visit = self.chosen("statistics_basis", "registered") == "occurred"
        return self.within(part.occurred_on if by_visit else part.registered_on)

    def received(self) -> list[Reception]:
        return [part for matter in self.matters for part in counted(matter) if self.came(part)]

    def steps(self, what: str) -> Iterator[tuple[Matter, Step]]:
        """The steps of one kind that stand and were taken in the period."""
        for matter in self.matters:
            for step in matter.steps:
                if step.what == what and not step.withdrawn and self.within(step.on):
                    yield matter, step

    @property
    def group(self) -> int:
        return int(self.books.office.get("group_visit_threshold", 5))


def counting(books: Books, start: date, end: date, today: date) -> Count:
    return Count(books, start, end, min(end + ONE, max(today, start)))


def table(count: Count) -> dict[str, Any]:
    """Every figure as docs/cli.md prints it."""
    return {**_received(count), **_handled(count), **_worked(count), **_rates(count)}


def _received(count: Count) -> dict[str, Any]:
    parts = count.received()
    found: dict[str, Any] = {"receptions": len(parts), "persons": sum(part.heads for part in parts)}
    for figure, channel in CHANNELS.items():
        found[figure] = sum(1 for part in parts if part.channel == channel)
    letters = [part for part in parts if part.channel == "letter"]
    visits = [part for part in parts if part.channel == "visit"]
    groups = [part for part in visits if part.heads >= count.group]
    alone = [part for part in visits if part.heads < count.group]
    for figure, members in (
        ("letters", letters), ("visits", visits), ("single_visits", alone), ("group_visits", groups),
    ):  # fmt: skip
        found[figure] = len(members)
        found[f"{figure}.persons"] = sum(part.heads for part in members)
    tiers = [
        int(tier)
        for tier in count.chosen("large_group_tiers", "30,50,100").replace("，", ",").split(",")
        if tier
    ]
    found["large_visits"] = sum(1 for part in groups if tiers and part.heads >= min(tiers))
    joint = int(count.chosen("joint_letter_threshold", 5))
    found["joint_letters"] = sum(1 for part in letters if part.heads >= joint)
    found["first"] = sum(1 for part in parts if not part.again)
    found["repeat"] = sum(1 for part in parts if part.again)
    found["repeat_visits"] = sum(1 for part in visits if part.again)
    found["matters"] = _distinct(count)
    return found


def _distinct(count: Count) -> int:
    """件: a letter that was split is as many as its parts, joined matters are one."""
    mains = set()
    for matter in count.matters:
        for part in matter.receptions:
            if not part.voided and count.came(part):
                mains.add(main_of(matter, count.books).id)
    return len(mains)


def _handled(count: Count) -> dict[str, Any]:
    found: dict[str, Any] = {}
    still_open = [matter for matter in count.matters if is_open(matter, count.end)]
    late = [matter for matter in still_open if is_late(matter, count)]
    found["carried"] = sum(1 for matter in count.matters if is_open(matter, count.start - ONE))
    found["new_matters"] = sum(1 for matter in count.matters if count.within(matter.registered_on))
    for fact in ("accepted", "closed"):
        found[fact] = sum(1 for matter in count.matters if count.within(facts(matter).get(fact)))
    found["finished"] = sum(1 for matter in count.matters if count.within(finished_on(matter)))
    found["open"], found["overdue"], found["in_time"] = (
        len(still_open),
        len(late),
        len(still_open) - len(late),
    )
    months = int(count.chosen("long_pending_months", 12))
    found["long_pending"] = sum(
        1
        for matter in still_open
        if months_on(matter.registered_on, months) < count.end and not settled_by(matter, count.end)
    )
    found["leader_cases"] = sum(1 for matter in still_open if matter.payload.get("leader"))
    return found


def _worked(count: Count) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for figure, what in ONCE_A_MATTER.items():
        found[figure] = len({matter.id for matter, _ in count.steps(what)})
    for figure, what in EACH_TIME.items():
        found[figure] = sum(1 for _ in count.steps(what))
    for figure, form in PAPERS.items():
        found[figure] = sum(
            1
            for paper in count.books.papers.values()
            if paper.form == form and not paper.voided and count.within(paper.on)
        )
    return found


def is_late(matter: Matter, count: Count) -> bool:
    """A statutory day of the office has passed, and what it asked for was not done by the period's end."""
    for clock in clocks_of(matter, count.books):
        waiting = clock.met is None or clock.met > count.end
        running = clock.dropped is None or clock.dropped > count.end
        if clock.counts and clock.due < count.after and waiting and running:
            return True
    return False


def assessed(matter: Matter, count: Count) -> bool:
    """Whether the office's rates look at it at all (纳入统计标志)."""
    left_out = (
        ("court", for_the_courts(matter)), ("report", matter.purpose == "report"), ("suggestion", matter.purpose == "suggestion"),
        ("simple", is_simple(matter)), ("anonymous", anonymous(matter)),
    )  # fmt: skip
    return not any(holds and count.chosen(f"leave_out_{name}", False) for name, holds in left_out)


def _rates(count: Count) -> dict[str, Any]:
    parts = count.received()
    closed = [matter for matter in count.matters if count.within(facts(matter).get("closed"))]
    told = {
        "rate.accept_in_time": _in_time(count, "accept"),
        "rate.answer_in_time": _in_time(count, "answer"),
        "rate.settled": (sum(1 for matter in closed if settled_by(matter, count.end)), len(closed)),
        "rate.repeat": (sum(1 for part in parts if part.again), len(parts)),
        "rate.web": (sum(1 for part in parts if part.channel == "web"), len(parts)),
    }
    asked = [matter for matter in count.matters if assessed(matter, count)]
    told |= scores(count, asked)
    return {name: (n, d, percent(n, d, count.books)) for name, (n, d) in told.items()}


def _in_time(count: Count, measure: str) -> tuple[int, int]:
    n = d = 0
    for matter in count.matters:
        if not assessed(matter, count):
            continue
        for clock in clocks_of(matter, count.books):
            if clock.measure == measure and clock.counts and _belongs(clock, count):
                d += 1
                n += clock.met is not None and clock.met <= clock.due
    return n, d


def _belongs(clock: Clock, count: Count) -> bool:
    """Family A: its last day lies in the period and it is decided or late; family B: it began in it."""
    if count.chosen("rate_family", "A") == "B":
        return count.within(clock.start)
    return count.within(clock.due) and (clock.met is not None or clock.due < count.after)


def percent(n: int, d: int, books: Books) -> str:
    if not d:
        return "—"
    decimals = int(books.office.get("rate_decimals", 2))
    exact = Fraction(n * 100 * 10**decimals, d)
    whole = int(exact) if books.office.get("rounding") == "truncate" else int(exact + Fraction(1, 2))
    digits = str(whole).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}%" if decimals else f"{digits}%"
