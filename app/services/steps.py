"""Taking steps on a matter: what the rules need to know is gathered here, and what belongs together is one act."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from app.core.documents import Document, deliver_document, undeliver_document
from app.core.entries import Entry
from app.core.events import HANDING
from app.core.letter_occasions import latest_step
from app.core.matter_changes import (
    correct_matter,
    correct_reception,
    correct_step,
    open_matter,
    register_reception,
    withdraw_step,
)
from app.core.matters import Matter, Step
from app.core.numbering import matter_number
from app.core.receptions import ReceptionDraft
from app.core.rosters import UNIT
from app.core.steps import Circumstances, StepCommand, decide_step
from app.db import documents as document_rows
from app.db import matters as rows
from app.db import offices as office_rows
from app.db.projection import MATTER
from app.errors import NotAllowed, NotFound, ValidationError
from app.services.offices import Offices
from app.services.register import Register, Write


class Steps:
    """Every change of a matter after its registration."""

    def __init__(self, register: Register, rosters: Offices, unsealed: Collection[str]) -> None:
        self._register, self._rosters, self._unsealed = register, rosters, unsealed

    def take(
        self, matter_id: str, command: StepCommand, unit: str = "", *, route: str = "", sure: bool = False,
        document_id: str = "",
    ) -> Matter:  # fmt: skip
        """Let a step happen, or raise with the reason and the way out; nothing is half done.

        `unit` names the unit where its id is not known; a new name goes on the roster with the
        step, a near miss is asked about unless `sure`. `route` settles 依法分类 with it. A delivery is
        noted on the paper it is of: `document_id`, else the latest one that is out.
        """
        with self._register.writing() as write:
            if unit:
                item, _ = self._rosters.named_or_added(UNIT, unit, sure=sure)
                command = replace(command, unit_id=item.id)
            if route:
                self._classify(write, matter_id, route)
            command = self._completed(matter_id, command)
            if command.kind == "split":
                self._split(write, matter_id, command)
            elif command.kind == "unsplit":
                self._unsplit(write, matter_id, command)
            else:
                taken = self._decided(write, matter_id, command)
                self._note_delivery(write, taken, document_id)
        return self._register.matter(matter_id)

    def correct(self, matter_id: str, changes: dict[str, Any], reason: str = "") -> Matter:
        """Correct what the matter is about; the old value stays in its history."""
        matter = self._register.matter(matter_id)
        self._refuse_sealed(matter)
        self._register.record(correct_matter(matter, changes, self._register.today(), reason, self._names()))
        return self._register.matter(matter_id)

    def correct_reception(
        self, matter_id: str, reception_id: str, changes: dict[str, str], reason: str = ""
    ) -> Matter:
        """Fill in or put right what one letter or visit said; the old text stays in the journal."""
        matter = self._register.matter(matter_id)
        self._refuse_sealed(matter)
        self._register.record(
            correct_reception(matter, reception_id, changes, self._register.today(), reason)
        )
        return self._register.matter(matter_id)

    def correct_day(self, matter_id: str, step_id: str, on: date, reason: str) -> Matter:
        """Correct the day of a step; the dates that depend on it move and the history says so."""
        matter = self._register.matter(matter_id)
        draft = correct_step(matter, _step(matter, step_id), on, reason, self._register.today())
        self._register.record(draft)
        return self._register.matter(matter_id)

    def withdraw(self, matter_id: str, step_id: str, reason: str) -> Matter:
        """Take the last step back; it stays readable."""
        matter, today = self._register.matter(matter_id), self._register.today()
        drafts = [withdraw_step(matter, _step(matter, step_id), reason, today)]
        delivered = document_rows.delivered_by(self._register.store, matter_id, step_id)
        if delivered:
            drafts.append(undeliver_document(delivered, today, reason))
        self._register.record(*drafts)
        return self._register.matter(matter_id)

    def _names(self) -> dict[str, str]:
        return office_rows.names(self._register.store)

    def _refuse_sealed(self, matter: Matter) -> None:
        if matter.sealed and matter.id not in self._unsealed:
            raise NotAllowed(
                f"{matter.number}是密封的检举控告事项，不能更正", way_out="请由查阅人先启封，再更正"
            )

    def circumstances(self, matter: Matter, command: StepCommand | None = None) -> Circumstances:
        """What the rules need to know beside the matter."""
        office, other = self._register.office(), command.other if command else ""
        names = office_rows.names(self._register.store) if command and command.unit_id else {}
        return Circumstances(
            choices=office.choices,
            deadlines=self._register.deadlines(matter),
            unit_name=names.get(command.unit_id, "") if command else "",
            other=self._register.matter(other) if other else None,
            group_threshold=office.group_visit_threshold,
        )

    def assignment_due(self, on: date) -> date:
        """The term an assignment gets when the clerk names none (law.md §10 A15)."""
        return on + timedelta(days=self._register.office().assignment_days)

    def _completed(self, matter_id: str, command: StepCommand) -> StepCommand:
        if command.kind == "assign" and not command.due_on:
            command = replace(command, due_on=self.assignment_due(command.on))
        if command.other:
            command = replace(command, other=self._other(command.other))
        held = self._register.matter(matter_id).unit_id
        if command.kind in {"urge", "supervise"} and not command.unit_id and held:
            command = replace(command, unit_id=held)
        return command

    def _other(self, named: str) -> str:
        """Another matter by its id or its number."""
        if rows.load(self._register.store, named):
            return named
        found = rows.id_of_number(self._register.store, named.strip())
        if found is None:
            raise ValidationError({"other": f"没有编号为“{named}”的信访事项，请核对"})
        return found

    def _decided(self, write: Write, matter_id: str, command: StepCommand) -> Entry:
        matter = self._register.matter(matter_id)
        return write(decide_step(matter, command, self.circumstances(matter, command)))

    def _note_delivery(self, write: Write, taken: Entry, document_id: str) -> None:
        """The paper that this step delivered, or that the unit signed for, says so too."""
        if taken.kind not in {"delivered", "received"}:
            return
        payload, store = taken.payload, self._register.store
        found = document_rows.load(store, document_id) if document_id else self._out(taken)
        if found and found.issued_on <= taken.occurred_on:
            way, receiver = payload.get("way", "") or "direct", payload.get("receiver", "")
            write(deliver_document(found, taken.occurred_on, way, receiver, step_id=taken.id))

    def _out(self, taken: Entry) -> Document | None:
        """The paper that such a step is about when nobody named one."""
        store, matter = self._register.store, self._register.matter(taken.subject)
        if taken.kind == "delivered":
            return document_rows.out_of(store, matter.id, taken.payload.get("paper", ""))
        handed = latest_step(matter, *HANDING)
        return document_rows.out_to_unit(store, matter.id, handed.id) if handed else None

    def _classify(self, write: Write, matter_id: str, route: str) -> None:
        matter = self._register.matter(matter_id)
        changes = {"route": route} | ({} if matter.purpose else {"purpose": "appeal"})
        if any(getattr(matter, name) != value for name, value in changes.items()):
            write(correct_matter(matter, changes, self._register.today()))

    def _split(self, write: Write, matter_id: str, command: StepCommand) -> None:
        """One request becomes a matter of its own; the letter behind it is counted once."""
        matter = self._register.matter(matter_id)
        part_id = str(uuid4())
        around = self.circumstances(matter, command)
        write(decide_step(matter, replace(command, other=part_id), replace(around, other=None)))
        draft = _part(matter, command.text)
        serial = office_rows.counted(self._register.store, MATTER, matter.registered_on.year) + 1
        number = matter_number(matter.registered_on.year, serial)
        write(open_matter(part_id, number, draft, matter.rule_pack, dict(matter.terms)))
        write(register_reception(part_id, str(uuid4()), draft))

    def _unsplit(self, write: Write, matter_id: str, command: StepCommand) -> None:
        matter = self._register.matter(matter_id)
        write(decide_step(matter, command, self.circumstances(matter, command)))
        part = self._register.matter(command.other)
        reason = f"撤销拆分，并回{matter.number}：{command.text.strip()}"
        write(decide_step(part, StepCommand("void", max(command.on, part.registered_on), text=reason)))


def _step(matter: Matter, step_id: str) -> Step:
    found = next((step for step in matter.steps if step.id == step_id), None)
    if found is None:
        raise NotFound("找不到要更正的这一步；什么也没有改动。")
    return found


def _part(matter: Matter, title: str) -> ReceptionDraft:
    """The part that is split off: the same letter, the same people, a request of its own."""
    first = next(part for part in matter.receptions if not part.voided)
    return ReceptionDraft(
        channel=first.channel, occurred_on=first.occurred_on, registered_on=matter.registered_on, title=title,
        attendances=first.attendances, head_count=first.head_count, text=first.text, request=title,
        purpose=matter.purpose, category=matter.category, village_id=matter.village_id, source=matter.source,
        anonymous=first.anonymous, agent=first.agent, split_from=matter.id,
    )  # fmt: skip
