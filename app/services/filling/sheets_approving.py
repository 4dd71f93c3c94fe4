"""What the sheets a leader signs say (law.md §7.9, §7.10, §7.16, §7.21)."""

from collections.abc import Callable
from datetime import date, timedelta

from app.core.deadlines import Deadline
from app.core.filling import Filling
from app.core.matters import STATES
from app.core.steps.command import OUTCOMES
from app.services.filling.facts import Facts, day

LONGEST_EXTENSION = 30  # 条例 Art 34


def _extension_approval(facts: Facts) -> Filling:
    """Made before the step, from what the clerk says; made after it, from the step itself."""
    line, step = extendable(facts), facts.matter.last("extended")
    asked = facts.typed("延长天数")
    days = asked or (str(step.days or LONGEST_EXTENSION) if step else "")
    before = facts.before(line.clock) if line else None
    return Filling({
        "原办结期限": day(before), "延长天数": days, "延长天数显示": f"{days}日" if days else "",
        "拟延至日期": day(_until(line, before, days, done=step is not None)),
        "情况复杂的理由": step.text if step else "", "承办人": facts.office.clerk,
        "交办机关意见": step.basis if step else "",
        "上级交办": "是" if facts.matter.arrival == "assigned_down" or facts.typed("交办机关意见") else "",
    })  # fmt: skip


def extendable(facts: Facts) -> Deadline | None:
    """The clock that Art 34 lets be extended."""
    return next((line for line in reversed(facts.deadlines) if line.rule.extendable), None)


def _until(line: Deadline | None, before: date | None, days: str, *, done: bool) -> date | None:
    if line is None or before is None:
        return None
    if done and line.extensions:
        return line.due
    return before + timedelta(int(days)) if days.isdecimal() and len(days) <= 3 else None


def _opinion_approval(facts: Facts) -> Filling:
    step = facts.matter.last("answered")
    return Filling({
        "承办人": facts.office.clerk, "主送": "、".join(facts.who), "抄报": facts.office.superior,
        "处理意见摘要": step.text if step else "", "处理结果": OUTCOMES.get(step.value, "") if step else "",
        "签发领导": step.leader if step else "", "份数": "2",
    })  # fmt: skip


def _case_responsibility(facts: Facts) -> Filling:
    matter = facts.matter
    return Filling({
        "来源": matter.source, "状态": "已化解" if matter.on("settled") else STATES[matter.state],
        "责任单位": facts.unit(matter.unit_id), "包案期限": day(facts.due("answer", "duty")),
        "责任人": facts.office.clerk if not matter.unit_id else "",
    })  # fmt: skip


def _urgent_report(facts: Facts) -> Filling:
    """What was written when the event was marked; nothing here judges a person."""
    found, told = facts.matter.last("urgent_marked"), facts.matter.last("urgent_reported")
    return Filling({
        "发现日期": day(found.on) if found else "", "事件情况": found.text if found else "",
        "涉及人数": f"{facts.heads}人", "报送对象": facts.office.superior,
        "发生时间": day(found.on) if found else "", "发生地点": facts.names.get(facts.matter.village_id, ""),
        "已采取措施": told.text if told else "", "报送时间": day(facts.issued_on),
    })  # fmt: skip


APPROVAL_FILLERS: dict[str, Callable[[Facts], Filling]] = {
    "extension_approval": _extension_approval,
    "opinion_approval": _opinion_approval,
    "case_responsibility": _case_responsibility,
    "urgent_report": _urgent_report,
}
