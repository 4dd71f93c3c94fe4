import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.output import Context
from app.cli.wording import wording
from app.core.forms import FORMS
from app.db.engine.costs import LEAST
from app.errors import NotFound, StorageError, ValidationError
from app.services.clock import FixedClock
from app.services.opening import Setup, create_office
from tests.conftest import PASSWORD

Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, setup: Setup, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("PETITION_DESK_PASSWORD", PASSWORD)
    create_office(tmp_path / "数据", setup, PASSWORD, clock=clock, cost=LEAST).close()
    context = Context(tmp_path / "数据", None)
    return lambda *args: CliRunner().invoke(wording, [str(arg) for arg in args], obj=context)


def test_what_is_shown_can_be_changed_set_and_taken_back(call: Call, tmp_path: Path) -> None:
    shipped = json.loads(call("show", "receipt", "--json").stdout)
    assert shipped["changed"] is False
    assert "信访人" in shipped["places"]
    path = tmp_path / "回执.toml"
    path.write_text(call("show", "receipt").stdout.replace("接收回执", "收件回执"), encoding="utf-8")
    saved = json.loads(call("set", "receipt", path, "--note", "改名", "--json").stdout)
    assert saved["changed"] is True
    assert [(it["note"], it["in_use"]) for it in saved["versions"]] == [("改名", True)]
    listed = {row["id"]: row["changed"] for row in json.loads(call("list", "--json").stdout)}
    assert listed == {form.id: form.id == "receipt" for form in FORMS}
    back = json.loads(call("reset", "receipt", "--json").stdout)
    assert (back["changed"], back["digest"]) == (False, shipped["digest"])


def test_checking_saves_nothing(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('title = "回执"\nbody = ["{信访人}"]', encoding="utf-8")
    assert json.loads(call("check", "receipt", path, "--json").stdout) == {
        "id": "receipt", "ok": True, "places": ["信访人"],
    }  # fmt: skip
    assert json.loads(call("show", "receipt", "--json").stdout)["changed"] is False


def test_a_place_that_cannot_be_filled_is_one_sentence(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('title = "回执"\nbody = ["{不存在}"]', encoding="utf-8")
    for command in ("set", "check"):
        refused = call(command, "receipt", path).exception
        assert isinstance(refused, ValidationError)
        assert "不存在" in str(refused)


def test_a_missing_file_and_a_form_that_is_none(call: Call, tmp_path: Path) -> None:
    assert isinstance(call("set", "receipt", tmp_path / "none.toml").exception, StorageError)
    assert isinstance(call("show", "diploma").exception, NotFound)
