"""The Today page: what must be done, what is only a reminder, what may be done, and the same on paper."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pypdf

from app.core.rosters import UNIT
from app.core.steps import StepCommand
from app.services.desk import Desk
from app.services.receptions import Visitor
from app.services.sheets import today_paper
from app.services.today import TodayLine, standing
from tests.conftest import TODAY
from tests.services.test_matters import DRAFT


def matter(desk: Desk, days_ago: int, name: str = "李乙", **changes: object) -> str:
    day = TODAY - timedelta(days=days_ago)
    draft = replace(DRAFT, occurred_on=day, registered_on=day, external_number="", **changes)  # type: ignore[arg-type]
    return desk.receptions.register(draft, [Visitor(name)]).matter_id


def line(desk: Desk, clock: str) -> TodayLine:
    sheet = desk.today.sheet()
    return next(found for found in sheet.must + sheet.soon + sheet.waiting if found.clock == clock)


def test_the_next_act_stands_on_the_button(desk: Desk) -> None:
    matter(desk, 20)
    notice = line(desk, "notice")
    assert (notice.step, notice.action, notice.days_left) == ("accept", "受理并告知", -5)
    assert standing(notice, TODAY) == "11月15日 超期5天"


def test_an_internal_date_that_has_passed_is_not_called_late(desk: Desk) -> None:
    desk.offices.choose({"pass_on_within_days": 3})
    matter(desk, 5)
    reminder = line(desk, "pass_on_internal")
    assert reminder.internal
    assert standing(reminder, TODAY) == "11月18日 内部期限已过2天"
    assert [row.number for row in desk.matters.page(which="overdue")] == []


def test_a_right_is_shown_while_it_lasts_and_never_as_late(desk: Desk) -> None:
    matter(desk, 3, source="上级转送")
    assert line(desk, "objection_up").optional
    matter(desk, 12, "王丁", source="上级转送")
    sheet = desk.today.sheet()
    assert [found.clock for found in sheet.overdue] == []
    assert [found.who for found in sheet.soon if found.clock == "objection_up"] == ["李乙"]


def test_a_silent_unit_is_urged_from_the_day_the_office_has_chosen(desk: Desk) -> None:
    unit = desk.offices.named(UNIT, "自然资源所")
    assert unit
    matter_id = matter(desk, 12)
    due = TODAY + timedelta(days=12)
    desk.matters.take_step(
        matter_id, StepCommand("assign", TODAY - timedelta(days=11), unit_id=unit.id, due_on=due)
    )
    assert [found.clock for found in desk.today.sheet().waiting] == []
    desk.offices.choose({"urge_days_before": 12})
    assert (line(desk, "assignment").step, line(desk, "assignment").action) == ("urge", "催办")


def test_warnings_follow_the_pack_or_the_office(desk: Desk) -> None:
    matter(desk, 13)
    assert line(desk, "notice").warning == "警告"  # 13 of 15 days: past 85 percent
    desk.offices.choose({"warnings_by": "days", "warning_days": "7,3,1"})
    assert line(desk, "notice").warning == "预警"
    assert line(desk, "notice").days_left == 2


def test_the_page_prints_as_one_sheet_without_sealed_words(desk: Desk) -> None:
    matter(desk, 20)
    matter(desk, 9, "赵丁", purpose="report", title="检举补贴发放问题")
    text = (
        pypdf.PdfReader(BytesIO(today_paper(desk.today.sheet(), desk.offices.office())))
        .pages[0]
        .extract_text()
    )
    for words in ("今日待办", "今天必须", "李乙", "超期5天", "等回音", "没有在等的回音"):
        assert words in text
    assert "赵丁" not in text
    assert "补贴" not in text
