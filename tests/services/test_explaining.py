"""时限说明 from a real register: who is told what, and what never leaves a sealed matter."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import NotAllowed, NotFound
from app.services.desk import Desk
from app.services.explaining import clocks_called, explained_sheet, save_explained_sheet, standing, warning_of
from app.services.receptions import Visitor
from tests.conftest import TODAY


def register(desk: Desk, days_ago: int, **changes: object) -> str:
    day = TODAY - timedelta(days=days_ago)
    given = {"channel": "visit", "occurred_on": day, "registered_on": day, "title": "反映水渠淤塞"} | changes
    return desk.receptions.register(ReceptionDraft(**given), [Visitor("张三", phone="13000000001")]).matter_id


def step(desk: Desk, matter_id: str, kind: str, days_ago: int, **values: object) -> None:
    desk.matters.take_step(matter_id, StepCommand(kind, TODAY - timedelta(days=days_ago), **values))


def text(pdf: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


@pytest.fixture
def extended(desk: Desk) -> str:
    """A matter that was accepted and extended, with an internal target of the office's own."""
    desk.offices.choose({"answer_target_days": 45})
    matter_id = register(desk, 60)
    step(desk, matter_id, "accept", 58)
    step(desk, matter_id, "extend", 10, days=20, leader="周甲", text="需要委托测绘")
    return matter_id


def test_the_sheet_says_every_reason_and_leaves_the_office_s_reminders_out(desk: Desk, extended: str) -> None:
    said = text(explained_sheet(desk.register, extended))
    for words in ("反映水渠淤塞", "周甲批准，延长20日", "需要委托测绘", "原定最后一日", "第三十四条"):
        assert words in said
    assert "内部办结目标" not in said
    assert "张三" not in said


def test_the_sheet_of_a_sealed_matter_names_nothing(desk: Desk) -> None:
    sealed = register(desk, 3, title="反映某干部违规领取补贴", purpose="report", accused="钱七")
    desk.matters.open_sealed(sealed, "核对")
    said = text(explained_sheet(desk.register, sealed))
    assert "转送" in said
    for words in ("干部", "钱七", "依据", "检举"):
        assert words not in said


def test_a_matter_without_dates_makes_no_sheet(desk: Desk) -> None:
    voided = register(desk, 3)
    step(desk, voided, "void", 2, text="重复录入")
    with pytest.raises(NotAllowed, match="没有可以说明的时限"):
        explained_sheet(desk.register, voided)


def test_the_sheet_is_written_whole_into_a_folder_that_is_made(
    desk: Desk, extended: str, tmp_path: Path
) -> None:
    path = tmp_path / "新文件夹" / "说明.pdf"
    save_explained_sheet(desk.register, extended, path)
    assert path.read_bytes() == explained_sheet(desk.register, extended)


def test_an_unknown_clock_is_refused_with_those_there_are(desk: Desk, extended: str) -> None:
    lines = desk.matters.view(extended).deadlines
    assert [line.clock for line in clocks_called(lines, "办结答复")] == ["answer"]
    with pytest.raises(NotFound, match="answer（办结答复）"):
        clocks_called(lines, "nothing")


def test_a_clock_says_how_it_stands(desk: Desk, extended: str) -> None:
    by_clock = {line.clock: line for line in desk.matters.view(extended).deadlines}
    assert standing(by_clock["notice"], TODAY) == "已于2026年9月23日办理"
    assert standing(by_clock["answer"], date(2026, 12, 12)) == "今天是最后一日"
    assert standing(by_clock["answer"], date(2026, 12, 14)) == "最后一日已过2天"


def test_warnings_follow_the_office_s_choice(desk: Desk, extended: str) -> None:
    line = clocks_called(desk.matters.view(extended).deadlines, "answer")[0]
    assert warning_of(line, desk.register) == "预警"
    desk.offices.choose({"warnings_by": "days", "warning_days": "7,3,1"})
    assert warning_of(line, desk.register) == ""
