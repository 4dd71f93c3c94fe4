"""Steps (办理环节) on a matter and when the rules let them happen.

One row per step: what it is called, the entry it leaves, the article it rests on and the
check that says why it is not possible now. Windows, commands and imports all ask here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.core.calendar import FIRST
from app.core.dates import chinese_date
from app.core.entries import Draft
from app.core.matters import Matter
from app.errors import NotAllowed, ValidationError

DELIVERY_WAYS = {
    "direct": "直接送达", "left": "留置送达", "proxy": "委托送达", "post": "邮寄送达",
    "electronic": "电子送达", "forwarded": "转交送达", "public": "公告送达",
}  # fmt: skip
OUTCOMES = {"supported": "予以支持", "explained": "作出解释说明", "refused": "不予支持"}  # 条例 Art 32
SATISFACTION = {"satisfied": "满意", "basically": "基本满意", "dissatisfied": "不满意"}


@dataclass(frozen=True)
class StepCommand:
    """A wish to take one step.

    `from_register` marks a step taken over from an old register, which may lack what
    later practice demands (a unit, a delivery date) but never contradict itself.
    """

    kind: str
    on: date
    unit_id: str = ""
    text: str = ""
    due_on: date | None = None
    way: str = ""
    value: str = ""
    leader: str = ""
    from_register: bool = False


@dataclass(frozen=True)
class StepRule:
    """One row of the table of steps."""

    kind: str
    entry: str
    label: str
    article: str
    check: Callable[[Matter, StepCommand], None]
    needs_unit: bool = False
    needs_text: str = ""


@dataclass(frozen=True)
class Offer:
    """One step as the matter's page shows it: possible, or why not and what would allow it."""

    kind: str
    label: str
    article: str
    allowed: bool
    reason: str = ""


def decide_step(matter: Matter, command: StepCommand) -> Draft:
    """Say that the step happens, as an entry; raises `NotAllowed` or `ValidationError` with the reason."""
    rule = RULES.get(command.kind)
    if rule is None:
        known = "、".join(RULES)
        raise ValidationError({"kind": f"没有“{command.kind}”这个办理环节；可用的有：{known}"})
    _require_date(matter, command)
    rule.check(matter, command)
    _require_fields(rule, command)
    return Draft(rule.entry, matter.id, command.on, _payload(matter, command))


def offers(matter: Matter, today: date) -> tuple[Offer, ...]:
    """Every step with whether it is possible today; the fields it needs are asked for later."""
    return tuple(_offer(matter, rule, today) for rule in RULES.values())


def _offer(matter: Matter, rule: StepRule, today: date) -> Offer:
    try:
        rule.check(matter, StepCommand(rule.kind, max(today, matter.registered_on)))
    except NotAllowed as refusal:
        return Offer(rule.kind, rule.label, rule.article, allowed=False, reason=str(refusal))
    return Offer(rule.kind, rule.label, rule.article, allowed=True)


def _payload(matter: Matter, command: StepCommand) -> dict[str, object]:
    values: dict[str, object] = {
        "unit_id": command.unit_id,
        "text": command.text.strip(),
        "due_on": command.due_on.isoformat() if command.due_on else "",
        "way": command.way,
        "value": command.value,
        "leader": command.leader,
        "paper": _paper_to_deliver(matter) if command.kind == "deliver" else "",
        "from_register": command.from_register,
    }
    return {name: value for name, value in values.items() if value}


def _require_date(matter: Matter, command: StepCommand) -> None:
    if command.on < FIRST:
        raise ValidationError({"on": f"日期早于{FIRST.year}年，请核对年份"})
    if command.on < matter.registered_on:
        raise ValidationError(
            {"on": f"日期不能早于登记日期{chinese_date(matter.registered_on)}，没有保存，请核对"}
        )


def _require_fields(rule: StepRule, command: StepCommand) -> None:
    problems = {}
    if rule.needs_unit and not command.unit_id and not command.from_register:
        problems["unit_id"] = f"请选择要{rule.label}的单位"
    if rule.needs_text and not command.text.strip() and not command.from_register:
        problems["text"] = rule.needs_text
    if command.due_on and command.due_on < command.on:
        problems["due_on"] = "办结期限不能早于交办日期，请核对"
    if problems:
        raise ValidationError(problems)


def _alive(matter: Matter) -> None:
    if matter.voided:
        raise NotAllowed(f"{matter.number}已作废", way_out="如系误作废，请重新登记并注明原编号")


def _not_finished(matter: Matter) -> None:
    _alive(matter)
    if matter.on("closed"):
        raise NotAllowed(f"{matter.number}已于{chinese_date(matter.on_or_raise('closed'))}办结")
    for fact, name in (("declined", "不予受理"), ("declined_again", "不再受理")):
        if matter.on(fact):
            raise NotAllowed(
                f"{matter.number}已于{chinese_date(matter.on_or_raise(fact))}作出{name}决定",
                way_out="信访人提出新的事实和理由的，请另行登记",
            )


def _after(matter: Matter, fact: str, command: StepCommand, name: str) -> None:
    earlier = matter.on(fact)
    if earlier and command.on < earlier:
        raise ValidationError({"on": f"日期不能早于{name}日期{chinese_date(earlier)}，没有保存，请核对"})


def _once(matter: Matter, fact: str, name: str) -> None:
    if matter.on(fact):
        raise NotAllowed(f"{matter.number}已于{chinese_date(matter.on_or_raise(fact))}{name}，不必重复")


def _check_accept(matter: Matter, command: StepCommand) -> None:
    _not_finished(matter)
    _once(matter, "accepted", "受理")
    if matter.on("answered") and not command.from_register:
        raise NotAllowed(f"{matter.number}已经答复，不能再补受理")


