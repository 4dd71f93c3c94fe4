"""以前来过吗: earlier matters that today's may belong to, and the pairs that were found to be different."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.core.entries import Draft
from app.core.identity import check_id_number, normalise_phone
from app.core.people import Person
from app.core.similarity import About, asked_pairs, is_alike, likeness, reasons
from app.db import alike, journal
from app.db import matters as rows
from app.db import people as people_rows
from app.services.register import Register
from app.services.visitors import Visitor

NOT_SAME = "not_same_noted"
OWN, SAME, SAME_PHONE, PHONE_TAIL, NAMESAKE = (
    "同一信访人", "证件号码或姓名电话相同", "同电话", "同电话尾号", "同名，请核对是否同一人",
)  # fmt: skip
_CERTAIN = frozenset({OWN, SAME})
_WEIGHT = {OWN: 3.0, SAME: 3.0, SAME_PHONE: 2.0, PHONE_TAIL: 1.5, NAMESAKE: 1.0}
TAIL = 7  # fewer digits fit too many people


@dataclass(frozen=True)
class EarlierMatter:
    """An earlier matter that today's may belong to, with the reasons for thinking so."""

    id: str
    number: str
    title: str
    state: str
    registered_on: date
    answer: str
    reasons: tuple[str, ...]
    people: str = ""


@dataclass
class _Candidate:
    """A matter in question while the reasons are gathered."""

    row: rows.MatterRow
    why: list[str] = field(default_factory=list)
    weight: float = 0.0


class EarlierMatters:
    """Looks by person, by phone and by words; closed ones too, sealed ones never."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def find(self, visitors: Sequence[Visitor], about: About, *, limit: int) -> tuple[EarlierMatter, ...]:
        """The likeliest first."""
        known = self._known(visitors)
        found = self._of_people(known, limit)
        told_apart = self._told_apart(person for person, why in known.items() if _CERTAIN & set(why))
        self._add_alike(found, about)
        shown = [
            candidate
            for key, candidate in found.items()
            if key not in told_apart or _CERTAIN & set(candidate.why)
        ]
        shown.sort(key=lambda candidate: (-candidate.weight, -candidate.row.row))
        return tuple(self._shown(candidate) for candidate in shown[:limit])

    def not_same(
        self, person_ids: Sequence[str], matter_ids: Sequence[str], today_id: str, on: date
    ) -> list[Draft]:
        """不是同一件: what the clerk has found different, remembered with each person present."""
        payload = {"matter_ids": sorted(set(matter_ids)), "matter_id": today_id}
        return [Draft(NOT_SAME, person_id, on, payload) for person_id in person_ids] if matter_ids else []

    def _known(self, visitors: Sequence[Visitor]) -> dict[str, list[str]]:
        """People behind the visitors, each with the reasons for thinking so."""
        known: dict[str, list[str]] = {}
        for visitor in visitors:
            for person, reason in self._known_as(visitor):
                known.setdefault(person.id, []).append(reason)
        return known

    def _known_as(self, visitor: Visitor) -> list[tuple[Person, str]]:
        store, name = self._register.store, visitor.name.strip()
        if visitor.person_id:
            person = people_rows.load(store, visitor.person_id)
            return [(person, OWN), *self._by_phone(person.phone, person.id)] if person else []
        number, phone = check_id_number(visitor.id_number).normalised, normalise_phone(visitor.phone)
        same = people_rows.same(store, id_number=number, name=name, phone=phone)
        found = [(same, SAME)] if same else []
        found += self._by_phone(visitor.phone, same.id if same else "")
        hits = people_rows.lookup(store, name) if len(name) > 1 else ()
        taken = {person.id for person, _ in found}
        return found + [(hit, NAMESAKE) for hit in hits if hit.name == name and hit.id not in taken]

    def _by_phone(self, typed: str, but: str) -> list[tuple[Person, str]]:
        """Others under this number, or under one that ends in the same seven digits."""
        phone = normalise_phone(typed)
        if len(phone) < TAIL or not phone.replace("-", "").isdigit():
            return []
        hits = people_rows.lookup(self._register.store, phone[-TAIL:])
        tail = [person for person in hits if person.phone.endswith(phone[-TAIL:]) and person.id != but]
        return [(person, SAME_PHONE if person.phone == phone else PHONE_TAIL) for person in tail]

    def _of_people(self, known: dict[str, list[str]], limit: int) -> dict[str, _Candidate]:
        if not known:
            return {}
        store, found = self._register.store, dict[str, _Candidate]()
        for person_id, why in known.items():
            for row in rows.of_people(store, [person_id], limit=limit):
                if row.purpose != "report":
                    candidate = found.setdefault(row.id, _Candidate(row))
                    candidate.why += [reason for reason in why if reason not in candidate.why]
                    candidate.weight = max(candidate.weight, *(_WEIGHT[reason] for reason in why))
        return found

    def _add_alike(self, found: dict[str, _Candidate], about: About) -> None:
        """Matters of like words, and for those found by person the words, place and class that agree."""
        store = self._register.store
        alike_rows = {row.id: row for row in alike.with_any(store, asked_pairs(about.title))}
        ids = list({**found, **alike_rows})
        for matter_id, other in alike.about(store, ids).items() if ids else ():
            if matter_id not in found and not is_alike(about, other):
                continue
            candidate = found.setdefault(
                matter_id, _Candidate(alike_rows.get(matter_id) or found[matter_id].row)
            )
            candidate.why += reasons(about, other)
            candidate.weight += likeness(about, other)

    def _told_apart(self, person_ids: Iterable[str]) -> set[str]:
        """Matters these people were found to have no part in."""
        store = self._register.store
        return {
            matter_id
            for person_id in person_ids
            for entry in journal.read(store, subject=person_id)
            if entry.kind == NOT_SAME
            for matter_id in entry.payload["matter_ids"]
        }

    def _shown(self, candidate: _Candidate) -> EarlierMatter:
        row, matter = candidate.row, self._register.matter(candidate.row.id)
        answered = matter.last("answered")
        return EarlierMatter(
            row.id, row.number, row.title, row.state, row.registered_on,
            answered.text if answered else "", tuple(candidate.why), row.people,
        )  # fmt: skip
