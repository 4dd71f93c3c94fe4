"""Deciding a step: may it happen now, and what entry it leaves."""

from datetime import date

from app.core.accused import refuse_accused_person, refuse_accused_unit
from app.core.calendar import FIRST
from app.core.dates import chinese_date
from app.core.entries import Draft
from app.core.matters import Matter
from app.core.steps.command import Circumstances, StepCommand, StepRule
from app.core.steps.handling import paper_to_deliver
from app.core.steps.table import RULES
from app.errors import ValidationError

_TEXTS = ("unit_id", "text", "way", "value", "leader", "reason", "basis", "receiver", "other")


def decide_step(matter: Matter, command: StepCommand, around: Circumstances | None = None) -> Draft:
    """Say that the step happens, as an entry; raises `NotAllowed` or `ValidationError` with the reason."""
    rule = RULES.get(command.kind)
    if rule is None:
        known = "、".join(RULES)
        raise ValidationError({"kind": f"没有“{command.kind}”这一步；可用的有：{known}"})
    circumstances = around or Circumstances()
    _require_date(matter, command)
    _keep_from_accused(matter, command, circumstances)
    rule.check(matter, command, circumstances)
    _require_fields(rule, command)
    return Draft(rule.entry, matter.id, command.on, _payload(matter, command))


def _keep_from_accused(matter: Matter, command: StepCommand, around: Circumstances) -> None:
    """Whatever the step: no unit and no person complained of gets a part in it (条例 Art 30 ¶3)."""
    refuse_accused_unit(matter, command.unit_id, around.unit_name)
    refuse_accused_person(matter, command.leader, "批准人、负责人")
    refuse_accused_person(matter, command.receiver, "签收人")


def _payload(matter: Matter, command: StepCommand) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(command, name).strip() for name in _TEXTS}
    values |= {
        "due_on": _iso(command.due_on),
        "sent_on": _iso(command.sent_on),
        "paper": paper_to_deliver(matter, command.paper) if command.kind == "deliver" else "",
        "days": command.days,
        "from_register": command.from_register,
    }
    return {name: value for name, value in values.items() if value}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _require_date(matter: Matter, command: StepCommand) -> None:
    if command.on < FIRST:
        raise ValidationError({"on": f"日期早于{FIRST.year}年，请核对年份"})
    if command.on < matter.registered_on:
        raise ValidationError(
            {"on": f"日期不能早于登记日期{chinese_date(matter.registered_on)}，没有保存，请核对"}
        )


def _require_fields(rule: StepRule, command: StepCommand) -> None:
    problems = {}
    if not command.from_register:
        for ask in rule.asks:
            value = getattr(command, ask.name)
            if ask.required and not (value.strip() if isinstance(value, str) else value):
                problems[ask.name] = ask.required
    if command.due_on and command.due_on < command.on:
        problems["due_on"] = "办结期限不能早于交办日期，请核对"
    if command.days < 0:
        problems["days"] = "天数不能是负数，请核对"
    if problems:
        raise ValidationError(problems)
