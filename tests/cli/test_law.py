"""`explain`, `next`, `correct`, `correct-day`, `withdraw` and the options of `step`, as a program sees them."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli import petition_desk
from app.cli.output import PASSWORD_VARIABLE
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.db.engine.costs import LEAST
from app.errors import AppError
from app.services.opening import Setup, create_office
from app.services.receptions import Visitor
from tests.conftest import PASSWORD

DAY = date(2026, 3, 2)
CLOCK_KEYS = {
    "clock", "name", "article", "owner", "kind", "state", "started_on", "start_name", "days", "unit", "due_on",
    "rolled", "judged_by", "provisional", "met_on", "dropped_on", "days_left", "warning", "extensions", "suspended",
    "mattered", "notes", "explanation",
}  # fmt: skip


class Office:
    """One register; each call is a command of its own, in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *args: object) -> Result:
        return CliRunner().invoke(petition_desk, ["--data", str(self.folder), *map(str, args)])

    def data(self, *args: object) -> Any:
        done = self(*args, "--json")
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    def refusal(self, *args: object) -> str:
        done = self(*args)
        assert isinstance(done.exception, AppError), done.output
        return str(done.exception)


@pytest.fixture
def office(tmp_path: Path, setup: Setup, monkeypatch: pytest.MonkeyPatch) -> Office:
    """2026-0001 is accepted, 2026-0002 sealed, 2026-0003 new."""
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    folder = tmp_path / "数据"
    with create_office(folder, setup, PASSWORD, cost=LEAST) as desk:
        for title, purpose in (
            ("反映水渠淤塞", "appeal"),
            ("反映某干部违规", "report"),
            ("反映路灯损坏", ""),
        ):
            given = ReceptionDraft("visit", DAY, DAY, title, purpose=purpose)
            desk.receptions.register(given, [Visitor(f"张{title[-2]}", phone="13000000001")])
        matter_id = desk.matters.id_of("2026-0001")
        desk.matters.take_step(matter_id, StepCommand("accept", DAY + timedelta(days=3)))
    return Office(folder)


def test_explain_prints_every_clock_with_every_part(office: Office) -> None:
    clocks = office.data("explain", "2026-0001")
    assert [clock["clock"] for clock in clocks] == ["notice", "answer"]
    assert all(set(clock) == CLOCK_KEYS for clock in clocks)
    answer = clocks[1]
    assert (answer["start_name"], answer["started_on"], answer["days"], answer["unit"]) == (
        "受理",
        "2026-03-05",
        60,
        "day",
    )
    assert (answer["due_on"], answer["rolled"], answer["judged_by"]) == ("2026-05-04", "2026-05-06", "raw")
    assert answer["mattered"][0] == {"date": "2026-05-04", "name": "劳动节"}
    assert (clocks[0]["state"], clocks[0]["days_left"]) == ("met", None)


def test_explain_takes_one_clock_and_names_those_there_are(office: Office) -> None:
    assert [clock["clock"] for clock in office.data("explain", "2026-0001", "answer")] == ["answer"]
    assert "notice（书面告知）" in office.refusal("explain", "2026-0001", "review")


def test_an_extension_is_told_with_approver_and_reason(office: Office) -> None:
    taken = office.data(
        "step", "2026-0001", "extend", "--on", "2026-04-20", "--days", "30", "--leader", "周甲", "--text", "需要测绘"
    )  # fmt: skip
    assert taken["step_id"]
    (answer,) = office.data("explain", "2026-0001", "answer")
    assert answer["extensions"] == [
        {"on": "2026-04-20", "days": 30, "approver": "周甲", "reason": "需要测绘"}
    ]
    assert answer["due_on"] == "2026-06-03"


def test_a_sealed_matter_tells_clock_name_day_and_state_only(office: Office, tmp_path: Path) -> None:
    clocks = office.data("explain", "2026-0002", "-o", tmp_path / "说明.pdf")
    assert clocks[0]["due_on"] == "2026-03-17"
    assert all(set(clock) == {"clock", "name", "due_on", "state"} for clock in clocks)
    assert "干部" not in office("explain", "2026-0002").stdout
    assert office.data("next", "2026-0002") == []
    assert "密封" in office("next", "2026-0002").stdout
    taken = office.data("step", "2026-0002", "refer", "--to", "镇纪委", "--on", "2026-03-05")
    assert all("explanation" not in clock for clock in taken["deadlines"])


