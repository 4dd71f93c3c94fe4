"""The lives of a register (期次): a restore begins a new one, so that the county sees it instead of a silent fork."""

import contextlib
import secrets
from pathlib import Path

from app.core.entries import Draft
from app.core.exchange import EPOCH_STEP, begin_epoch
from app.db import bundles, copies, journal
from app.db.attachments import FOLDER as ATTACHMENTS
from app.db.engine import swapping
from app.db.engine.connection import Store
from app.db.engine.guesses import FILE as GUESSES
from app.db.engine.keys import COPIES
from app.db.engine.marks import Mark
from app.db.names import DATABASE
from app.services.backups import keep_older
from app.services.clock import Clock
from app.services.register import Register, Write
from app.services.shipped import rules

SWAPPED = (DATABASE, *COPIES)
ENROLMENT, OUTBOX = "enrolment", "outbox"  # only a practice office that begins anew brings its own


def finish(folder: Path) -> bool:
    """A restore or a change of the data key that a power cut interrupted goes on to its end, or never was."""
    done = swapping.finish(folder, SWAPPED, (ATTACHMENTS, ENROLMENT, OUTBOX))
    if done:
        with contextlib.suppress(OSError):  # a count of wrong passwords is no reason to stop here
            (folder / GUESSES).unlink(missing_ok=True)
    return done


def begin_life(register: Register, write: Write, *, source: str, known: Mark | None, lives: int = 0) -> None:
    """A register that begins from a copy says so in its journal and is another life to the county.

    `known` is the end that was left behind, `lives` how many this office has seen besides.
    """
    store = register.store
    seq, head = journal.head(store)
    payload = {
        "from_seq": seq, "from_head": head, "life": max(copies.life(store), lives) + 1, "source": source,
        "known_seq": known.seq if known else 0, "known_head": known.head if known else "",
    }  # fmt: skip
    write(Draft("restored", "office", register.today(), payload))
    floor = bundles.current_epoch(store).floor + EPOCH_STEP
    write(begin_epoch(secrets.token_hex(8), floor, f"从备份恢复（{source}）", register.today()))


def keep_before_migrating(folder: Path, store: Store, clock: Clock) -> None:
    """A copy of the register as the older program left it, proved before the schema changes."""
    if journal.head(store)[0]:
        keep_older(Register(folder, store, rules(), clock), lambda: journal.check_chain(store))
