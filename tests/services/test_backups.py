"""Copies: proved before they count, thinned by count, and never from a register that is damaged."""

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.core.backups import STICK, CopyMark, superfluous
from app.db import copies, journal
from app.db.engine.driver import driver
from app.errors import AppError, DamageError, StorageError
from app.services.attachments import Source
from app.services.backups import list_copies, make_copy, prove, thin_out
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.kept_register import KeptRegister
from app.services.opening import open_desk
from app.services.receptions import Visitor
from tests.conftest import PASSWORD, TODAY
from tests.services.test_month import LETTER


def letter(desk: Desk, name: str = "张甲") -> str:
    return desk.receptions.register(LETTER, [Visitor(name, "00000000001")]).matter_id


def attach(desk: Desk, matter_id: str, content: bytes) -> None:
    ready = desk.attachments.prepare([Source.content("来信.txt", content)], lambda *_: None)
    desk.attachments.enter(matter_id, ready)


@pytest.fixture
def kept(desk: Desk) -> Desk:
    attach(desk, letter(desk), b"x" * 300_000)
    return desk


def key(desk: Desk) -> bytes:
    return desk.register.store.key()


def test_a_copy_says_what_it_holds_and_proves_it(kept: Desk, tmp_path: Path) -> None:
    end = journal.head(kept.register.store)
    copy = kept.safety.backup(tmp_path / "U盘")
    manifest = copies.read_manifest(copy)
    assert (manifest.seq, manifest.head) == end
    assert manifest.counts["matters"] == manifest.counts["attachments"] == 1
    assert prove(copy, key(kept)) == ()


def test_a_copy_is_read_from_a_stick_that_takes_no_writing(kept: Desk, tmp_path: Path) -> None:
    copy = kept.safety.backup(tmp_path / "U盘")
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    prove(copy, key(kept))
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_any_flipped_bit_of_a_copy_is_noticed(kept: Desk, tmp_path: Path) -> None:
    copy, chance = kept.safety.backup(tmp_path / "U盘"), random.Random(8)
    files = [path for path in copy.rglob("*") if path.is_file()]
    for _ in range(60):
        path = chance.choice(files)
        whole = path.read_bytes()
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.unlink()  # an attachment shares its bytes with the register's own
        path.write_bytes(content)
        with pytest.raises(AppError):
            prove(copy, key(kept))
        path.write_bytes(whole)
    prove(copy, key(kept))


def test_a_copy_that_lies_about_itself_is_no_copy(kept: Desk, tmp_path: Path) -> None:
    """Another register's database under our manifest, and a manifest somebody wrote without the key."""
    copy = kept.safety.backup(tmp_path / "U盘")
    manifest = copies.read_manifest(copy)
    copies.write_manifest(copy, manifest, bytes(32))
    with pytest.raises(DamageError):
        prove(copy, key(kept))


def test_a_damaged_register_makes_no_copy_and_takes_none_away(kept: Desk) -> None:
    for _ in range(3):
        letter(kept)
        kept.safety.backup()
    before = [copy.folder.name for copy in kept.safety.copies()]
    store = kept.register.store
    store.connection.execute("DROP TRIGGER payloads_never_change")
    store.connection.execute("UPDATE payloads SET body = '{}' WHERE seq = 3")
    letter(kept)
    with pytest.raises(StorageError, match="核对没有通过"):
        kept.safety.backup()
    assert [copy.folder.name for copy in kept.safety.copies()] == before


def test_the_same_state_is_copied_once_and_nothing_new_makes_no_copy(kept: Desk) -> None:
    assert kept.safety.backup_if_due() is not None
    assert kept.safety.backup_if_due() is None
    letter(kept)
    assert kept.safety.backup_if_due() is not None


def marks(count: int, chance: random.Random) -> list[CopyMark]:
    return [
        CopyMark(f"c{at}", 0, at, (TODAY + timedelta(days=chance.randint(-30_000, 30_000))).isoformat())
        for at in range(count)
    ]


@pytest.mark.parametrize("seed", range(20))
def test_no_clock_makes_the_newest_copies_go(seed: int) -> None:
    """200 walks of the clock in all: what is kept is told by numbers, whatever day stands on a copy."""
    chance = random.Random(seed)
    for _ in range(10):
        found = marks(chance.randint(0, 60), chance)
        gone = set(superfluous(found))
        left = [copy for copy in found if copy.name not in gone]
        assert {copy.name for copy in found[-10:]} <= {copy.name for copy in left}
        assert len(left) <= 10 + 14 + 24
        chance.shuffle(found)
        assert set(superfluous(found)) == gone


def test_a_day_in_the_year_2099_costs_no_copy() -> None:
    """GnuCash deletes every earlier backup after one save with a wrong clock; we do not."""
    found = [CopyMark(f"c{at}", 0, at, "2026-11-20") for at in range(9)]
    assert superfluous([*found, CopyMark("future", 0, 9, "2099-01-01")]) == ()


