"""对上期更正: what has turned out otherwise about the last closed periods, and the entries that say why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.closings import Correction, Counted, changes_between, corrected, counted_from
from app.core.entries import Entry
from app.core.events import STEP_ENTRIES
from app.core.figures import Value, terms_from, terms_of
from app.core.matters import Matter
from app.core.narrative import sentence
from app.core.periods import Period, parse_period
from app.core.piecewise import Parts
from app.db import journal, matters, offices, periods
from app.db.periods import ClosedPeriod
from app.services.counting import Counting, as_of
from app.services.register import Register

MENDING = (
    "matter_corrected", "reception_corrected", "reception_voided", "step_corrected", "step_withdrawn", "voided", "merged", "unmerged",
    "unsplit", "reopened", "document_voided", "evaluated",
)  # fmt: skip
"""What changes the past whatever its own day is; anything else does so only when it was entered late."""
MOST_REASONS = 20
EARLY = "结账时最后一日还没有过完，按期末重新计算"
Mending = tuple[Matter | None, Entry]
_ABOUT_MATTERS = frozenset(MENDING) | set(STEP_ENTRIES) | {"matter_opened", "reception_registered"}


def named_period(register: Register, text: str) -> Period:
    """The period a text names by the office's month; a closed one with the days it was closed with."""
    period = parse_period(text, month_start_day=register.office().month_start_day)
    closed = periods.load(register.store, period.id)
    return period.as_closed(closed.start, closed.end, closed.name) if closed else period


def corrections_in_parts(register: Register, period: Period) -> Parts[tuple[Correction, ...]]:
    """What has to be reported in this period about closed ones before it, the latest first.

    A closed period at a time, and each pass over the register by itself.
    """
    series = _series(register, period)
    earlier = [closed for closed in series if closed.end < period.start]
    if not earlier:
        return ()
    closings = yield from _closings(register, series)
    mending = yield from _mending(register, earlier[0].end, closings[-1].place)
    found = []
    for closed in earlier:
        found.append((yield from _correction(register, closed, closings, mending)))
    return tuple(one for one in found if one)


def _series(register: Register, period: Period) -> list[ClosedPeriod]:
    """The closed periods of the same length, the latest first; free dates have no series."""
    if not period.months:
        return []
    every = periods.closed(register.store)
    return [closed for closed in every if parse_period(closed.id).months == period.months]


@dataclass(frozen=True)
class _Closing:
    """What a closing told, and where in the journal it stands."""

    id: str
    place: int
    table: Counted
    terms: Mapping[str, Any]


def _closings(register: Register, series: Sequence[ClosedPeriod]) -> Parts[list[_Closing]]:
    """The closings of a series in the order in which they were made."""
    found = []
    for closed in series:
        told = periods.told(register.store, closed.id)
        place, table = (
            periods.closing_place(register.store, closed.id),
            counted_from({"figures": closed.figures} | told),
        )
        found.append(_Closing(closed.id, place, table, told.get("terms", {})))
        yield
    return sorted(found, key=lambda one: one.place)


def _correction(
    register: Register, closed: ClosedPeriod, closings: Sequence[_Closing], mending: Sequence[Mending]
) -> Parts[Correction | None]:
    """Held against what was last said of the period, be it by its own closing or a later one's correction."""
    own = next(one for one in closings if one.id == closed.id)
    early = own.table.as_of is not None and own.table.as_of <= closed.end
    ours = [(matter, entry) for matter, entry in mending if _concerns(closed, matter, entry)]
    if not ours and not early:
        return None
    later = (one for closing in closings for one in closing.table.corrections)
    known = corrected(own.table.figures, later, closed.id)
    changes = changes_between(known, (yield from _recounted(register, closed, own.terms)))
    if not changes:
        return None
    reasons = ((EARLY,) if early else ()) + _reasons(register, ours)
    return Correction(closed.id, closed.name or closed.id, changes, reasons)


def _recounted(
    register: Register, closed: ClosedPeriod, then: Mapping[str, Any]
) -> Parts[Mapping[str, Value]]:
    """The period counted again by the terms of its closing, as its last day left it."""
    terms = terms_from(then, terms_of(register.office()))
    period = named_period(register, closed.id)
    counting = Counting(register.store, period, terms, as_of(period, register.today()))
    return (yield from counting.values_in_parts())


def _mending(register: Register, until: date, since: int) -> Parts[list[Mending]]:
    """Entries since a place that may have changed what happened up to a day, each with its matter if it has one."""
    found: list[Mending] = []
    for entry in journal.told_late(register.store, after=since, until=until, kinds=MENDING):
        matter = matters.load(register.store, entry.subject) if entry.kind in _ABOUT_MATTERS else None
        if matter or entry.kind == "document_voided":
            found.append((matter, entry))
        yield
    return found


def _concerns(closed: ClosedPeriod, matter: Matter | None, entry: Entry) -> bool:
    """Whether an entry may have changed this closed period."""
    if entry.occurred_on > closed.end and entry.kind not in MENDING:
        return False
    return entry.kind == "document_voided" or (matter is not None and matter.registered_on <= closed.end)


def _reasons(register: Register, mending: Sequence[Mending]) -> tuple[str, ...]:
    """One sentence each: the matter's number and what was mended; of a sealed matter the number only."""
    names = offices.names(register.store)
    reasons = tuple(dict.fromkeys(_reason(matter, entry, names) for matter, entry in mending))
    more = len(reasons) - MOST_REASONS
    return reasons if more <= 0 else (*reasons[:MOST_REASONS], f"另有{more}项，见各事项经过")


def _reason(matter: Matter | None, entry: Entry, names: Mapping[str, str]) -> str:
    if matter is None:
        return sentence(entry, names)
    return f"{matter.number}：{'检举控告事项，内容已密封' if matter.sealed else sentence(entry, names)}"
