"""Rows of matters with their receptions and steps; a list's line and the running deadlines."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.matters import Matter, Step
from app.core.receptions import Attendance, Reception
from app.db.at_hand import at_hand
from app.db.engine.connection import Store
from app.db.rows import day, iso

PLAIN = (
    "id", "number", "title", "purpose", "category", "village_id", "source", "leader", "accused",
    "accused_unit_id", "external_number", "rule_pack", "route", "split_from", "revision",
)  # fmt: skip
RECEPTION = (
    "id", "matter_id", "ordinal", "channel", "head_count", "text", "request", "occurred_at",
    "envelope_number", "agent", "external_number", "fingerprint", "note", "recorded_at", "revision", "after_steps",
    "level",
)  # fmt: skip
STEP = (
    "entry", "id", "recorded_at", "unit_id", "text", "way", "value", "leader", "paper", "days", "reason",
    "basis", "receiver", "other",
)  # fmt: skip


def load(store: Store, matter_id: str) -> Matter | None:
    """A matter with everything that has happened to it."""
    if known := at_hand(store, matter_id):
        return known.matter
    rows = store.rows(
        f"SELECT {', '.join(PLAIN)}, terms, superior_due_on, registered_on FROM matters WHERE id = ?",
        (matter_id,),
    )
    if not rows:
        return None
    values = dict(zip(PLAIN, rows[0], strict=False))
    return Matter(
        registered_on=date.fromisoformat(rows[0][-1]),
        superior_due_on=day(rows[0][-2]),
        terms=tuple(sorted(json.loads(rows[0][-3]).items())),
        receptions=_receptions(store, matter_id),
        steps=_steps(store, matter_id),
        **values,
    )


def id_of_number(store: Store, number: str) -> str | None:
    """The id behind a number on paper: ours, or the official system's."""
    found: str | None = store.value("SELECT id FROM matters WHERE number = ?", (number,))
    if found:
        return found
    theirs: str | None = store.value(
        "SELECT id FROM matters WHERE external_number = ? AND external_number <> '' ORDER BY row LIMIT 1",
        (number,),
    )
    return theirs


def _receptions(store: Store, matter_id: str) -> tuple[Reception, ...]:
    rows = store.rows(
        f"SELECT {', '.join(RECEPTION)}, occurred_on, registered_on, anonymous, repeat, voided, shared "
        "FROM receptions WHERE matter_id = ? ORDER BY ordinal",
        (matter_id,),
    )
    if not rows:
        return ()
    present = _attendances(store, matter_id)
    return tuple(_reception(row, present) for row in rows)


def _reception(row: Sequence[Any], present: dict[str, tuple[Attendance, ...]]) -> Reception:
    values = dict(zip(RECEPTION, row, strict=False))
    return Reception(
        occurred_on=date.fromisoformat(row[-6]),
        registered_on=date.fromisoformat(row[-5]),
        anonymous=bool(row[-4]),
        repeat=bool(row[-3]),
        voided=bool(row[-2]),
        shared=bool(row[-1]),
        attendances=present.get(values["id"], ()),
        **values,
    )


def _attendances(store: Store, matter_id: str) -> dict[str, tuple[Attendance, ...]]:
    rows = store.rows(
        "SELECT a.reception_id, a.person_id, a.representative FROM receptions r "
        "JOIN attendances a ON a.reception_id = r.id WHERE r.matter_id = ? ORDER BY a.reception_id, a.position",
        (matter_id,),
    )
    present: dict[str, tuple[Attendance, ...]] = {}
    for reception_id, person_id, representative in rows:
        present[reception_id] = (*present.get(reception_id, ()), Attendance(person_id, bool(representative)))
    return present


def _steps(store: Store, matter_id: str) -> tuple[Step, ...]:
    rows = store.rows(
        f"SELECT {', '.join(STEP)}, occurred_on, due_on, sent_on, withdrawn FROM steps WHERE matter_id = ? ORDER BY position",
        (matter_id,),
    )
    return tuple(_step(row) for row in rows)


def _step(row: Sequence[Any]) -> Step:
    on, due_on, sent_on, withdrawn = row[-4:]
    values = dict(zip(STEP, row, strict=False))
    return Step(
        on=date.fromisoformat(on),
        due_on=day(due_on),
        sent_on=day(sent_on),
        withdrawn=bool(withdrawn),
        **values,
    )