def test_copies_of_a_newer_life_count_before_longer_old_ones() -> None:
    old = [CopyMark(f"old{at}", 0, 900 + at, "2026-11-20") for at in range(12)]
    new = [CopyMark("new", 1, 400, "2026-11-21")]
    gone = superfluous(old + new)
    assert "new" not in gone
    assert len(gone) == 3


def test_only_this_registers_copies_are_thinned_out(kept: Desk, tmp_path: Path) -> None:
    target = tmp_path / "U盘"
    foreign = target / "照片"
    foreign.mkdir(parents=True)
    other = shutil.copytree(kept.safety.backup(target), target / "别处的备份")
    manifest = copies.read_manifest(other)
    copies.write_manifest(other, type(manifest)(**{**vars(manifest), "store": "another"}), key(kept))
    for _ in range(12):
        letter(kept)
        kept.safety.backup(target)
    assert foreign.exists()
    assert other.exists()
    assert len(list_copies(target)) == 10 + 1
    assert thin_out(target, copies.read_manifest(list_copies(target)[0].folder).store) == ()


def test_a_stick_is_known_by_its_marker_wherever_it_is(kept: Desk, tmp_path: Path) -> None:
    root = tmp_path / "E盘"
    root.mkdir()
    assert kept.safety.sticks([root]) == ()
    stick = kept.safety.prepare_stick(root)
    assert kept.safety.prepare_stick(root) == stick
    moved = root.rename(tmp_path / "F盘")
    found = kept.safety.sticks([moved, tmp_path / "没有"])
    assert [one.id for one in found] == [stick.id]
    copy = kept.safety.backup_to(found[0])
    assert copy.parent == found[0].folder
    told = journal.last_of(kept.register.store, "backup_made")
    assert told is not None
    assert told.payload["place"] == f"{STICK}:{stick.id}"


def test_work_that_no_stick_holds_turns_red_after_a_week_and_by_no_clock_alone(
    kept: Desk, tmp_path: Path, clock: FixedClock
) -> None:
    root = tmp_path / "U盘"
    root.mkdir()
    stick = kept.safety.prepare_stick(root)
    kept.safety.backup_to(stick)
    assert not kept.safety.standing().due
    clock.set(TODAY + timedelta(days=30))
    letter(kept)
    assert not kept.safety.standing().due, "what is not on the stick was recorded today"
    clock.set(TODAY + timedelta(days=37))
    standing = kept.safety.standing()
    assert standing.red
    assert (standing.days, standing.entries) == (7, 2)
    kept.safety.backup_to(stick)
    clock.set(date(2009, 1, 1))
    for day in range(8):
        clock.set(date(2009, 1, 1) + timedelta(days=day))
        kept.offices.add("unit", f"第{day}供水站")
    assert kept.safety.standing().red, "a clock that was set back hides no work"


def test_a_rehearsal_is_noted_and_a_broken_copy_turns_it_red(kept: Desk) -> None:
    assert not kept.safety.drill_due()
    assert kept.safety.drill() is None
    copy = kept.safety.backup()
    assert kept.safety.drill_due()
    done = kept.safety.drill()
    assert done is not None
    assert done.ok
    assert done.name == copy.name
    assert not kept.safety.drill_due()
    content = bytearray((copy / "main.db").read_bytes())
    content[len(content) // 2] ^= 1
    (copy / "main.db").write_bytes(content)
    failed = kept.safety.drill()
    assert failed is not None
    assert not failed.ok
    assert "损坏" in failed.sentence
    assert not (kept.register.folder / "drill").exists()
    letter(kept)  # a broken copy is no reason to stop


def test_a_rehearsal_finds_tables_that_the_journal_does_not_bear_out(kept: Desk) -> None:
    """A deliberate breakage inside a copy that is otherwise sound."""
    store = kept.register.store
    store.connection.execute("UPDATE matters SET title = '别的事'")
    kept.safety.backup()
    done = kept.safety.drill()
    assert done is not None
    assert not done.ok


def test_a_copy_opened_to_work_in_is_a_copy_no_more_and_begins_a_life_of_its_own(
    kept: Desk, tmp_path: Path
) -> None:
    copy = kept.safety.backup(tmp_path / "U盘")
    with open_desk(copy, PASSWORD) as again:
        assert not copies.is_copy(copy)
        assert copies.life(again.register.store) == 1
        assert again.exchange._keys.epoch() != kept.exchange._keys.epoch()


def test_the_copy_that_is_read_back_from_the_stick_must_be_what_was_written(
    kept: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick of fake capacity gives back zeros; nothing on it counts."""
    real = copies.hash_file

    def forgetful(path: Path, *given: object, cold: bool = False) -> str:
        return "0" * 64 if cold else real(path)

    monkeypatch.setattr(copies, "hash_file", forgetful)
    with pytest.raises(StorageError, match="核对没有通过"):
        kept.safety.backup(tmp_path / "U盘")
    assert list((tmp_path / "U盘").iterdir()) == []


def test_make_copy_takes_its_paths(kept: Desk, tmp_path: Path) -> None:
    made = make_copy(KeptRegister(kept.register), tmp_path / "别处")
    assert made.folder.parent == tmp_path / "别处"
    assert driver.sqlite_version_info >= (3, 51, 3)
