"""An office that is made once in each process of the tests; each test opens a copy of its own.

Deriving a key and making the tables takes twenty times as long as copying what came of it. A copy is what
`create_office` leaves, under the same data key; only the place is another.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from app.db.engine.connection import open_store
from app.db.engine.costs import LEAST
from app.db.engine.holding import hold
from app.db.migrations import APPLICATION_ID, MIGRATIONS
from app.db.names import DATABASE
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.opening import Setup, create_office
from app.services.practice import create_practice_office
from app.services.register import Register
from app.services.shipped import rules
from app.services.ways_in import marks_of

_Made = tuple[Path, bytes]


@dataclass
class Offices:
    """What was made so far lies in `place`, with the data keys."""

    place: Path
    made: dict[tuple[object, ...], _Made] = field(default_factory=dict)

    def open(self, folder: Path, setup: Setup, password: str, clock: FixedClock) -> Desk:
        """The desk of a fresh office in `folder`, as `create_office` would give it."""
        make = partial(create_office, setup=setup, password=password, clock=clock, cost=LEAST)
        return self._copy(folder, clock, make, (setup, password, clock.today()))

    def practise(
        self, folder: Path, setup: Setup | None, password: str, clock: FixedClock, matters: int
    ) -> Desk:
        """The same of a practice office with so many matters."""
        make = partial(
            create_practice_office, setup=setup, password=password, clock=clock, cost=LEAST, matters=matters
        )
        return self._copy(folder, clock, make, (setup, password, clock.today(), matters))

    def _copy(
        self, folder: Path, clock: FixedClock, make: Callable[[Path], Desk], wanted: tuple[object, ...]
    ) -> Desk:
        if wanted not in self.made:
            source = self.place / str(len(self.made))
            with make(source) as desk:
                self.made[wanted] = source, desk.register.store.key()
        source, key = self.made[wanted]
        shutil.copytree(source, folder)
        held = hold(folder)
        store = open_store(folder / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS)
        register = Register(folder, store, rules(), clock, held=held, marks=marks_of(folder))
        register.note_end()
        return Desk(register)
