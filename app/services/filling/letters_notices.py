"""What notices (告知书) say beside what all papers know."""

from collections.abc import Callable

from app.core.channels import CHANNELS
from app.core.deadlines import Deadline
from app.core.filling import Filling
from app.core.matters import Step
from app.core.paper_occasions import latest_step, route_of
from app.core.routes import AGAIN_REASONS, DECLINE_REASONS, DUTY, ROUTES, Reason
from app.core.wording import addressed_as
from app.services.filling.facts import Facts, day, phrase, sentences

SHORT_LIST = 8
YES = "是"  # a place that only says whether a paragraph is printed
LOCAL = "本地信访条例"  # what the codes name where a local rule decides; the paper must name the rule itself

# How a coded reason goes on after “该事项”.
_DECLINED = {
    "not_ours": "不属于本机关、单位职权范围",
    "litigation": "涉及诉讼权利救济，应当通过诉讼、检察、公安等法律程序处理",
    "arbitration": "应当通过仲裁解决",
    "party": "可以通过党员申诉、申请复审等解决",
    "administrative": "可以通过行政复议、行政裁决、行政确认、行政许可、行政处罚等行政程序解决",
    "being_handled": "已经由有关机关、单位受理或者正在办理，在规定期限内又向本机关提出",
    "other_power": "属于人大、监察、审判、检察等机关职权范围",
    "lapsed": "已经作出处理意见，无正当理由逾期未申请复查、复核",
}
_ROUTED = {
    "litigation": (_DECLINED["litigation"], "应当按照法律法规规定的程序处理"),
    "arbitration": (_DECLINED["arbitration"], "应当导入仲裁程序处理"),
    "party": (_DECLINED["party"], "应当导入相应程序处理"),
    "administrative": (_DECLINED["administrative"], "应当导入相应行政程序处理"),
    DUTY: ("属于申请查处违法行为、履行保护人身权或者财产权等合法权益职责的事项", "由本机关依法履行或者答复"),
}
_PASSED = {"referred": "转送", "assigned": "交办"}


def _receipt(facts: Facts) -> Filling:
    rows = facts.materials
    return Filling(
        {"材料概数": _amount(facts), "材料": _amount(facts) or "无", "清单": "清单附后。" if len(rows) > SHORT_LIST else "清单如下："},
        {"材料": rows},
    )  # fmt: skip


def _amount(facts: Facts) -> str:
    """How much was handed in: 2项3份7页; pages nobody counted are not made up."""
    rows = facts.materials
    copies = sum(int(row["份数"] or 0) for row in rows)
    pages = sum(int(row["份数"] or 0) * int(row["页数"]) for row in rows if row["页数"])
    counted = all(row["页数"] for row in rows)
    return f"{len(rows)}项{copies}份" + (f"{pages}页" if counted else "") if rows else ""


def _acceptance_notice(facts: Facts) -> Filling:
    """Under the simple procedure the days are working days, and the ordinary period stands behind them."""
    simple = "simplified" in facts.matter.facts
    return Filling(
        {
            "简易": YES if simple else "",
            "普通": "" if simple else YES,
            "简易期限": day(facts.due("simple_answer")),
        }
    )


def _route_notice(facts: Facts) -> Filling:
    route = route_of(facts.matter)
    case, way = _ROUTED.get(route, ("", ""))
    own = route == DUTY
    return Filling(
        {
            "途径情形": case, "途径处理": way, "途径依据": ROUTES[route].article if route in ROUTES else "",
            "导入": "" if own else YES, "履职": YES if own else "", "履职期限": day(facts.due("duty")),
            "有权处理机关": _elsewhere(facts), "法定程序": "相应程序", "受理机关联系方式": "", "申请期限": "",
        }
    )  # fmt: skip


def _elsewhere(facts: Facts) -> str:
    """Where the petitioner may go, as the clerk wrote it down with the decision."""
    declined = latest_step(facts.matter, "declined")
    return phrase(declined.text) if declined else ""


def _decline_notice(facts: Facts) -> Filling:
    reason = DECLINE_REASONS.get(facts.step.reason)
    return Filling(
        {
            "不予受理理由": _DECLINED.get(facts.step.reason, ""), "不予受理依据": _article(reason),
            "有权处理机关": _elsewhere(facts), "受理机关联系方式": "", "异议途径": "",
            "不予受理日期": day(facts.step.on),
        }
    )  # fmt: skip


def _article(reason: Reason | None) -> str:
    return reason.article if reason and reason.article != LOCAL else ""


