"""Copies of the register: which are kept, and when the last one is too old.

Nothing here asks what time it is: copies are ordered by the register's lives and its entries' numbers,
and thinned by count. A day only stands as a label on the copy, so that a clock at 2099 costs no copy
(reliability.md §0-6, §4.3).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

NEWEST, DAYS, MONTHS, NEVER_BELOW = 10, 14, 24, 5
REMIND_AFTER, RED_AFTER = 1, 7  # days of work that no stick holds

HERE, STICK, DISK, OTHER = "here", "stick", "disk", "other"
HOUSEKEEPING = (
    "session_started", "backup_made", "drilled", "paper_drilled", "keys_changed", "data_key_changed", "restored",
    "older_accepted", "key_exported", "sealed_opened", "number_revealed", "program_changed",
)  # fmt: skip


@dataclass(frozen=True)
class CopyMark:
    """A verified copy as far as keeping it goes: `life` counts the register's restores, `day` is its label."""

    name: str
    life: int
    seq: int
    day: str


def superfluous(copies: Sequence[CopyMark]) -> tuple[str, ...]:
    """The copies that may go: neither among the newest, nor the last of one of the newest days or months."""
    order = sorted(copies, key=lambda copy: (copy.life, copy.seq), reverse=True)
    kept = {copy.name for copy in order[: max(NEWEST, NEVER_BELOW)]}
    kept |= _last_of_each(order, lambda copy: copy.day, DAYS)
    kept |= _last_of_each(order, lambda copy: copy.day[:7], MONTHS)
    return tuple(copy.name for copy in order if copy.name not in kept)


def _last_of_each(order: Sequence[CopyMark], label: Callable[[CopyMark], str], most: int) -> set[str]:
    last: dict[str, str] = {}
    for copy in order:
        if len(last) < most:
            last.setdefault(label(copy), copy.name)
    return set(last.values())


@dataclass(frozen=True)
class LastCopy:
    """The newest copy at a kind of place: how far the store had come, and when by the clock of then."""

    seq: int
    at: datetime


@dataclass(frozen=True)
class Coverage:
    """What no copy of a kind holds: how many entries, recorded on how many days, and the day of the first of them."""

    entries: int
    days_of_work: int
    first_on: date | None


def days_uncovered(coverage: Coverage, today: date) -> int:
    """For how many days there has been work that no copy holds.

    By the calendar or by the days on which something was recorded, whichever is more, so that a
    clock that was set back hides nothing; work from the future counts by the records alone.
    """
    if not coverage.entries:
        return 0
    passed = (today - coverage.first_on).days if coverage.first_on else 0
    return max(passed, coverage.days_of_work - 1, 0)


def is_red(coverage: Coverage, today: date) -> bool:
    return days_uncovered(coverage, today) >= RED_AFTER


def is_due(coverage: Coverage, today: date) -> bool:
    return days_uncovered(coverage, today) >= REMIND_AFTER
