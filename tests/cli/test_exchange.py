"""The exchange by command, both ends, as people type it."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run, data, runner

pytestmark = pytest.mark.timeout(300)  # a dozen processes, each with a key to stretch

CODE = "430999101000"
ASSIGNED = (
    "上级编号,办理方式,反馈期限,信访形式,信访日期,主题,姓名\n"
    "县交〔2026〕1号,交办,2099-12-20,来信,2026-10-10,反映道路破损,孙丙\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A township with a closed October and a county whose key it has, made once."""
    folder = tmp_path_factory.mktemp("office")
    command = runner(folder)
    (folder / "一.csv").write_text(
        "信访形式,信访日期,姓名,主题,信访件编号\n来信,2026-10-08,张甲,反映路灯损坏,X001\n", encoding="utf-8"
    )
    office = ("--office", "青山镇信访工作办公室", "--code", CODE, "--superior", "青川县信访局")
    township = data(command, "new", *office)
    assert command("receive", "一.csv").returncode == 0
    county = data(command, "county", "new", "--office", "青川县信访局", "--code", "430999000000")
    assert data(command, "close-period", "2026-10")["period"] == "2026-10"
    assert data(command, "take", county["enrolment"])["kind"] == "enrolment"
    enrol = ("county", "enrol", township["enrolment"])
    digits = data(command, *enrol)["check_number"]
    assert data(command, *enrol, "--check", digits)["verified"] is True
    return folder


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Run:
    """The same office, for one test to change."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return runner(tmp_path)


def test_every_kind_goes_up_and_the_states_are_told(run: Run, tmp_path: Path) -> None:
    assert data(run, "prospect", "2026-10")["counts"]["matters"] == 1
    written = data(run, "export", "2026-10", "-o", tmp_path / "U盘")
    assert (written["kind"], written["missing"], written["new_life"]) == ("monthly", [], "")
    assert data(run, "received", Path(written["file"]).name)["state"] == "received"
    assert [row["state"] for row in data(run, "bundles")] == ["received"]
    refused = run("export", "2026-10", "-o", "U盘", "--kind", "correction")
    assert (refused.returncode, "批准人" in refused.stderr) == (1, True)
    assert len(data(run, "restored", "--reason", "换了电脑")["epoch"]) == 16
    again = data(run, "export", "2026-10", "-o", tmp_path / "U盘", "--kind", "full")
    assert (again["sequence"], again["kind"]) == (1, "full")


def test_matters_come_down_and_wait_for_consent(run: Run, tmp_path: Path) -> None:
    (tmp_path / "交办.csv").write_text(ASSIGNED, encoding="utf-8")
    assigned = data(run, "county", "assign", CODE, "交办.csv", "-o", tmp_path / "下")
    assert (assigned["count"], assigned["problems"]) == (1, [])
    (sent,) = data(run, "county", "assignments", CODE)
    assert (sent["answer"], sent["due_on"], sent["number"]) == ("sent", "2099-12-20", "")
    shown: Any = data(run, "take", assigned["file"])
    assert (shown["waits"], shown["matters"]) == (True, [])
    (number,) = data(run, "take", assigned["file"], "--accept")["matters"]  # its year is this PC's
    up = data(run, "export", "2026-10", "-o", tmp_path / "U盘")
    assert [row["state"] for row in data(run, "county", "take", up["file"])] == ["accepted"]
    (handed,) = data(run, "county", "assignments")
    assert (handed["county_number"], handed["number"]) == ("县交〔2026〕1号", number)


def test_a_table_with_a_wrong_row_is_refused_whole_and_an_empty_one_is_to_be_had(
    run: Run, tmp_path: Path
) -> None:
    empty = data(run, "county", "assign-table", "-o", tmp_path / "空白.xlsx")["file"]
    assert "还没有填事项" in run("county", "assign", CODE, empty, "-o", "下").stderr
    (tmp_path / "交办.csv").write_text(ASSIGNED.replace("来信", "上门"), encoding="utf-8")
    refused = run("county", "assign", CODE, "交办.csv", "-o", "下")
    assert (refused.returncode, "第2行“信访形式”" in refused.stderr) == (1, True)
    assert data(run, "county", "assignments") == []


def test_configuration_comes_down_and_waits_for_consent(run: Run, tmp_path: Path) -> None:
    (tmp_path / "配置").mkdir()
    (tmp_path / "配置/settings.csv").write_text("代码,值\nurge_days_before,15\n", encoding="utf-8")
    (file,) = data(
        run, "county", "configure", "配置", "--version", "1", "--name", "提醒", "-o", tmp_path / "下"
    )["files"]
    assert data(run, "take", file)["waits"]
    assert not data(run, "take", file, "--accept")["waits"]


def test_the_official_systems_export_is_compared_and_what_is_missing_there_written(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "系统.csv").write_text("信访件编号,办理状态\nX777,待办\n", encoding="utf-8")
    found = data(run, "reconcile", "系统.csv", "-o", tmp_path / "待录.csv")
    assert {row["kind"] for row in found["differences"]} == {"missing_here", "missing_there"}
    assert found["written"] == 1
    assert (tmp_path / "待录.csv").exists()


def test_a_report_goes_up_and_the_citys_answer_comes_back(run: Run, tmp_path: Path) -> None:
    up = data(run, "export", "2026-10", "-o", tmp_path / "U盘")
    assert data(run, "county", "take", up["file"])[0]["state"] == "accepted"
    above = ("county", "--store", tmp_path / "市局")
    city = data(run, *above, "new", "--office", "青州市信访局", "--code", "430900000000")
    missing = run("county", "report", "2026-10", "-o", "上")
    assert (missing.returncode, "先选市局的登记文件" in missing.stderr) == (1, True)
    done = data(run, "county", "report", "2026-10", "--to", city["enrolment"], "-o", tmp_path / "上")
    assert (done["townships"], done["verified"]) == (1, False)
    (ours,) = tmp_path.rglob("county-430999000000.xfe")
    digits = data(run, *above, "enrol", ours)["check_number"]
    data(run, *above, "enrol", ours, "--check", digits)
    data(run, *above, "take", done["file"])
    (answer,) = data(run, *above, "ack", "-o", tmp_path / "回")["files"]
    assert data(run, "county", "take", answer)[0]["state"] == "accepted"
    (row,) = data(run, "county", "reports")
    assert (row["period"], row["state"]) == ("2026-10", "processed")
