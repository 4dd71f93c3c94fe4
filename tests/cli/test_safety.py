"""Copies, restoring and the ways in, by command."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import petition_desk
from app.cli.output import PASSWORD_VARIABLE
from app.db.engine.costs import LEAST
from app.errors import AppError
from app.services.clock import FixedClock
from app.services.opening import Setup, create_office
from tests.conftest import PASSWORD
from tests.services.test_backups import letter

NEW = "换过的新密码一二"


@pytest.fixture
def folder(tmp_path: Path, setup: Setup, clock: FixedClock) -> Path:
    with create_office(tmp_path / "数据", setup, PASSWORD, clock=clock, cost=LEAST) as desk:
        letter(desk)
    return tmp_path / "数据"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)


def run(folder: Path, *args: object, password: str = PASSWORD, typed: str = "") -> Result:
    """In this process, so that the pause can be taken away; refusals are the program's own errors."""
    return CliRunner().invoke(
        petition_desk,
        ["--data", str(folder), *map(str, args)],
        input=typed,
        env={PASSWORD_VARIABLE: password},
    )


def good(folder: Path, *args: object, **named: str) -> str:
    done = run(folder, *args, **named)
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


def refused(folder: Path, *args: object, **named: str) -> str:
    done = run(folder, *args, **named)
    assert isinstance(done.exception, AppError), (done.output, done.exception)
    return str(done.exception)


def kept(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def new_code(folder: Path, monkeypatch: pytest.MonkeyPatch, *command: str) -> str:
    shown: list[str] = []
    monkeypatch.setattr("app.cli.safety.warn", shown.append)

    def answer(question: str, **_: object) -> str:
        place = int(re.findall(r"第(\d)组", question)[0])
        return re.findall(r"[0-9]{6}", " ".join(shown[1:]))[place - 1]

    monkeypatch.setattr("click.prompt", answer)
    assert "恢复码已生效" in good(folder, *(command or ("password", "recovery-code")))
    return " ".join(re.findall(r"[0-9]{6}", " ".join(shown[1:])))


def test_a_lost_password_is_replaced_by_the_code_on_paper(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = kept(tmp_path / "纸.txt", new_code(folder, monkeypatch))
    new = kept(tmp_path / "新.txt", NEW)
    good(folder, "recover", "--code-file", code, "--new-password-file", new)
    assert "密码不对" in refused(folder, "verify")
    good(folder, "verify", password=NEW)


def test_a_code_that_was_not_copied_does_not_count(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.prompt", lambda *_, **__: "000011")
    assert "没有生效" in refused(folder, "password", "recovery-code")
    assert '"recovery"' not in good(folder, "password", "list", "--json")


def test_one_wrong_digit_is_told_at_its_group(folder: Path, tmp_path: Path) -> None:
    wrong = kept(tmp_path / "纸.txt", "565411 571065 576719 582374 588027 593681 599335 604989")
    new = kept(tmp_path / "新.txt", NEW)
    assert "第4组" in refused(folder, "recover", "--code-file", wrong, "--new-password-file", new)


def test_the_password_is_changed_and_a_weak_one_refused(folder: Path, tmp_path: Path) -> None:
    assert "至少8位" in refused(
        folder, "password", "change", "--new-password-file", kept(tmp_path / "弱.txt", "123456")
    )
    good(folder, "password", "change", "--new-password-file", kept(tmp_path / "新.txt", NEW))
    refused(folder, "verify")
    good(folder, "verify", password=NEW)


def test_a_second_official_opens_with_the_own_password_until_removed(folder: Path, tmp_path: Path) -> None:
    other = kept(tmp_path / "他.txt", "第二位的密码")
    refused(folder, "password", "official", "--name", "周乙", "--new-password-file", other)
    other = kept(tmp_path / "他.txt", "第二位负责人的密码")
    good(folder, "password", "official", "--name", "周乙", "--new-password-file", other)
    good(folder, "verify", password="第二位负责人的密码")
    good(folder, "password", "official", "--remove")
    refused(folder, "verify", password="第二位负责人的密码")


def test_a_restore_says_first_what_it_costs(folder: Path, clock: FixedClock) -> None:
    copy = Path(good(folder, "backup").strip().rpartition("：")[2])
    assert copy.name in good(folder, "backups")
    from app.services.opening import open_desk

    with open_desk(folder, PASSWORD, clock=clock) as desk:
        letter(desk, "李乙")
    said = good(folder, "restore", copy)
    assert "1件信访事项" in said
    assert "没有改动任何数据" in said
    assert "李乙" in good(folder, "find", "李乙")
    said = good(folder, "restore", copy, "--yes")
    assert "恢复前的数据保存在" in said
    assert "没有找到" in good(folder, "find", "李乙")
    good(folder, "verify", "--full")


def test_a_rehearsal_by_command_is_red_for_a_broken_copy(folder: Path) -> None:
    assert run(folder, "drill").exit_code == 1
    copy = Path(good(folder, "backup").strip().rpartition("：")[2])
    assert "恢复演练成功" in good(folder, "drill")
    (copy / "main.db").write_bytes((copy / "main.db").read_bytes()[:-100])
    assert run(folder, "drill").exit_code == 1


def test_a_new_data_key_by_command(folder: Path) -> None:
    assert "已更换数据密钥" in good(folder, "rekey", "--keep-code")
    assert "张甲" in good(folder, "find", "张甲")
    good(folder, "verify", "--full")


def test_an_older_file_is_refused_until_somebody_answers_for_it(folder: Path, clock: FixedClock) -> None:
    old = (folder / "main.db").read_bytes()
    good(folder, "verify")
    (folder / "main.db").write_bytes(old)
    assert "比上次关闭时旧" in refused(folder, "verify")
    assert "记录链里写明" in good(folder, "accept-older")
    good(folder, "verify")


def test_the_pause_after_wrong_passwords_holds_between_two_starts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[int] = []
    monkeypatch.setattr("time.sleep", slept.append)
    for _ in range(5):
        refused(folder, "verify", password="错的密码")
    assert slept == [2, 4]
    good(folder, "verify")
    assert slept == [2, 4, 8]
    good(folder, "verify")
    assert slept == [2, 4, 8]


def test_a_stick_is_marked_and_found_again(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    assert "可以拔出" in good(folder, "backup", "--stick", stick)
    assert "可以拔出" in good(folder, "backup", "--stick", stick)
    assert len(list(stick.glob("*/*/*/main.db"))) == 2


def test_a_process_of_its_own_refuses_with_one_sentence(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "--data", str(folder), "restore", str(folder)],
        capture_output=True, text=True, check=False, env={PASSWORD_VARIABLE: "错", "PYTHONUTF8": "1", "PATH": ""},
        cwd=Path(__file__).resolve().parent.parent.parent,
    )  # fmt: skip
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_two_groups_of_the_paper_are_compared_by_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = new_code(folder, monkeypatch).split()
    monkeypatch.setattr(
        "click.prompt", lambda question, **_: groups[int(re.findall(r"第(\d)组", question)[0]) - 1]
    )
    assert "核对一致" in good(folder, "password", "paper")
    monkeypatch.setattr("click.prompt", lambda *_, **__: "000011")
    assert "不一致" in refused(folder, "password", "paper")
