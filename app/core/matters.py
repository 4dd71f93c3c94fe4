"""Matters (信访事项, 件): one problem that has to be answered, however often it is raised.

A matter is the sum of its entries: `apply_matter` folds them. Its state is derived from
what has happened and is never set by hand.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

from app.core.entries import Entry
from app.core.events import DECISIONS, STEP_ENTRIES, UNDONE_BY, Event, Step, events_of
from app.core.receptions import Attendance, Reception

__all__ = ["FINISHED", "SEALED_TITLE", "STATES", "STEP_ENTRIES", "Matter", "Step", "apply_matter"]

STATES = {
    "registered": "待受理", "accepted": "办理中", "referred": "已转送", "assigned": "已交办",
    "answered": "已答复", "delivered": "已送达", "declined": "不予受理", "declined_again": "不再受理",
    "closed": "已办结", "voided": "已作废", "in_review": "复查中", "in_re_review": "复核中",
    "returned_up": "已退回上级", "merged": "已并案",
}  # fmt: skip
FINISHED = ("closed", "declined", "declined_again", "returned_up", "merged", "voided")
SEALED_TITLE = "（检举控告事项，内容已密封）"
OWN = "direct"
FROM_ABOVE = {"上级转送": "passed_down", "上级交办": "assigned_down", "巡视组、督导组交办": "assigned_down"}

Terms = tuple[tuple[str, Any], ...]
"""The office's counting choices that differed from the defaults when the matter was opened."""


