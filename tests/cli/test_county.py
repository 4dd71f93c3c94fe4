"""The county's commands end to end: one township's stick, looked at before it is taken."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import petition_desk
from app.county.desk import create_county
from app.db.engine.costs import LEAST

PASSWORD = "县局的密码1234"


@pytest.fixture
def run(tmp_path: Path):
    create_county(tmp_path / "county", "青川县信访局", "999999000000", PASSWORD, cost=LEAST).close()

    def call(*args: object, fails: bool = False):
        result = CliRunner().invoke(
            petition_desk, ["--data", str(tmp_path), "county", *map(str, args)], env={"PETITION_DESK_PASSWORD": PASSWORD}
        )  # fmt: skip
        if fails:
            return result.exception
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout) if "--json" in args else result.stdout

    return call


def test_a_county_without_townships_says_so(run, tmp_path):
    assert run("grid") == "还没有登记乡镇。\n"
    assert run("alike") == "没有需要核对的。\n"
    assert run("table", "2026-10", "--json") == {
        "period": "2026-10", "rows": [], "missing": [], "waiting": [],
        "merged": run("table", "2026-10", "--json")["merged"],
    }  # fmt: skip
    assert run("export", "-o", tmp_path / "包", "--json")["files"] == [
        str(tmp_path / "包" / name) for name in ("townships.csv", "totals.csv", "datapackage.json")
    ]
    (file,) = run("export", "-o", tmp_path / "表.xlsx", "--period", "2026-10", "--json")["files"]
    assert Path(file).read_bytes().startswith(b"PK")


def test_when_a_month_is_due_is_a_setting(run):
    assert run("settings", "--json") == {"due_days": 5}
    assert run("settings", "due_days", "3", "--json") == {"due_days": 3}
    assert "没有保存" in str(run("settings", "due_days", "viele", fails=True))
    assert "没有保存" in str(run("settings", "other", "3", fails=True))
    assert run("settings", "--json") == {"due_days": 3}


def test_a_preview_names_each_file_and_takes_nothing(run, tmp_path):
    stick = tmp_path / "U盘"
    stick.mkdir()
    (stick / "坏.xfb").write_bytes(b"not a bundle")
    (seen,) = run("preview", stick, "--json")
    assert (seen["file"], seen["state"]) == ("坏.xfb", "refused")
    assert run("status", "--json") == []


def test_what_is_not_there_is_one_sentence(run):
    assert "没有登记代码" in str(run("township", "999999999999", fails=True))
    assert "没有找到" in str(run("link", "person", "a", "b", "same", "--reason", "电话核对", fails=True))
