"""`petition-desk practice` over a practice office, and over a real one."""

import contextlib
import importlib
import json
from collections.abc import Iterator
from functools import partial

import pytest
from click.testing import CliRunner

from app.cli.output import Context
from app.services.practice_reset import reset_practice
from tests.conftest import PASSWORD

commands = importlib.import_module("app.cli.practice")  # the package names the group like its module


def runner(desk, place):
    class Opened(Context):
        @contextlib.contextmanager
        def open(self) -> Iterator:
            yield desk

    return lambda *args: CliRunner().invoke(commands.practice, list(args), obj=Opened(place, None))


@pytest.fixture
def trained(tmp_path, offices, clock):
    with offices.practise(tmp_path / "练习", None, PASSWORD, clock, matters=16) as desk:
        yield desk


def test_the_tasks_are_listed_and_reset_needs_a_yes(trained, tmp_path, monkeypatch):
    monkeypatch.setattr(commands, "reset_practice", partial(reset_practice, matters=16))
    run = runner(trained, tmp_path)
    rows = json.loads(run("--json").output)
    assert len(rows) == 10
    assert not any(row["done"] for row in rows)
    trained.offices.change({"phone": "0000-1111111"})
    assert "--yes" in run("reset").output
    assert trained.offices.office().phone == "0000-1111111"
    assert json.loads(run("reset", "--yes", "--json").output) == {"reset": True}
    assert trained.offices.office().phone == "0000-0000000"


def test_a_real_office_is_refused(desk, tmp_path):
    for words in ((), ("reset", "--yes")):
        done = runner(desk, tmp_path)(*words)
        assert done.exit_code == 1
        assert "不是练习机构" in str(done.exception)