@dataclass(frozen=True)
class Matter:
    """One matter with everything the rules need to know about it.

    `route` is the way of 条例 Art 31 (依法分类), `terms` the counting choices it started with,
    `superior_due_on` the day a superior set for the report, `split_from` the matter whose
    letter it shares.
    """

    id: str
    number: str
    title: str
    registered_on: date
    purpose: str = ""
    category: str = ""
    village_id: str = ""
    source: str = "本级登记"
    leader: str = ""
    accused: str = ""
    accused_unit_id: str = ""
    external_number: str = ""
    rule_pack: str = ""
    route: str = ""
    split_from: str = ""
    superior_due_on: date | None = None
    terms: Terms = ()
    receptions: tuple[Reception, ...] = ()
    steps: tuple[Step, ...] = ()
    revision: int = 0

    @property
    def sealed(self) -> bool:
        """检举控告: its content is for those on the office's own list only (条例 Art 30 ¶3)."""
        return self.purpose == "report"

    @property
    def arrival(self) -> str:
        """How it came: `direct`, `passed_down` (上级转送) or `assigned_down` (上级交办)."""
        return FROM_ABOVE.get(self.source, OWN)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What happened, in the order it was written down."""
        again = (
            (part.registered_on, part.after_steps)
            for part in self.receptions
            if part.ordinal > 1 and not (part.voided or part.fingerprint)
        )
        return events_of(self.registered_on, self.steps, again)

    @cached_property
    def facts(self) -> Mapping[str, date]:
        """The facts that hold now, each with the first day it came to be since it last ceased to."""
        found: dict[str, date] = {}
        for event in self.events:
            for gone in UNDONE_BY.get(event.fact, ()):
                found.pop(gone, None)
            found.setdefault(event.fact, event.on)
        return found

    @property
    def voided(self) -> bool:
        return any(step.entry == "voided" and not step.withdrawn for step in self.steps)

    def all(self, entry: str) -> tuple[Step, ...]:
        """Every step of one kind that stands, the earliest first."""
        return tuple(step for step in self.steps if step.entry == entry and not step.withdrawn)

    def last(self, entry: str) -> Step | None:
        """The latest step of one kind."""
        found = self.all(entry)
        return found[-1] if found else None

    def on(self, fact: str) -> date | None:
        """The day a fact came to be: a step, `registered`, `decided`, or the delivery of a paper."""
        return self.decided_on if fact == "decided" else self.facts.get(fact)

    def on_or_raise(self, fact: str) -> date:
        """The day of a fact that is known to have happened."""
        day = self.on(fact)
        if day is None:
            raise LookupError(fact)
        return day

    @property
    def decided_on(self) -> date | None:
        """The day the office first said what becomes of the matter (受理, 不予受理, 转送, 交办)."""
        days = [event.on for event in self.events if event.fact in DECISIONS]
        return min(days) if days else None

    @property
    def finished_on(self) -> date | None:
        days = [self.facts[fact] for fact in FINISHED if fact in self.facts]
        return min(days) if days else None

    @property
    def state(self) -> str:
        """Where the matter stands, the furthest point it has reached."""
        return next((state for state, holds in _STATE_ORDER if holds(self.facts)), "registered")

    @property
    def simple(self) -> bool:
        """Whether it is under the simple procedure (简易办理) now."""
        return "simplified" in self.facts and not self.finished_on

    @property
    def handing(self) -> Step | None:
        """The hand-over (转送, 交办) that stands: who has the matter now, since when, until when."""
        for step in reversed(self.steps):
            if step.withdrawn:
                continue
            if step.entry in {"returned", "objection_agreed"}:
                return None
            if step.entry in {"referred", "assigned"} and step.unit_id:
                return step
        return None

    @property
    def unit_id(self) -> str:
        """The unit that has the matter now."""
        return self.handing.unit_id if self.handing else ""

    @property
    def merged_into(self) -> str:
        """The matter this one was joined to (并案), if it still is."""
        merged = [event.step for event in self.events if event.fact == "merged" and event.step]
        return merged[-1].other if merged else ""

    def called(self, names: Sequence[str]) -> str:
        """How a list names those who brought it: 张三, 张三等5人, 匿名."""
        heads = max((part.head_count for part in self.receptions), default=1)
        first = names[0] if names else "匿名"
        return f"{first}等{heads}人" if heads > 1 else first

    @property
    def anonymous(self) -> bool:
        """Nobody can be told anything: no name or address is known (条例 Art 23 ¶2)."""
        named = any(not (part.anonymous or part.voided) for part in self.receptions)
        return not named and any(not part.voided for part in self.receptions)


def _waits(asked: str, answered: str) -> Any:  # noqa: ANN401  (a test of facts)
    return lambda facts: asked in facts and answered not in facts


def _is(fact: str) -> Any:  # noqa: ANN401  (a test of facts)
    return lambda facts: fact in facts


# Once accepted the office owes the answer, whoever it has assigned the work to.
_STATE_ORDER = (
    ("voided", _is("voided")),
    ("merged", _is("merged")),
    ("in_re_review", _waits("re_review_requested", "re_review_answered")),
    ("in_review", _waits("review_requested", "review_answered")),
    ("declined_again", _is("declined_again")),
    ("closed", _is("closed")),
    ("declined", _is("declined")),
    ("returned_up", _is("returned_up")),
    ("answered", _waits("answered", "answer_delivered")),
    ("delivered", _is("answered")),
    ("assigned", _is("assigned")),
    ("accepted", _is("accepted")),
    ("referred", _is("referred")),
)


def apply_matter(matter: Matter | None, entry: Entry) -> Matter:
    """What an entry about a matter means."""
    if matter is None:
        return _opened(entry)
    matter = replace(matter, revision=matter.revision + 1)
    if entry.kind in STEP_ENTRIES:
        return replace(matter, steps=(*matter.steps, _step(entry)))
    meaning = _MEANINGS.get(entry.kind)
    if meaning is None:
        raise LookupError(f"{entry.kind} is not about a matter")
    return meaning(matter, entry)


def _received(matter: Matter, entry: Entry) -> Matter:
    return replace(matter, receptions=(*matter.receptions, _reception(matter, entry)))


def _with_receptions(change: Callable[[Reception, Entry], Reception]) -> Callable[[Matter, Entry], Matter]:
    return lambda matter, entry: replace(
        matter, receptions=tuple(change(part, entry) for part in matter.receptions)
    )


def _corrected(matter: Matter, entry: Entry) -> Matter:
    known = _typed({name: value for name, value in entry.payload.items() if name in CORRECTABLE})
    if "registered_on" in known:  # the matter began with its first reception; both have the same day
        first, on = matter.receptions[0], known["registered_on"]
        first = replace(
            first, registered_on=on, occurred_on=min(first.occurred_on, on), revision=first.revision + 1
        )
        known["receptions"] = (first, *matter.receptions[1:])
    return replace(matter, **known)


def _steps_mended(matter: Matter, entry: Entry) -> Matter:
    return replace(matter, steps=tuple(_mended(step, entry) for step in matter.steps))


CORRECTABLE = frozenset(
    {
        "title", "purpose", "category", "village_id", "source", "leader", "accused", "accused_unit_id",
        "external_number", "route", "superior_due_on", "registered_on",
    }
)  # fmt: skip
_DAYS = ("registered_on", "superior_due_on")


def _opened(entry: Entry) -> Matter:
    known = {field.name for field in fields(Matter)} - {"id", "receptions", "steps", "revision"}
    values = {name: value for name, value in entry.payload.items() if name in known}
    return Matter(id=entry.subject, revision=1, **_typed(values))


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Payload values as a matter holds them: days as dates, terms as pairs."""
    typed = dict(values)
    for name in _DAYS:
        if name in typed:
            typed[name] = date.fromisoformat(typed[name]) if typed[name] else None
    if "terms" in typed:
        typed["terms"] = tuple(sorted(typed["terms"].items()))
    return typed


