"""The question about the PC's date (对时) and its answer, which is an entry of the journal."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.wrong_clocks import ANSWERED, answer_clock, answered_time
from app.db import journal
from app.db.engine.connection import Store
from app.services.clock import Clock, OfficeClock
from app.services.register import Register


@dataclass(frozen=True)
class ClockQuestion:
    """What the clerk is asked: one sentence, the PC's day, and the day that is used meanwhile."""

    sentence: str
    pc_day: date
    used_day: date


def office_clock(store: Store, wall: Clock) -> OfficeClock:
    """This PC's clock under what the journal knows of the time."""
    written = journal.last_written(store)
    off = next((int(entry.payload["off_seconds"]) for entry in journal.newest(store, ANSWERED, 1)), 0)
    return OfficeClock(wall, datetime.fromisoformat(written) if written else None, timedelta(seconds=off))


class ClockAnswers:
    """Asks while there is a doubt and takes the answer."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def question(self) -> ClockQuestion | None:
        """What is to be asked now, if anything."""
        clock = self._register.clock
        if not isinstance(clock, OfficeClock):
            return None
        reading = clock.reading()
        if not reading.doubt:
            return None
        return ClockQuestion(reading.sentence(), reading.wall.date(), reading.now.date())

    def answer(self, today: date) -> None:
        """The clerk's word on which day it is; from here on the PC is believed by that much."""
        clock = self._register.clock
        if not isinstance(clock, OfficeClock):
            return
        reading = clock.reading()
        draft = answer_clock(reading, today)
        off = timedelta(seconds=draft.payload["off_seconds"])
        with clock.answering(answered_time(reading, today), off):
            self._register.record(draft)
