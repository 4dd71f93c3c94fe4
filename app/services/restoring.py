"""Restoring (恢复): look at a copy, see what would be lost, save what is there, put the copy in its place.

Nothing of the present store is touched before the copy lies beside it, opened, brought to today's
schema and proved; then one rename decides, and a power cut leaves the present or the restored store
whole (reliability.md rows 29 to 34). It works as well on an empty machine, and for a county's store.
"""

import contextlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.db import copies
from app.db.copies import Manifest
from app.db.engine import swapping
from app.db.engine.connection import Store, open_store
from app.db.engine.files import copy_file, file_errors, make_folder
from app.db.engine.guesses import counted
from app.db.engine.holding import hold
from app.db.engine.keys import COPIES, copy_keys, has_keys, key_number, put_password
from app.db.engine.kinds import Kind
from app.db.engine.marks import Mark
from app.db.engine.pages import page_checks
from app.errors import AppError, DamageError, StorageError, WrongPassword
from app.services.backups import FOLDER as BACKUPS
from app.services.backups import RESTORING, list_copies, make_copy, prove
from app.services.clock import Clock, SystemClock
from app.services.examining import next_place
from app.services.kept import Left, Revivable
from app.services.places import refuse_place
from app.services.progress import Progress, share, unheard
from app.services.restored_register import REGISTER, RestoredRegister
from app.services.ways_in import Unlock, Wait, no_wait


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


def look(
    source: Path, folder: Path, unlocked: Unlock, *, wait: Wait = no_wait, revival: Revivable = REGISTER
) -> Look:
    """Open a copy for reading and compare it with what lies in `folder`; changes nothing."""
    key = counted(folder, lambda: way_in(source, folder, unlocked), wait).key
    manifest = copies.read_manifest(source) if copies.is_copy(source) else None
    store = _reading(source, key, revival.kind)
    try:
        office, day = revival.describe(source, store)
        return Look(
            source,
            manifest,
            revival.kind.counts(store),
            manifest.day if manifest else day,
            office,
            _present(folder, key, store, revival),
        )
    finally:
        store.close()


def restore(
    source: Path, folder: Path, unlocked: Unlock, *, clock: Clock | None = None, new_password: str = "",
    progress: Progress = unheard, wait: Wait = no_wait,
) -> Restored:  # fmt: skip
    """Put a copy of a register in the place of the one in `folder`; see `put_back`."""
    revival = RestoredRegister(clock or SystemClock())
    return put_back(
        source, folder, unlocked, revival, new_password=new_password, progress=progress, wait=wait
    )


def put_back(
    source: Path, folder: Path, unlocked: Unlock, revival: Revivable, *, new_password: str = "",
    progress: Progress = unheard, wait: Wait = no_wait,
) -> Restored:  # fmt: skip
    """Put the copy `source` in the place of the store in `folder`, which is saved first.

    The way in is the copy's own password or code, or the present one's if both are under one data key.
    `new_password` takes the place of one that is lost. Nobody else may hold the folder meanwhile.
    """
    if not (folder / revival.kind.database).exists():
        refuse_place(folder)
    make_folder(folder)
    held = hold(folder)
    try:
        revival.finish(folder)
        way = counted(folder, lambda: way_in(source, folder, unlocked), wait)
        saved, left = save_present(folder, way.key, revival, share(progress, 0, 25))
        place = swapping.lay_out(folder)
        try:
            shortfall = _lay_copy(source, place, way, revival.kind, share(progress, 25, 80))
            if new_password:
                put_password(place, way.key, new_password, since=revival.today().isoformat())
            seq = revival.begin(place, way.key, left, source.name)
            progress(90, 100)
            swapping.decide(folder)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        revival.finish(folder)
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
    folder: Path, key: bytes, revival: Revivable, progress: Progress = unheard
) -> tuple[Path | None, Left]:
    """Save what lies in `folder`: as a proved copy if it opens, else byte for byte; and how far it had come."""
    kind = revival.kind
    found = list_copies(folder / BACKUPS, kind)
    lives = max((copy.manifest.life for copy in found if copy.manifest), default=0)
    if not (folder / kind.database).exists():
        return None, Left(None, lives)
    left = Left(revival.marked_end(folder, key), lives)
    try:
        present = revival.open_present(folder, key)
    except StorageError:
        return set_bytes_aside(folder, kind), left
    try:
        left = Left(left.known, max(lives, kind.life(present.store)))
        made = make_copy(present, folder / BACKUPS, reason=RESTORING, progress=progress)
        return made.folder, Left(left.known or Mark(*kind.head(present.store)), left.lives)
    except StorageError:
        present.store.close()
        return set_bytes_aside(folder, kind), left
    finally:
        present.store.close()


