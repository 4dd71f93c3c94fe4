"""Restoring (恢复): look at a copy, see what would be lost, save what is there, put the copy in its place.

Nothing of the present register is touched before the copy lies beside it, opened, brought to today's
schema and proved; then one rename decides, and a power cut leaves the present or the restored register
whole (reliability.md rows 29 to 34). It works as well on an empty machine.
"""

import contextlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.core.backups import HOUSEKEEPING
from app.db import attachments, copies, journal, verification
from app.db.attachments import FOLDER as ATTACHMENTS
from app.db.copies import Manifest
from app.db.engine import swapping
from app.db.engine.connection import Store, open_store, read_store
from app.db.engine.files import copy_file, file_errors, make_folder
from app.db.engine.guesses import counted
from app.db.engine.holding import hold
from app.db.engine.keys import COPIES, copy_keys, has_keys, key_number, put_password
from app.db.engine.marks import Mark
from app.db.migrations import APPLICATION_ID, MIGRATIONS
from app.db.names import DATABASE
from app.db.rebuilding import ensure_current
from app.errors import AppError, DamageError, StorageError, WrongPassword
from app.services.backups import FOLDER as BACKUPS
from app.services.backups import RESTORING, list_copies, make_copy, prove
from app.services.clock import Clock, SystemClock
from app.services.examining import next_place
from app.services.lives import begin_life, finish
from app.services.places import refuse_place
from app.services.progress import Progress, share, unheard
from app.services.register import Register
from app.services.shipped import rules
from app.services.ways_in import Unlock, Wait, marked_end, no_wait


@dataclass(frozen=True)
class Present:
    """What lies in the folder now: nothing, a register of ours, or one that does not open."""

    there: bool
    opens: bool = False
    counts: Mapping[str, int] | None = None
    lost: Mapping[str, int] | None = None
    lost_days: tuple[str, str] = ("", "")
    other: bool = False


@dataclass(frozen=True)
class Look:
    """What a restore would bring and what it would cost, before anything is done."""

    source: Path
    manifest: Manifest | None
    counts: Mapping[str, int]
    day: str
    office: str
    present: Present


@dataclass(frozen=True)
class Restored:
    """The register of the copy is in its place; `saved` is where the present one lies now, if there was one."""

    folder: Path
    seq: int
    saved: Path | None
    shortfall: tuple[str, ...]


def look(source: Path, folder: Path, unlocked: Unlock, *, wait: Wait = no_wait) -> Look:
    """Open a copy for reading and compare it with what lies in `folder`; changes nothing."""
    key = counted(folder, lambda: way_in(source, folder, unlocked), wait).key
    manifest = copies.read_manifest(source) if copies.is_copy(source) else None
    store = _reading(source, key)
    try:
        seq, head = journal.head(store)
        office = Register(source, store, rules(), SystemClock()).office()
        day = manifest.day if manifest else next(journal.read(store, after=seq - 1)).recorded_at[:10]
        return Look(
            source,
            manifest,
            copies.counts(store),
            day,
            office.name,
            _present(folder, key, store, (seq, head)),
        )
    finally:
        store.close()


def restore(
    source: Path, folder: Path, unlocked: Unlock, *, clock: Clock | None = None, new_password: str = "",
    progress: Progress = unheard, wait: Wait = no_wait,
) -> Restored:  # fmt: skip
    """Put the copy `source` in the place of the register in `folder`, which is saved first.

    The way in is the copy's own password or code, or the present one's if both are under one data key.
    `new_password` takes the place of one that is lost. Nobody else may hold the folder meanwhile.
    """
    if not (folder / DATABASE).exists():
        refuse_place(folder)
    make_folder(folder)
    held = hold(folder)
    try:
        finish(folder)
        way = counted(folder, lambda: way_in(source, folder, unlocked), wait)
        key, time = way.key, clock or SystemClock()
        saved, known, lives = save_present(folder, key, time, share(progress, 0, 25))
        place = swapping.lay_out(folder)
        try:
            shortfall = _lay_copy(source, place, way, share(progress, 25, 80))
            if new_password:
                put_password(place, key, new_password, since=time.today().isoformat())
            seq = _bring_to_life(place, key, time, source.name, known, lives)
            progress(90, 100)
            swapping.decide(folder)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        finish(folder)
    finally:
        held.release()
    return Restored(folder, seq, saved, shortfall)


