"""Laying a copy back as it is, for a program that is older than this one.

`restoring` brings a copy to today's schema; an older program could not open that. Here the copy keeps its shape,
and the file that makes it a copy goes along: whoever opens the folder next begins a new life with it, so that
the county sees a restore and no silent fork.
"""

import shutil
from pathlib import Path

from app.db import copies
from app.db.attachments import FOLDER as ATTACHMENTS
from app.db.engine import swapping
from app.db.engine.blobs import derived
from app.db.engine.files import copy_file, durable_replace, file_errors, make_folder
from app.db.engine.guesses import counted
from app.db.engine.holding import hold
from app.db.engine.keys import copy_keys
from app.db.engine.marks import read_marks, write_marks
from app.db.names import DATABASE, MANIFEST
from app.db.standing import marks_now
from app.services.backups import prove
from app.services.clock import Clock, SystemClock
from app.services.lives import finish
from app.services.progress import Progress, share, unheard
from app.services.restored_register import RestoredRegister
from app.services.restoring import WayIn, save_present, way_in
from app.services.ways_in import Unlock, Wait, marks_of, no_wait


def lay_back(
    source: Path, folder: Path, unlocked: Unlock, *, clock: Clock | None = None, wait: Wait = no_wait,
    progress: Progress = unheard,
) -> Path | None:  # fmt: skip
    """Put the copy `source` in the place of the register in `folder`; where that one is saved, if there was one."""
    held = hold(folder)
    try:
        finish(folder)
        way = counted(folder, lambda: way_in(source, folder, unlocked), wait)
        prove(source, way.key, share(progress, 0, 40))
        revival = RestoredRegister(clock or SystemClock())
        saved, _ = save_present(folder, way.key, revival, share(progress, 40, 80))
        place = swapping.lay_out(folder)
        try:
            _lay(source, place, way)
            _forget_what_came_after(source, folder, way.key)
            swapping.decide(folder)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        finish(folder)
        durable_replace(folder / MANIFEST, (source / MANIFEST).read_bytes())
    finally:
        held.release()
    return saved


def _lay(source: Path, place: Path, way: WayIn) -> None:
    copy_file(source / DATABASE, place / DATABASE)
    copy_keys(way.keys, place)
    make_folder(place / ATTACHMENTS)
    if (source / ATTACHMENTS).exists():
        with file_errors(place):
            shutil.copytree(
                source / ATTACHMENTS, place / ATTACHMENTS, copy_function=shutil.copyfile, dirs_exist_ok=True
            )


def _forget_what_came_after(source: Path, folder: Path, key: bytes) -> None:
    """The marks that the copy bears out: with those the register of today is opened as well."""
    store, secret = copies.open_copy(source, key), derived(key, b"marks")
    try:
        for path in marks_of(folder):
            write_marks(path, secret, marks_now(store, read_marks(path, secret)))
    finally:
        store.close()
