"""Restoring: what would be lost is said, the present is saved, a cut leaves the one or the other."""

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.recovery_codes import read_groups, spell
from app.db import copies, journal
from app.db.engine import swapping
from app.db.engine.costs import LEAST
from app.db.engine.keys import holders
from app.errors import AlreadyOpenError, AppError, DamageError, WrongPassword
from app.services import keys, restoring
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.lives import finish
from app.services.opening import Setup, create_office, open_by, open_desk
from app.services.restoring import look, restore
from app.services.ways_in import by_code, by_password
from tests.conftest import PASSWORD
from tests.services.test_backups import attach, letter

SECRET = bytes(range(16))


@pytest.fixture
def folder(tmp_path: Path, setup: Setup, clock: FixedClock) -> Path:
    """A register with a recovery code, a letter with an attachment, a copy, and a letter after it."""
    place = tmp_path / "数据"
    with create_office(place, setup, PASSWORD, clock=clock, cost=LEAST, recovery=SECRET) as desk:
        attach(desk, letter(desk), b"x" * 200_000)
        desk.safety.backup()
        letter(desk, "李乙")
    return place


@pytest.fixture
def copy(folder: Path) -> Path:
    return next((folder / "backups").iterdir())


def matters(desk: Desk) -> list[str]:
    return [row[0] for row in desk.register.store.rows("SELECT people FROM matters ORDER BY row")]


def content(desk: Desk) -> object:
    """What the office has entered, without the program's own entries."""
    tables = ("matters", "receptions", "people", "attachments", "documents", "roster_items")
    return {table: desk.register.store.rows(f"SELECT * FROM {table}") for table in tables}


