"""`--self-test` as an installer calls it: a process of its own, no display, a report; broken packages fail by name."""

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
_ELSEWHERE = (
    "import sys, pathlib, app.paths; app.paths.RESOURCES = pathlib.Path(sys.argv.pop(1));"
    "from app.__main__ import main; sys.exit(main())"
)

pytestmark = pytest.mark.slow


def run_self_test(tmp_path: Path, resources: Path = RESOURCES, *options: str):
    """Like a fresh installation: no display, an empty profile, its own folder for what passes."""
    home, passing = tmp_path / "profile", tmp_path / "passing"
    for folder in (home, passing):
        folder.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LD_LIBRARY_PATH"}}
    around = kept | {"HOME": str(home), "TMPDIR": str(passing)}
    command = [sys.executable, "-c", _ELSEWHERE, str(resources), "--self-test", *options]
    done = subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True, check=False)
    return done, home, passing


def linked(tmp_path: Path) -> Path:
    """The shipped resources, of which some may be taken away or spoilt."""
    folder = tmp_path / "resources"
    shutil.copytree(RESOURCES, folder, copy_function=os.symlink)
    return folder


def spoil(path: Path, content: bytes) -> None:
    path.unlink()  # the link, not what it leads to
    path.write_bytes(content)


def test_a_whole_program_passes_and_leaves_nothing_behind(tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    done, home, passing = run_self_test(tmp_path, RESOURCES, "--report", str(report))
    lines = report.read_text("utf-8").splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert lines == done.stdout.splitlines()
    assert all(line.startswith("自检通过") for line in lines[1:])
    for part in ("字体", "旧登记库升级", "文书", "导入旧台账", "报送包和县局回执", "乡镇·今日", "县局·核对"):
        assert any(line.startswith(f"自检通过　{part}：") for line in lines), part
    assert list(passing.iterdir()) == []
    assert [path for path in home.rglob("*") if path.is_file() and "fontconfig" not in path.parts] == []


def test_a_broken_package_fails_part_by_part_by_name(tmp_path: Path) -> None:
    folder = linked(tmp_path)
    spoil(folder / "fonts" / "PDKai-Regular.ttf", b"no font at all")
    spoil(folder / "selftest" / "register" / "main.db", bytes(8192))
    (folder / "wording" / "receipt.toml").unlink()
    (folder / "manual" / "today.md").unlink()
    spoil(folder / "icons" / "print.svg", b"")
    done, _, passing = run_self_test(tmp_path, folder)
    lines = done.stdout.splitlines()
    failed = {
        line.partition("　")[2].partition("：")[0]: line for line in lines if line.startswith("自检未通过　")
    }
    assert done.returncode == 1
    assert set(failed) == {
        "字体", "旧登记库升级", "文书", "界面字体和样式", "乡镇·设置·文书模板", "帮助", "文书预览和打印",
    }, failed  # fmt: skip
    assert "PDKai-Regular" in failed["字体"]
    assert "print" in failed["界面字体和样式"]
    assert "today.md" in failed["帮助"]
    assert lines[-1].startswith("自检未通过：字体、旧登记库升级、文书、界面字体和样式、")
    assert list(passing.iterdir()) == []


def test_a_report_that_cannot_be_written_is_said_before_anything_begins(tmp_path: Path) -> None:
    done, _, passing = run_self_test(tmp_path, RESOURCES, "--report", str(tmp_path / "no" / "report.txt"))
    assert (done.returncode, "没有开始自检" in done.stdout) == (1, True)
    assert list(passing.iterdir()) == []


def test_the_old_register_is_the_one_that_is_kept_for_ever() -> None:
    """The self-test's register is the frozen one of the first landed schema, to the byte."""
    shipped, kept = RESOURCES / "selftest" / "register", ROOT / "tests" / "data" / "registers" / "2026-11"
    names = sorted(path.name for path in kept.iterdir())
    assert sorted(path.name for path in shipped.iterdir()) == names
    assert filecmp.cmpfiles(shipped, kept, names, shallow=False) == (names, [], [])
