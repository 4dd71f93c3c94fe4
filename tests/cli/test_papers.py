import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli import petition_desk
from app.core.forms import form_called
from app.core.receptions import ReceptionDraft
from app.core.slips import shown_slip
from app.core.steps import StepCommand
from app.db.engine.costs import LEAST
from app.errors import NotAllowed, NotFound, ValidationError
from app.services.clock import FixedClock
from app.services.opening import Setup, create_office
from app.services.receptions import Visitor
from tests.conftest import PASSWORD, TODAY

TOMORROW = TODAY + timedelta(days=1)
Call = Callable[..., Result]


@pytest.fixture
def folder(
    tmp_path: Path, setup: Setup, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    monkeypatch.setenv("PETITION_DESK_PASSWORD", PASSWORD)
    with create_office(tmp_path / "数据", setup, PASSWORD, clock=clock, cost=LEAST) as desk:
        visit = ReceptionDraft("visit", TODAY, TODAY, "反映水渠淤塞", purpose="appeal")
        matter = desk.receptions.register(visit, [Visitor("张三", "00000000001")])
        desk.matters.take_step(matter.matter_id, StepCommand("accept", TODAY))
        desk.matters.take_step(matter.matter_id, StepCommand("assign", TODAY, text="请核实"), "自然资源所")
        secret = ReceptionDraft("visit", TODAY, TODAY, "反映某干部违规", purpose="report")
        desk.receptions.register(secret, [Visitor("李四", "00000000002")])
    return tmp_path / "数据"


@pytest.fixture
def call(folder: Path) -> Call:
    return lambda *args: CliRunner().invoke(petition_desk, ["--data", str(folder), *map(str, args)])


def data(result: Result) -> Any:
    assert result.exception is None, result.exception
    return json.loads(result.stdout)


@pytest.fixture
def notice(call: Call, tmp_path: Path) -> dict[str, Any]:
    return data(call("paper", "acceptance_notice", "2026-0001", "-o", tmp_path / "a.pdf", "--json"))


def test_a_paper_is_made_with_what_was_said_and_listed(call: Call, tmp_path: Path) -> None:
    asks = [ask.name for ask in form_called("assignment_notice").asks]
    out = tmp_path / "交办.pdf"
    said = ["--set", f"{asks[0]}=县信〔2026〕1号=甲"]
    made = data(call("paper", "assignment_notice", "2026-0001", "-o", out, *said, "--json"))
    assert (made["file"], made["state"], made["prints"]) == (str(out), "made", 0)
    assert out.read_bytes().startswith(b"%PDF")
    listed = data(call("papers", "2026-0001", "--json"))
    assert [paper["number"] for paper in listed] == [made["number"]]
    assert made["number"] in call("papers", "2026-0001").stdout


def test_a_preview_takes_no_number(call: Call, tmp_path: Path) -> None:
    shown = data(call("paper", "receipt", "2026-0001", "-o", tmp_path / "a.pdf", "--preview", "--json"))
    assert shown["number"] == ""
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert data(call("papers", "2026-0001", "--json")) == []


def test_all_forms_are_told_with_the_reason_why_not(call: Call, notice: dict[str, Any]) -> None:
    found = data(call("papers", "2026-0001", "--all", "--json"))
    forms = {form["id"]: form for form in found["forms"]}
    assert forms["acceptance_notice"]["made"] == notice["number"]
    assert any(form["reason"] for form in forms.values() if not form["ready"])


def test_a_name_the_form_does_not_ask_for_is_refused_with_those_it_does(call: Call, tmp_path: Path) -> None:
    refused = call(
        "paper", "assignment_notice", "2026-0001", "-o", tmp_path / "a.pdf", "--set", "金额=1"
    ).exception
    assert isinstance(refused, ValidationError)
    assert form_called("assignment_notice").asks[0].name in str(refused)


def test_a_delivery_by_number_moves_the_matter(call: Call, notice: dict[str, Any]) -> None:
    done = data(
        call(
            "deliver-paper",
            notice["number"],
            "--on",
            TOMORROW,
            "--way",
            "direct",
            "--receiver",
            "张三",
            "--json",
        )
    )
    assert (done["state"], done["delivered_on"], done["receiver"]) == (
        "delivered",
        TOMORROW.isoformat(),
        "张三",
    )
    shown = data(call("show", "2026-0001", "--json"))
    assert "delivered" in [step["kind"] for step in shown["steps"]]


def test_a_delivery_by_slip_reaches_that_very_paper(call: Call, notice: dict[str, Any]) -> None:
    done = data(call("deliver-paper", shown_slip(notice["slip"]), "--way", "post", "--sent", TODAY, "--json"))
    assert done["id"] == notice["id"]


def test_a_void_paper_keeps_its_number(call: Call, notice: dict[str, Any]) -> None:
    done = data(call("void-paper", notice["number"], "--reason", "写错", "--json"))
    assert (done["number"], done["state"], done["voided_reason"]) == (notice["number"], "voided", "写错")
    assert isinstance(call("deliver-paper", notice["number"], "--way", "direct").exception, NotAllowed)


def test_checking_says_what_is_wrong_and_fails_only_where_the_law_blocks(call: Call) -> None:
    checked = call("paper-check", "acceptance_notice", "2026-0001", "--json")
    found = json.loads(checked.stdout)
    assert checked.exit_code == int(any(line["blocks"] for line in found))


@pytest.mark.parametrize(
    ("args", "kind"),
    [
        (("deliver-paper", "青信受〔1999〕1号", "--way", "direct"), NotFound),
        (("void-paper", "900000000000", "--reason", "x"), NotFound),
        (("paper-check", "diploma", "2026-0001"), NotFound),
        (("papers", "2026-0002"), NotAllowed),
    ],
)
def test_what_cannot_be_done_is_one_sentence(call: Call, args: tuple[str, ...], kind: type) -> None:
    assert isinstance(call(*args).exception, kind)


def test_the_older_commands_print_what_they_always_printed(call: Call, tmp_path: Path) -> None:
    printed = data(call("print", "receipt", "2026-0001", "-o", tmp_path / "b.pdf", "--json"))
    assert set(printed) == {"file", "form", "title", "number"}
    assert {"id", "title"} <= set(data(call("forms", "--json"))[0])
