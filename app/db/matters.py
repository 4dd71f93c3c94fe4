"""Rows of matters with their receptions and steps; a list's line and the running deadlines."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.deadlines import Deadline
from app.core.evaluations import OFFICE, UNIT, evaluable, score
from app.core.matters import STEP_ENTRIES, Matter, Step
from app.core.receptions import Attendance, Reception
from app.db.engine.connection import Store
from app.db.rows import day, iso, put

_PLAIN = (
    "id", "number", "title", "purpose", "category", "village_id", "source", "leader", "accused",
    "accused_unit_id", "external_number", "rule_pack", "route", "split_from", "revision",
)  # fmt: skip
_RECEPTION = (
    "id", "matter_id", "ordinal", "channel", "head_count", "text", "request", "occurred_at",
    "envelope_number", "agent", "external_number", "fingerprint", "note", "recorded_at", "revision", "after_steps",
    "level",
)  # fmt: skip
_STEP = (
    "entry", "id", "recorded_at", "unit_id", "text", "way", "value", "leader", "paper", "days", "reason",
    "basis", "receiver", "other",
)  # fmt: skip


def load(store: Store, matter_id: str) -> Matter | None:
    """A matter with everything that has happened to it."""
    rows = store.rows(
        f"SELECT {', '.join(_PLAIN)}, terms, superior_due_on, registered_on FROM matters WHERE id = ?",
        (matter_id,),
    )
    if not rows:
        return None
    values = dict(zip(_PLAIN, rows[0], strict=False))
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
        f"SELECT {', '.join(_RECEPTION)}, occurred_on, registered_on, anonymous, repeat, voided, shared "
        "FROM receptions WHERE matter_id = ? ORDER BY ordinal",
        (matter_id,),
    )
    if not rows:
        return ()
    present = _attendances(store, matter_id)
    return tuple(_reception(row, present) for row in rows)


def _reception(row: Sequence[Any], present: dict[str, tuple[Attendance, ...]]) -> Reception:
    values = dict(zip(_RECEPTION, row, strict=False))
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
        f"SELECT {', '.join(_STEP)}, occurred_on, due_on, sent_on, withdrawn FROM steps WHERE matter_id = ? ORDER BY position",
        (matter_id,),
    )
    return tuple(_step(row) for row in rows)


def _step(row: Sequence[Any]) -> Step:
    on, due_on, sent_on, withdrawn = row[-4:]
    values = dict(zip(_STEP, row, strict=False))
    return Step(
        on=date.fromisoformat(on),
        due_on=day(due_on),
        sent_on=day(sent_on),
        withdrawn=bool(withdrawn),
        **values,
    )


def save(store: Store, matter: Matter, deadlines: Sequence[Deadline]) -> None:
    """Bring a matter's own row and its deadlines up to date."""
    put(store, "matters", ("id",), _row(matter, deadlines))
    _save_deadlines(store, matter.id, deadlines)


def save_part(store: Store, matter: Matter, kind: str) -> None:
    """Bring up to date what an entry of this kind changes beside the matter's own row."""
    if kind == "reception_registered":
        _save_reception(store, matter, matter.receptions[-1])
    elif kind in {"reception_corrected", "matter_corrected"}:
        for part in matter.receptions:
            _save_reception(store, matter, part)
    elif kind in {"step_corrected", "step_withdrawn"}:
        for position in range(1, len(matter.steps) + 1):
            _save_step(store, matter, position)
    elif kind in STEP_ENTRIES:
        _save_step(store, matter, len(matter.steps))
    if kind in {"voided", "reception_voided", "reception_registered"}:
        _save_voids(store, matter)


def _save_voids(store: Store, matter: Matter) -> None:
    """A voided matter takes its receptions out of every count; so does a reception voided by itself."""
    for part in matter.receptions:
        if part.voided or matter.voided:
            store.connection.execute(
                "UPDATE receptions SET voided = ?, counted = 0, revision = ? WHERE id = ?",
                (int(part.voided), part.revision, part.id),
            )


def name_people(store: Store, matter_id: str, people: str) -> None:
    """Set the names that a list shows for a matter."""
    store.connection.execute("UPDATE matters SET people = ? WHERE id = ?", (people, matter_id))


