"""When a sheet may be made: the law's conditions, each with its way out."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.forms import form_called
from app.core.matters import Matter, Step
from app.core.paper_occasions import occasion
from app.core.receptions import Attendance, Reception
from app.errors import NotAllowed

DAY = date(2026, 3, 2)
PART = Reception(
    "r", "m", 1, "visit", DAY, DAY, 1, (Attendance("p"),), recorded_at="2026-03-02T09:00:00+08:00"
)
MATTER = Matter(
    id="m", number="2026-0001", title="水渠", registered_on=DAY, purpose="appeal", receptions=(PART,)
)


def with_steps(*entries: str, **more: object) -> Matter:
    steps = tuple(Step(entry, DAY, f"s{at}") for at, entry in enumerate(entries))
    return replace(MATTER, steps=steps, **more)


@pytest.mark.parametrize(
    ("form_id", "matter", "reason"),
    [
        ("extension_approval", MATTER, "还没有受理"),
        ("extension_approval", with_steps("accepted", route="arbitration"), "不适用60日"),
        ("extension_approval", with_steps("accepted", purpose="suggestion"), "不适用60日"),
        ("extension_approval", with_steps("simplified", "accepted"), "简易办理"),
        ("extension_approval", with_steps("accepted", "answered"), "不再延期"),
        ("opinion_approval", MATTER, "还没有受理"),
        ("opinion_approval", with_steps("accepted", route="duty"), "不出具信访处理意见书"),
        ("mediation_agreement", MATTER, "还没有作出处理"),
        ("follow_up_form", MATTER, "还没有作出处理"),
        ("satisfaction_form", MATTER, "还没有作出处理"),
        ("letter_note", MATTER, "最近一次登记是来访"),
        ("urgent_report", MATTER, "还没有办理"),
        ("hearing_record", MATTER, "还没有办理"),
        ("meeting_minutes", MATTER, "不属于某一件信访事项"),
        ("interview_record", replace(MATTER, purpose="report"), "检举控告"),
    ],
)
def test_a_sheet_before_its_time_is_refused_with_a_reason(form_id, matter, reason):
    with pytest.raises(NotAllowed, match=reason):
        occasion(form_called(form_id), matter)


def test_a_failed_mediation_makes_no_agreement():
    failed = replace(MATTER, steps=(Step("accepted", DAY, "a"), Step("mediated", DAY, "b", value="failed")))
    with pytest.raises(NotAllowed, match="没有达成协议"):
        occasion(form_called("settlement_agreement"), failed)


@pytest.mark.parametrize(
    ("form_id", "matter"),
    [
        ("extension_approval", with_steps("accepted")),
        ("extension_approval", with_steps("accepted", "extended", "answered")),
        ("opinion_approval", with_steps("accepted", "answered")),
        ("mediation_agreement", with_steps("accepted")),
        ("leader_reception", MATTER),
        ("dossier_cover", replace(MATTER, purpose="report")),
    ],
)
def test_a_sheet_in_its_time_is_made(form_id, matter):
    assert occasion(form_called(form_id), matter)
