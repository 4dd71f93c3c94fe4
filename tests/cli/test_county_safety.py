"""The county's copies, restoring and ways in, by command."""

from pathlib import Path

import pytest

from app.cli.output import PASSWORD_VARIABLE, Context
from app.cli.updates import _applied
from app.core.versions import read_version
from app.county.desk import create_county
from app.county.kept import COUNTY
from app.db.engine.costs import LEAST
from app.services.backups import UPDATING, list_copies
from app.services.updates import NOT_COPIED, Prepared
from tests.cli.test_safety import NEW, good, kept, new_code, refused
from tests.conftest import PASSWORD
from tests.county.townships import Township


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "数据"
    desk = create_county(data / "county", "青川县信访局", "999999000000", PASSWORD, cost=LEAST)
    desk.enrol(Township(desk).enrolment)
    desk.close()
    return data


def test_a_county_is_copied_verified_rehearsed_and_restored(folder: Path, tmp_path: Path) -> None:
    assert "核对" in good(folder, "county", "backup", "--stick", tmp_path)
    assert "核对" in good(folder, "county", "backup")
    assert "1个乡镇" in good(folder, "county", "backups")
    assert "逐页校验通过" in good(folder, "county", "verify", "--full")
    assert "成功" in good(folder, "county", "drill")
    (copy,) = (folder / "county" / "backups").iterdir()
    assert "没有改动任何数据" in good(folder, "county", "restore", copy)
    assert "恢复前的数据保存在" in good(folder, "county", "restore", copy, "--yes")
    assert "1个乡镇" in good(folder, "county", "backups")


def test_a_countys_password_and_code(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = kept(tmp_path / "code", new_code(folder, monkeypatch, "county", "recovery-code"))
    done = good(
        folder, "county", "recover", "--code-file", code, "--new-password-file", kept(tmp_path / "new", NEW)
    )
    assert "新密码" in done
    assert "密码不对" in refused(folder, "county", "status")
    back = good(
        folder, "county", "password", "--new-password-file", kept(tmp_path / "old", PASSWORD), password=NEW
    )
    assert "密码已修改" in back
    good(folder, "county", "status")


def test_a_county_on_a_server_says_who_copies_it(folder: Path) -> None:
    assert "服务器" in refused(folder, "county", "--store", "postgresql://x/y", "backups")


def test_an_update_of_a_countys_pc_has_its_copy_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)

    class Handed:
        def apply(self, desk: object, path: Path) -> Prepared:
            assert desk is None
            return Prepared(read_version("9.9.9"), None, None, ("别的提醒", NOT_COPIED))

    done = _applied(Context(folder, None), Handed(), Path("x"))
    assert done.warnings == ("别的提醒",)
    (copy,) = list_copies(folder / "county" / "backups", COUNTY)
    assert (done.copy, copy.manifest.reason) == (copy.folder, UPDATING)
