"""`make package`: what can be made is made; what cannot is said in one sentence and in the exit code."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from installer.package.__main__ import main


def builder(name: str, monkeypatch: pytest.MonkeyPatch, build: Callable[..., list[Path]]) -> None:
    module = ModuleType(f"installer.{name}")
    module.build = build  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, f"installer.{name}", module)


def makes(name: str) -> Callable[..., list[Path]]:
    def build(out: Path, version: str, *_machine: str) -> list[Path]:
        (out / name).write_text(version)
        return [out / name]

    return build


def lacks_a_tool(*_: object) -> list[Path]:
    raise FileNotFoundError("makensis")


def test_both_platforms_stand_in_one_file_of_sums(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder("linux", monkeypatch, makes("desk.deb"))
    builder("windows", monkeypatch, makes("desk.exe"))
    assert main(["--out", str(tmp_path)]) == 0
    assert [line.split("  ")[1] for line in (tmp_path / "SHA256SUMS").read_text().splitlines()] == [
        "desk.deb", "desk.exe",
    ]  # fmt: skip


def test_a_missing_tool_is_named_and_the_other_platform_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    builder("linux", monkeypatch, makes("desk.deb"))
    builder("windows", monkeypatch, lacks_a_tool)
    assert main(["--out", str(tmp_path)]) == 1
    assert "makensis" in capsys.readouterr().err
    assert (tmp_path / "desk.deb").exists()
    assert main(["--only", "linux", "--out", str(tmp_path)]) == 0


def test_a_failed_self_test_is_no_missing_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> list[Path]:
        raise SystemExit("the self-test of the frozen program ended with 1")

    builder("linux", monkeypatch, fails)
    with pytest.raises(SystemExit, match="self-test"):
        main(["--only", "linux", "--out", str(tmp_path)])
    assert not (tmp_path / "SHA256SUMS").exists()