def _check_decline(matter: Matter, _: StepCommand) -> None:
    _not_finished(matter)
    if matter.on("accepted"):
        raise NotAllowed(
            f"{matter.number}已经受理，不能再作不予受理决定",
            article="《信访工作条例》第二十三条",
            way_out="经办理不支持诉求的，请出具处理意见书",
        )


def _check_pass_on(matter: Matter, command: StepCommand) -> None:
    """转送, 交办: never to the unit complained of (条例 Art 30 ¶3)."""
    _not_finished(matter)
    if command.unit_id and command.unit_id == matter.accused_unit_id:
        raise NotAllowed(
            "不得将检举控告材料转给被检举、控告的单位",
            article="《信访工作条例》第三十条第三款",
            way_out="请改送有权处理的纪检监察机关或上级机关",
        )
    if matter.on("answered") and not command.from_register:
        raise NotAllowed(f"{matter.number}已经答复，不能再转送、交办")


def _check_answer(matter: Matter, command: StepCommand) -> None:
    _not_finished(matter)
    _once(matter, "answered", "答复")
    if matter.sealed and not command.from_register:
        raise NotAllowed(
            "检举控告事项不由信访工作机构出具处理意见", article="《信访工作条例》第三十条",
            way_out="请按规定转送有权处理的机关、单位",
        )  # fmt: skip
    if matter.purpose != "suggestion" and not matter.on("accepted") and not command.from_register:
        raise NotAllowed(
            f"{matter.number}还没有受理，不能答复",
            article="《信访工作条例》第二十三条、第三十四条",
            way_out="请先办理受理并书面告知信访人",
        )
    _after(matter, "accepted", command, "受理")


def _paper_to_deliver(matter: Matter) -> str:
    """Which paper is still out: the answer first, then the notice of what was decided."""
    if matter.on("answered") and not matter.on("answer_delivered"):
        return "answer"
    if matter.decided_on and not matter.on("notice_delivered") and not matter.on("answered"):
        return "notice"
    return ""


def _check_deliver(matter: Matter, command: StepCommand) -> None:
    _alive(matter)
    if command.way and command.way not in DELIVERY_WAYS:
        raise ValidationError({"way": "送达方式应为：" + "、".join(DELIVERY_WAYS.values())})
    paper = _paper_to_deliver(matter)
    if not paper and command.from_register and not matter.on("answer_delivered"):
        return
    if not paper:
        raise NotAllowed(
            f"{matter.number}没有等待送达的文书", way_out="作出受理、转送、交办或答复以后，才有文书可以送达"
        )
    _after(matter, "answered" if paper == "answer" else "decided", command, "文书")


def _check_close(matter: Matter, command: StepCommand) -> None:
    _not_finished(matter)
    if command.from_register:
        return
    if not (matter.on("answered") or matter.on("referred")):
        raise NotAllowed(
            f"{matter.number}还没有答复或转出，不能办结",
            article="《信访工作条例》第三十二条、第三十四条",
            way_out="请先出具处理意见书并送达，或者转送有权处理的机关",
        )
    if matter.on("answered") and not matter.on("answer_delivered"):
        raise NotAllowed(
            f"{matter.number}的处理意见书还没有送达，不能办结",
            article="《信访工作条例》第三十五条",
            way_out="请先登记送达日期，信访人申请复查的30日从收到书面答复之日起算",
        )
    _after(matter, "answer_delivered", command, "送达")
    _after(matter, "referred", command, "转送")


def _check_settle(matter: Matter, command: StepCommand) -> None:
    _alive(matter)
    _once(matter, "settled", "化解")
    if not matter.decided_on and not command.from_register:
        raise NotAllowed(f"{matter.number}还没有作出处理，不能登记化解", way_out="请先受理、转送或交办")


def _check_evaluate(matter: Matter, command: StepCommand) -> None:
    _alive(matter)
    if command.value and command.value not in SATISFACTION:
        raise ValidationError({"value": "评价应为满意、基本满意或不满意"})
    if matter.sealed:
        raise NotAllowed("检举控告事项不作满意度评价", article="《信访工作条例》第三十条")
    if not matter.decided_on and not command.from_register:
        raise NotAllowed(f"{matter.number}还没有作出处理，不能登记评价", way_out="请先受理、转送或交办")


def _check_void(matter: Matter, _: StepCommand) -> None:
    _alive(matter)


_REASONS = {
    "void": "请写明作废原因；作废后编号保留、记录可查，不会删除",
}

RULES: dict[str, StepRule] = {
    rule.kind: rule
    for rule in (
        StepRule("accept", "accepted", "受理", "《信访工作条例》第二十三条", _check_accept),
        StepRule("decline", "declined", "不予受理", "《信访工作条例》第十九条、第二十三条", _check_decline),
        StepRule("refer", "referred", "转送", "《信访工作条例》第二十二条", _check_pass_on, needs_unit=True),
        StepRule("assign", "assigned", "交办", "《信访工作条例》第二十二条", _check_pass_on, needs_unit=True),
        StepRule("answer", "answered", "答复", "《信访工作条例》第三十二条", _check_answer),
        StepRule("deliver", "delivered", "送达", "《信访工作条例》第二十三条、第三十五条", _check_deliver),
        StepRule("close", "closed", "办结", "《信访工作条例》第三十四条", _check_close),
        StepRule("settle", "settled", "化解", "《信访工作条例》第二十七条", _check_settle),
        StepRule("evaluate", "evaluated", "评价", "《信访工作条例》第二十一条", _check_evaluate),
        StepRule("void", "voided", "作废", "", _check_void, needs_text=_REASONS["void"]),
    )
}  # fmt: skip
