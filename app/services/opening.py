"""Making an office's register and opening it again."""

import contextlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from app.core.entries import Draft
from app.core.offices import Office, open_office, suggest_government, suggest_organ_code, suggest_review_body
from app.core.rosters import LEADER, UNIT, VILLAGE, RosterItem, add_item
from app.db.engine.connection import open_store
from app.db.engine.costs import Cost
from app.db.engine.files import file_errors, make_folder
from app.db.engine.guesses import FILE as GUESSES
from app.db.engine.guesses import counted
from app.db.engine.holding import FILE as LOCK
from app.db.engine.holding import Held, hold
from app.db.engine.keys import COPIES, bring_forward, create_keys, fitting_cost, has_keys
from app.db.migrations import APPLICATION_ID, MIGRATIONS
from app.db.names import DATABASE, MANIFEST
from app.db.rebuilding import ensure_current
from app.errors import StorageError, ValidationError
from app.services.clock import Clock, SystemClock
from app.services.clock_answers import office_clock
from app.services.desk import Desk
from app.services.erasures import finish_if_interrupted
from app.services.examining import Examined, examine, set_aside, was_cut_off
from app.services.folders import has_register
from app.services.lives import begin_life, finish, keep_before_migrating
from app.services.paper_drills import keep_check
from app.services.places import refuse_place
from app.services.progress import Progress, unheard
from app.services.register import Register
from app.services.shipped import rules
from app.services.ways_in import MARKS, Unlock, Wait, by_password, marks_of, no_wait


@dataclass(frozen=True)
class Setup:
    """What the assistant asks for before a register exists."""

    office: Office
    units: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    leaders: tuple[tuple[str, str], ...] = ()


def complete_office(office: Office) -> Office:
    """Fill in what can be told from the names: 机关代字, the government that signs, the review body."""
    return replace(
        office,
        organ_code=office.organ_code or suggest_organ_code(office.name),
        government=office.government or suggest_government(office.name),
        review_body=office.review_body or suggest_review_body(office.superior),
    )


def create_office(
    folder: Path, setup: Setup, password: str, *, clock: Clock | None = None, cost: Cost | None = None,
    progress: Progress = unheard, recovery: bytes = b"",
) -> Desk:  # fmt: skip
    """Make a new register in `folder` and open it; an existing one is never touched.

    `recovery` is the secret of the code on paper, once the clerk has shown that the paper is there; without
    a `cost` a guess of the password costs what half a second of this PC buys.
    """
    if not password:
        raise ValidationError({"password": "请设置密码；数据加密保存，忘记密码没有人能打开"})
    office = complete_office(setup.office)
    time = clock or SystemClock()
    drafts = [open_office(office, time.today())]
    drafts += _roster_drafts(setup, time)
    _refuse_taken(folder)
    refuse_place(folder)
    make_folder(folder)
    held = hold(folder)
    try:
        key = _new_keys(folder, password, time, cost or fitting_cost(), progress, recovery)
        return _make(folder, key, drafts, time, progress, held, recovery)
    except BaseException:
        held.release()
        take_back(folder)
        raise


def _new_keys(
    folder: Path, password: str, clock: Clock, cost: Cost, progress: Progress, recovery: bytes
) -> bytes:
    progress(0, 3)
    since = clock.today().isoformat()
    key = create_keys(folder, password, cost=cost, recovery=recovery, since=since)
    progress(1, 3)
    return key


def _make(
    folder: Path, key: bytes, drafts: Sequence[Draft], clock: Clock, progress: Progress, held: Held, recovery: bytes
) -> Desk:  # fmt: skip
    store = open_store(
        folder / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS, create=True
    )
    try:
        trusted = clock or office_clock(store, SystemClock())
        register = Register(folder, store, rules(), trusted, held=held, marks=marks_of(folder))
        ensure_current(store, register.rules)
        with register.writing(actor=str(drafts[0].payload["clerk"])) as write:
            for draft in drafts:
                write(draft)
        progress(2, 3)
        desk = Desk(register)
        desk.exchange.make_keys()
        if recovery:
            keep_check(register, recovery)
        register.note_end()
    except BaseException:
        store.close()
        raise
    return desk


