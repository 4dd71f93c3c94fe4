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
from app.db.engine.files import file_errors
from app.db.engine.keys import COPIES, STANDARD, Cost, create_keys, unlock
from app.db.migrations import APPLICATION_ID, MIGRATIONS
from app.db.rebuilding import ensure_current
from app.errors import StorageError, ValidationError
from app.services.clock import Clock, SystemClock
from app.services.clock_answers import office_clock
from app.services.desk import Desk
from app.services.erasures import finish_if_interrupted
from app.services.progress import Progress, unheard
from app.services.register import Register
from app.services.shipped import rules

DATABASE = "main.db"


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


def has_register(folder: Path) -> bool:
    """Whether a register lies in `folder`, so that the assistant is not shown over it."""
    with file_errors(folder):
        return (folder / DATABASE).exists()


def create_office(
    folder: Path, setup: Setup, password: str, *, clock: Clock | None = None, cost: Cost = STANDARD,
    progress: Progress = unheard,
) -> Desk:  # fmt: skip
    """Make a new register in `folder` and open it; an existing one is never touched."""
    if not password:
        raise ValidationError({"password": "请设置密码；数据加密保存，忘记密码没有人能打开"})
    office = complete_office(setup.office)
    time = clock or SystemClock()
    drafts = [open_office(office, time.today())]
    drafts += _roster_drafts(setup, time)
    _refuse_taken(folder)
    try:
        return _make(folder, drafts, password, time, cost, progress)
    except BaseException:
        take_back(folder)
        raise


def _make(
    folder: Path, drafts: Sequence[Draft], password: str, clock: Clock, cost: Cost, progress: Progress
) -> Desk:
    progress(0, 3)
    key = create_keys(folder, password, cost=cost)
    progress(1, 3)
    store = open_store(
        folder / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS, create=True
    )
    try:
        register = Register(folder, store, rules(), clock)
        ensure_current(store, register.rules)
        with register.writing(actor=str(drafts[0].payload["clerk"])) as write:
            for draft in drafts:
                write(draft)
        progress(2, 3)
        desk = Desk(register)
        desk.exchange.make_keys()
    except BaseException:
        store.close()
        raise
    return desk


def take_back(folder: Path) -> None:
    """An office that could not be made whole (a full disk) leaves nothing that looks like one."""
    for name in (*COPIES, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-journal"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "enrolment", ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.rmdir()


def open_desk(folder: Path, password: str, *, clock: Clock | None = None) -> Desk:
    """Open the register in `folder`; what is wrong with folder, file or password is one sentence."""
    key = unlock(folder, password)
    store = open_store(folder / DATABASE, key, application_id=APPLICATION_ID, migrations=MIGRATIONS)
    try:
        register = Register(folder, store, rules(), clock or office_clock(store, SystemClock()))
        ensure_current(store, register.rules)
        finish_if_interrupted(register)
        _start_session(register)
    except BaseException:
        store.close()
        raise
    return Desk(register)


def _start_session(register: Register) -> None:
    """Commit at once, so that the -wal name is on the disk before the first record (reliability.md §4.1).

    On a full disk the register still opens for reading; the sentence is kept for the window.
    """
    register.office()
    try:
        register.record(Draft("session_started", "office", register.today(), {}))
    except StorageError as trouble:
        register.trouble = str(trouble)


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