@dataclass(frozen=True)
class WayIn:
    """The copy's data key, and the folder whose key files go with the restored register."""

    key: bytes = field(repr=False)
    keys: Path = Path()


def way_in(source: Path, folder: Path, unlocked: Unlock) -> WayIn:
    """By the copy's own keys, or by the present ones if they are for the same data.

    What was typed now opens the restored register, too: today's keys stay if it opens them.
    """
    now = _present_key(source, folder, unlocked)
    try:
        key = unlocked(source)
    except WrongPassword:
        if now and copies.is_copy(source) and key_number(now) == copies.read_manifest(source).key:
            return WayIn(now, folder)
        raise WrongPassword(
            "密码不对，没有打开这份备份；它用做备份时的密码加密，请输入当时的密码，或者用恢复码。"
        ) from None
    return WayIn(key, folder if now == key else source)


def _present_key(source: Path, folder: Path, unlocked: Unlock) -> bytes:
    if folder != source and has_keys(folder):
        with contextlib.suppress(AppError):
            return unlocked(folder)
    return b""


def save_present(
    folder: Path, key: bytes, clock: Clock, progress: Progress = unheard
) -> tuple[Path | None, Mark | None, int]:
    """Save what lies in `folder`: as a proved copy if it opens, else byte for byte; and how far it had come."""
    lives = max((copy.manifest.life for copy in list_copies(folder / BACKUPS) if copy.manifest), default=0)
    if not (folder / DATABASE).exists():
        return None, None, lives
    known = marked_end(folder, key)
    try:
        store = open_store(folder / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS)
    except StorageError:
        return set_bytes_aside(folder), known, lives
    try:
        register = Register(folder, store, rules(), clock)
        lives = max(lives, copies.life(store))
        ensure_current(store, register.rules)
        made = make_copy(register, folder / BACKUPS, reason=RESTORING, progress=progress)
        return made.folder, known or Mark(*journal.head(store)), lives
    except StorageError:
        store.close()
        return set_bytes_aside(folder), known, lives
    finally:
        store.close()


def set_bytes_aside(folder: Path) -> Path:
    """A register that does not open, as it is: for whoever can still read something out of it."""
    with file_errors(folder):
        place = next_place(folder)
    for name in (DATABASE, f"{DATABASE}-wal", *COPIES):
        if (folder / name).exists():
            copy_file(folder / name, place / name)
    if (folder / ATTACHMENTS).exists():
        with file_errors(place):
            shutil.copytree(folder / ATTACHMENTS, place / ATTACHMENTS, copy_function=_linked)
    return place


def _linked(source: str, target: str) -> None:
    """Sealed contents never change in place, so two names may share one."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def rehearse(source: Path, scratch: Path, key: bytes, progress: Progress = unheard) -> Manifest | None:
    """The restore drill (恢复演练): bring a copy to life in an empty place and prove all of it; nothing stays there.

    The tables are computed anew from the journal and compared row by row. Raises `DamageError` if anything
    is not as the copy says.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    make_folder(scratch)
    try:
        _lay_copy(source, scratch, WayIn(key, source), share(progress, 0, 50))
        store = open_store(scratch / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS)
        try:
            ensure_current(store, rules())
            problems = verification.quick_checks(store)
            problems += verification.rebuild_and_compare(store, rules(), share(progress, 50, 100))
        finally:
            store.close()
        if problems:
            raise DamageError(problems[0])
        return copies.read_manifest(source) if copies.is_copy(source) else None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _lay_copy(source: Path, place: Path, way: WayIn, progress: Progress) -> tuple[str, ...]:
    """The copy's files in `place`, proved where it lies and opened again here."""
    key = way.key
    shortfall: tuple[str, ...] = ()
    if copies.is_copy(source):
        shortfall = prove(source, key, share(progress, 0, 50))
    copy_file(source / DATABASE, place / DATABASE)
    log = source / f"{DATABASE}-wal"
    if log.exists() and not copies.is_copy(source):
        copy_file(log, place / log.name)
    copy_keys(way.keys, place)
    store = open_store(place / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS)
    try:
        problems = verification.quick_checks(store) + journal.check_chain(store, share(progress, 50, 70))
        if problems:
            raise DamageError(f"备份“{source.name}”已损坏，没有恢复，现有数据没有变化；请换另一份备份。")
        shortfall = _bring_attachments(source, place, store, shortfall, share(progress, 70, 100))
    finally:
        store.close()
    return shortfall


