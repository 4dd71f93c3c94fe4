"""What letters between organs say beside what all papers know."""

from collections.abc import Callable, Mapping
from datetime import date

from app.core.filling import Filling
from app.core.routes import SUPERVISE_REASONS
from app.services.filling.facts import Facts, day, phrase, sentences

YES = "是"
_HANDED = {"referred": "转送", "assigned": "交办"}


def _enclosed(facts: Facts, *names: str) -> tuple[dict[str, str], Mapping[str, list[dict[str, str]]]]:
    """附件: what the clerk wrote, one to a line, else these; as the value of the ask and as the list."""
    wanted = facts.typed("附件").splitlines() or [name for name in names if name]
    rows = [{"名称": phrase(name)} for name in wanted if name.strip()]
    return {"附件": "\n".join(row["名称"] for row in rows)}, {"附件": rows}


def _handed(facts: Facts) -> dict[str, str]:
    """The hand-over a letter to a unit is about: to whom, how, when, until when."""
    handing = facts.handed()
    unit = facts.unit(handing.unit_id) if handing else ""
    return {
        "承办单位": unit, "主送单位": unit, "转交方式": _HANDED.get(handing.entry, "转送") if handing else "转送",
        "转交日期": day(handing.on) if handing else "", "原反馈期限": day(_unit_due(facts)),
        "单位告知": "" if facts.matter.on("accepted") else YES,
    }  # fmt: skip


def _unit_due(facts: Facts) -> date | None:
    """When the unit owes its answer: the term of the assignment, else its own 15 days (条例 Art 23 ¶3)."""
    handing = facts.handed()
    named = handing.due_on if handing else None
    return named or facts.due("assignment", "unit_notice")


def _referral_letter(facts: Facts) -> Filling:
    """A sealed matter's letter names no person and no content: the list of its papers goes along."""
    step, sealed = facts.step, facts.matter.sealed
    names = ["信访材料移交清单", *(row["名称"] for row in facts.materials)]
    values, lists = _enclosed(facts, *names)
    own = {
        "密封": YES if sealed else "",
        "公开": "" if sealed else YES,
        "转送意见": "" if sealed else sentences(step.text),
    }
    # Whatever was typed, a sealed matter's enclosures are told by their list alone.
    lists = {"附件": [{"名称": "信访材料移交清单"}]} if sealed else lists
    return Filling(_handed(facts) | values | own, lists)


def _assignment_notice(facts: Facts) -> Filling:
    step = facts.step
    values, lists = _enclosed(facts, "信访材料移交清单", *(row["名称"] for row in facts.materials))
    own = {
        "承办单位": facts.unit(step.unit_id), "办理要求": sentences(step.text), "办结期限": day(step.due_on),
        "反馈材料": "办结报告、处理意见书、送达回证", "交办依据": phrase(step.basis), "首办责任人": "",
    }  # fmt: skip
    return Filling(_handed(facts) | values | own, lists)


def _urge_letter(facts: Facts) -> Filling:
    step, due = facts.step, _unit_due(facts)
    times = (
        [it for it in facts.matter.all("urged") if it.on <= step.on].index(step) + 1 if _known(facts) else 1
    )
    return Filling(
        _handed(facts) | _at(facts) | {
            "催办内容": sentences(step.text), "催办次数": f"第{times}次", "期限情况": _distance(due, facts.issued_on),
        }
    )  # fmt: skip


def _known(facts: Facts) -> bool:
    return facts.step in facts.matter.all(facts.step.entry)


def _at(facts: Facts) -> dict[str, str]:
    """The unit that a step names itself, where it does: the rest as it was handed over."""
    unit = facts.unit(facts.step.unit_id)
    return {"承办单位": unit, "主送单位": unit} if unit else {}


def _distance(due: date | None, today: date) -> str:
    """Where a term stands on the paper's day, for the middle of a sentence."""
    if due is None:
        return ""
    days = (due - today).days
    if days < 0:
        return f"已超过{-days}天"
    return f"还有{days}天" if days else "今日到期"


