from pathlib import Path

import pytest

from app.db import journal
from app.db.engine.costs import LEAST
from app.db.engine.guesses import FILE as GUESSES
from app.errors import AlreadyOpenError, ForeignFileError, StorageError, ValidationError, WrongPassword
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.opening import Setup, create_office, open_desk
from tests.conftest import PASSWORD


def test_an_office_opens_again_with_its_password(desk: Desk, clock: FixedClock) -> None:
    folder = desk.register.folder
    desk.close()
    with open_desk(folder, PASSWORD, clock=clock) as again:
        assert again.offices.office().organ == "青山镇人民政府"
        assert [item.name for item in again.offices.roster("village")] == ["青山村", "柳溪村"]
        assert [(item.name, item.detail) for item in again.offices.roster("leader")] == [("周甲", "镇长")]


def test_a_wrong_password_changes_nothing(desk: Desk) -> None:
    folder = desk.register.folder
    desk.close()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(WrongPassword):
        open_desk(folder, "别的密码")
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert after.pop(folder / GUESSES) == b"1"
    assert after == before


def test_a_register_is_open_once(desk: Desk) -> None:
    with pytest.raises(AlreadyOpenError):
        open_desk(desk.register.folder, PASSWORD)


def test_an_existing_register_is_never_made_over(desk: Desk, setup: Setup) -> None:
    with pytest.raises(StorageError, match="没有覆盖"):
        create_office(desk.register.folder, setup, PASSWORD, cost=LEAST)


@pytest.mark.parametrize("folder", ["", "missing"])
def test_an_empty_or_missing_folder_is_not_a_register(tmp_path: Path, folder: str) -> None:
    with pytest.raises(ForeignFileError):
        open_desk(tmp_path / folder, PASSWORD)
    assert list(tmp_path.iterdir()) == []


def test_a_register_without_its_database_is_not_made_anew(desk: Desk) -> None:
    folder = desk.register.folder
    desk.close()
    (folder / "main.db").unlink()
    with pytest.raises(ForeignFileError, match="没有新建空库"):
        open_desk(folder, PASSWORD)


def test_an_office_without_a_password_is_not_made(tmp_path: Path, setup: Setup) -> None:
    with pytest.raises(ValidationError, match="密码"):
        create_office(tmp_path / "x", setup, "", cost=LEAST)
    assert not (tmp_path / "x").exists()


def test_an_office_that_cannot_be_finished_leaves_nothing(
    tmp_path: Path, setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise StorageError("磁盘已满")

    monkeypatch.setattr("app.services.exchange.Exchange.make_keys", full)
    with pytest.raises(StorageError, match="磁盘已满"):
        create_office(tmp_path / "x", setup, PASSWORD, cost=LEAST)
    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_complete_and_opens(desk: Desk, tmp_path: Path) -> None:
    copy = desk.safety.backup(tmp_path / "U盘")
    assert desk.safety.backup(tmp_path / "U盘") != copy
    with open_desk(copy, PASSWORD) as again:
        assert again.safety.verify(full=True).ok


def test_a_backup_that_fails_leaves_no_half_one(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise StorageError("读回核对不一致")

    monkeypatch.setattr("app.db.copies.check_files", refused)
    before = journal.head(desk.register.store)
    with pytest.raises(StorageError):
        desk.safety.backup(tmp_path / "U盘")
    assert list((tmp_path / "U盘").iterdir()) == []
    assert journal.head(desk.register.store) == before
