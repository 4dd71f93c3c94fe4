"""What the setup keeps before a newer program touches the registers."""

import pytest

from app.db.engine.costs import LEAST
from app.db.engine.files import hash_file
from app.db.engine.holding import hold
from app.db.names import DATABASE
from app.errors import AlreadyOpenError, StorageError, ValidationError
from app.services import upgrade_copies
from app.services.opening import open_desk
from app.services.practice import create_practice_office
from app.services.upgrade_copies import keep_before_upgrade

PASSWORD = "练习密码1234"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "petition-desk"
    with create_practice_office(place, None, PASSWORD, matters=1, cost=LEAST) as desk:
        desk.safety.backup()
    (place / "attachments" / "ab").mkdir(parents=True)
    (place / "attachments" / "ab" / "cd.att").write_bytes(b"sealed")
    (place / "county").mkdir()
    (place / "county" / "county.db").write_bytes(b"the county's")
    return place


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_copy_is_a_register_that_opens_and_holds_everything_but_the_other_copies(folder):
    copy = keep_before_upgrade(folder, "0.1.0")
    assert copy.name == "petition-desk-升级前副本-0.1.0"
    assert copy.parent == folder.parent
    wanted = {name for name in files(folder) if not name.startswith("backups/") and "open.lock" not in name}
    assert files(copy) == wanted
    assert {"main.db", "keys.a", "attachments/ab/cd.att", "county/county.db"} <= wanted
    for name in wanted:
        assert hash_file(copy / name) == hash_file(folder / name)
    open_desk(copy, PASSWORD).close()


def test_an_earlier_copy_is_never_written_over(folder):
    first = keep_before_upgrade(folder, "0.1.0")
    (first / "keys.a").write_bytes(b"older")
    second = keep_before_upgrade(folder, "0.1.0")
    assert second.name == f"{first.name}-2"
    assert (first / "keys.a").read_bytes() == b"older"


def test_where_there_is_no_register_nothing_is_made(tmp_path):
    (tmp_path / "desk" / "marks").mkdir(parents=True)
    assert keep_before_upgrade(tmp_path / "desk", "0.1.0") is None
    assert keep_before_upgrade(tmp_path / "没有", "0.1.0") is None
    assert [path.name for path in tmp_path.iterdir()] == ["desk"]


@pytest.mark.parametrize("place", [".", "county"])
def test_an_open_register_is_not_copied(folder, place):
    held = hold(folder / place)
    with pytest.raises(AlreadyOpenError):
        keep_before_upgrade(folder, "0.1.0")
    held.release()
    assert list(folder.parent.glob("*升级前副本*")) == []
    assert keep_before_upgrade(folder, "0.1.0")


def test_a_copy_that_reads_back_otherwise_has_no_name(folder, monkeypatch):
    def torn(source, target):
        target.write_bytes(source.read_bytes()[:-1])

    monkeypatch.setattr(upgrade_copies, "copy_file", torn)
    with pytest.raises(StorageError, match="不算数"):
        keep_before_upgrade(folder, "0.1.0")
    assert [path.name for path in folder.parent.glob("*升级前副本*")] == [
        "petition-desk-升级前副本-0.1.0.part"
    ]
    assert (folder / DATABASE).exists()


def test_a_version_is_no_way_out_of_the_folder(folder):
    with pytest.raises(ValidationError):
        keep_before_upgrade(folder, "../../etc")
