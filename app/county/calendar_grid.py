"""Who has sent which month, who is late, who is missing: townships as rows, months as columns.

When a month's bundle is due is the county's own affair; no law says it, so it is a choice
(`due_days` after the month's end). Nothing is counted here, so 300 townships are a moment.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.core.periods import parse_period
from app.county.standing import REFUSED
from app.county.store import CountyStore
from app.county.store_bundles import BundleRow, bundles_of
from app.county.store_townships import Township, all_townships
from app.errors import ValidationError

DUE_DAYS = "due_days"
USUAL_DUE_DAYS, MOST_DUE_DAYS = 5, 60
TAKEN, LATE, HELD, AWAITED, MISSING = "taken", "late", "held", "awaited", "missing"
WAITING = "waiting"


@dataclass(frozen=True)
class Column:
    """One month that is expected, and the last day on which it is in time."""

    period: str
    name: str
    due_on: date


@dataclass(frozen=True)
class Mark:
    """How one township stands with one month.

    `taken` in time, `late` but here, `held` until a missing bundle comes, `waiting` until the township's
    digits are compared on paper, `awaited` while it is not yet due, `missing` after that; `refused` records of it need somebody's attention.
    """

    state: str
    taken_on: str = ""
    refused: int = 0


@dataclass(frozen=True)
class GridRow:
    """One township with a mark for each month."""

    code: str
    name: str
    level: int
    verified: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Grid:
    """The whole picture, the latest month first."""

    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]

    def count(self, state: str, column: int = 0) -> int:
        """How many townships stand so with a month."""
        return sum(row.marks[column].state == state for row in self.rows if row.marks)


def due_days(store: CountyStore) -> int:
    """Within how many days after a month's end its bundle is in time."""
    return int(store.value("SELECT value FROM choices WHERE name = ?", (DUE_DAYS,)) or USUAL_DUE_DAYS)


def choose_due_days(store: CountyStore, days: int) -> None:
    """Settle it; raises `ValidationError` for a number nobody can mean."""
    if not 0 <= days <= MOST_DUE_DAYS:
        raise ValidationError({DUE_DAYS: f"报送期限应为月末后0至{MOST_DUE_DAYS}天，没有保存"})
    with store.writing():
        store.put("choices", ("name", "value"), [(DUE_DAYS, str(days))], ("name",))


def grid(store: CountyStore, today: date, months: int = 12) -> Grid:
    """The last `months` months that anybody has sent or that are over."""
    days, bundles = due_days(store), bundles_of(store)
    columns = _columns(bundles, today, days, months)
    found: dict[tuple[str, str], list[BundleRow]] = defaultdict(list)
    for bundle in bundles:
        found[bundle.township, bundle.period].append(bundle)
    rows = tuple(_row(township, columns, found, today) for township in all_townships(store))
    return Grid(columns, rows)


def _columns(bundles: Iterable[BundleRow], today: date, days: int, months: int) -> tuple[Column, ...]:
    """From the first month anybody sent to the last one that is over; a month's own end as it was sent."""
    ends = {bundle.period: date.fromisoformat(bundle.end) for bundle in bundles if _is_month(bundle)}
    last = parse_period(f"{today:%Y-%m}").previous()
    expected = {last.id: last.end}
    month = last
    while ends and month.id > min(ends) and len(expected) < months:
        month = month.previous()
        expected[month.id] = month.end
    newest = sorted(expected | ends, reverse=True)[:months]
    every = expected | ends
    return tuple(
        Column(period, parse_period(period).name, every[period] + timedelta(days=days)) for period in newest
    )


def _is_month(bundle: BundleRow) -> bool:
    return len(bundle.period) == 7 and bundle.period[4] == "-" and bundle.period[5:].isdigit()


def _row(
    township: Township,
    columns: Sequence[Column],
    found: Mapping[tuple[str, str], list[BundleRow]],
    today: date,
) -> GridRow:
    marks = tuple(_mark(found.get((township.code, column.period), []), column, today) for column in columns)
    if not township.verified:
        marks = tuple(replace(mark, state=WAITING) if mark.state == HELD else mark for mark in marks)
    return GridRow(township.code, township.name, township.level, township.verified, marks)


def _mark(bundles: Sequence[BundleRow], column: Column, today: date) -> Mark:
    taken = [bundle for bundle in bundles if bundle.state == "take"]
    if not taken:
        waiting = HELD if bundles else AWAITED if today <= column.due_on else MISSING
        return Mark(waiting, bundles[0].taken_at[:10] if bundles else "")
    first = min(bundle.taken_at[:10] for bundle in taken)
    refused = sum(taken[-1].counts.get(result, 0) for result in REFUSED)
    return Mark(LATE if first > column.due_on.isoformat() else TAKEN, first, refused)