def take_back(folder: Path) -> None:
    """An office that could not be made whole (a full disk) leaves nothing that looks like one."""
    for path in marks_of(folder):
        path.unlink(missing_ok=True)
    for name in (*COPIES, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-journal", MARKS, GUESSES, LOCK):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "enrolment", ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.rmdir()


def open_desk(
    folder: Path, password: str, *, clock: Clock | None = None, wait: Wait = no_wait, confirmed: bool = False
) -> Desk:
    """Open the register in `folder`; what is wrong with folder, file or password is one sentence.

    `wait` gets the seconds that earlier wrong passwords have earned. A register that is damaged, older
    than when it was left or changed in its history raises `DamageError` and nothing is written;
    `confirmed` goes on with an older or changed one, and the journal says so.
    """
    return open_by(folder, by_password(password), clock=clock, wait=wait, confirmed=confirmed)


def open_by(
    folder: Path, unlocked: Unlock, *, clock: Clock | None = None, wait: Wait = no_wait, confirmed: bool = False
) -> Desk:  # fmt: skip
    """The same with any way to the data key: a password, or the recovery code."""
    if not has_keys(folder):
        unlocked(folder)  # says that this is no register's folder, and leaves nothing behind
    held = hold(folder)
    try:
        finish(folder)
        key = counted(folder, lambda: unlocked(folder), wait)
        return Desk(_opened(folder, key, clock, held, confirmed))
    except BaseException:
        held.release()
        raise


def _opened(folder: Path, key: bytes, clock: Clock | None, held: Held, confirmed: bool) -> Register:
    """The open sequence of reliability.md §4.1; the order of its steps has reasons."""
    database, was_copy = folder / DATABASE, (folder / MANIFEST).exists()
    cut_off = was_cut_off(database)
    if cut_off:
        with contextlib.suppress(OSError):  # on a full disk there is no room for a second one
            set_aside(database)
    with file_errors(folder):
        (folder / MANIFEST).unlink(missing_ok=True)  # opened to work in it, it is a copy no more
    store = open_store(
        database, key, application_id=APPLICATION_ID, migrations=MIGRATIONS,
        before_migrating=lambda older: keep_before_migrating(folder, older, clock or SystemClock()),
    )  # fmt: skip
    try:
        with contextlib.suppress(StorageError):  # on a full disk the older keys open as well
            bring_forward(folder)
        trusted = clock or office_clock(store, SystemClock())
        register = Register(folder, store, rules(), trusted, held=held, marks=marks_of(folder))
        looked = examine(register, cut_off=cut_off, confirmed=confirmed)
        ensure_current(store, register.rules)
        finish_if_interrupted(register)
        register.office()
        _start_session(register, looked, new_life=was_copy)
    except BaseException:
        store.close()
        raise
    return register


def _start_session(register: Register, looked: Examined, *, new_life: bool) -> None:
    """Commit at once, so that the -wal name is on the disk before the first record (reliability.md §4.1).

    On a full disk the register still opens for reading; the sentence is kept for the window.
    """
    drafts = [*looked.told, Draft("session_started", "office", register.today(), {})]
    try:
        with register.writing() as write:
            for draft in drafts:
                write(draft)
            if new_life:
                begin_life(register, write, source=register.folder.name, known=None)
        register.note_end()
    except StorageError as trouble:
        register.trouble = str(trouble)
    register.notice = looked.notice


def _refuse_taken(folder: Path) -> None:
    with file_errors(folder):
        if has_register(folder) or (folder.is_dir() and any(folder.glob("keys.?"))):
            raise StorageError(f"“{folder}”里已经有登记数据，没有覆盖；请打开它，或换一个空文件夹。")


def _roster_drafts(setup: Setup, clock: Clock) -> list[Draft]:
    items = [RosterItem(str(uuid4()), UNIT, name) for name in setup.units]
    items += [RosterItem(str(uuid4()), VILLAGE, name) for name in setup.villages]
    items += [RosterItem(str(uuid4()), LEADER, name, detail=post) for name, post in setup.leaders]
    return [add_item(item, _others(items, item), clock.today()) for item in items]


def _others(items: Sequence[RosterItem], item: RosterItem) -> list[RosterItem]:
    return [other for other in items if other.kind == item.kind and other.id != item.id]