def test_a_look_says_what_would_be_lost_and_changes_nothing(folder: Path, copy: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    seen = look(copy, folder, by_password(PASSWORD))
    assert seen.office == "青山镇信访工作办公室"
    assert seen.counts["matters"] == 1
    assert seen.present.lost is not None
    assert (seen.present.lost["matters"], seen.present.lost["receptions"]) == (1, 1)
    assert seen.present.lost["entries"] == 3
    assert seen.present.lost_days == ("2026-11-20", "2026-11-20")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_restore_brings_the_copy_saves_the_present_and_can_be_undone(
    folder: Path, copy: Path, clock: FixedClock
) -> None:
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        before = content(desk)
    done = restore(copy, folder, by_password(PASSWORD), clock=clock)
    assert done.saved is not None
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        assert matters(desk) == ["张甲"]
        assert desk.safety.verify(full=True).ok
        assert copies.life(desk.register.store) == 1
    undone = restore(done.saved, folder, by_password(PASSWORD), clock=clock)
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        assert content(desk) == before
        assert desk.safety.verify(full=True).ok
        assert copies.life(desk.register.store) == 2
    assert undone.saved != done.saved


def test_the_county_hears_of_a_restore_instead_of_a_silent_fork(
    folder: Path, copy: Path, clock: FixedClock
) -> None:
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        epoch, end = desk.exchange._keys.epoch().epoch, journal.head(desk.register.store)
    restore(copy, folder, by_password(PASSWORD), clock=clock)
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        assert desk.exchange._keys.epoch().epoch != epoch
        told = journal.last_of(desk.register.store, "restored")
        assert told is not None
        assert told.payload["known_seq"] >= end[0]


def test_a_restored_register_is_no_false_alarm_and_an_old_file_put_back_by_hand_is_one(
    folder: Path, copy: Path, clock: FixedClock
) -> None:
    restore(copy, folder, by_password(PASSWORD), clock=clock)
    open_desk(folder, PASSWORD, clock=clock).close()
    old = (folder / "main.db").read_bytes()
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        letter(desk, "王丙")
    (folder / "main.db").write_bytes(old)
    with pytest.raises(DamageError, match="比上次关闭时旧"):
        open_desk(folder, PASSWORD, clock=clock)


def test_a_disaster_is_overcome_from_a_stick_and_the_paper_code_alone(
    folder: Path, copy: Path, tmp_path: Path, clock: FixedClock
) -> None:
    stick = tmp_path / "U盘" / copy.name
    shutil.copytree(copy, stick)
    shutil.rmtree(folder)
    shutil.rmtree(tmp_path / "home", ignore_errors=True)
    code = read_groups(spell(SECRET))
    new = tmp_path / "新电脑"
    seen = look(stick, new, by_code(code))
    assert not seen.present.there
    restore(stick, new, by_code(code), clock=clock, new_password="换过的新密码一二")
    with open_desk(new, "换过的新密码一二", clock=clock) as desk:
        assert matters(desk) == ["张甲"]
        assert desk.safety.verify(full=True).ok
        assert desk.attachments.verify(full=True).problems == ()
    assert open_by(new, by_code(code), clock=clock).close() is None
    with pytest.raises(WrongPassword):
        open_desk(new, PASSWORD)


def test_a_copy_from_before_the_password_was_changed_opens_with_the_old_or_todays(
    folder: Path, copy: Path, clock: FixedClock
) -> None:
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        desk.keys.change_password(PASSWORD, "换过的新密码一二")
    assert look(copy, folder, by_password("换过的新密码一二")).counts["matters"] == 1
    assert look(copy, folder, by_password(PASSWORD)).counts["matters"] == 1
    restore(copy, folder, by_password("换过的新密码一二"), clock=clock)
    open_desk(folder, "换过的新密码一二", clock=clock).close()
    with pytest.raises(WrongPassword, match="当时的密码"):
        look(copy, folder, by_password("谁也没有用过"))


def test_a_damaged_copy_is_not_restored_and_nothing_is_touched(folder: Path, copy: Path) -> None:
    chance = random.Random(8)
    for _ in range(12):
        path = chance.choice([path for path in copy.rglob("*") if path.is_file() and path.name != "keys.a"])
        whole = path.read_bytes()
        broken = bytearray(whole)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        path.unlink()
        path.write_bytes(broken)
        before = (folder / "main.db").read_bytes()
        with pytest.raises(AppError):
            restore(copy, folder, by_password(PASSWORD))
        assert not (folder / "next").exists()
        path.write_bytes(whole)
        assert (folder / "main.db").read_bytes() == before or _same_content(folder)


def _same_content(folder: Path) -> bool:
    with open_desk(folder, PASSWORD) as desk:
        return matters(desk) == ["张甲", "李乙"]


@pytest.mark.parametrize("garbage", [b"", b"x" * 50_000])
def test_a_register_that_does_not_open_is_kept_byte_for_byte(
    folder: Path, copy: Path, clock: FixedClock, garbage: bytes
) -> None:
    (folder / "main.db").write_bytes(garbage)
    done = restore(copy, folder, by_password(PASSWORD), clock=clock)
    assert done.saved is not None
    assert (done.saved / "main.db").read_bytes() == garbage
    assert list((done.saved / "attachments").glob("??/*"))
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        assert matters(desk) == ["张甲"]


class Cut(BaseException):
    """The power is gone."""


def cuts(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Let so many renames pass, then nothing more."""
    real, left = Path.replace, after

    def replace(self: Path, target: Path) -> Path:
        nonlocal left
        if left == 0:
            raise Cut
        left -= 1
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)


@pytest.mark.parametrize("after", range(0, 40, 3))
def test_a_cut_in_a_restore_leaves_the_present_or_the_restored_register(
    folder: Path, copy: Path, clock: FixedClock, after: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        cuts(patch, after)
        try:
            restore(copy, folder, by_password(PASSWORD), clock=clock)
        except Cut:
            pass
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        assert matters(desk) in (["张甲"], ["张甲", "李乙"])
        assert desk.safety.verify(full=True).ok
        assert not (folder / "next").exists()
        assert not (folder / "next.part").exists()


def test_an_old_log_beside_a_restored_file_is_not_played_into_it(
    folder: Path, copy: Path, clock: FixedClock
) -> None:
    for log in ("main.db-wal", "main.db-shm", "main.db-journal"):
        (folder / log).write_bytes(b"stale" * 9000)
    restore(copy, folder, by_password(PASSWORD), clock=clock)
    assert not (folder / "main.db-wal").exists() or (folder / "main.db-wal").stat().st_size == 0
    assert not (folder / "main.db-journal").exists()
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        assert desk.safety.verify(full=True).ok


def test_without_dropping_the_log_the_test_above_would_be_red(folder: Path, copy: Path) -> None:
    """The deliberate breakage: the step that the exchange must not leave out is really taken."""
    place = swapping.lay_out(folder)
    shutil.copyfile(copy / "main.db", place / "main.db")
    (folder / "main.db-wal").write_bytes(b"stale")
    swapping.decide(folder)
    assert finish(folder)
    assert not (folder / "main.db-wal").exists()


def test_nobody_restores_over_an_open_register(folder: Path, copy: Path, clock: FixedClock) -> None:
    with open_desk(folder, PASSWORD, clock=clock), pytest.raises(AlreadyOpenError):
        restore(copy, folder, by_password(PASSWORD))


def test_a_copy_from_before_copies_said_what_they_hold_is_restored_too(
    folder: Path, copy: Path, clock: FixedClock
) -> None:
    (copy / copies.MANIFEST).unlink()
    for name in ("keys.a", "keys.b"):
        slots = json.loads((copy / name).read_text("utf-8"))["slots"][:1]
        (copy / name).write_text(json.dumps({"format": "xfb-keys-1", "slots": slots}))
    assert look(copy, folder, by_password(PASSWORD)).counts["matters"] == 1
    restore(copy, folder, by_password(PASSWORD), clock=clock)
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        assert matters(desk) == ["张甲"]


@pytest.fixture
def opened(folder: Path, clock: FixedClock) -> Iterator[Desk]:
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        yield desk


def test_a_new_data_key_encrypts_everything_anew(opened: Desk, clock: FixedClock) -> None:
    folder, before, old = opened.register.folder, content(opened), opened.register.store.key()
    made = keys.change_data_key(opened.register, PASSWORD, recovery=SECRET[::-1], cost=LEAST)
    assert opened.register.store.key() != old
    assert content(opened) == before
    assert opened.attachments.verify(full=True).problems == ()
    assert opened.safety.verify(full=True).ok
    letter(opened, "王丙")
    opened.close()
    with open_desk(folder, PASSWORD, clock=clock) as again:
        assert matters(again) == ["张甲", "李乙", "王丙"]
    assert [holder.kind for holder in holders(folder)] == ["password", "recovery"]
    with pytest.raises(WrongPassword):
        open_by(folder, by_code(SECRET))
    assert look(made.folder, folder, by_password(PASSWORD)).counts["matters"] == 2


@pytest.mark.parametrize("after", range(0, 40, 3))
def test_a_cut_while_the_data_key_changes_leaves_the_old_or_the_new_one(
    folder: Path, clock: FixedClock, after: int
) -> None:
    desk = open_desk(folder, PASSWORD, clock=clock)
    with pytest.MonkeyPatch.context() as patch:
        cuts(patch, after)
        try:
            keys.change_data_key(desk.register, PASSWORD, cost=LEAST)
        except Cut:
            pass
    desk.register.store.close()
    desk.register._held.release()
    with open_desk(folder, PASSWORD, clock=clock) as again:
        assert matters(again) == ["张甲", "李乙"]
        assert again.attachments.verify(full=True).problems == ()
        assert again.safety.verify(full=True).ok


def test_the_rehearsal_takes_its_paths(folder: Path, copy: Path, tmp_path: Path, opened: Desk) -> None:
    restoring.rehearse(copy, tmp_path / "演练", opened.register.store.key())
    assert not (tmp_path / "演练").exists()
