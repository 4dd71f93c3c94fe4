"""The second disk: a copy a day by itself, never on the register's own disk, never onto a disk that is not it."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import NotAllowed, StorageError
from app.services import second_disk
from app.services.backups import list_copies
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.opening import open_desk
from tests.conftest import PASSWORD, TODAY


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that counts as another disk; everything else is the register's own."""
    place = tmp_path / "第二块硬盘"
    place.mkdir()
    monkeypatch.setattr(
        second_disk,
        "on_another_disk",
        lambda root, register: place in (root, *root.parents) and root.exists(),
    )
    return place


def copies(disk: Path) -> int:
    return sum(len(list_copies(place)) for place in disk.glob("信访工作台备份/*"))


def reopened(desk: Desk, days: int) -> Desk:
    desk.close()
    return open_desk(desk.register.folder, PASSWORD, clock=FixedClock(TODAY + timedelta(days=days)))


def test_the_first_copy_is_made_at_once_and_the_next_only_on_another_day_with_work(
    desk: Desk, disk: Path
) -> None:
    made = desk.safety.choose_second_disk(disk)
    assert disk in made.parents
    desk.offices.add("unit", "供水站")
    assert desk.safety.copy_to_disk_if_due() is None
    with reopened(desk, 1) as later:
        assert later.safety.copy_to_disk_if_due() is not None
        assert later.safety.standing().disk_on == TODAY + timedelta(days=1)
        assert later.safety.copy_to_disk_if_due() is None
    with reopened(later, 2) as idle:
        assert idle.safety.copy_to_disk_if_due() is None
    assert copies(disk) == 2


def test_it_is_made_when_nobody_sits_at_the_desk_and_when_the_day_ends(desk: Desk, disk: Path) -> None:
    desk.safety.choose_second_disk(disk)
    desk.offices.add("unit", "供水站")
    with reopened(desk, 1) as later:
        later.safety.look_after()
        assert copies(disk) == 2
        later.offices.add("unit", "供电所")
    with reopened(later, 2) as last:
        last.safety.copy_at_the_end()
    assert copies(disk) == 3


def test_the_registers_own_disk_and_a_stick_are_refused(
    desk: Desk, disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotAllowed, match="同一块硬盘"):
        desk.safety.choose_second_disk(tmp_path)
    monkeypatch.setattr(second_disk, "plugged_in", lambda: (disk,))
    with pytest.raises(NotAllowed, match="这是U盘"):
        desk.safety.choose_second_disk(disk)
    with pytest.raises(StorageError, match="找不到文件夹"):
        desk.safety.choose_second_disk(disk / "没有")
    assert desk.safety.second_disk() is None
    assert not list(disk.iterdir())


def test_a_disk_that_is_gone_stops_nothing_and_is_told(desk: Desk, disk: Path) -> None:
    desk.safety.choose_second_disk(disk)
    shutil.rmtree(disk)
    with reopened(desk, 1) as later:
        later.offices.add("unit", "供水站")
        later.safety.look_after()
        standing = later.safety.standing()
        assert standing.disk_is_gone
        assert later.safety.copies()
        assert not disk.exists()
        later.safety.forget_second_disk()
        assert later.safety.standing().disk is None


def test_another_disk_in_its_place_is_never_written_to(desk: Desk, disk: Path) -> None:
    desk.safety.choose_second_disk(disk)
    shutil.rmtree(disk / "信访工作台备份")
    desk.offices.add("unit", "供水站")
    with reopened(desk, 1) as later:
        assert later.safety.copy_to_disk_if_due() is None
        assert later.safety.standing().disk_is_gone
    assert not list(disk.iterdir())


@pytest.mark.parametrize("note", ["", "[]", '{"folder": 7}', '{"folder": ""}', "[" * 5000])
def test_a_note_that_cannot_be_read_is_as_good_as_none(desk: Desk, note: str) -> None:
    (desk.register.folder / second_disk.NOTE).write_text(note, "utf-8")
    assert desk.safety.second_disk() is None
    assert second_disk.roots(desk.register.folder) == ()


def test_the_way_back_looks_there_too(desk: Desk, disk: Path) -> None:
    desk.safety.choose_second_disk(disk)
    assert second_disk.roots(desk.register.folder) == (disk,)
    assert json.loads((desk.register.folder / second_disk.NOTE).read_text("utf-8")) == {"folder": str(disk)}


def test_the_first_copy_of_a_session_does_not_wait_for_its_hours(desk: Desk) -> None:
    desk.safety.backup()
    desk.offices.add("unit", "供水站")
    desk.safety.look_after()
    assert len(desk.safety.copies()) == 1  # four hours have not passed
    with reopened(desk, 0) as again:
        again.safety.look_after()
        assert len(again.safety.copies()) == 2  # what the last session left uncopied is not left again