def test_explain_writes_the_printable_sheet(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "输出" / "说明.pdf"
    assert str(path) in office("explain", "2026-0001", "-o", path).stdout
    assert path.read_bytes().startswith(b"%PDF-")


def test_next_says_what_is_lawful_and_why_the_rest_is_not(office: Office) -> None:
    offers = {offer["kind"]: offer for offer in office.data("next", "2026-0001")}
    assert set(offers["answer"]) == {
        "kind", "label", "allowed", "due_on", "clock", "form", "reason", "group"
    }  # fmt: skip
    assert (offers["answer"]["allowed"], offers["answer"]["due_on"]) == (True, "2026-05-04")
    assert offers["deliver"]["allowed"] or offers["deliver"]["reason"]
    assert (
        "还没有受理"
        in {offer["kind"]: offer for offer in office.data("next", "2026-0003")}["answer"]["reason"]
    )


def test_a_route_may_be_settled_with_the_acceptance(office: Office) -> None:
    office.data("step", "2026-0003", "accept", "--route", "duty", "--days", "20", "--on", "2026-03-05")
    shown = office.data("show", "2026-0003")
    assert (shown["route"], shown["purpose"], shown["arrival"], shown["simple"]) == (
        "duty",
        "appeal",
        "direct",
        False,
    )
    (duty,) = office.data("explain", "2026-0003", "duty")
    assert (duty["days"], duty["unit"], duty["due_on"]) == (
        20,
        "day",
        "2026-03-22",
    )  # from the application, 2 March


def test_what_links_two_matters_is_shown_by_number(office: Office) -> None:
    office.data("step", "2026-0003", "merge", "--other", "2026-0001", "--on", "2026-03-06")
    shown = office.data("show", "2026-0003")
    assert (shown["merged_into"], shown["split_from"], shown["superior_due_on"]) == ("2026-0001", "", None)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("title", "反映三组水渠淤塞", "反映三组水渠淤塞"),
        ("village", "柳溪村", "柳溪村"),
        ("route", "duty", "duty"),
        ("purpose", "建议意见", "suggestion"),
    ],
)
def test_a_correction_takes_words_or_codes(office: Office, field: str, value: str, shown: str) -> None:
    office.data("correct", "2026-0001", field, value, "--reason", "录入有误")
    after = office.data("show", "2026-0001")
    assert after[field] == shown
    assert any("录入有误" in line["text"] for line in after["history"])


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("2026-0001", "nothing", "x"), "可以更正的有"),
        (("2026-0001", "village", "没有这个村"), "名册里没有"),
        (("2026-0001", "route", "别的"), "可以填"),
        (("2026-0001", "category", "没有这一类"), "内容分类里没有"),
        (("2026-0001", "registered_on", "那天"), "不是能识别的日期"),
        (("2026-0002", "title", "新的事由"), "密封"),
    ],
)
def test_a_correction_that_cannot_be_says_why(office: Office, args: tuple[str, ...], words: str) -> None:
    assert words in office.refusal("correct", *args)


def test_correcting_a_day_moves_the_dates_that_depend_on_it(office: Office) -> None:
    (accepted,) = office.data("show", "2026-0001")["steps"]
    moved = office.data("correct-day", "2026-0001", accepted["id"], "2026-03-04", "--reason", "看错日历")
    assert {clock["clock"]: clock["due_on"] for clock in moved["deadlines"]}["answer"] == "2026-05-03"
    assert office("correct-day", "2026-0001", accepted["id"], "2026-03-04").exit_code == 2


def test_the_last_step_can_be_taken_back_and_stays_readable(office: Office) -> None:
    assert office.data("withdraw", "2026-0001", "--reason", "误点")["state"] == "registered"
    assert office.data("show", "2026-0001")["steps"][0]["withdrawn"] is True
    assert "没有可以撤销的" in office.refusal("withdraw", "2026-0001", "--reason", "误点")
