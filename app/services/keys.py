"""The ways into the register (密码、恢复码、第二负责人) and its data key: who can open it, and changing that.

A change of password wraps the same data key anew; old copies still open with the old password. Only a
new data key takes from old copies what is recorded from now on, and it ends every other way in.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.core.entries import Draft
from app.core.offices import password_problem
from app.core.recovery_codes import SECRET_BYTES
from app.db import attachments, copies, journal
from app.db.engine import swapping
from app.db.engine.blobs import Blobs
from app.db.engine.connection import Store
from app.db.engine.costs import STANDARD, Cost
from app.db.engine.files import make_folder, sync_file
from app.db.engine.guesses import counted
from app.db.engine.keys import (
    OFFICIAL,
    RECOVERY,
    HalfKept,
    Holder,
    change_password,
    code_number,
    create_like,
    fitting_cost,
    holders,
    key_number,
    put_official,
    put_password,
    put_recovery,
    remove_holder,
    unlock,
)
from app.db.engine.pages import page_checks
from app.db.engine.rekeying import rekey_file
from app.db.names import DATABASE
from app.errors import StorageError, ValidationError
from app.services.backups import ASKED, Made, make_copy
from app.services.backups import FOLDER as BACKUPS
from app.services.kept_register import KeptRegister
from app.services.lives import finish
from app.services.paper_drills import keep_check
from app.services.progress import Progress, share, unheard
from app.services.register import Register
from app.services.ways_in import no_wait

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["Holder", "Keys", "change_data_key", "code_number", "new_recovery_secret"]


def new_recovery_secret() -> bytes:
    """The 128 random bits of a new recovery code; they go on paper and nowhere else."""
    return secrets.token_bytes(SECRET_BYTES)


class Locked(Protocol):
    """An open store whose ways in are asked about and changed."""

    @property
    def folder(self) -> Path: ...
    @property
    def store(self) -> Store: ...

    def today(self) -> date: ...

    def note_keys(self, change: str, label: str) -> None:
        """A way in was changed, never what it is."""


class WaysIn:
    """Who can open a store, a township's or a county's. Everything that changes it asks the clerk's password first."""

    def __init__(self, locked: Locked, *, cost: Cost | None = None) -> None:
        self._locked, self._given = locked, cost

    def holders(self) -> tuple[Holder, ...]:
        return holders(self._locked.folder)

    def has_recovery_code(self) -> bool:
        return any(holder.kind == RECOVERY for holder in self.holders())

    def check(self, password: str) -> None:
        """Raises `WrongPassword` unless this password opens the store; wrong ones count."""
        self._known(password)

    def change_password(self, old: str, new: str) -> None:
        """The old password opens nothing here any more; copies made before keep it."""
        _check_new(new)
        folder = self._locked.folder
        with self._noting("password_changed"):
            counted(
                folder,
                lambda: change_password(folder, old, new, cost=self._cost, since=self._today()),
                no_wait,
            )

    def reset_password(self, new: str) -> None:
        """A new clerk's password, by whoever has opened the store with the recovery code."""
        _check_new(new)
        key = self._locked.store.key()
        with self._noting("password_reset"):
            put_password(self._locked.folder, key, new, cost=self._cost, since=self._today())

    def keep_recovery_code(self, password: str, secret: bytes) -> None:
        """From now on this code opens the store, and no earlier one; the clerk has shown that it is on paper."""
        key = self._known(password)
        with self._noting("recovery_code_made", code_number(secret)):
            put_recovery(self._locked.folder, key, secret, since=self._today())
        self._know_again(secret)

    def keep_official(self, password: str, name: str, official_password: str) -> None:
        """A second official (第二负责人) with a password of their own."""
        if not name.strip():
            raise ValidationError({"name": "请填写第二负责人的姓名"})
        _check_new(official_password)
        key = self._known(password)
        folder, named = self._locked.folder, name.strip()
        with self._noting("official_added", named):
            put_official(folder, key, named, official_password, cost=self._cost, since=self._today())

    def remove_official(self, password: str) -> None:
        """The second official can no longer open the store."""
        self._known(password)
        with self._noting("official_removed"):
            remove_holder(self._locked.folder, OFFICIAL)

    def _know_again(self, secret: bytes) -> None:
        """A code is on its paper now; whoever can ask for it later notes by what."""

    @property
    def _cost(self) -> Cost:
        return self._given or fitting_cost()

    def _known(self, password: str) -> bytes:
        folder = self._locked.folder
        return counted(folder, lambda: unlock(folder, password), no_wait)

    @contextmanager
    def _noting(self, change: str, label: str = "") -> Iterator[None]:
        """What has taken effect is noted, also where only one of the two key files could be written."""
        try:
            yield
        except HalfKept:
            self._locked.note_keys(change, label)
            raise
        self._locked.note_keys(change, label)

    def _today(self) -> str:
        return self._locked.today().isoformat()