def set_bytes_aside(folder: Path, kind: Kind) -> Path:
    """A store that does not open, as it is: for whoever can still read something out of it."""
    with file_errors(folder):
        place = next_place(folder)
    for name in (kind.database, f"{kind.database}-wal", *COPIES):
        if (folder / name).exists():
            copy_file(folder / name, place / name)
    if (folder / kind.contents).exists():
        with file_errors(place):
            shutil.copytree(folder / kind.contents, place / kind.contents, copy_function=_linked)
    return place


def _linked(source: str, target: str) -> None:
    """What lies beside a store never changes in place, so two names may share one."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def rehearse(
    source: Path, scratch: Path, key: bytes, progress: Progress = unheard, *, revival: Revivable = REGISTER
) -> None:
    """The restore drill (恢复演练): bring a copy to life in an empty place and prove all of it; nothing stays there.

    Raises `DamageError` if anything is not as the copy says.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    make_folder(scratch)
    try:
        _lay_copy(source, scratch, WayIn(key, source), revival.kind, share(progress, 0, 50))
        store = _open(scratch, key, revival.kind)
        try:
            problems = revival.prove_alive(store, share(progress, 50, 100))
        finally:
            store.close()
        if problems:
            raise DamageError(problems[0])
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _lay_copy(source: Path, place: Path, way: WayIn, kind: Kind, progress: Progress) -> tuple[str, ...]:
    """The copy's files in `place`, proved where it lies and opened again here."""
    key = way.key
    shortfall: tuple[str, ...] = ()
    if copies.is_copy(source):
        shortfall = prove(source, key, share(progress, 0, 50), kind=kind)
    copy_file(source / kind.database, place / kind.database)
    log = source / f"{kind.database}-wal"
    if log.exists() and not copies.is_copy(source):
        copy_file(log, place / log.name)
    copy_keys(way.keys, place)
    store = _open(place, key, kind)
    try:
        store.checkpoint()
        problems = page_checks(store) + kind.check(store, share(progress, 50, 70))
        if problems:
            raise DamageError(f"备份“{source.name}”已损坏，没有恢复，现有数据没有变化；请换另一份备份。")
        shortfall = _bring_contents(kind, source, place, store, share(progress, 70, 100)) or shortfall
    finally:
        store.close()
    return shortfall


def _bring_contents(
    kind: Kind, source: Path, place: Path, store: Store, progress: Progress
) -> tuple[str, ...]:
    here, there = kind.files(source, store), kind.files(place, store)
    done, whole = 0, max(here.size(), 1)

    def watch(length: int) -> None:
        nonlocal done
        done += length
        progress(min(done, whole), whole)

    make_folder(place / kind.contents)
    here.copy_to(place, watch)
    return there.lacking(full=True, watch=lambda _: None)


def _reading(source: Path, key: bytes, kind: Kind) -> Store:
    """A copy for reading; one from before copies said what they hold may have a log beside it."""
    if not copies.is_copy(source) and (source / f"{kind.database}-wal").exists():
        return _open(source, key, kind)
    return copies.open_copy(source, key, kind)


def _open(folder: Path, key: bytes, kind: Kind) -> Store:
    return open_store(
        folder / kind.database, key, application_id=kind.application_id, migrations=kind.migrations
    )


def _present(folder: Path, key: bytes, copy: Store, revival: Revivable) -> Present:
    if not (folder / revival.kind.database).exists():
        return Present(there=False)
    try:
        store = _opened_present(folder, key, revival.kind)
    except StorageError:
        return Present(there=True)
    try:
        return _compared(store, copy, revival)
    except StorageError:
        return Present(there=True)
    finally:
        store.close()


def _opened_present(folder: Path, key: bytes, kind: Kind) -> Store:
    """For reading; only a store that was cut off has to be opened wholly, to read its log."""
    log = folder / f"{kind.database}-wal"
    if log.exists() and log.stat().st_size:
        return _open(folder, key, kind)
    return copies.open_copy(folder, key, kind)


def _compared(store: Store, copy: Store, revival: Revivable) -> Present:
    """How much the present store has that the copy has not."""
    kind = revival.kind
    if kind.beginning(store) != kind.beginning(copy):
        return Present(there=True, opens=True, counts=kind.counts(store), other=True)
    lost, days = revival.compare(store, copy)
    return Present(there=True, opens=True, counts=kind.counts(store), lost=lost, lost_days=days)
