"""对上期更正: what has turned out otherwise about the last closed periods, and the entries that say why."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.closings import Correction, changes_between, corrected, counted_from
from app.core.entries import Entry
from app.core.events import STEP_ENTRIES
from app.core.figures import Value, terms_from, terms_of
from app.core.matters import Matter
from app.core.narrative import sentence
from app.core.periods import Period, parse_period
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
_ABOUT_MATTERS = frozenset(MENDING) | set(STEP_ENTRIES) | {"matter_opened", "reception_registered"}


def named_period(register: Register, text: str) -> Period:
    """The period a text names by the office's month; a closed one with the days it was closed with."""
    period = parse_period(text, month_start_day=register.office().month_start_day)
    closed = periods.load(register.store, period.id)
    return period.as_closed(closed.start, closed.end, closed.name) if closed else period


def corrections(register: Register, period: Period) -> tuple[Correction, ...]:
    """What has to be reported in this period about closed ones before it, the latest first."""
    series = _series(register, period)
    earlier = [closed for closed in series if closed.end < period.start]
    found = (_correction(register, closed, series) for closed in earlier)
    return tuple(one for one in found if one)


def _series(register: Register, period: Period) -> list[ClosedPeriod]:
    """The closed periods of the same length, the latest first; free dates have no series."""
    if not period.months:
        return []
    every = periods.closed(register.store)
    return [closed for closed in every if parse_period(closed.id).months == period.months]


def _correction(
    register: Register, closed: ClosedPeriod, series: Sequence[ClosedPeriod]
) -> Correction | None:
    """Held against what was last said of the period, be it by its own closing or a later one's correction."""
    places = {one.id: periods.closing_place(register.store, one.id) for one in series}
    body = periods.body(register.store, closed.id)
    frozen = counted_from({"figures": closed.figures} | body)
    early = frozen.as_of is not None and frozen.as_of <= closed.end
    mending = _mending(register, closed, max(places.values()))
    if not mending and not early:
        return None
    told = [
        counted_from(periods.body(register.store, one)) for one in sorted(places, key=lambda one: places[one])
    ]
    known = corrected(frozen.figures, (one for table in told for one in table.corrections), closed.id)
    changes = changes_between(known, _recounted(register, closed, body))
    if not changes:
        return None
    reasons = ((EARLY,) if early else ()) + _reasons(register, mending)
    return Correction(closed.id, closed.name or closed.id, changes, reasons)


def _recounted(register: Register, closed: ClosedPeriod, body: Mapping[str, Any]) -> Mapping[str, Value]:
    """The period counted again by the terms of its closing, as its last day left it."""
    terms = terms_from(body.get("terms", {}), terms_of(register.office()))
    period = named_period(register, closed.id)
    return Counting(register.store, period, terms, as_of(period, register.today())).values()


def _mending(register: Register, closed: ClosedPeriod, since: int) -> list[tuple[Matter | None, Entry]]:
    """Entries since then that may have changed the closed period, each with its matter if it has one."""
    found: list[tuple[Matter | None, Entry]] = []
    for entry in journal.told_late(register.store, after=since, until=closed.end, kinds=MENDING):
        matter = matters.load(register.store, entry.subject) if entry.kind in _ABOUT_MATTERS else None
        if (matter and matter.registered_on <= closed.end) or entry.kind == "document_voided":
            found.append((matter, entry))
    return found


def _reasons(register: Register, mending: Sequence[tuple[Matter | None, Entry]]) -> tuple[str, ...]:
    """One sentence each: the matter's number and what was mended; of a sealed matter the number only."""
    names = offices.names(register.store)
    reasons = tuple(dict.fromkeys(_reason(matter, entry, names) for matter, entry in mending))
    more = len(reasons) - MOST_REASONS
    return reasons if more <= 0 else (*reasons[:MOST_REASONS], f"另有{more}项，见各事项经过")


def _reason(matter: Matter | None, entry: Entry, names: Mapping[str, str]) -> str:
    if matter is None:
        return sentence(entry, names)
    return f"{matter.number}：{'检举控告事项，内容已密封' if matter.sealed else sentence(entry, names)}"