class Keys(WaysIn):
    """The ways into a register, and its data key."""

    def __init__(self, register: Register, *, cost: Cost | None = None) -> None:
        super().__init__(KeptRegister(register), cost=cost)
        self._register = register

    def _know_again(self, secret: bytes) -> None:
        keep_check(self._register, secret)

    def change_data_key(self, password: str, recovery: bytes = b"", *, progress: Progress = unheard) -> Made:
        """Encrypt everything anew under a new data key; see `change_data_key`."""
        self._known(password)
        return change_data_key(
            self._register, password, recovery=recovery, cost=self._cost, progress=progress
        )


def _check_new(password: str) -> None:
    if problem := password_problem(password):
        raise ValidationError({"new": problem})


def change_data_key(
    register: Register, password: str, *, recovery: bytes = b"", cost: Cost = STANDARD,
    progress: Progress = unheard,
) -> Made:  # fmt: skip
    """Encrypt database and attachments anew under a new data key, so that a cut leaves the old or the new one.

    Only `password` and the new `recovery` code open the register afterwards. A proved copy is made before;
    it and all older copies stay under the old key. The register is open throughout but for the moment of
    the exchange. Returns the copy that was made before.
    """
    folder = register.folder
    made = make_copy(KeptRegister(register), folder / BACKUPS, reason=ASKED, progress=share(progress, 0, 30))
    place = swapping.lay_out(folder)
    try:
        since = register.today().isoformat()
        key = create_like(folder, place, password, cost=cost, recovery=recovery, since=since)
        _encrypt_anew(register, place, key, share(progress, 30, 95))
        register.note_end()
        register.store.rest()
        swapping.decide(folder)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        if register.store.is_resting():
            register.wake(unlock(folder, password))
        raise
    finish(folder)
    register.wake(key)
    register.record(
        Draft(
            "data_key_changed", "office", register.today(), {"key": key_number(key), "copy": made.folder.name}
        )
    )
    if recovery:
        keep_check(register, recovery)
    register.note_end()
    return made


def _encrypt_anew(register: Register, place: Path, key: bytes, progress: Progress) -> None:
    store = register.store
    with store.watched(lambda: progress(0, 1)):
        store.rows("VACUUM INTO ?", (str(place / DATABASE),))
    rekey_file(place / DATABASE, store.key(), key)
    sync_file(place / DATABASE)
    progress(30, 100)
    there = copies.open_copy(place, key)
    try:
        new = attachments.blobs(place, there)
        _seal_anew(register, attachments.blobs(register.folder, store), new, share(progress, 30, 80))
        problems = page_checks(there) + journal.check_chain(there, share(progress, 80, 100))
        if problems or journal.head(there) != journal.head(store):
            raise StorageError("新加密的数据核对没有通过，没有更换，数据仍按原来的密钥保存；请先核验数据。")
    finally:
        there.close()


def _seal_anew(register: Register, old: Blobs, new: Blobs, progress: Progress) -> None:
    """Every attachment under the new key. A broken one stops the change: under the new key nobody could mend it."""
    make_folder(new.folder)
    done, whole = 0, max(attachments.bytes_in_all(register.store), 1)

    def watch(length: int) -> None:
        nonlocal done
        done += length
        progress(min(done // 4, whole), whole)  # read twice, sealed, read back

    for sha256 in attachments.hashes(register.store):
        new.put("附件", partial(_as_file, old, sha256), watch)
        new.check(sha256, watch)


def _as_file(blobs: Blobs, sha256: str) -> BufferedReader:
    return BufferedReader(_Content(blobs, sha256))


class _Content(RawIOBase):
    """A sealed content as a file that can be read once."""

    def __init__(self, blobs: Blobs, sha256: str) -> None:
        super().__init__()
        self._pieces, self._rest = blobs.chunks(sha256), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        room = memoryview(buffer).cast("B")
        if not self._rest:
            self._rest = next(self._pieces, b"")
        piece, self._rest = self._rest[: len(room)], self._rest[len(room) :]
        room[: len(piece)] = piece
        return len(piece)
