"""Which periods the stepper offers: months, quarters, halves and years, newest first; or two free dates."""

from collections.abc import Callable

from app.core.periods import Period
from app.services.month import Month

LENGTHS = (("month", "月"), ("quarter", "季"), ("half", "半年"), ("year", "年"))
FREE = ("free", "自选")
REACH = {"month": 36, "quarter": 12, "half": 6, "year": 5}  # three years back, five for years
_MONTHS = {1: "month", 3: "quarter", 6: "half", 12: "year"}


def length_of(period: Period) -> str:
    """The word's key for a period."""
    return _MONTHS.get(period.months, FREE[0])


def containing(length: str, month_id: str) -> str:
    """The id of the quarter, half or year that an office month belongs to."""
    year, month = month_id[:4], int(month_id[5:7])
    ids = {
        "month": month_id,
        "quarter": f"{year}-Q{(month + 2) // 3}",
        "half": f"{year}-H{(month + 5) // 6}",
        "year": year,
    }
    return ids[length]


def offered(length: str, current_month: Period, read: Callable[[str], Period]) -> tuple[Period, ...]:
    """The periods of one length, the running one first; `read` turns an id into the office's period."""
    periods = [read(containing(length, current_month.id))]
    while len(periods) < REACH[length]:
        periods.append(periods[-1].previous())
    return tuple(periods)


def first_shown(month: Month) -> Period:
    """The last month while it is not closed, else the running one: what the clerk has come for."""
    current = month.current()
    last = current.previous()
    closed = {period.id for period in month.closed_periods()}
    return current if last.id in closed else last
