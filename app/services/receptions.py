"""The reception desk: registering what came in, and recognising what came before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

from app.core.choices import counting_terms
from app.core.deadlines import Deadline
from app.core.entries import Draft, imagined
from app.core.envelopes import next_number
from app.core.matter_changes import open_matter, register_reception, void_reception
from app.core.matters import FROM_ABOVE, Matter, apply_matter
from app.core.numbering import matter_number
from app.core.people import Person, register_person, tidy_person
from app.core.receptions import REPRESENTATIVES, Attendance, ReceptionDraft, check_reception, comes_again
from app.core.similarity import About
from app.core.steps import StepCommand, decide_step
from app.db import offices as office_rows
from app.db import people as people_rows
from app.db.alike import last_envelope
from app.db.drafts import clear as clear_draft
from app.db.projection import MATTER
from app.errors import NotAllowed, NotFound
from app.services.earlier import EarlierMatter, EarlierMatters
from app.services.register import Register, Write
from app.services.visitors import Visitor

__all__ = ["EarlierMatter", "Receptions", "Registered", "Visitor"]

NOTHING = About()


@dataclass(frozen=True)
class Registered:
    """What a registration gave: the matter, which reception of it this is, and the dates it starts."""

    matter_id: str
    number: str
    reception_id: str
    ordinal: int
    deadlines: tuple[Deadline, ...]


class Receptions:
    """Registering receptions."""

    def __init__(self, register: Register) -> None:
        self._register, self._earlier = register, EarlierMatters(register)

    def register(
        self,
        draft: ReceptionDraft,
        visitors: Sequence[Visitor],
        *,
        matter_id: str = "",
        not_same: Sequence[str] = (),
        kept: str = "",
    ) -> Registered:
        """Register one reception, of a new matter or a further one of `matter_id`, all or nothing.

        `not_same` are earlier matters the clerk found to be others; that is remembered with it.
        `kept` is the kind of draft that has done its work: it goes in the same transaction.
        """
        people, complete = self._prepared(draft, visitors)
        reception_id = str(uuid4())
        with self._register.writing() as write:
            for person, is_new in people:
                if is_new:
                    write(register_person(person, draft.registered_on))
            if matter_id:
                self._check_alive(matter_id)
            subject = matter_id or self._open(write, complete)
            repeat = complete.repeat or self._comes_again(complete, matter_id)
            write(register_reception(subject, reception_id, replace(complete, repeat=repeat)))
            present_ids = [person.id for person, _ in people]
            for told in self._earlier.not_same(present_ids, not_same, subject, complete.registered_on):
                write(told)
            clear_draft(self._register.store, kept)
            return self._registered(subject, reception_id)

    def rehearsed(
        self, draft: ReceptionDraft, visitors: Sequence[Visitor], joins: Matter | None = None
    ) -> Matter:
        """The matter as `register` would leave it, a new one or `joins`; raises what it would raise, writes nothing."""
        _, complete = self._prepared(draft, visitors)
        matter = joins or apply_matter(None, imagined(self._opening("", "", complete)))
        return apply_matter(matter, imagined(register_reception(matter.id, "", complete)))

    def starts(self, draft: ReceptionDraft) -> tuple[Deadline, ...]:
        """The lawful dates that this registration would start, before it is made."""
        pack, terms = self._register.law().pack_for(draft.registered_on), self._terms()
        draft = self._with_superior_term(draft)
        matter = Matter(
            "", "", draft.title, draft.registered_on, purpose=draft.purpose, source=draft.source, route=draft.route,
            superior_due_on=draft.superior_due_on, rule_pack=pack.id, terms=tuple(sorted(terms.items())),
        )  # fmt: skip
        return () if draft.anonymous else self._register.deadlines(matter)

    def undo(self, registered: Registered) -> None:
        """Take back a registration just made: the number stays, the record says why (作废)."""
        matter = self._register.matter(registered.matter_id)
        today = max(self._register.today(), matter.registered_on)
        reason = "登记后当即撤销"
        if registered.ordinal == 1:
            self._register.record(decide_step(matter, StepCommand("void", today, text=reason)))
        else:
            self._register.record(void_reception(matter, registered.reception_id, reason, today))

    def earlier(
        self, visitors: Sequence[Visitor], about: About = NOTHING, *, limit: int = 8
    ) -> tuple[EarlierMatter, ...]:
        """Matters today's may belong to, closed ones too, with the answer given then."""
        return self._earlier.find(visitors, about, limit=limit)

    def most_representatives(self, heads: int) -> int:
        """How many may speak for a group of this size under the rules that hold today (条例 Art 20 ¶3)."""
        return self._register.law().pack_for(self._register.today()).most_representatives(heads)

    def next_envelope(self) -> str:
        """The envelope number that follows the last one of this office's series; nothing if there is none."""
        return next_number(last_envelope(self._register.store), self._register.today().year)

    def _prepared(
        self, draft: ReceptionDraft, visitors: Sequence[Visitor]
    ) -> tuple[list[tuple[Person, bool]], ReceptionDraft]:
        """The people behind the visitors, new or known, and the reception complete and found right."""
        people = [self._person(visitor) for visitor in visitors]
        present = tuple(
            Attendance(person.id, visitor.representative)
            for (person, _), visitor in zip(people, visitors, strict=True)
        )
        complete = replace(draft, attendances=present, head_count=max(draft.head_count, len(present), 1))
        self._check(complete)
        return people, complete

    def _person(self, visitor: Visitor) -> tuple[Person, bool]:
        """The person behind a visitor: the chosen one, the certain one, or a new one; never by name alone."""
        store = self._register.store
        if visitor.person_id:
            chosen = people_rows.load(store, visitor.person_id)
            if chosen is None:
                raise NotFound("所选的信访人记录已经找不到，没有保存；请重新填写姓名。")
            return chosen, False
        typed = tidy_person(
            Person(
                str(uuid4()),
                visitor.name,
                visitor.phone,
                visitor.id_number,
                "",
                visitor.address,
                visitor.village_id,
            )
        )
        known = people_rows.same(store, id_number=typed.id_number, name=typed.name, phone=typed.phone)
        return (known, False) if known and known.name == typed.name else (typed, True)

    def _open(self, write: Write, draft: ReceptionDraft) -> str:
        year = draft.registered_on.year
        serial = office_rows.counted(self._register.store, MATTER, year) + 1
        matter_id = str(uuid4())
        write(self._opening(matter_id, matter_number(year, serial), draft))
        return matter_id

    def _opening(self, matter_id: str, number: str, draft: ReceptionDraft) -> Draft:
        pack = self._register.law().pack_for(draft.registered_on)
        return open_matter(matter_id, number, self._with_superior_term(draft), pack.id, self._terms())

    def _terms(self) -> dict[str, object]:
        """The counting choices that a matter opened now keeps for good."""
        return counting_terms(self._register.law().choices)

    def _with_superior_term(self, draft: ReceptionDraft) -> ReceptionDraft:
        """上级交办 without a named day gets the office's usual term, if it has one (law.md §10 A15)."""
        days = self._register.law().choices.superior_report_days
        if draft.superior_due_on or not days or FROM_ABOVE.get(draft.source) != "assigned_down":
            return draft
        return replace(draft, superior_due_on=draft.registered_on + timedelta(days=days))

    def _comes_again(self, draft: ReceptionDraft, matter_id: str) -> bool:
        if not matter_id:
            return False
        return comes_again(
            draft, self._register.matter(matter_id).receptions, self._register.office().choices
        )

    def _check(self, draft: ReceptionDraft) -> None:
        """The pack of the day decides how many may speak for a group, also on a further reception."""
        pack = self._register.law().pack_for(draft.registered_on)
        check_reception(
            draft, self._latest_day(draft), most=pack.most_representatives(draft.head_count),
            article="" if pack.local else REPRESENTATIVES,
        )  # fmt: skip

    def _check_alive(self, matter_id: str) -> None:
        matter = self._register.matter(matter_id)
        if matter.voided:
            raise NotAllowed(f"{matter.number}已作废，不能在其下登记", way_out="请按新事项登记")

    def _registered(self, matter_id: str, reception_id: str) -> Registered:
        matter = self._register.matter(matter_id)
        ordinal = next(part.ordinal for part in matter.receptions if part.id == reception_id)
        return Registered(matter_id, matter.number, reception_id, ordinal, self._register.deadlines(matter))

    def _latest_day(self, draft: ReceptionDraft) -> date:
        """Rows of an old register may be dated by a clock that ran ahead of ours; they are noted, not refused."""
        return (
            max(self._register.today(), draft.registered_on) if draft.fingerprint else self._register.today()
        )