def _no_more_notice(facts: Facts) -> Filling:
    step, matter = facts.step, facts.matter
    ended = step.reason == "local_end"
    review, again = matter.last("review_answered"), matter.last("re_review_answered")
    opinion = facts.paper("opinion", "simple_answer")
    return Filling(
        {
            "不再受理依据": "" if ended else _article(AGAIN_REASONS["re_reviewed"]),
            "复核终结": "" if ended else YES, "本地终结": YES if ended else "",
            "终结文书": phrase(step.basis) if ended else "",
            "处理意见书文号": opinion.number if opinion else "",
            "处理意见日期": day(opinion.issued_on if opinion else matter.on("answered")),
            "复查意见文号": review.basis if review else "", "复查意见日期": _on(review),
            "复核意见文号": again.basis if again else "" if ended else step.basis, "复核意见日期": _on(again),
            "复核机关": "", "再次提出日期": day(facts.reception.occurred_on),
            "再次信访形式": _channel(facts),
        }
    )  # fmt: skip


def _on(step: Step | None) -> str:
    return day(step.on) if step else ""


def _channel(facts: Facts) -> str:
    return CHANNELS[facts.reception.channel]


def _told_again_notice(facts: Facts) -> Filling:
    return Filling(
        {
            "再次提出日期": day(facts.reception.occurred_on), "再次信访形式": _channel(facts),
            "原处理情况": _said_before(facts), "可以行使的权利": _still_open(facts),
        }
    )  # fmt: skip


def _said_before(facts: Facts) -> str:
    """What the office has answered, by the paper's number and the day it was received."""
    matter = facts.matter
    answered, declined = matter.on("answered"), matter.on("declined")
    if answered:
        paper = facts.paper("opinion", "simple_answer", "route_answer", "suggestion_reply")
        named = f"《{paper.title}》（{paper.number}）" if paper else "书面答复"
        served = matter.on("answer_delivered")
        return f"本机关已于{day(paper.issued_on if paper else answered)}作出{named}" + (
            f"，于{day(served)}送达。" if served else "。"
        )
    if declined:
        return f"本机关已于{day(declined)}作出不予受理决定，并说明了理由和应当向哪里提出。"
    return sentences(facts.step.text)


def _still_open(facts: Facts) -> str:
    """What can still be done, from the clocks that run: 复查, 复核, 行政复议, 行政诉讼."""
    lines = [_open_right(line, facts) for line in facts.deadlines if line.optional and line.is_running()]
    matter = facts.matter
    waits = [
        f"{addressed_as(facts.heads)}请求的{name}正在办理，请等待{name}意见。"
        for asked, answered, name in (
            ("review_requested", "review_answered", "复查"),
            ("re_review_requested", "re_review_answered", "复核"),
        )
        if matter.on(asked) and not matter.on(answered)
    ]
    found = "".join([*waits, *(line for line in lines if line)])
    return found + f"{addressed_as(facts.heads)}提出新的事实和理由的，请提交书面材料，本机关依法审查。"


_RIGHTS = {
    "review": "不服处理意见的，可以在{due}以前书面向{body}请求复查。",
    "re_review": "不服复查意见的，可以在{due}以前书面向复查机关的上一级机关请求复核。",
    "reconsideration": "不服答复的，可以在{due}以前依法申请行政复议。",
    "lawsuit": "不服答复的，可以在{due}以前依法提起行政诉讼。",
}


def _open_right(line: Deadline, facts: Facts) -> str:
    if line.due < facts.issued_on:
        return ""
    body = facts.office.review_body or "原办理机关的上一级机关"
    return _RIGHTS.get(line.clock, "").format(due=day(line.due), body=body)


def _referral_notice(facts: Facts) -> Filling:
    """For 检举控告 only that it was passed on: neither to whom nor what it says (law.md §7.6)."""
    step, sealed = facts.step, facts.matter.sealed
    return Filling(
        {
            "密封": YES if sealed else "", "公开": "" if sealed else YES,
            "转交方式": _PASSED.get(step.entry, "转送"), "转送日期": day(step.on),
            "去向": "有权处理的机关、单位" if sealed else facts.unit(step.unit_id),
            "承办单位联系方式": "",
            "单位告知": "" if sealed or facts.matter.on("accepted") else YES,
        }
    )  # fmt: skip


def _extension_notice(facts: Facts) -> Filling:
    step = facts.step
    return Filling(
        {
            "延期理由": sentences(step.text), "延长天数": f"{step.days}日", "批准日期": day(step.on),
            "原办结期限": day(facts.before("answer")), "新办结期限": day(facts.due("answer")),
        }
    )  # fmt: skip


def _hearing_notice(facts: Facts) -> Filling:
    subject = "" if facts.matter.sealed else facts.matter.title
    return Filling({"听证事由": subject})


NOTICE_FILLERS: dict[str, Callable[[Facts], Filling]] = {
    "receipt": _receipt,
    "acceptance_notice": _acceptance_notice,
    "route_notice": _route_notice,
    "decline_notice": _decline_notice,
    "no_more_notice": _no_more_notice,
    "told_again_notice": _told_again_notice,
    "referral_notice": _referral_notice,
    "extension_notice": _extension_notice,
    "hearing_notice": _hearing_notice,
}
