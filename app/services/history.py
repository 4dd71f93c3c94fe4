"""The history (经过) of one matter: every entry as a sentence, and which dates it moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.core.entries import Entry
from app.core.events import STEP_ENTRIES
from app.core.matters import Matter, apply_matter
from app.core.narrative import moved, sentence
from app.db import attachments, documents, journal, offices
from app.db import matters as rows
from app.services.register import Register

_OF_THE_MATTER = frozenset(
    {"matter_opened", "matter_corrected", "reception_registered", "reception_voided", "reception_corrected", "step_corrected", "step_withdrawn"}
    | set(STEP_ENTRIES)
)  # fmt: skip
_MAY_MOVE = frozenset({"matter_corrected", "step_corrected", "step_withdrawn", "extended", "hearing_closed"})


@dataclass(frozen=True)
class TimelineLine:
    """One sentence of a matter's history: when it happened, when it was written down, by whom.

    `step_id` names the step it tells of, if it is one that stands; `can_withdraw` the last one.
    """

    occurred_on: date
    recorded_at: str
    actor: str
    text: str
    step_id: str = ""
    can_withdraw: bool = False


def history(register: Register, matter: Matter) -> tuple[TimelineLine, ...]:
    """A matter's history, the newest first."""
    return tuple(reversed(list(_lines(register, matter))))


def _lines(register: Register, matter: Matter) -> Iterator[TimelineLine]:
    standing = [step.id for step in matter.steps if not step.withdrawn]
    names, so_far = _names(register, matter), None
    for entry in journal.read(register.store, subject=matter.id):
        before = so_far
        if entry.kind in _OF_THE_MATTER:
            so_far = apply_matter(so_far, entry)
        told = (sentence(entry, names), _moved(register, entry, before, so_far))
        text = "。".join(part.rstrip("。") for part in told if part)
        step_id = entry.id if entry.id in standing else ""
        last = bool(step_id) and step_id == standing[-1] and not matter.voided
        yield TimelineLine(entry.occurred_on, entry.recorded_at, entry.actor, text, step_id, last)


def _moved(register: Register, entry: Entry, before: Matter | None, after: Matter | None) -> str:
    """What the entry did to the dates that were already running."""
    if entry.kind not in _MAY_MOVE or before is None or after is None:
        return ""
    return moved(register.deadlines(before), register.deadlines(after))


def _names(register: Register, matter: Matter) -> Mapping[str, str]:
    """Units, villages and leaders by id; papers and the other matters of links as they are called."""
    store = register.store
    papers = {paper.id: f"{paper.title}{paper.number}" for paper in documents.of_matter(store, matter.id)}
    others = {step.other for step in matter.steps if step.other} | ({matter.split_from} - {""})
    numbers = {other: found.number for other in others if (found := rows.load(store, other))}
    return {**offices.names(store), **papers, **numbers, **attachments.names(store, matter.id)}
