"""Matters (信访事项, 件): one problem that has to be answered, however often it is raised.

A matter is the sum of its entries: `apply_matter` folds them. Its state is derived from
what has happened and is never set by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from app.core.entries import Draft, Entry
from app.core.receptions import Attendance, Reception, ReceptionDraft, tidy_title
from app.errors import NotAllowed, ValidationError

STEP_ENTRIES = (
    "accepted", "declined", "declined_again", "referred", "assigned", "delivered",
    "answered", "closed", "settled", "evaluated", "voided",
)  # fmt: skip
DECISIONS = ("accepted", "declined", "declined_again", "referred", "assigned")
STATES = {
    "registered": "待受理", "accepted": "办理中", "referred": "已转送", "assigned": "已交办",
    "answered": "已答复", "delivered": "已送达", "declined": "不予受理", "declined_again": "不再受理",
    "closed": "已办结", "voided": "已作废",
}  # fmt: skip
FINISHED = ("closed", "declined", "declined_again", "voided")
SEALED_TITLE = "（检举控告事项，内容已密封）"


@dataclass(frozen=True)
class Step:
    """One step that has happened to a matter."""

    entry: str
    on: date
    id: str = ""
    recorded_at: str = ""
    unit_id: str = ""
    text: str = ""
    due_on: date | None = None
    way: str = ""
    value: str = ""
    leader: str = ""
    paper: str = ""


@dataclass(frozen=True)
class Matter:
    """One matter with everything the rules need to know about it."""

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
    receptions: tuple[Reception, ...] = ()
    steps: tuple[Step, ...] = ()
    revision: int = 0

    @property
    def sealed(self) -> bool:
        """检举控告: its content is for those on the office's own list only (条例 Art 30 ¶3)."""
        return self.purpose == "report"

    @property
    def voided(self) -> bool:
        return self.last("voided") is not None

    def last(self, entry: str) -> Step | None:
        """The latest step of one kind."""
        return next((step for step in reversed(self.steps) if step.entry == entry), None)

    def on(self, fact: str) -> date | None:
        """The day a fact came to be: a step, `registered`, `decided`, or the delivery of a paper."""
        if fact == "registered":
            return self.registered_on
        if fact == "decided":
            return self.decided_on
        if fact in {"answer_delivered", "notice_delivered"}:
            paper = fact.removesuffix("_delivered")
            return next(
                (step.on for step in self.steps if step.entry == "delivered" and step.paper == paper), None
            )
        return next((step.on for step in self.steps if step.entry == fact), None)

    def on_or_raise(self, fact: str) -> date:
        """The day of a fact that is known to have happened."""
        day = self.on(fact)
        if day is None:
            raise LookupError(fact)
        return day

    @property
    def decided_on(self) -> date | None:
        """The day the office first said what becomes of the matter (受理, 不予受理, 转送, 交办)."""
        days = [step.on for step in self.steps if step.entry in DECISIONS]
        return min(days) if days else None

    @property
    def finished_on(self) -> date | None:
        days = [step.on for step in self.steps if step.entry in FINISHED]
        return min(days) if days else None

    @property
    def state(self) -> str:
        """Where the matter stands, the furthest point it has reached."""
        if self.voided:
            return "voided"
        for fact in ("closed", "declined_again", "declined"):
            if self.on(fact):
                return fact
        if self.on("answered"):
            return "delivered" if self.on("answer_delivered") else "answered"
        # Once accepted the office owes the answer, whoever it has assigned the work to.
        for fact in ("assigned", "accepted", "referred"):
            if self.on(fact):
                return fact
        return "registered"

    @property
    def unit_id(self) -> str:
        """The unit that has the matter now."""
        return next((step.unit_id for step in reversed(self.steps) if step.unit_id), "")

    def called(self, names: Sequence[str]) -> str:
        """How a list names those who brought it: 张三, 张三等5人, 匿名."""
        heads = max((part.head_count for part in self.receptions), default=1)
        first = names[0] if names else "匿名"
        return f"{first}等{heads}人" if heads > 1 else first

    @property
    def anonymous(self) -> bool:
        """Nobody can be told anything: no name or address is known (条例 Art 23 ¶2)."""
        return bool(self.receptions) and all(reception.anonymous for reception in self.receptions)


def open_matter(matter_id: str, number: str, draft: ReceptionDraft, rule_pack: str) -> Draft:
    """A matter raised for the first time; it keeps the rules it started with."""
    payload = {
        "number": number,
        "title": tidy_title(draft.title),
        "registered_on": draft.registered_on.isoformat(),
        "purpose": draft.purpose,
        "category": draft.category,
        "village_id": draft.village_id,
        "source": draft.source,
        "leader": draft.leader,
        "accused": draft.accused,
        "accused_unit_id": draft.accused_unit_id,
        "external_number": draft.external_number,
        "rule_pack": rule_pack,
    }
    return Draft("matter_opened", matter_id, draft.registered_on, payload)


