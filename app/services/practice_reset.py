"""重置练习: the practice office back as it was on its first day, under the same password.

The new register is filled beside the old one; one rename decides, so that a power cut leaves the used
practice office or the new one, never half of each (as a restore does: `app.db.engine.swapping`).
"""

import shutil
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from app.core.entries import Draft
from app.core.offices import office_from
from app.db import journal
from app.db.attachments import FOLDER as ATTACHMENTS
from app.db.engine import swapping
from app.db.engine.connection import open_store
from app.db.engine.files import file_errors, make_folder
from app.db.engine.keys import copy_keys
from app.db.migrations import APPLICATION_ID, MIGRATIONS
from app.db.names import DATABASE
from app.db.rebuilding import ensure_current
from app.errors import NotAllowed
from app.services.desk import Desk
from app.services.lives import OUTBOX, finish
from app.services.practice import MATTERS, fill_practice
from app.services.progress import Progress, unheard
from app.services.register import Register
from app.services.shipped import rules
from app.services.ways_in import marks_of

_FIRST = ("office_opened", "roster_added")


def reset_practice(desk: Desk, *, matters: int = MATTERS, progress: Progress = unheard) -> None:
    """Everything that was done in this practice office is gone, and its first day is there again.

    Only ever a practice office; the register is open throughout but for the moment of the exchange.
    Its older backups stay where they are. Windows over it have to be made anew.
    """
    register = desk.register
    if not register.office().practice:
        raise NotAllowed("这不是练习机构，没有重置，什么也没有改动", way_out="重置只用于练习")
    folder, key = register.folder, register.store.key()
    place = swapping.lay_out(folder)
    try:
        _make_anew(register, place, key, matters, progress)
        desk.rest()
        _forget_marks(folder)
        swapping.decide(folder)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        register.wake(key)
        raise
    finish(folder)
    register.wake(key)
    register.note_end()


def _make_anew(register: Register, place: Path, key: bytes, matters: int, progress: Progress) -> None:
    copy_keys(register.folder, place)
    for name in (ATTACHMENTS, OUTBOX):
        make_folder(place / name)
    store = open_store(
        place / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS, create=True
    )
    try:
        anew = Register(place, store, rules(), register.clock)
        ensure_current(store, anew.rules)
        first = list(_first_entries(register))
        with anew.writing(actor=office_from(first[0].payload).clerk) as write:
            for draft in first:
                write(draft)
        fresh = Desk(anew)
        fresh.exchange.make_keys()
        fill_practice(fresh, anew.today(), matters, progress)
    finally:
        store.close()


def _first_entries(register: Register) -> Iterator[Draft]:
    """The office and its rosters as the assistant made them, on today's day."""
    today = register.today()
    for entry in takewhile(lambda entry: entry.kind in _FIRST, journal.read(register.store)):
        yield Draft(entry.kind, entry.subject, today, entry.payload)


def _forget_marks(folder: Path) -> None:
    """How far the used register had come says nothing of the new one; without a mark either opens."""
    with file_errors(folder):
        for path in marks_of(folder):
            path.unlink(missing_ok=True)