def _row(matter: Matter, deadlines: Sequence[Deadline]) -> dict[str, Any]:
    due = {line.clock: line.due.isoformat() for line in deadlines}
    waiting = [line.due for line in deadlines if line.is_running() and _presses(line)]
    office, unit = score(matter, OFFICE), score(matter, UNIT)
    return {name: getattr(matter, name) for name in _PLAIN} | {
        "registered_on": iso(matter.registered_on),
        "state": matter.state,
        "channel": matter.receptions[0].channel if matter.receptions else "",
        "receptions": len(matter.receptions),
        "unit_id": matter.unit_id,
        "decided_on": iso(matter.decided_on),
        "accepted_on": iso(matter.on("accepted")),
        "answered_on": iso(matter.on("answered")),
        "delivered_on": iso(matter.on("answer_delivered")),
        "closed_on": None if matter.voided else iso(matter.on("closed")),
        "finished_on": iso(matter.finished_on),
        "notice_due": due.get("notice") or due.get("pass_on"),
        "answer_due": due.get("answer") or due.get("duty"),
        "next_due": iso(min(waiting)) if waiting else None,
        "merged_into": matter.merged_into,
        "superior_due_on": iso(matter.superior_due_on),
        "terms": json.dumps(dict(matter.terms), ensure_ascii=False, sort_keys=True),
        "evaluable": int(evaluable(matter)),
        "office_score": office.value,
        "office_scored_on": iso(office.on),
        "unit_score": unit.value,
        "unit_scored_on": iso(unit.on),
    }


def _save_reception(store: Store, matter: Matter, reception: Reception) -> None:
    values = {name: getattr(reception, name) for name in _RECEPTION} | {
        "occurred_on": iso(reception.occurred_on),
        "registered_on": iso(reception.registered_on),
        "anonymous": int(reception.anonymous),
        "repeat": int(reception.repeat),
        "voided": int(reception.voided),
        "counted": int(not (matter.voided or reception.voided or reception.shared)),
        "shared": int(reception.shared),
    }
    put(store, "receptions", ("id",), values)
    for position, person in enumerate(reception.attendances):
        put(
            store, "attendances", ("reception_id", "position"),
            {
                "reception_id": reception.id, "position": position, "person_id": person.person_id,
                "matter_id": matter.id, "representative": int(person.representative),
            },
        )  # fmt: skip


def _save_step(store: Store, matter: Matter, position: int) -> None:
    step = matter.steps[position - 1]
    values = {name: getattr(step, name) for name in _STEP}
    values |= {
        "matter_id": matter.id,
        "position": position,
        "occurred_on": iso(step.on),
        "due_on": iso(step.due_on),
        "sent_on": iso(step.sent_on),
        "withdrawn": int(step.withdrawn),
    }
    put(store, "steps", ("matter_id", "position"), values)


_DEADLINE = (
    "clock", "ordinal", "started_on", "due_on", "met_on", "dropped_on", "owner", "kind", "measure", "moves",
)  # fmt: skip


def _presses(line: Deadline) -> bool:
    """Whether a matter is late when this day passes: the office's own duty, not a reminder, not a right."""
    return line.owner == "office" and not line.internal and not line.optional and not line.paused


def _save_deadlines(store: Store, matter_id: str, deadlines: Sequence[Deadline]) -> None:
    """Write only the clocks that are not already there as they are: most entries move none."""
    now = {(line.clock, line.ordinal): _deadline_row(line) for line in deadlines}
    stored = store.rows(f"SELECT {', '.join(_DEADLINE)} FROM deadlines WHERE matter_id = ?", (matter_id,))
    before = {(row[0], row[1]): tuple(row) for row in stored}
    for clock, ordinal in before.keys() - now.keys():
        store.connection.execute(
            "DELETE FROM deadlines WHERE matter_id = ? AND clock = ? AND ordinal = ?",
            (matter_id, clock, ordinal),
        )
    for key, row in now.items():
        if before.get(key) != row:
            put(
                store, "deadlines", ("matter_id", "clock", "ordinal"),
                {"matter_id": matter_id} | dict(zip(_DEADLINE, row, strict=True)),
            )  # fmt: skip


def _deadline_row(line: Deadline) -> tuple[Any, ...]:
    # A clock that ceased to matter in time, or is stopped by a hearing, is judged by nobody.
    in_time = line.dropped_on is not None and line.dropped_on <= line.due
    measure = "" if in_time or line.paused else line.rule.measure
    owner = "" if line.paused else "option" if line.optional and line.owner == "office" else line.owner
    moves = line.working or line.due != line.raw or dict(line.terms).get("overdue_by") == "rolled"
    return (
        line.clock, line.ordinal, line.started_on.isoformat(), line.due.isoformat(), iso(line.met_on),
        iso(line.dropped_on), owner, line.rule.kind, measure, int(moves),
    )  # fmt: skip


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
