"""People (信访人) as the office needs them to answer: name, how to reach them, where they live.

Nothing here rates, labels or follows anyone (条例 Art 18 ¶4; 个人信息保护法 Art 6).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from app.core.entries import Draft, Entry
from app.core.identity import check_id_number, normalise_name, normalise_phone
from app.errors import ValidationError


@dataclass(frozen=True)
class Person:
    """One petitioner. `sex` and `born` come from the ID number where there is one."""

    id: str
    name: str
    phone: str = ""
    id_number: str = ""
    id_note: str = ""
    address: str = ""
    village_id: str = ""
    sex: str = ""
    born: str = ""
    revision: int = 0


def tidy_person(person: Person) -> Person:
    """Normalise what was typed; a doubtful ID number is kept and said so, never a wall (law.md §8.1)."""
    if not person.name.strip():
        raise ValidationError({"name": "请填写姓名；不肯留名的请勾选“匿名”"})
    checked = check_id_number(person.id_number)
    return replace(
        person,
        name=normalise_name(person.name),
        phone=normalise_phone(person.phone),
        id_number=checked.normalised,
        id_note="" if checked.state in {"ok", "absent"} else checked.sentence,
        sex=checked.sex or person.sex,
        born=checked.born.isoformat() if checked.born else person.born,
        address=person.address.strip(),
    )


def register_person(person: Person, on: date) -> Draft:
    """A person the office had not met before."""
    payload = {
        name: value for name, value in asdict(tidy_person(person)).items() if name not in {"id", "revision"}
    }
    return Draft("person_registered", person.id, on, payload)


def correct_person(person: Person, changes: Mapping[str, Any], on: date) -> Draft:
    """A correction of what is known about a person; the old value stays in the journal."""
    tidy = tidy_person(replace(person, **changes))
    changed = {
        field.name: getattr(tidy, field.name)
        for field in fields(Person)
        if field.name not in {"id", "revision"} and getattr(tidy, field.name) != getattr(person, field.name)
    }
    return Draft("person_corrected", person.id, on, changed)


def apply_person(person: Person | None, entry: Entry) -> Person:
    """What a person entry means."""
    known = {field.name for field in fields(Person)} - {"id", "revision"}
    values = {name: value for name, value in entry.payload.items() if name in known}
    if person is None:
        return Person(id=entry.subject, revision=1, **values)
    return replace(person, revision=person.revision + 1, **values)
