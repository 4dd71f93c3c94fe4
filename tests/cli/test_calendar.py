"""`petition-desk calendar` over a real register."""

import contextlib
import json

import pytest
from click.testing import CliRunner

from app.cli.calendar import calendar as group
from app.cli.output import Context
from app.errors import NotAllowed


@pytest.fixture
def run(desk, tmp_path):
    class Opened(Context):
        @contextlib.contextmanager
        def open(self):
            yield desk

    def call(*args):
        return CliRunner().invoke(group, list(map(str, args)), obj=Opened(tmp_path, None))

    return call


def data(done):
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def test_a_bare_command_lists_this_years_exceptions(run):
    shown = data(run("--json"))
    assert (shown["year"], shown["published"], shown["source"]) == (2026, True, "")
    assert shown["days"][0] == {
        "date": "2026-01-01", "working": False, "name": "元旦", "kind": "official",
        "published": True, "source": "",
    }  # fmt: skip


def test_another_year_is_listed_by_its_number(run):
    assert run("2025").output.splitlines()[0] == "2025年1月1日 周三 放假 元旦"
    assert run("2027").output == "2027年放假安排尚未公布，按周末推算。\n"


def test_a_day_is_set_and_cleared(run):
    kept = data(run("set", "2026-04-20", "--rest", "--name", "三月三", "--source", "通知", "--json"))
    assert (kept["working"], kept["name"], kept["kind"], kept["source"]) == (
        False,
        "三月三",
        "office",
        "通知",
    )
    assert data(run("clear", "2026-04-20", "--json"))["working"] is True
    assert isinstance(run("clear", "2026-04-20").exception, NotAllowed)


def test_a_year_is_looked_at_first_and_then_taken(run, tmp_path):
    path = tmp_path / "2027.json"
    days = [{"name": "春节", "date": f"2027-02-0{n}", "isOffDay": True} for n in range(5, 10)]
    path.write_text(json.dumps({"year": 2027, "papers": ["通知"], "days": days}), encoding="utf-8")
    assert run("year", path, "--dry-run").output.startswith("2027年放假安排尚未导入")
    assert not data(run("2027", "--json"))["published"]
    assert len(data(run("year", path, "--json"))["days"]) == 5
    assert data(run("2027", "--json"))["published"]


@pytest.mark.parametrize(
    "args",
    [
        ["set", "2026-04-20"],
        ["set", "2026-04-20", "--work", "--rest"],
        ["set", "4.20", "--rest"],
        ["clear"],
        ["year"],
        ["去年"],
        ["2026", "2027"],
    ],
)
def test_wrong_usage_is_told_apart_from_refusals(run, args):
    assert run(*args).exit_code == 2


def test_help_is_about_the_group(run):
    assert "clear" in run("--help").output
