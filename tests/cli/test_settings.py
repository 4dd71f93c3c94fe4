import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.output import Context
from app.cli.settings import settings
from app.core.choices import CHOICES
from app.db.engine.costs import LEAST
from app.errors import ValidationError
from app.services.clock import FixedClock
from app.services.opening import Setup, create_office
from tests.conftest import PASSWORD

Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, setup: Setup, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("PETITION_DESK_PASSWORD", PASSWORD)
    create_office(tmp_path / "数据", setup, PASSWORD, clock=clock, cost=LEAST).close()
    context = Context(tmp_path / "数据", None)
    return lambda *args: CliRunner().invoke(settings, list(args), obj=context)


def test_all_choices_are_shown_with_their_defaults_marked(call: Call) -> None:
    lines = call().stdout.splitlines()
    assert len(lines) == len(CHOICES)
    assert lines[1] == "期限计算　超期按哪一天认定　不顺延（默认）　overdue_by"


def test_a_choice_is_set_by_its_word_and_stays(call: Call) -> None:
    assert (
        call("set", "overdue_by", "遇休息日顺延").stdout
        == "期限计算　超期按哪一天认定　遇休息日顺延　overdue_by\n"
    )
    shown = {row["name"]: row for row in json.loads(call("--json").stdout)}
    assert shown["overdue_by"] == {
        "name": "overdue_by", "title": "超期按哪一天认定", "value": "rolled", "default": "raw",
        "group": "期限计算", "law": "A2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"), [("no_such", "1"), ("overdue_by", "x"), ("urge_days_before", "-1")]
)
def test_what_cannot_be_set_is_one_sentence(call: Call, name: str, value: str) -> None:
    refused = call("set", "--", name, value).exception
    assert isinstance(refused, ValidationError)
    assert set(refused.problems) == {name}


def test_the_table_for_the_documents_needs_no_register() -> None:
    assert CliRunner().invoke(settings, ["--markdown"]).stdout.count("\n") == len(CHOICES) + 2