def counted_between(store: Store, first: date, last: date) -> list[str]:
    """Matters with a clock whose last day depends on whether the days between are worked."""
    rows = store.rows(
        "SELECT DISTINCT matter_id FROM deadlines WHERE moves = 1 AND due_on >= ? AND started_on <= ?",
        (iso(first), iso(last)),
    )
    return [row[0] for row in rows]


@dataclass(frozen=True)
class MatterRow:
    """One line of a list of matters; a sealed matter shows number, date and state only."""

    row: int
    id: str
    number: str
    title: str
    people: str
    channel: str
    registered_on: date
    state: str
    next_due: date | None
    purpose: str
    receptions: int
    unit_id: str
    village_id: str


LIST_COLUMNS = (
    "m.row, m.id, m.number, m.title, m.people, m.channel, m.registered_on, m.state, m.next_due, "
    "m.purpose, m.receptions, m.unit_id, m.village_id"
)
LIST = f"SELECT {LIST_COLUMNS} FROM matters m"


def matter_row(row: Sequence[Any]) -> MatterRow:
    """A list line from the columns of `LIST_COLUMNS`, which stand in the order of its fields."""
    return MatterRow(
        row[0], row[1], row[2], row[3], row[4], row[5], date.fromisoformat(row[6]), row[7], day(row[8]),
        row[9], row[10], row[11], row[12],
    )  # fmt: skip


def listed(store: Store, matter_ids: Sequence[str], limit: int) -> list[MatterRow]:
    """The lines of these matters, the newest first."""
    rows = store.rows(
        f"{LIST} WHERE m.id IN (SELECT value FROM json_each(?)) ORDER BY m.registered_on DESC, m.row DESC LIMIT ?",
        (json.dumps(list(matter_ids)), limit),
    )
    return [matter_row(row) for row in rows]


_RUNNING = "met_on IS NULL AND dropped_on IS NULL"


def due(store: Store, *, owner: str, until: date) -> list[tuple[str, str, date]]:
    """Running deadlines of one owner up to a day: (matter id, clock, day), the oldest first."""
    rows = store.rows(
        f"SELECT matter_id, clock, due_on FROM deadlines WHERE {_RUNNING} AND owner = ? AND due_on <= ? ORDER BY due_on, matter_id",
        (owner, iso(until)),
    )
    return [(row[0], row[1], date.fromisoformat(row[2])) for row in rows]


def pressing(store: Store, day: date) -> tuple[int, int]:
    """Matters with a duty of the office that ends on this day, and those with a lawful one that has run out."""
    return (
        store.value(
            f"SELECT count(DISTINCT matter_id) FROM deadlines WHERE {_RUNNING} AND owner = 'office' AND due_on = ?",
            (iso(day),),
        ),
        store.value(
            f"SELECT count(DISTINCT d.matter_id) FROM deadlines d JOIN matters m ON m.id = d.matter_id "
            f"WHERE {_RUNNING} AND d.owner = 'office' AND d.due_on < ? AND m.next_due < ?",
            (iso(day), iso(day)),
        ),
    )


def next_due(store: Store, *, owner: str, after: date) -> date | None:
    """The first running deadline of an owner beyond a day."""
    return day(
        store.value(
            f"SELECT min(due_on) FROM deadlines WHERE {_RUNNING} AND owner = ? AND due_on > ?",
            (owner, iso(after)),
        )
    )


def of_people(store: Store, person_ids: Sequence[str], limit: int) -> list[MatterRow]:
    """Matters these people took part in, the newest first, closed ones too."""
    marks = ",".join("?" * len(person_ids))
    rows = store.rows(
        f"{LIST} WHERE m.id IN (SELECT matter_id FROM attendances WHERE person_id IN ({marks})) "
        "AND m.state <> 'voided' ORDER BY m.registered_on DESC, m.row DESC LIMIT ?",
        (*person_ids, limit),
    )
    return [matter_row(row) for row in rows]


def known_reception(store: Store, fingerprint: str) -> tuple[str, int]:
    """The matter number and how often a register's row was already taken over."""
    rows = store.rows(
        "SELECT m.number, count(*) FROM receptions r JOIN matters m ON m.id = r.matter_id "
        "WHERE r.fingerprint = ? AND r.fingerprint <> '' GROUP BY r.fingerprint",
        (fingerprint,),
    )
    return (rows[0][0], rows[0][1]) if rows else ("", 0)
