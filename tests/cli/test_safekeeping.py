"""`clock`, `erase`, `reports`, `access`, `diagnostics`."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import Run, runner


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """An office with one letter that was closed, and one that is open."""
    folder = tmp_path_factory.mktemp("safekeeping")
    run = runner(folder)
    run("new", "--office", "青山镇信访工作办公室", "--code", "430999101000", "--superior", "青川县信访局")
    lines = "信访形式,信访日期,姓名,主题,受理日期,答复日期,送达日期,办结日期"
    closed = "来信,2026-01-05,欧阳金,反映水渠损坏,2026-01-06,2026-01-10,2026-01-10,2026-01-11"
    (folder / "old.csv").write_text(f"{lines}\n{closed}\n来访,2026-02-05,张三,反映路灯损坏,,,,\n", "utf-8")
    run("receive", folder / "old.csv")
    return run


def read(run: Run, *words: object) -> object:
    done = run(*words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_right_clock_asks_nothing(run: Run) -> None:
    assert read(run, "clock")["question"] == ""


def test_the_clerk_s_answer_is_in_the_record_of_looking(run: Run) -> None:
    today = read(run, "clock")["today"]
    assert read(run, "clock", "--today", today)["today"] == today
    assert "核对日期" in [line["what"] for line in read(run, "access")]


def test_erasing_needs_a_yes_and_a_closed_matter(run: Run) -> None:
    approved = ("--ground", "expired", "--paper", "档鉴〔2040〕1号", "--approver", "周甲")
    found = {row["title"]: row["number"] for row in read(run, "find", "反映")}
    number = found["反映水渠损坏"]
    assert read(run, "erase", number, *approved)["erased"] is False
    assert read(run, "find", "欧阳金")
    assert read(run, "erase", number, *approved, "--yes")["erased"] is True
    assert read(run, "find", "欧阳金") == []
    assert read(run, "verify", "--full")["ok"] is True
    refused = run("erase", found["反映路灯损坏"], *approved, "--yes")
    assert refused.returncode == 1
    assert "还没有办结" in refused.stderr


def test_there_are_no_reports_where_nothing_went_wrong(run: Run, tmp_path: Path) -> None:
    assert read(run, "reports") == []


def test_diagnostics_are_shown_before_they_are_saved_and_are_the_same(run: Run, tmp_path: Path) -> None:
    shown = run("diagnostics", "--show")
    assert "表 matters　1至9" in shown.stdout
    assert "张三" not in shown.stdout
    target = tmp_path / "诊断.zip"
    saved = read(run, "diagnostics", "-o", target)
    with zipfile.ZipFile(target) as packed:
        assert packed.read("diagnostics.txt").decode("utf-8") == saved["text"]
    assert saved["closed"] == ""
    assert run("diagnostics").returncode == 2


def test_diagnostics_need_no_password(run: Run, tmp_path: Path) -> None:
    """Of a register that does not open, the rest is told, and why it did not."""
    done = run("diagnostics", "--show", "--data", tmp_path / "没有")
    assert done.returncode == 0, done.stderr
    assert "登记库没有打开" in done.stdout
