"""A visitor as typed at the desk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Visitor:
    """One person as typed at the desk; `person_id` when an earlier record was chosen."""

    name: str
    phone: str = ""
    id_number: str = ""
    address: str = ""
    village_id: str = ""
    person_id: str = ""
    representative: bool = False
