"""`petition-desk update`: says what would happen, does it only with --yes, and prints what IT has to type."""

import json
from pathlib import Path

import pytest

from app.core.versions import read_version
from app.services import updates
from app.services.clock import FixedClock
from app.services.opening import open_desk
from tests.cli.test_safety import folder, good, refused  # noqa: F401  (a fixture)
from tests.conftest import PASSWORD
from tests.exchange.update_packages import TRUSTED, make_update
from tests.services.test_backups import letter


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick with two versions, for a program that runs the older of them."""
    runs(monkeypatch, "0.1.0")
    make_update(tmp_path / "U盘", "0.1.0")
    make_update(tmp_path / "U盘")
    return tmp_path / "U盘"


def runs(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    monkeypatch.setattr(updates, "version_now", lambda: read_version(version))
    monkeypatch.setattr(updates, "platform_now", lambda: "linux-amd64")
    monkeypatch.setattr(updates, "installed_as", lambda: "deb")
    monkeypatch.setattr(updates, "trusted_keys", lambda _folder: TRUSTED)


def test_what_is_on_a_stick_is_told_without_a_password(folder: Path, stick: Path) -> None:  # noqa: F811
    told = json.loads(good(folder, "update", "check", stick, "--json", password=""))
    assert (told["version"], told["kind"], told["keys"]) == ("0.1.0", "deb", [TRUSTED[0].id])
    assert [(one["version"], one["ok"]) for one in told["packages"]] == [("0.2.0", True), ("0.1.0", False)]
    said = good(folder, "update", "check", stick / "petition-desk-0.2.0-linux-amd64.xfu")
    assert "可以升到0.2.0　更正若干问题。" in said


def test_without_a_stick_that_is_said(folder: Path, stick: Path) -> None:  # noqa: F811
    assert "没有找到升级包" in good(folder, "update", "check")


def test_a_program_without_a_publishers_key_says_so(
    folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    monkeypatch.setattr(updates, "trusted_keys", lambda _folder: ())
    assert "本版本未带发布者公钥" in good(folder, "update", "check", stick)
    package = stick / "petition-desk-0.2.0-linux-amd64.xfu"
    assert "本版本未带发布者公钥" in refused(folder, "update", "apply", package, "--yes")


def test_nothing_is_done_without_yes(folder: Path, stick: Path) -> None:  # noqa: F811
    package = stick / "petition-desk-0.2.0-linux-amd64.xfu"
    said = good(folder, "update", "apply", package, password="")
    assert "可以从0.1.0升到0.2.0" in said
    assert "请加 --yes" in said
    assert not (folder / "updates").exists()


def test_up_and_back_by_command(
    folder: Path, stick: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    package = stick / "petition-desk-0.2.0-linux-amd64.xfu"
    done = json.loads(good(folder, "update", "apply", package, "--yes", "--json"))
    assert done["applied"]
    assert done["command"][:3] == ["sudo", "apt-get", "install"]
    assert Path(done["copy"]).is_dir()
    runs(monkeypatch, "0.2.0")
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        letter(desk, "钱乙")
    before = json.loads(good(folder, "update", "back", "--json"))
    assert (before["to"], before["keeps_data"], before["went"]) == ("0.1.0", True, False)
    monkeypatch.setattr(
        "app.services.going_back.MIGRATIONS", [None] * 99
    )  # a version whose data 0.1.0 cannot read
    assert "1件信访事项" in good(folder, "update", "back")
    went = json.loads(good(folder, "update", "back", "--yes", "--json"))
    assert went["went"]
    assert "--allow-downgrades" in went["command"]
    with open_desk(folder, PASSWORD, clock=clock) as desk:
        assert desk.matters.find("钱乙") == ()
    with open_desk(Path(went["saved"]), PASSWORD, clock=clock) as desk:
        assert len(desk.matters.find("钱乙")) == 1


def test_a_wrong_password_goes_nowhere(folder: Path, stick: Path) -> None:  # noqa: F811
    package = stick / "petition-desk-0.2.0-linux-amd64.xfu"
    assert "密码" in refused(folder, "update", "apply", package, "--yes", password="不对的密码一二")
    assert not (folder / "updates").exists()
