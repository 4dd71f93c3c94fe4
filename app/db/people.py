"""Rows of the people the office has met."""

from dataclasses import asdict, fields

from app.core.people import Person
from app.db.engine.connection import Store
from app.db.rows import put

_NAMES = tuple(field.name for field in fields(Person))
_SELECT = f"SELECT {', '.join('p.' + name for name in _NAMES)} FROM people p"
MOST_HITS = 12
MOST_OF_INITIALS = 400


def load(store: Store, person_id: str) -> Person | None:
    rows = store.rows(f"{_SELECT} WHERE p.id = ?", (person_id,))
    return Person(*rows[0]) if rows else None


def save(store: Store, person: Person, initials: str) -> None:
    found = {"initials": initials, "phone_tail": person.phone[::-1], "id_tail": person.id_number[::-1]}
    put(store, "people", ("id",), asdict(person) | found)


def of_matter(store: Store, matter_id: str) -> tuple[Person, ...]:
    """Everyone who took part in any reception of a matter, each once, in the order they came."""
    rows = store.rows(
        f"{_SELECT} JOIN attendances a ON a.person_id = p.id JOIN receptions r ON r.id = a.reception_id "
        "WHERE r.matter_id = ? GROUP BY p.id ORDER BY min(r.ordinal), min(a.position)",
        (matter_id,),
    )
    return tuple(Person(*row) for row in rows)


def lookup(store: Store, text: str) -> tuple[Person, ...]:
    """People whose name or initials begin with what was typed, or whose phone or ID number ends with it."""
    if text[:1].isdigit():
        tail = text.upper()[::-1]
        found = {
            person.id: person
            for column in ("phone_tail", "id_tail")
            for person in _begin(store, column, tail)
        }
        return tuple(found.values())[:MOST_HITS]
    return _begin(store, "initials", text.lower()) if text.isascii() else _begin(store, "name", text)


def _begin(store: Store, column: str, text: str) -> tuple[Person, ...]:
    """People in whose `column` the text stands at the beginning; tails are kept reversed for that."""
    rows = store.rows(
        f"{_SELECT} WHERE p.{column} >= ? AND p.{column} < ? AND p.{column} <> '' ORDER BY p.row DESC LIMIT {MOST_HITS}",
        (text, text + "\U0010ffff"),
    )
    return tuple(Person(*row) for row in rows)


def of_initials(store: Store, initials: str) -> tuple[Person, ...]:
    """The newest people whose names have exactly these initials; enough to look for homophones among."""
    rows = store.rows(
        f"{_SELECT} WHERE p.initials = ? AND p.initials <> '' ORDER BY p.row DESC LIMIT {MOST_OF_INITIALS}",
        (initials,),
    )
    return tuple(Person(*row) for row in rows)


def same(store: Store, *, id_number: str, name: str, phone: str) -> Person | None:
    """The person already known under this ID number, or under this name and phone; a name alone is nobody."""
    if id_number:
        rows = store.rows(
            f"{_SELECT} WHERE p.id_number = ? AND p.id_number <> '' ORDER BY p.row LIMIT 1", (id_number,)
        )
        if rows:
            return Person(*rows[0])
    if not (name and phone):
        return None
    rows = store.rows(
        f"{_SELECT} WHERE p.name = ? AND p.phone = ? AND (p.id_number = '' OR ? = '' OR p.id_number = ?) "
        "ORDER BY p.row LIMIT 1",
        (name, phone, id_number, id_number),
    )
    return Person(*rows[0]) if rows else None
