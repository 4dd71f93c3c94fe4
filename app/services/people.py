"""People as the reception desk meets them: looked up while typing, corrected, revealed with a reason."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.entries import Draft
from app.core.identity import mask_id, mask_phone
from app.core.people import Person, correct_person
from app.db import matters as matter_rows
from app.db import people as rows
from app.errors import NotFound, ValidationError
from app.services.register import Register
from app.services.shipped import pinyin


@dataclass(frozen=True)
class PersonHit:
    """One line of the look-up: enough to tell people apart, no number in full.

    `sounds_like` when the name is spelled otherwise and only sounds as what was typed (同音).
    """

    id: str
    name: str
    masked_id: str
    masked_phone: str
    address: str
    village_id: str
    matters: int
    last_number: str
    last_title: str
    sounds_like: bool = False


class People:
    """Looking up and correcting people."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def person(self, person_id: str) -> Person:
        """One person, whole; show numbers through `mask_id` and `mask_phone`."""
        found = rows.load(self._register.store, person_id)
        if found is None:
            raise NotFound("找不到这位信访人的记录；什么也没有改动。")
        return found

    def lookup(self, text: str) -> tuple[PersonHit, ...]:
        """People by name, pinyin initials, phone tail or ID tail, as far as it has been typed.

        Who is known only from sealed matters (检举控告) is not shown: that they wrote at all is sealed.
        """
        wanted = text.strip()
        if wanted[:1].isdigit():
            wanted = unicodedata.normalize("NFKC", wanted)  # the input method stood at full width
        found = rows.lookup(self._register.store, wanted) if wanted else ()
        alike = self._sounding_like(wanted)
        hits = [self._hit(person) for person in found]
        hits += [self._hit(person, sounds_like=True) for person in alike]
        return tuple(hit for hit in hits if hit)[: rows.MOST_HITS]

    def _sounding_like(self, name: str) -> list[Person]:
        """Homophones (同音): 章三 heard and typed finds 张三; for a whole name, after those spelled so."""
        if len(name) < 2 or name.isascii():
            return []
        table = pinyin()
        found = rows.of_initials(self._register.store, table.initials(name))
        return [
            person
            for person in found
            if not person.name.startswith(name) and table.sounds_alike(name, person.name)
        ]

    def correct(self, person_id: str, changes: Mapping[str, Any]) -> Person:
        """Correct what is known about a person; the old value stays readable in the journal."""
        self._register.record(correct_person(self.person(person_id), changes, self._register.today()))
        return self.person(person_id)

    def reveal_number(self, person_id: str, reason: str) -> str:
        """The ID number in full, once, with the reason on record (reliability.md row 44)."""
        if not reason.strip():
            raise ValidationError({"reason": "请写明查看完整证件号码的原因，例如“核对身份”"})
        person = self.person(person_id)
        today = self._register.today()
        self._register.record(Draft("number_revealed", person_id, today, {"reason": reason.strip()}))
        return person.id_number

    def _hit(self, person: Person, *, sounds_like: bool = False) -> PersonHit | None:
        every = matter_rows.of_people(self._register.store, [person.id], limit=50)
        known = [row for row in every if row.purpose != "report"]
        if every and not known:
            return None
        last = known[0] if known else None
        return PersonHit(
            person.id, person.name, mask_id(person.id_number), mask_phone(person.phone), person.address,
            person.village_id, len(known), last.number if last else "", last.title if last else "", sounds_like,
        )  # fmt: skip
