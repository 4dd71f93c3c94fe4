"""Writing a matter into its tables: its own row, its receptions and steps, its clocks.

Only what an entry changes is written: every column of a row that is set again has its indexes set again,
each on pages of its own that have to be enciphered and synced.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.core.deadlines import Deadline
from app.core.evaluations import OFFICE, UNIT, evaluable, score
from app.core.matters import STEP_ENTRIES, Matter
from app.core.receptions import Reception
from app.db.at_hand import AtHand, Clocks
from app.db.engine.connection import Store
from app.db.matters import PLAIN, RECEPTION, STEP
from app.db.rows import iso, put


def save(
    store: Store, matter: Matter, deadlines: Sequence[Deadline], called: str, before: AtHand | None
) -> tuple[Mapping[str, Any], Clocks]:
    """Bring a matter's own row and its clocks up to date, and say what stands there now.

    `called` is how a list names those who brought it, `before` what is known to stand there.
    """
    row = _row(matter, deadlines) | {"people": called}
    _save_row(store, row, before.row if before else _stored_row(store, matter.id, tuple(row)))
    return row, _save_deadlines(store, matter.id, deadlines, before.clocks if before else None)


def _stored_row(store: Store, matter_id: str, names: tuple[str, ...]) -> Mapping[str, Any]:
    rows = store.rows(f"SELECT {', '.join(names)} FROM matters WHERE id = ?", (matter_id,))
    return dict(zip(names, rows[0], strict=True)) if rows else {}


def _save_row(store: Store, row: Mapping[str, Any], before: Mapping[str, Any]) -> None:
    if not before:
        put(store, "matters", ("id",), row)
        return
    changed = {name: value for name, value in row.items() if before[name] != value}
    if changed:
        store.connection.execute(
            f"UPDATE matters SET {', '.join(f'{name} = ?' for name in changed)} WHERE id = ?",
            (*changed.values(), row["id"]),
        )


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


def _row(matter: Matter, deadlines: Sequence[Deadline]) -> dict[str, Any]:
    due = {line.clock: line.due.isoformat() for line in deadlines}
    waiting = [line.due for line in deadlines if line.is_running() and _presses(line)]
    office, unit = score(matter, OFFICE), score(matter, UNIT)
    return {name: getattr(matter, name) for name in PLAIN} | {
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
    values = {name: getattr(reception, name) for name in RECEPTION} | {
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
    values = {name: getattr(step, name) for name in STEP}
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


def _save_deadlines(
    store: Store, matter_id: str, deadlines: Sequence[Deadline], known: Clocks | None
) -> Clocks:
    """Write only the clocks that are not already there as they are: most entries move none."""
    now = {(line.clock, line.ordinal): _deadline_row(line) for line in deadlines}
    before = _stored_clocks(store, matter_id) if known is None else known
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
    return now


def _stored_clocks(store: Store, matter_id: str) -> Clocks:
    rows = store.rows(f"SELECT {', '.join(_DEADLINE)} FROM deadlines WHERE matter_id = ?", (matter_id,))
    return {(row[0], row[1]): tuple(row) for row in rows}


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
