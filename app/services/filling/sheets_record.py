"""What records, deeds, 送达回证 and the sheets asked of people afterwards say (law.md §7.11, §7.12, §7.17)."""

from collections.abc import Callable

from app.core.documents import Document
from app.core.filling import Filling
from app.core.forms import form_called
from app.core.forms.form import PETITIONER
from app.core.matters import Step
from app.core.slips import shown_slip
from app.core.steps.command import DELIVERY_WAYS
from app.services.filling.facts import Facts, day
from app.services.filling.sheets_parts import chosen_words, described, reception_values, ticks


def _service_return(facts: Facts) -> Filling:
    """It bears the slip number of the paper it is about: scanned when it comes back, it opens that delivery."""
    paper = facts.about_paper
    way = facts.typed("送达方式") or (paper.way if paper else "")
    values = {
        "文书": paper.id if paper else "",
        "文书名称": paper.title if paper else "",
        "送达文号": paper.number if paper else "",
        "受送达人": _receiver(facts, paper),
        "送达地址": _where(facts, paper),
        "送达方式": way,
        "送达方式选项": ticks([word.removesuffix("送达") for word in DELIVERY_WAYS.values()],
                        DELIVERY_WAYS.get(way, way).removesuffix("送达")),
        "送达人": facts.office.clerk,
        "回执编号": shown_slip(paper.slip) if paper and paper.slip else "",
    }  # fmt: skip
    return Filling(values)


def _receiver(facts: Facts, paper: Document | None) -> str:
    if paper is None:
        return ""
    if form_called(paper.form).to == PETITIONER:
        return "、".join(facts.who)
    step = next((it for it in facts.matter.steps if it.id == paper.about), None)
    return facts.unit(step.unit_id) if step else ""


def _where(facts: Facts, paper: Document | None) -> str:
    if paper is None or form_called(paper.form).to != PETITIONER or not facts.people:
        return ""
    return facts.people[0].address


def _interview_record(facts: Facts) -> Filling:
    own = {"开始时间": reception_values(facts)["信访日期"], "接谈人": facts.office.clerk, "记录人": ""}
    return Filling(reception_values(facts) | own)


def _hearing_record(facts: Facts) -> Filling:
    return Filling({"听证事由": facts.step.text, "开始时间": day(facts.step.on)})


def _hearing_report(facts: Facts) -> Filling:
    opened = facts.matter.last("hearing_opened")
    days = dict.fromkeys(day(step.on) for step in (opened, facts.step) if step)
    return Filling({
        "听证时间": "至".join(days), "听证结论": facts.step.text, "信访人意见": facts.first.request,
    })  # fmt: skip


def _agreement(facts: Facts) -> Filling:
    """甲方 is who came; the other side and the terms are the clerk's to write, unless the step has them."""
    return Filling({
        "甲方": "；".join(described(person) for person in facts.people), "争议事项": facts.first.request,
        "协议内容": _agreed(facts.matter.last("mediated")),
    })  # fmt: skip


def _agreed(step: Step | None) -> str:
    return step.text if step and step.value != "failed" else ""


def _satisfaction_form(facts: Facts) -> Filling:
    return Filling({
        "信访部门": facts.office.name, "责任单位": _responsible(facts),
        "对信访部门选项": chosen_words(facts.form, facts, "对信访部门评价"),
        "对责任单位选项": chosen_words(facts.form, facts, "对责任单位评价"),
    })  # fmt: skip


def _follow_up_form(facts: Facts) -> Filling:
    return Filling({
        "责任单位": _responsible(facts), "回访人": facts.office.clerk,
        "收到告知书选项": chosen_words(facts.form, facts, "收到告知书"),
        "收到意见书选项": chosen_words(facts.form, facts, "收到意见书"),
    })  # fmt: skip


def _responsible(facts: Facts) -> str:
    """Who handled it: the unit that has it, else the organ."""
    return facts.unit(facts.matter.unit_id) or facts.office.organ


RECORD_FILLERS: dict[str, Callable[[Facts], Filling]] = {
    "service_return": _service_return,
    "interview_record": _interview_record,
    "hearing_record": _hearing_record,
    "hearing_report": _hearing_report,
    "mediation_agreement": _agreement,
    "settlement_agreement": _agreement,
    "satisfaction_form": _satisfaction_form,
    "follow_up_form": _follow_up_form,
}
