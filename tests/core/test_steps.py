from datetime import date, timedelta

import pytest

from app.core.entries import Draft, Entry
from app.core.matter_changes import open_matter, register_reception
from app.core.matters import Matter, apply_matter
from app.core.receptions import ReceptionDraft
from app.core.steps import RULES, StepCommand, decide_step, offers
from app.errors import NotAllowed, ValidationError

DAY = date(2026, 3, 2)


def entry(draft: Draft, seq: int = 1) -> Entry:
    return Entry(
        seq, f"00000000-0000-4000-8000-{seq:012d}", draft.kind, draft.subject, draft.occurred_on,
        "2026-03-02T09:30:00+00:00", "练习专干", draft.payload, "", "", "",
    )  # fmt: skip


def matter(purpose: str = "appeal", accused_unit_id: str = "") -> Matter:
    draft = ReceptionDraft(
        "letter", DAY, DAY, "反映水渠淤塞", purpose=purpose, accused_unit_id=accused_unit_id
    )
    opened = apply_matter(None, entry(open_matter("m", "2026-0001", draft, "national-2022")))
    return apply_matter(opened, entry(register_reception("m", "r", draft), 2))


def after(start: Matter, *steps: StepCommand) -> Matter:
    for seq, command in enumerate(steps, 3):
        start = apply_matter(start, entry(decide_step(start, command), seq))
    return start


def on(days: int, kind: str, **values: object) -> StepCommand:
    return StepCommand(kind, DAY + timedelta(days=days), **values)  # type: ignore[arg-type]


ANSWERED = (on(3, "accept"), on(40, "answer", text="予以支持"))


def test_a_new_matter_waits_to_be_accepted() -> None:
    assert matter().state == "registered"


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((on(3, "accept"),), "accepted"),
        ((on(3, "decline"),), "declined"),
        ((on(3, "refer", unit_id="u"),), "referred"),
        ((on(3, "accept"), on(4, "assign", unit_id="u")), "assigned"),
        (ANSWERED, "answered"),
        ((*ANSWERED, on(42, "deliver")), "delivered"),
        ((*ANSWERED, on(42, "deliver"), on(43, "close")), "closed"),
        ((on(3, "accept"), on(5, "void", text="录入有误")), "voided"),
    ],
)
def test_steps_lead_to_the_state_the_register_shows(steps: tuple[StepCommand, ...], state: str) -> None:
    assert after(matter(), *steps).state == state


@pytest.mark.parametrize(
    ("before", "command", "words"),
    [
        ((), on(5, "answer"), "还没有受理"),
        ((), on(5, "deliver"), "没有等待送达的文书"),
        ((), on(5, "close"), "还没有答复或转出"),
        ((on(3, "accept"),), on(4, "accept"), "已于2026年3月5日受理"),
        ((on(3, "accept"),), on(4, "decline"), "已经受理"),
        ((on(3, "decline"),), on(4, "accept"), "不予受理决定"),
        (ANSWERED, on(45, "close"), "还没有送达"),
        (ANSWERED, on(45, "assign", unit_id="u"), "已经答复"),
        ((on(3, "void", text="重复"),), on(4, "accept"), "已作废"),
    ],
)
def test_a_step_that_is_not_possible_says_why(
    before: tuple[StepCommand, ...], command: StepCommand, words: str
) -> None:
    with pytest.raises(NotAllowed, match=words):
        decide_step(after(matter(), *before), command)


def test_a_step_cannot_happen_before_the_registration() -> None:
    with pytest.raises(ValidationError, match="不能早于登记日期2026年3月2日"):
        decide_step(matter(), on(-1, "accept"))


def test_an_answer_cannot_come_before_the_acceptance() -> None:
    with pytest.raises(ValidationError, match="不能早于受理日期"):
        decide_step(after(matter(), on(10, "accept")), on(9, "answer"))


def test_passing_on_needs_a_unit() -> None:
    with pytest.raises(ValidationError, match="请选择要交办的单位"):
        decide_step(matter(), on(1, "assign"))


def test_voiding_needs_a_reason() -> None:
    with pytest.raises(ValidationError, match="作废原因"):
        decide_step(matter(), on(1, "void"))


@pytest.mark.parametrize("kind", ["refer", "assign"])
@pytest.mark.parametrize("from_register", [False, True])
def test_a_report_never_reaches_the_accused_unit(kind: str, from_register: bool) -> None:
    accused = matter("report", accused_unit_id="accused")
    with pytest.raises(NotAllowed, match="第三十条第三款"):
        decide_step(accused, on(1, kind, unit_id="accused", from_register=from_register))
    assert decide_step(accused, on(1, kind, unit_id="elsewhere")).payload["unit_id"] == "elsewhere"


def test_the_first_delivery_is_the_notice_and_the_next_the_answer() -> None:
    told = after(matter(), on(3, "accept"), on(4, "deliver", way="direct"))
    assert told.on("notice_delivered") == DAY + timedelta(days=4)
    done = after(told, on(40, "answer"), on(41, "deliver", way="post"))
    assert done.on("answer_delivered") == DAY + timedelta(days=41)


def test_a_suggestion_may_be_answered_without_acceptance() -> None:
    assert after(matter("suggestion"), on(5, "answer", text="采纳")).state == "answered"


def test_an_old_register_may_leave_steps_out_but_not_contradict_itself() -> None:
    closed = after(matter(), on(50, "close", from_register=True))
    assert closed.state == "closed"
    with pytest.raises(NotAllowed):
        decide_step(closed, on(51, "accept", from_register=True))


def test_an_unknown_step_names_those_there_are() -> None:
    with pytest.raises(ValidationError, match="accept"):
        decide_step(matter(), on(1, "approve"))


def test_every_step_is_offered_with_a_reason_when_it_is_not_allowed() -> None:
    found = offers(matter(), DAY)
    assert {offer.kind for offer in found} == set(RULES)
    assert all(offer.allowed or offer.reason for offer in found)
    assert {offer.kind for offer in found if offer.allowed} == {
        "accept", "decline", "decline_again", "refer", "assign", "simplify", "mark_urgent", "merge", "split", "void",
    }  # fmt: skip
