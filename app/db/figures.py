"""Each figure's rows: one condition serves the number and the records behind it."""

from dataclasses import dataclass
from datetime import date

from app.db.engine.connection import Store
from app.db.matters import LIST, MatterRow, matter_row

_RECEIVED = "FROM receptions r JOIN matters m ON m.id = r.matter_id WHERE r.counted = 1 AND r.registered_on BETWEEN :start AND :end"
_MATTER = "FROM matters m WHERE m.state <> 'voided'"
# Two index ranges and not one walk over all that was ever registered: what is open now, what was finished since.
_OPEN = (
    "FROM (SELECT * FROM matters WHERE finished_on IS NULL UNION ALL SELECT * FROM matters WHERE finished_on > :end) m "
    "WHERE m.state <> 'voided' AND m.registered_on <= :end"
)
# A letter that was split is one 件次 and as many 件 as it has parts; joined matters are one 件 (law.md §5.1).
_CONCERNED = (
    "FROM receptions r JOIN matters m ON m.id = r.matter_id WHERE r.registered_on BETWEEN :start AND :end "
    "AND (r.counted = 1 OR (r.shared = 1 AND r.voided = 0 AND m.state <> 'voided'))"
)
# What was joined to a matter that was itself joined to another is that other's 件, however long the chain.
_MAIN = (
    "CASE WHEN m.merged_into = '' THEN m.id ELSE (WITH RECURSIVE up (id, main) AS "
    "(SELECT m.id, m.merged_into UNION SELECT x.id, x.merged_into FROM up JOIN matters x ON x.id = up.main) "
    "SELECT id FROM up WHERE main = '') END"
)
_LATE = (
    "EXISTS (SELECT 1 FROM deadlines d WHERE d.matter_id = m.id AND d.measure <> '' AND d.due_on < :after "
    "AND (d.met_on IS NULL OR d.met_on > :end) AND (d.dropped_on IS NULL OR d.dropped_on > :end))"
)

# A clock is judged once it is met or its last day has passed; one that still runs counts neither way.
_JUDGED = (
    "FROM deadlines d JOIN matters m ON m.id = d.matter_id WHERE d.measure = '{measure}' AND d.measure <> '' "
    "AND d.due_on BETWEEN :start AND :end AND (d.met_on IS NOT NULL OR d.due_on < :after)"
)
_IN_TIME = "d.met_on <= d.due_on"


@dataclass(frozen=True)
class Span:
    """A period as seen on a day: what is not yet over is judged as of that day."""

    start: date
    end: date
    after: date

    def values(self) -> dict[str, str]:
        return {"start": self.start.isoformat(), "end": self.end.isoformat(), "after": self.after.isoformat()}


COUNTS: dict[str, tuple[str, str]] = {
    "receptions": ("count(*)", _RECEIVED),
    "letters": ("count(*)", f"{_RECEIVED} AND r.channel = 'letter'"),
    "visits": ("count(*)", f"{_RECEIVED} AND r.channel = 'visit'"),
    "visits.persons": ("coalesce(sum(r.head_count), 0)", f"{_RECEIVED} AND r.channel = 'visit'"),
    "web": ("count(*)", f"{_RECEIVED} AND r.channel = 'web'"),
    "calls": ("count(*)", f"{_RECEIVED} AND r.channel = 'call'"),
    "others": ("count(*)", f"{_RECEIVED} AND r.channel = 'other'"),
    "matters": (f"count(DISTINCT {_MAIN})", _CONCERNED),
    "accepted": ("count(*)", f"{_MATTER} AND m.accepted_on BETWEEN :start AND :end"),
    "closed": ("count(*)", f"{_MATTER} AND m.closed_on BETWEEN :start AND :end"),
    "open": ("count(*)", _OPEN),
    "overdue": ("count(*)", f"{_OPEN} AND {_LATE}"),
}
RATES: dict[str, tuple[str, str]] = {
    "rate.accept_in_time": (_JUDGED.format(measure="accept"), _IN_TIME),
    "rate.answer_in_time": (_JUDGED.format(measure="answer"), _IN_TIME),
}


def count(store: Store, figure_id: str, span: Span) -> int:
    """One counted figure."""
    measure, rows = COUNTS[figure_id]
    return int(store.value(f"SELECT {measure} {rows}", span.values()))


def split_off(store: Store, span: Span) -> int:
    """How many 件 of the period share another's letter, so that 件 may exceed 件次 by as many."""
    return int(store.value(f"SELECT count(DISTINCT m.id) {_CONCERNED} AND r.shared = 1", span.values()))


def rate(store: Store, figure_id: str, span: Span) -> tuple[int, int]:
    """A rate's numerator and denominator."""
    judged, good = RATES[figure_id]
    row = store.rows(f"SELECT count(*) FILTER (WHERE {good}), count(*) {judged}", span.values())[0]
    return int(row[0]), int(row[1])


def behind(store: Store, figure_id: str, span: Span, limit: int) -> list[MatterRow]:
    """The matters behind a figure, the newest first; for a rate, all that were judged."""
    rows = RATES[figure_id][0] if figure_id in RATES else COUNTS[figure_id][1]
    found = store.rows(
        f"{LIST} WHERE m.id IN (SELECT m.id {rows}) ORDER BY m.registered_on DESC, m.row DESC LIMIT :limit",
        span.values() | {"limit": limit},
    )
    return [matter_row(row) for row in found]