def _bring_attachments(
    source: Path, place: Path, store: Store, known: tuple[str, ...], progress: Progress
) -> tuple[str, ...]:
    here, there = attachments.blobs(source, store), attachments.blobs(place, store)
    done, whole = 0, max(attachments.bytes_in_all(store), 1)

    def watch(length: int) -> None:
        nonlocal done
        done += length
        progress(min(done, whole), whole)

    make_folder(place / ATTACHMENTS)
    for sha256 in attachments.hashes(store):
        if here.path(sha256).exists():
            here.copy_to(there.folder, sha256, watch)
    lacking = attachments.check(store, there, full=True).problems
    return lacking or known


def _bring_to_life(place: Path, key: bytes, clock: Clock, source: str, known: Mark | None, lives: int) -> int:
    """Today's schema, and the entry that says what was left behind."""
    store = open_store(place / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS)
    try:
        register = Register(place, store, rules(), clock)
        ensure_current(store, register.rules)
        with register.writing() as write:
            begin_life(register, write, source=source, known=known, lives=lives)
        seq = journal.head(store)[0]
    finally:
        store.close()
    return seq


def _reading(source: Path, key: bytes) -> Store:
    """A copy for reading; one from before copies said what they hold may have a log beside it."""
    if not copies.is_copy(source) and (source / f"{DATABASE}-wal").exists():
        return open_store(source / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS)
    return copies.open_copy(source, key)


def _present(folder: Path, key: bytes, copy: Store, end: tuple[int, str]) -> Present:
    if not (folder / DATABASE).exists():
        return Present(there=False)
    try:
        store = _opened_present(folder / DATABASE, key)
    except StorageError:
        return Present(there=True)
    try:
        return _compared(store, copy, end)
    except StorageError:
        return Present(there=True)
    finally:
        store.close()


def _opened_present(database: Path, key: bytes) -> Store:
    """For reading; only a register that was cut off has to be opened wholly, to read its log."""
    log = database.with_name(database.name + "-wal")
    if log.exists() and log.stat().st_size:
        return open_store(database, key, application_id=APPLICATION_ID, migrations=MIGRATIONS)
    return read_store(database, key, application_id=APPLICATION_ID, newest=len(MIGRATIONS))


def _compared(store: Store, copy: Store, end: tuple[int, str]) -> Present:
    """How much the present register has that the copy has not."""
    if copies.beginning(store) != copies.beginning(copy):
        return Present(there=True, opens=True, counts=copies.counts(store), other=True)
    common = end[0] if journal.hash_at(store, end[0]) == end[1] else _fork(store, copy, end[0])
    now = copies.counts(store)
    held = copies.counts(copy)
    lost = {name: max(now.get(name, 0) - held.get(name, 0), 0) for name in now}
    lost["entries"] = journal.work_since(store, common, HOUSEKEEPING)[0]
    return Present(
        there=True,
        opens=True,
        counts=now,
        lost=lost,
        lost_days=journal.days_since(store, common, HOUSEKEEPING),
    )


def _fork(store: Store, copy: Store, last: int) -> int:
    """The last entry both have: histories that parted once never meet again, so halving finds it."""
    low, high = 1, last
    while low < high:
        middle = (low + high + 1) // 2
        if journal.hash_at(store, middle) == journal.hash_at(copy, middle):
            low = middle
        else:
            high = middle - 1
    return low
