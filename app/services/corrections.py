"""对上期更正: what has turned out otherwise about the last closed periods, and the entries that say why."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.closings import Correction, Counted, changes_between, corrected, counted_from
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
    "matter_corrected", "reception_corrected", "reception_voided", "step_corrected", "step_withdrawn", "voided", "unmerged",
    "unsplit", "reopened",
)  # fmt: skip
"""What changes the past whatever its own day is; anything else does so only when it was entered late."""
MOST_REASONS = 20
_ABOUT_MATTERS = frozenset(MENDING) | set(STEP_ENTRIES) | {"matter_opened", "reception_registered"}


def corrections(register: Register, period: Period) -> tuple[Correction, ...]:
    """What has to be reported in this period about closed ones before it, the latest first."""
    earlier = _series(register, period)
    reported = [counted_from(periods.body(register.store, closed.id)) for closed in reversed(earlier)]
    found = (_correction(register, closed, earlier, reported) for closed in earlier)
    return tuple(one for one in found if one)


def _series(register: Register, period: Period) -> list[ClosedPeriod]:
    """The closed periods of the same length before this one, the latest first; free dates have no series."""
    if not period.months:
        return []
    start_day = register.office().month_start_day
    return [
        closed
        for closed in periods.closed(register.store)
        if closed.end < period.start and _months(closed, start_day) == period.months
    ]


def _months(closed: ClosedPeriod, start_day: int) -> int:
    return parse_period(closed.id, month_start_day=start_day).months


def _correction(
    register: Register, closed: ClosedPeriod, series: Sequence[ClosedPeriod], reported: Sequence[Counted]
) -> Correction | None:
    since = periods.closing_place(register.store, series[0].id)
    mending = _mending(register, closed, since)
    if not mending:
        return None
    body = periods.body(register.store, closed.id)
    frozen = counted_from({"figures": closed.figures} | body)
    known = corrected(frozen.figures, (one for table in reported for one in table.corrections), closed.id)
    changes = changes_between(known, _recounted(register, closed, frozen, body))
    if not changes:
        return None
    return Correction(closed.id, closed.name or closed.id, changes, _reasons(register, mending))


def _recounted(
    register: Register, closed: ClosedPeriod, frozen: Counted, body: Mapping[str, Any]
) -> Mapping[str, Value]:
    """The period counted again as it was then: the same terms, seen from the same day."""
    office = register.office()
    terms = terms_from(body.get("terms", {}), terms_of(office))
    period = parse_period(closed.id, month_start_day=office.month_start_day)
    day = frozen.as_of or as_of(period, closed.closed_on)
    return Counting(register.store, period, terms, day).values()


def _mending(register: Register, closed: ClosedPeriod, since: int) -> list[tuple[Matter, Entry]]:
    """Entries since then that may have changed the closed period, each with its matter."""
    found = []
    for entry in journal.told_late(register.store, after=since, until=closed.end, kinds=MENDING):
        matter = matters.load(register.store, entry.subject) if entry.kind in _ABOUT_MATTERS else None
        if matter and matter.registered_on <= closed.end:
            found.append((matter, entry))
    return found


def _reasons(register: Register, mending: Sequence[tuple[Matter, Entry]]) -> tuple[str, ...]:
    """One sentence each: the matter's number and what was mended; of a sealed matter the number only."""
    names = offices.names(register.store)
    told = (
        f"{matter.number}：{'检举控告事项，内容已密封' if matter.sealed else sentence(entry, names)}"
        for matter, entry in mending
    )
    reasons = tuple(dict.fromkeys(told))
    more = len(reasons) - MOST_REASONS
    return reasons if more <= 0 else (*reasons[:MOST_REASONS], f"另有{more}项，见各事项经过")
