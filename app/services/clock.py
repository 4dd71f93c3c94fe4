"""The clock, passed in and never asked for by the rules."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from app.core.wrong_clocks import Reading, read_clock


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


class OfficeClock:
    """The PC's clock as this office may believe it: never before the last entry, no leap without the clerk's word.

    `last` is the time of the journal's last entry and moves on with every new one (`wrote`); `off`
    what the clerk said the PC is off by.
    """

    def __init__(self, wall: Clock, last: datetime | None = None, off: timedelta = timedelta()) -> None:
        self._wall, self._last, self._off = wall, last, off
        self._answered: datetime | None = None

    def reading(self) -> Reading:
        """The time to go by, and the doubt about the PC's own."""
        if self._answered:
            return Reading(self._answered, self._wall.now())
        return read_clock(self._wall.now(), self._last, self._off)

    def now(self) -> datetime:
        return self.reading().now

    def today(self) -> date:
        return self.now().date()

    def wrote(self, at: datetime) -> None:
        """An entry has this time: no later one may have an earlier."""
        self._last = at

    @contextlib.contextmanager
    def answering(self, at: datetime, off: timedelta) -> Iterator[None]:
        """While the clerk's answer is written it is that time; afterwards the PC is believed from there on."""
        self._answered = at
        try:
            yield
            self._off = off
        finally:
            self._answered = None
