"""Registers to try faults on: small, quick to open, the same ones every time within one run."""

import hashlib
import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.core.offices import Office
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.db import journal, verification
from app.db.engine import keys
from app.db.engine.connection import Store, open_store
from app.db.engine.costs import LEAST, Cost
from app.db.engine.keys import COPIES
from app.db.migrations import APPLICATION_ID, MIGRATIONS
from app.db.names import DATABASE
from app.services.attachments import Source
from app.services.desk import Desk
from app.services.opening import Setup, create_office, open_desk
from app.services.receptions import Visitor
from tests.conftest import PASSWORD, TODAY
from tests.faults.power import Tree, lay_out, read_tree

PROFILE = "profile"
CODE, NEW_CODE = bytes(range(16)), bytes(range(16, 32))
OLD_REGISTERS = Path(__file__).parent.parent / "data" / "registers"


class StandingClock:
    """The office's PC on one morning."""

    def __init__(self) -> None:
        from app.services.clock import FixedClock

        self._clock = FixedClock(TODAY)
        self.now, self.today = self._clock.now, self._clock.today


def quick_unlocking() -> None:
    """Stretch a password of an older register once, and none of the keys made here: that is no matter of disks.

    20,000 openings would be 20,000 derivations, and some flows make keys anew each time.
    """
    stretch, salts = cache(keys._derive), _salts_of_old_registers()

    def derive(password: str, salt: bytes, cost: Cost) -> bytes:
        if salt in salts:
            return stretch(password, salt, cost)
        return hashlib.blake2b(password.encode(), key=salt, digest_size=keys.KEY_BYTES).digest()

    keys._derive = derive


def _salts_of_old_registers() -> set[bytes]:
    """Their keys were stretched when they were made."""
    slots = [
        slot
        for path in OLD_REGISTERS.rglob(COPIES[0])
        for slot in json.loads(path.read_text("utf-8"))["slots"]
    ]
    return {b64decode(slot["kdf"]["salt"]) for slot in slots}


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder in memory where there is one: 20,000 states are 10 GB of writing.

    The clerk's profile, where the second note of the journal's end lies, is on the disk that is tried: a cut
    takes it along, and laying a register out anew takes away what an earlier state left there.
    """
    memory = Path("/dev/shm")
    with (
        TemporaryDirectory(dir=memory if memory.is_dir() else None) as place,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("XDG_STATE_HOME", str(Path(place, "desk", PROFILE)))
        yield Path(place)


def setup() -> Setup:
    office = Office(
        name="青山镇信访工作办公室", code="430999101000", organ_code="青", superior="青川县信访局",
        review_body="青川县人民政府", government="青山镇人民政府", clerk="练习专干", phone="0000-0000000",
    )  # fmt: skip
    return Setup(office, ("自然资源所", "镇纪委"), ("青山村",), (("周甲", "镇长"),))


def make(folder: Path, recovery: bytes = b"") -> Desk:
    return create_office(folder, setup(), PASSWORD, clock=StandingClock(), cost=LEAST, recovery=recovery)


def reopen(folder: Path, password: str = PASSWORD) -> Desk:
    return open_desk(folder, password, clock=StandingClock())


def reception(number: int) -> ReceptionDraft:
    return ReceptionDraft(
        "visit", TODAY, TODAY, f"反映水渠损坏第{number}处", text="村后水渠漏水，无人维修。", purpose="appeal"
    )


def register(desk: Desk, number: int) -> str:
    """One reception with its visitor; the matter's id."""
    done = desk.receptions.register(reception(number), [Visitor(f"张甲{number}", "00000000001")])
    return done.matter_id


@cache
def office() -> Tree:
    """An office with two matters, one of them accepted."""
    with scratch() as place:
        with make(place / "desk") as desk:
            matter_id = register(desk, 1)
            desk.matters.take_step(matter_id, StepCommand("accept", TODAY))
            register(desk, 2)
        return read_tree(place / "desk")


@cache
def office_to_erase() -> Tree:
    """The same, with the first matter closed and an attachment to it."""
    with scratch() as place:
        lay_out(office(), place / "desk")
        with reopen(place / "desk") as desk:
            matter_id = next(row.id for row in desk.matters.find("水渠") if row.number.endswith("0001"))
            desk.attachments.add(matter_id, [Source.content("照片.jpg", b"\xff\xd8\xff" + bytes(3000))])
            for kind in ("answer", "deliver", "close"):
                desk.matters.take_step(matter_id, StepCommand(kind, TODAY))
        return read_tree(place / "desk")


@cache
def office_left_open() -> Tree:
    """The office as a kill leaves it, with its log beside it."""
    with scratch() as place:
        lay_out(office(), place / "desk")
        with reopen(place / "desk") as desk:
            register(desk, 3)
            return read_tree(place / "desk")


@cache
def office_with_code() -> Tree:
    """An office with a recovery code on paper, one matter and an attachment to it."""
    with scratch() as place:
        with make(place / "desk", recovery=CODE) as desk:
            matter_id = register(desk, 1)
            desk.attachments.add(matter_id, [Source.content("照片.jpg", b"\xff\xd8\xff" + bytes(3000))])
        return read_tree(place / "desk")


@cache
def office_with_copy() -> Tree:
    """The same, with a copy of it, and a matter that came after the copy."""
    with scratch() as place:
        lay_out(office_with_code(), place / "desk")
        with reopen(place / "desk") as desk:
            desk.safety.backup()
            register(desk, 2)
        return read_tree(place / "desk")


def schemas() -> list[str]:
    """Every schema that ever landed, and the registers kept as they were: each prefix of the list of migrations
    but the first, which is a journal without an office and was nobody's register.
    """
    return [str(number) for number in range(2, len(MIGRATIONS))] + sorted(
        path.name for path in OLD_REGISTERS.iterdir()
    )


@cache
def old_register(schema: str) -> Tree:
    """A register that an older version left behind, its journal full and its tables as they were."""
    if not schema.isdecimal():
        return read_tree(OLD_REGISTERS / schema)
    with scratch() as place:
        lay_out(office(), place / "new")
        (place / "old").mkdir()
        for name in COPIES:
            (place / "old" / name).write_bytes((place / "new" / name).read_bytes())
        key = keys.unlock(place / "new", PASSWORD)
        kinds = {"application_id": APPLICATION_ID}
        new = open_store(place / "new" / DATABASE, key, migrations=MIGRATIONS, **kinds)
        old = open_store(
            place / "old" / DATABASE, key, migrations=MIGRATIONS[: int(schema)], create=True, **kinds
        )
        _copy_journal(new, old)
        new.close()
        old.close()
        return read_tree(place / "old")


def _copy_journal(new: Store, old: Store) -> None:
    """The journal, and the one row of a table that is read before the tables are told anew."""
    with old.writing():
        for table in ("entries", "payloads", "office"):
            for row in new.rows(f"SELECT * FROM {table} ORDER BY 1"):
                names = [column[1] for column in old.rows(f"PRAGMA table_info({table})")]
                old.connection.execute(
                    f"INSERT INTO {table} VALUES ({','.join('?' * len(names))})", tuple(row[: len(names)])
                )


def head(desk: Desk) -> str:
    """What the clerk was told is saved, as the journal's last place and hash."""
    seq, last = journal.head(desk.register.store)
    return f"{seq} {last}"


def trouble(desk: Desk) -> list[str]:
    """What file and chain say is wrong."""
    return verification.quick_checks(desk.register.store) + journal.check_chain(desk.register.store)