def register_reception(matter_id: str, reception_id: str, draft: ReceptionDraft) -> Draft:
    """One reception of a matter that exists, or that is opened in the same transaction."""
    payload = {
        "reception_id": reception_id,
        "channel": draft.channel,
        "occurred_on": draft.occurred_on.isoformat(),
        "registered_on": draft.registered_on.isoformat(),
        "occurred_at": draft.occurred_at,
        "head_count": draft.head_count,
        "attendances": [asdict(person) for person in draft.attendances],
        "title": tidy_title(draft.title),
        "text": draft.text,
        "request": draft.request,
        "envelope_number": draft.envelope_number,
        "anonymous": draft.anonymous,
        "agent": draft.agent,
        "repeat": draft.repeat,
        "external_number": draft.external_number,
        "fingerprint": draft.fingerprint,
        "note": draft.note,
    }
    return Draft("reception_registered", matter_id, draft.occurred_on, payload)


def void_reception(matter: Matter, reception_id: str, reason: str, on: date) -> Draft:
    """A further reception entered by mistake; a matter's only one is voided with the matter."""
    if not reason.strip():
        raise ValidationError({"text": "请写明作废原因；作废后记录可查，不会删除"})
    others = [part for part in matter.receptions if not part.voided and part.id != reception_id]
    if matter.voided or not any(part.id == reception_id and not part.voided for part in matter.receptions):
        raise NotAllowed("这次登记已经作废")
    if not others:
        raise NotAllowed(f"{matter.number}只有这一次登记", way_out="请作废整个事项")
    payload = {"reception_id": reception_id, "text": reason.strip()}
    return Draft("reception_voided", matter.id, on, payload)


_CORRECTABLE = frozenset(
    {
        "title",
        "purpose",
        "category",
        "village_id",
        "source",
        "leader",
        "accused",
        "accused_unit_id",
        "external_number",
    }
)


def correct_matter(matter: Matter, changes: Mapping[str, Any], on: date) -> Draft:
    """A correction of what the matter is about; deadlines move only if their facts do."""
    unknown = set(changes) - _CORRECTABLE
    if unknown:
        raise ValidationError(dict.fromkeys(unknown, "这一项不能在这里更正"))
    if matter.voided:
        raise NotAllowed(f"{matter.number}已作废，不能更正")
    changed = {name: value for name, value in changes.items() if getattr(matter, name) != value}
    if not changed:
        raise ValidationError({"title": "内容没有变化，不需要更正"})
    return Draft("matter_corrected", matter.id, on, changed)


def apply_matter(matter: Matter | None, entry: Entry) -> Matter:
    """What an entry about a matter means."""
    if matter is None:
        return _opened(entry)
    matter = replace(matter, revision=matter.revision + 1)
    if entry.kind == "reception_registered":
        return replace(matter, receptions=(*matter.receptions, _reception(matter, entry)))
    if entry.kind == "reception_voided":
        return replace(matter, receptions=tuple(_voided(part, entry) for part in matter.receptions))
    if entry.kind == "matter_corrected":
        return replace(
            matter, **{name: entry.payload[name] for name in entry.payload if name in _CORRECTABLE}
        )
    if entry.kind in STEP_ENTRIES:
        return replace(matter, steps=(*matter.steps, _step(entry)))
    raise LookupError(f"{entry.kind} is not about a matter")


def _opened(entry: Entry) -> Matter:
    known = {field.name for field in fields(Matter)} - {
        "id",
        "registered_on",
        "receptions",
        "steps",
        "revision",
    }
    values = {name: value for name, value in entry.payload.items() if name in known}
    return Matter(
        id=entry.subject,
        registered_on=date.fromisoformat(entry.payload["registered_on"]),
        revision=1,
        **values,
    )


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
        **{name: payload[name] for name in plain},
    )


def _voided(reception: Reception, entry: Entry) -> Reception:
    if reception.id != entry.payload["reception_id"]:
        return reception
    return replace(reception, voided=True, revision=reception.revision + 1)


def _step(entry: Entry) -> Step:
    payload = entry.payload
    due_on = payload.get("due_on", "")
    return Step(
        entry=entry.kind,
        on=entry.occurred_on,
        id=entry.id,
        recorded_at=entry.recorded_at,
        due_on=date.fromisoformat(due_on) if due_on else None,
        **{name: payload.get(name, "") for name in ("unit_id", "text", "way", "value", "leader", "paper")},
    )