def _mended(step: Step, entry: Entry) -> Step:
    """A step whose day was wrong, or that never happened; the old record stays in the journal."""
    if step.id != entry.payload["step_id"]:
        return step
    if entry.kind == "step_withdrawn":
        return replace(step, withdrawn=True)
    return replace(step, on=date.fromisoformat(entry.payload["on"]))


def _reception(matter: Matter, entry: Entry) -> Reception:
    payload = entry.payload
    plain = (
        "channel", "occurred_at", "head_count", "text", "request", "envelope_number", "anonymous",
        "agent", "repeat", "external_number", "fingerprint", "note",
    )  # fmt: skip
    return Reception(
        id=payload["reception_id"],
        matter_id=matter.id,
        ordinal=len(matter.receptions) + 1,
        occurred_on=date.fromisoformat(payload["occurred_on"]),
        registered_on=date.fromisoformat(payload["registered_on"]),
        attendances=tuple(Attendance(**person) for person in payload["attendances"]),
        recorded_at=entry.recorded_at,
        revision=1,
        after_steps=len(matter.steps),
        shared=bool(payload.get("shared", "")),
        level=payload.get("level", ""),
        **{name: payload[name] for name in plain},
    )


def _reworded(reception: Reception, entry: Entry) -> Reception:
    if reception.id != entry.payload["reception_id"]:
        return reception
    return replace(reception, revision=reception.revision + 1, **entry.payload["changes"])


def _voided(reception: Reception, entry: Entry) -> Reception:
    if reception.id != entry.payload["reception_id"]:
        return reception
    return replace(reception, voided=True, revision=reception.revision + 1)


_STEP_TEXTS = ("unit_id", "text", "way", "value", "leader", "paper", "reason", "basis", "receiver", "other")


def _step(entry: Entry) -> Step:
    payload = entry.payload
    return Step(
        entry=entry.kind,
        on=entry.occurred_on,
        id=entry.id,
        recorded_at=entry.recorded_at,
        due_on=_day(payload.get("due_on", "")),
        sent_on=_day(payload.get("sent_on", "")),
        days=payload.get("days", 0),
        **{name: payload.get(name, "") for name in _STEP_TEXTS},
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


_MEANINGS: dict[str, Callable[[Matter, Entry], Matter]] = {
    "reception_registered": _received,
    "reception_corrected": _with_receptions(_reworded),
    "reception_voided": _with_receptions(_voided),
    "matter_corrected": _corrected,
    "step_corrected": _steps_mended,
    "step_withdrawn": _steps_mended,
}
