"""What the law lets the clerk do, on a real register: links, corrections, seals, extensions."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.rosters import UNIT
from app.core.steps import RULES, StepCommand
from app.errors import NotAllowed, ValidationError
from app.services.clock import FixedClock
from app.services.desk import Desk
from app.services.receptions import Registered, Visitor
from tests.conftest import TODAY
from tests.services.test_matters import DRAFT

START = date(2026, 9, 10)
LETTER = replace(DRAFT, occurred_on=START, registered_on=START, external_number="")
REPORT = replace(LETTER, purpose="report", accused="王丙、供水站", title="检举补贴发放问题")


def on(after: int, kind: str, **values: object) -> StepCommand:
    return StepCommand(kind, START + timedelta(days=after), **values)  # type: ignore[arg-type]


def register(desk: Desk, name: str = "李乙", **changes: object) -> Registered:
    return desk.receptions.register(replace(LETTER, **changes), [Visitor(name, "00012345678")])  # type: ignore[arg-type]


def take(desk: Desk, matter_id: str, *steps: StepCommand) -> None:
    for step in steps:
        desk.matters.take_step(matter_id, step)


def due(desk: Desk, matter_id: str, clock: str) -> date:
    return next(line.due for line in desk.matters.view(matter_id).deadlines if line.clock == clock)


def value(desk: Desk, figure: str, period: str = "2026") -> int:
    return desk.month.table(desk.month.period(period)).figures[figure].as_json()["value"]


def whole(desk: Desk) -> bool:
    return desk.safety.verify(full=True).ok


def test_an_extension_moves_the_answer_and_owes_a_notice_before_the_old_day(desk: Desk) -> None:
    matter_id = register(desk).matter_id
    take(desk, matter_id, on(3, "accept"), on(50, "extend", days=30, leader="周甲", text="情况复杂"))
    assert due(desk, matter_id, "answer") == START + timedelta(days=3 + 60 + 30)
    assert due(desk, matter_id, "extension_notice") == START + timedelta(days=63)
    words = desk.matters.view(matter_id).timeline[0].text
    assert "办结答复期限由2026年11月12日变为2026年12月12日" in words
    assert "周甲批准" in words
    take(desk, matter_id, on(51, "deliver"))
    assert desk.matters.matter(matter_id).on("extension_delivered") == START + timedelta(days=51)
    assert whole(desk)


@pytest.mark.parametrize(
    ("day", "values", "words"),
    [
        (50, {"days": 31, "leader": "周甲", "text": "复杂"}, "不得超过30日"),
        (50, {"days": 30, "text": "复杂"}, "批准的本机关、单位负责人"),
        (50, {"days": 30, "leader": "周甲"}, "情况复杂"),
        (50, {"leader": "周甲", "text": "复杂"}, "请填写延长的天数"),
        (64, {"days": 30, "leader": "周甲", "text": "复杂"}, "期限届满前批准"),
    ],
)
def test_an_extension_that_the_law_does_not_know_is_refused(
    desk: Desk, day: int, values: dict[str, object], words: str
) -> None:
    matter_id = register(desk).matter_id
    take(desk, matter_id, on(3, "accept"))
    with pytest.raises((NotAllowed, ValidationError), match=words):
        desk.matters.take_step(matter_id, on(day, "extend", **values))
    assert due(desk, matter_id, "answer") == START + timedelta(days=63)


def test_joined_matters_are_one_and_their_receptions_two(desk: Desk) -> None:
    first, second = (
        register(desk),
        register(desk, "王丁", channel="visit", registered_on=START + timedelta(days=2)),
    )
    take(desk, second.matter_id, on(3, "merge", other=first.number))
    assert (value(desk, "receptions"), value(desk, "matters"), value(desk, "open")) == (2, 1, 1)
    view = desk.matters.view(second.matter_id)
    assert view.state == "已并案"
    assert [line.clock for line in view.deadlines if line.is_running()] == ["notice"]
    with pytest.raises(NotAllowed, match="并入其他事项"):
        desk.matters.take_step(second.matter_id, on(4, "accept"))
    assert first.number in view.timeline[0].text
    take(desk, second.matter_id, on(5, "unmerge", text="不是同一件事"))
    assert (value(desk, "matters"), value(desk, "open")) == (2, 2)
    assert desk.matters.view(second.matter_id).state == "待受理"
    assert whole(desk)


def test_the_later_matter_cannot_be_the_main_one(desk: Desk) -> None:
    first, second = register(desk), register(desk, "王丁", registered_on=START + timedelta(days=2))
    with pytest.raises(NotAllowed, match="期限更晚"):
        desk.matters.take_step(first.matter_id, on(3, "merge", other=second.number))


def test_a_split_letter_is_one_reception_and_two_matters(desk: Desk) -> None:
    letter = register(desk)
    take(desk, letter.matter_id, on(1, "split", text="请求补发低保"))
    part = next(row for row in desk.matters.page(which="all") if row.title == "请求补发低保")
    assert (value(desk, "receptions"), value(desk, "matters")) == (1, 2)
    assert due(desk, part.id, "notice") == START + timedelta(days=15)
    assert part.people == "李乙"
    assert desk.month.table(desk.month.period("2026-09")).guard == ()
    take(desk, letter.matter_id, on(2, "unsplit", other=part.number, text="合在一起办"))
    assert value(desk, "matters") == 1
    assert desk.matters.view(part.id).state == "已作废"
    assert whole(desk)


def test_a_part_that_is_being_handled_cannot_be_put_back(desk: Desk) -> None:
    letter = register(desk)
    take(desk, letter.matter_id, on(1, "split", text="请求补发低保"))
    part = next(row for row in desk.matters.page(which="all") if row.title == "请求补发低保")
    take(desk, part.id, on(2, "accept"))
    with pytest.raises(NotAllowed, match="已经开始办理"):
        desk.matters.take_step(letter.matter_id, on(3, "unsplit", other=part.number, text="合并"))


def test_a_corrected_day_moves_its_dates_and_the_history_says_so(desk: Desk) -> None:
    matter_id = register(desk).matter_id
    take(desk, matter_id, on(3, "accept"))
    step = desk.matters.matter(matter_id).steps[0]
    desk.matters.steps.correct_day(matter_id, step.id, START + timedelta(days=2), "日期录错")
    assert due(desk, matter_id, "answer") == START + timedelta(days=62)
    words = desk.matters.view(matter_id).timeline[0].text
    assert (
        words
        == "更正：受理日期由2026年9月13日改为2026年9月12日（日期录错）。办结答复期限由2026年11月12日变为2026年11月11日"
    )
    assert whole(desk)


def test_a_corrected_typing_error_moves_no_date(desk: Desk) -> None:
    matter_id = register(desk).matter_id
    take(desk, matter_id, on(3, "accept"))
    before = [(line.clock, line.due, line.met_on) for line in desk.matters.view(matter_id).deadlines]
    desk.matters.correct(matter_id, {"title": "反映水渠淤塞"})
    assert [(line.clock, line.due, line.met_on) for line in desk.matters.view(matter_id).deadlines] == before


def test_a_day_cannot_be_corrected_past_its_neighbours_or_without_a_reason(desk: Desk) -> None:
    matter_id = register(desk).matter_id
    take(desk, matter_id, on(3, "accept"), on(9, "answer", text="已清淤"))
    accepted = desk.matters.matter(matter_id).steps[0]
    with pytest.raises(ValidationError, match="之间"):
        desk.matters.steps.correct_day(matter_id, accepted.id, START + timedelta(days=10), "录错")
    with pytest.raises(ValidationError, match="理由"):
        desk.matters.steps.correct_day(matter_id, accepted.id, START + timedelta(days=4), " ")


def test_the_last_step_can_be_taken_back_and_stays_readable(desk: Desk) -> None:
    matter_id = register(desk).matter_id
    take(desk, matter_id, on(3, "accept"), on(9, "answer", text="已清淤"))
    accepted, answered = desk.matters.matter(matter_id).steps
    with pytest.raises(NotAllowed, match="只能撤销最后一步"):
        desk.matters.steps.withdraw(matter_id, accepted.id, "点错")
    desk.matters.steps.withdraw(matter_id, answered.id, "点错了事项")
    view = desk.matters.view(matter_id)
    assert view.state == "办理中"
    assert "撤销2026年9月19日的答复（点错了事项）" in view.timeline[0].text
    assert whole(desk)


def test_the_accused_gets_no_part_in_it_whatever_the_step(desk: Desk) -> None:
    unit = desk.offices.add(UNIT, "供水站")
    matter_id = desk.receptions.register(REPORT, [Visitor("赵丁")]).matter_id
    for kind in RULES:
        for values in ({"unit_id": unit.id}, {"leader": "王 丙"}, {"receiver": "王丙"}):
            with pytest.raises(NotAllowed, match="第三十条第三款"):
                desk.matters.take_step(matter_id, on(1, kind, text="说明", **values))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed, match="第三十条第三款"):
        desk.matters.take_step(matter_id, on(1, "refer"), "供水站")


def test_the_accused_cannot_lead_the_case_from_the_start_or_later(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="不能作为包案领导"):
        desk.receptions.register(replace(REPORT, leader="王丙"), [Visitor("赵丁")])
    matter_id = desk.receptions.register(REPORT, [Visitor("赵丁")]).matter_id
    desk.matters.open_sealed(matter_id, "更正")
    with pytest.raises(NotAllowed, match="不能作为包案领导"):
        desk.matters.correct(matter_id, {"leader": "王丙"})


def test_a_unit_that_turns_out_to_be_accused_must_give_the_material_back_first(desk: Desk) -> None:
    unit = desk.offices.add(UNIT, "供水站")
    matter_id = desk.receptions.register(replace(REPORT, accused=""), [Visitor("赵丁")]).matter_id
    take(desk, matter_id, on(1, "refer", unit_id=unit.id))
    desk.matters.open_sealed(matter_id, "更正")
    with pytest.raises(NotAllowed, match="先收回"):
        desk.matters.correct(matter_id, {"accused_unit_id": unit.id})
    take(desk, matter_id, on(2, "return", text="应当回避"))
    desk.matters.correct(matter_id, {"accused_unit_id": unit.id})


def test_only_those_on_the_list_open_a_sealed_matter(desk: Desk) -> None:
    matter_id = desk.receptions.register(REPORT, [Visitor("赵丁")]).matter_id
    desk.offices.change({"sealed_readers": "孙庚、王丙"})
    for reader, words in (("练习专干", "不在检举控告事项查阅人名单"), ("王丙", "被反映人")):
        with pytest.raises(NotAllowed, match=words):
            desk.matters.open_sealed(matter_id, "核对", reader)
        assert desk.matters.view(matter_id).hidden
    assert not desk.matters.open_sealed(matter_id, "核对", "孙庚").hidden
    assert desk.matters.view(matter_id).timeline[0].text == "孙庚启封查看：核对"


def test_a_sealed_matter_cannot_be_unsealed_by_a_correction(desk: Desk) -> None:
    matter_id = desk.receptions.register(REPORT, [Visitor("赵丁")]).matter_id
    with pytest.raises(NotAllowed, match="先启封"):
        desk.matters.correct(matter_id, {"purpose": "appeal"})
    assert desk.matters.view(matter_id).hidden


def test_choosing_the_route_with_the_acceptance_settles_the_clock(desk: Desk) -> None:
    matter_id = register(desk, purpose="").matter_id
    desk.matters.take_step(matter_id, on(3, "accept"), route="duty")
    assert due(desk, matter_id, "duty") == date(
        2026, 11, 10
    )  # two months from the application (行政诉讼法 Art 47)
    assert desk.matters.matter(matter_id).purpose == "appeal"
    with pytest.raises(ValidationError, match="第三十一条"):
        desk.matters.take_step(register(desk).matter_id, on(3, "accept"), route="elsewhere")


def test_a_new_choice_holds_for_new_matters_only(desk: Desk) -> None:
    before = register(desk).matter_id
    desk.offices.choose({"start_day_counts": True})
    after = register(desk).matter_id
    assert due(desk, before, "notice") == START + timedelta(days=15)
    assert due(desk, after, "notice") == START + timedelta(days=14)
    assert whole(desk)


def test_a_day_off_of_the_office_moves_the_working_days_that_run_over_it(
    desk: Desk, clock: FixedClock
) -> None:
    unit = desk.offices.named(UNIT, "自然资源所")
    assert unit
    matter_id = register(desk).matter_id
    take(desk, matter_id, on(1, "refer", unit_id=unit.id), on(4, "sign"))
    assert due(desk, matter_id, "objection") == date(2026, 9, 20)
    desk.calendars.set_day(date(2026, 9, 16), working=False, name="镇里集市", source="镇政府通知")
    assert due(desk, matter_id, "objection") == date(2026, 9, 21)
    assert any("镇里集市" in words for words in next(
        line.explanation for line in desk.matters.view(matter_id).deadlines if line.clock == "objection"
    ))  # fmt: skip
    with pytest.raises(NotAllowed, match="2026年9月21日"):
        desk.matters.take_step(matter_id, on(12, "object", text="不属于职权"))
    assert whole(desk)


def test_an_objection_that_is_agreed_to_brings_the_matter_back(desk: Desk) -> None:
    unit = desk.offices.named(UNIT, "自然资源所")
    assert unit
    matter_id = register(desk).matter_id
    take(
        desk, matter_id, on(1, "assign", unit_id=unit.id), on(2, "sign"), on(5, "object", text="不属于职权"),
        on(6, "agree_objection"),
    )  # fmt: skip
    matter = desk.matters.matter(matter_id)
    assert (matter.unit_id, matter.state) == ("", "registered")
    assert due(desk, matter_id, "redirect") == date(2026, 9, 22)  # 20 September is a Sunday that is worked


def test_what_came_from_above_with_a_day_is_due_there(desk: Desk) -> None:
    desk.offices.choose({"superior_report_days": 30, "superior_margin_days": 5})
    matter_id = register(desk, source="上级交办").matter_id
    assert due(desk, matter_id, "superior") == START + timedelta(days=30)
    assert due(desk, matter_id, "superior_internal") == START + timedelta(days=25)
    assert "superior" in {line.clock for line in desk.today.sheet(TODAY).overdue}


def test_the_first_thing_offered_is_what_presses_most(desk: Desk) -> None:
    matter_id = register(desk).matter_id
    first = desk.matters.view(matter_id).offers[0]
    assert (first.kind, first.due_on) == ("accept", START + timedelta(days=15))
    take(desk, matter_id, on(3, "accept"))
    first = next(offer for offer in desk.matters.view(matter_id).offers if offer.due_on)
    assert (first.kind, first.clock) == ("answer", "answer")


def test_a_report_is_first_of_all_to_be_passed_on(desk: Desk) -> None:
    matter_id = desk.receptions.register(REPORT, [Visitor("赵丁")]).matter_id
    first = desk.matters.view(matter_id).offers[0]
    assert (first.kind, first.clock) == ("refer", "pass_on")
