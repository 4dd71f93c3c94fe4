"""对上期更正: what has turned out otherwise about the last closed periods, and the entries that say why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
    past = _Past(register, _series(register, period))
    earlier = [closed for closed in past.series if closed.end < period.start]
    found = (_correction(register, closed, past) for closed in earlier)
    return tuple(one for one in found if one)


@dataclass(frozen=True)
class _Past:
    """What the closings of one series say, read once for all of them."""

    register: Register
    series: Sequence[ClosedPeriod]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where in the journal each was closed, the first first."""
        found = {one.id: periods.closing_place(self.register.store, one.id) for one in self.series}
        return dict(sorted(found.items(), key=lambda it: it[1]))

    @cached_property
    def heads(self) -> dict[str, dict[str, Any]]:
        """What each closing says beside its tables."""
        return {closed: periods.head(self.register.store, closed) for closed in self.places}

    @cached_property
    def told(self) -> list[Correction]:
        """Every correction a closing has reported, the oldest first."""
        return [one for head in self.heads.values() for one in counted_from(head).corrections]


def _series(register: Register, period: Period) -> list[ClosedPeriod]:
    """The closed periods of the same length, the latest first; free dates have no series."""
    if not period.months:
        return []
    every = periods.closed(register.store)
    return [closed for closed in every if parse_period(closed.id).months == period.months]


def _correction(register: Register, closed: ClosedPeriod, past: _Past) -> Correction | None:
    """Held against what was last said of the period, be it by its own closing or a later one's correction."""
    head = past.heads[closed.id]
    frozen = counted_from({"figures": closed.figures} | head)
    early = frozen.as_of is not None and frozen.as_of <= closed.end
    mending = _mending(register, closed, max(past.places.values()))
    if not mending and not early:
        return None
    known = corrected(frozen.figures, past.told, closed.id)
    changes = changes_between(known, _recounted(register, closed, head))
    if not changes:
        return None
    reasons = ((EARLY,) if early else ()) + _reasons(register, mending)
    return Correction(closed.id, closed.name or closed.id, changes, reasons)


def _recounted(register: Register, closed: ClosedPeriod, head: Mapping[str, Any]) -> Mapping[str, Value]:
    """The period counted again by the terms of its closing, as its last day left it."""
    terms = terms_from(head.get("terms", {}), terms_of(register.office()))
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
