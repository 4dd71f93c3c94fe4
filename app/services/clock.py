"""The clock, passed in and never asked for by the rules."""

from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """What the office's PC says the time is; it may be wrong and orders nothing."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...


class SystemClock:
    """This PC's clock, with its own time zone."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone()

    def today(self) -> date:
        return self.now().date()


class FixedClock:
    """A clock that stands still, for rehearsals: the practice day and the tests."""

    def __init__(self, today: date) -> None:
        self._today = today

    def now(self) -> datetime:
        return datetime(self._today.year, self._today.month, self._today.day, 9, 30, tzinfo=UTC)

    def today(self) -> date:
        return self._today

    def set(self, today: date) -> None:
        self._today = today
