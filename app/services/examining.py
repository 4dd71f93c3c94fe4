"""What an opening looks at before anything is shown: was it cut off, is it whole, is it the one that was left.

Every page that is read is authenticated by SQLCipher, so a flipped bit is noticed before a wrong figure is
shown; here the journal's end and its marks are compared, and after a cut, or where it costs little, every
page of the file is read.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from app.core.entries import Draft
from app.db import journal
from app.db.engine.files import copy_file
from app.db.standing import compare
from app.db.verification import opening_checks
from app.errors import DamageError, OlderDataError, StorageError
from app.services.register import Register

QUARANTINE, KEEP = "quarantine", 3
CHEAP, BEARABLE = 16 * 1024 * 1024, 512 * 1024 * 1024  # a whole check at every opening; after a cut


@dataclass(frozen=True)
class Examined:
    """Entries that the journal owes, and a sentence for the clerk."""

    told: tuple[Draft, ...] = ()
    notice: str = ""


def was_cut_off(database: Path) -> bool:
    """Whether the last session did not end: its log would be gone otherwise."""
    log = database.with_name(database.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def set_aside(database: Path) -> None:
    """Keep the bytes of a register that was cut off before anything touches them; three of them, no more."""
    logs = (database, database.with_name(database.name + "-wal"))
    size = sum(path.stat().st_size for path in logs if path.exists())
    if size > BEARABLE // 2 or shutil.disk_usage(database.parent).free < 4 * size:
        return
    place = next_place(database.parent)
    try:
        for path in logs:
            if path.exists():
                copy_file(path, place / path.name)
    except StorageError:
        shutil.rmtree(place, ignore_errors=True)
    for old in _numbered(database.parent)[:-KEEP]:
        shutil.rmtree(old, ignore_errors=True)


def next_place(folder: Path) -> Path:
    """A new numbered folder for what must not be lost and cannot be used."""
    taken = [int(place.name) for place in _numbered(folder)]
    place = folder / QUARANTINE / f"{max(taken, default=0) + 1:06d}"
    place.mkdir(parents=True, mode=0o700)
    return place


def examine(register: Register, *, cut_off: bool, confirmed: bool) -> Examined:
    """Raise `DamageError` for a register that is not what was left; otherwise what is to be told."""
    store = register.store
    size = store.path.stat().st_size
    problems = opening_checks(store, thorough=size <= (BEARABLE if cut_off else CHEAP))
    if problems:
        raise DamageError(problems[0])
    last = journal.head(store)[0]
    marks = register.known_marks()
    difference = compare(store, marks)
    if difference is None:
        sentence = f"上次没有正常关闭，已核对{last}条记录，全部完好" if cut_off else ""
        return Examined(notice=sentence)
    if not confirmed:
        raise OlderDataError(difference.sentence(last))
    payload = {"known_seq": marks[-1].seq, "known_head": marks[-1].head, "found_seq": last}
    told = Draft("older_accepted", "office", register.today(), payload)
    return Examined((told,), "已按确认继续使用这份数据，记录链里写明了这次确认")


def _numbered(folder: Path) -> list[Path]:
    place = folder / QUARANTINE
    return sorted(found for found in place.glob("*") if found.name.isdigit()) if place.is_dir() else []
