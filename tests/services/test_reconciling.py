import csv
from pathlib import Path

import pytest

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.db.reconciliation import local_matters
from app.errors import ValidationError
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY
from tests.services.test_month import LETTER


@pytest.fixture
def numbers(desk: Desk) -> dict[str, str]:
    """Four matters: one the same there, one closed here, one not entered, one sealed; number by name."""
    found = {}
    for name, official in (("张甲", "X001"), ("李乙", "X002"), ("王丙", ""), ("赵丁", "")):
        purpose = "report" if name == "赵丁" else "appeal"
        draft = ReceptionDraft(
            "letter", LETTER.occurred_on, LETTER.occurred_on, f"{name}反映的事", external_number=official,
            purpose=purpose, text="=1+1",
        )  # fmt: skip
        found[name] = desk.receptions.register(draft, [Visitor(name)]).number
    return found


def export(path: Path, *rows: str, header: str = "信访件编号,登记时间,限期答复时间,办理状态,概况") -> Path:
    path.write_text("\n".join((header, *rows)) + "\n", encoding="gb18030")
    return path


def told(desk: Desk, path: Path) -> set[tuple[str, str]]:
    return {(one.kind, one.number) for one in desk.reconciling.compare(path).differences}


def day(name: str) -> str:
    return LETTER.occurred_on.isoformat() if name == "registered" else name


def test_differences_are_told_both_ways(desk: Desk, numbers: dict[str, str], tmp_path: Path) -> None:
    on = day("registered")
    path = export(tmp_path / "系统.csv", f"X001,{on} 09:30:00,,办理中,甲", f"X999,{on},,待办,别人的")
    assert told(desk, path) == {
        ("missing_here", "X999"), ("missing_there", numbers["李乙"]), ("not_entered", numbers["王丙"]),
        ("not_entered", numbers["赵丁"]),
    }  # fmt: skip


def test_what_lies_outside_the_days_of_the_export_is_not_called_missing(
    desk: Desk, numbers: dict[str, str], tmp_path: Path
) -> None:
    assert told(desk, export(tmp_path / "系统.csv", "X900,2026-01-05,,待办,旧的")) == {
        ("missing_here", "X900")
    }


def test_another_day_and_another_state_are_told(desk: Desk, numbers: dict[str, str], tmp_path: Path) -> None:
    matter = desk.matters.id_of("X001")
    desk.matters.take_step(matter, StepCommand("accept", TODAY))
    due = next(one.due_on for one in local_matters(desk.register.store) if one.id == matter)
    assert due is not None
    on = day("registered")
    same = export(tmp_path / "同.csv", f"X001,{on},{due},已受理,甲", f"X002,{on},,待办,乙")
    assert {kind for kind, _ in told(desk, same)} == {"not_entered"}
    other = export(tmp_path / "异.csv", f"X001,{on},2027-09-09,已办结,甲", f"X002,{on},,待办,乙")
    found = [one for one in desk.reconciling.compare(other).differences if one.number == numbers["张甲"]]
    assert {(one.kind, one.there) for one in found} == {("due", "2027-09-09"), ("state", "已办结")}
    assert str(due) in found[0].sentence


def test_a_sealed_matter_shows_no_title_and_is_not_written_out(
    desk: Desk, numbers: dict[str, str], tmp_path: Path
) -> None:
    found = desk.reconciling.compare(export(tmp_path / "系统.csv", f"X001,{day('registered')},,待办,甲"))
    assert not any("赵丁" in one.sentence for one in found.differences)
    assert desk.reconciling.write_missing(found, tmp_path / "待录.csv") == 2
    with (tmp_path / "待录.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["信访件编号"], row["姓名"], row["信访形式"]) for row in rows] == [
        ("X002", "李乙", "来信"), ("", "王丙", "来信"),
    ]  # fmt: skip
    assert rows[0]["概况"] == "'=1+1"


def test_a_table_without_numbers_is_refused_with_a_sentence(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="信访件编号"):
        desk.reconciling.compare(export(tmp_path / "系统.csv", "甲,乙", header="姓名,主题"))
    with pytest.raises(ValidationError, match="第2行的日期"):
        desk.reconciling.compare(export(tmp_path / "错.csv", "X001,去年,,待办,甲"))


def test_nothing_to_tell_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.receptions.register(
        ReceptionDraft("letter", LETTER.occurred_on, LETTER.occurred_on, "事", external_number="X1"),
        [Visitor("张甲")],
    )
    found = desk.reconciling.compare(export(tmp_path / "系统.csv", f"X1,{day('registered')},,待办,事"))
    assert (found.differences, "一致" in found.sentence) == ((), True)
