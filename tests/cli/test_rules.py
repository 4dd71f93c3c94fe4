"""`petition-desk rules` over a real register."""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli.output import Context
from app.cli.rules import rules
from app.errors import NotAllowed
from app.services.desk import Desk

Run = Callable[..., Result]
GIVEN = {
    "id": "county-2026", "name": "县里的规则", "effective_from": "2026-11-01", "based_on": "national-2022-2",
    "version": 3, "local": True, "clocks": [{"id": "notice", "days": 7}],
}  # fmt: skip


@pytest.fixture
def run(desk: Desk, tmp_path: Path) -> Run:
    class Opened(Context):
        @contextlib.contextmanager
        def open(self) -> Iterator[Desk]:  # type: ignore[override]
            yield desk

    return lambda *args: CliRunner().invoke(rules, list(map(str, args)), obj=Opened(tmp_path, None))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "规则包.json"
    path.write_text(json.dumps(GIVEN, ensure_ascii=False), encoding="utf-8")
    return path


def data(done: Result) -> Any:
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def test_a_bare_command_lists_the_packs(run: Run) -> None:
    first = data(run("--json"))[0]
    assert first | {"source": ""} == {
        "id": "national-2022-2", "name": "《信访工作条例》（2022年5月1日起施行）", "version": 2, "effective_from": "2022-05-01",
        "source": "", "local": False, "added": False, "received_from": "", "chosen": False, "in_force": True,
    }  # fmt: skip
    assert "全国、随程序提供、现行" in run().output.splitlines()[0]


def test_one_pack_is_shown_with_its_clocks_and_what_it_changes(run: Run) -> None:
    shown = data(run("show", "zhejiang-2016", "--json"))
    assert shown["clocks"][0]["period"] == "5个工作日"
    assert "书面告知：15日 → 5个工作日" in shown["differences"]
    assert run("show", "national-2022-2").output.endswith("与现行规则包没有不同。\n")
    assert run("show", "none").exit_code == 1


def test_a_pack_is_looked_at_first_and_then_taken_and_chosen(run: Run, file: Path) -> None:
    looked = data(run("add", file, "--dry-run", "--json"))
    assert (looked["dry_run"], looked["compared_with"]) == (True, "national-2022-2")
    assert looked["differences"][0] == "书面告知：15日 → 7日"
    assert len(data(run("--json"))) == 5
    assert "rules choose county-2026" in run("add", file, "--source", "县信访局").output
    assert data(run("choose", "county-2026", "--json"))["chosen"]
    assert "现行全国规定" not in run("choose").output
    assert isinstance(run("add", file, "--source", "县信访局").exception, NotAllowed)


@pytest.mark.parametrize("args", [["add"], ["add", "x.json"], ["show"], ["choose", "a", "b"]])
def test_wrong_usage_is_told_apart_from_refusals(run: Run, args: list[str]) -> None:
    assert run(*args).exit_code == 2