def _supervision_letter(facts: Facts) -> Filling:
    step, due = facts.step, _unit_due(facts)
    reason = SUPERVISE_REASONS.get(step.reason)
    late = (facts.issued_on - due).days if due else 0
    told = reason.label if reason and reason.id != "other" else ""
    times = facts.matter.all("supervised").index(step) + 1 if _known(facts) else 1
    return Filling(
        _handed(facts) | _at(facts) | {
            "督办理由": told, "督办依据": reason.article if reason else "《信访工作条例》第四十条第一款",
            "督办要求": sentences(step.text), "督办期限": day(step.due_on), "督办次数": f"第{times}次",
            "超期天数": f"{late}天" if late > 0 else "", "反馈方式": "书面反馈",
        }
    )  # fmt: skip


def _objection_letter(facts: Facts) -> Filling:
    step, arrival = facts.step, facts.matter.arrival
    values, lists = _enclosed(facts)
    return Filling(
        values | {
            "来件文号": facts.matter.external_number, "异议理由": sentences(step.text), "建议办理单位": "",
            "异议期限": day(facts.due("objection_up")), "来件方式": "交办" if arrival == "assigned_down" else "转送",
            "主送单位": facts.office.superior, "异议日期": day(step.on),
        },
        lists,
    )  # fmt: skip


def _objection_reply(facts: Facts) -> Filling:
    agreed = facts.step.entry == "objection_agreed"
    objected = facts.matter.last("objected")
    return Filling(
        _handed(facts) | {
            "核实情况": sentences(facts.step.text), "同意": YES if agreed else "", "不同意": "" if agreed else YES,
            "异议日期": day(objected.on) if objected else "",
        }
    )  # fmt: skip


def _proposal(facts: Facts) -> Filling:
    """Advice may name the matter it came from, or speak of a general fault (条例 Art 40)."""
    sealed = facts.matter.sealed
    unit = "" if sealed else facts.unit(facts.matter.unit_id)
    own = {"主送单位": unit} if facts.form.id == "improvement_proposal" else {}
    return Filling(own | ({"责任单位": unit} if facts.form.id == "accountability_proposal" else {}))


def _policy_proposal(facts: Facts) -> Filling:
    """What concerns policy is put to the township's own Party committee and government (条例 Art 40 ¶2)."""
    return Filling({"主送单位": facts.office.government})


def _report_up(facts: Facts) -> Filling:
    step, opinion = (
        facts.step,
        facts.paper("opinion", "simple_answer", "route_answer", "decline_notice", "no_more_notice"),
    )
    shown = f"{opinion.title}（{opinion.number}）" if opinion else ""
    values, lists = _enclosed(facts, shown, "送达回证" if _served(facts) else "")
    return Filling(
        values | {
            "签发人": "", "来件文号": facts.matter.external_number, "调查处理情况": sentences(step.text), "抄送": "",
            "落实和送达情况": _served(facts), "反馈期限": day(facts.due("superior")), "承办": _handed(facts)["承办单位"],
            "意见书": shown, "处理日期": day(step.on),
        },
        lists,
    )  # fmt: skip


def _served(facts: Facts) -> str:
    """That the answer reached the petitioner, and when; nothing while it has not."""
    served = facts.matter.on("answer_delivered") or facts.matter.on("notice_delivered")
    if not served:
        return ""
    name = "处理意见" if facts.matter.on("answer_delivered") else "告知书"
    return f"{name}已于{day(served)}送达信访人。"


UNIT_FILLERS: dict[str, Callable[[Facts], Filling]] = {
    "referral_letter": _referral_letter,
    "assignment_notice": _assignment_notice,
    "urge_letter": _urge_letter,
    "supervision_letter": _supervision_letter,
    "objection_letter": _objection_letter,
    "objection_reply": _objection_reply,
    "improvement_proposal": _proposal,
    "policy_proposal": _policy_proposal,
    "accountability_proposal": _proposal,
    "report_up": _report_up,
}
