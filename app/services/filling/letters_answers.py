"""What answers say beside what all papers know, and the papers a petitioner takes on with them."""

from collections.abc import Callable

from app.core.filling import Filling
from app.core.matters import Step
from app.core.people import Person
from app.core.routes import DUTY
from app.services.filling.facts import Facts, day, sentences
from app.services.filling.known import common_values

YES = "是"
SHOWN = 5  # so many are described in the opinion itself: as many as may speak for a group (条例 Art 20 ¶3)
_SEXES = {"male": "男", "female": "女"}

# 条例 Art 32 ¶1: what became of the request, and the item it rests on.
_RESULTS = {
    "supported": ("予以支持", "第三十二条第一款第一项"),
    "partly": ("部分予以支持", "第三十二条第一款"),
    "explained": ("作出解释说明", "第三十二条第一款第二项"),
    "refused": ("不予支持", "第三十二条第一款第三项"),
}

# 条例 Art 29: what became of a suggestion.
_ADOPTED = {"adopted": "予以采纳", "partly_adopted": "部分采纳", "not_adopted": "暂不采纳"}


def _answer(facts: Facts) -> dict[str, str]:
    """What every answer says: the request, the facts stated, what was decided."""
    step, part = facts.step, facts.first
    result, item = _RESULTS.get(step.value, ("", ""))
    return {
        "投诉请求": sentences(part.request or facts.matter.title), "事实和理由": sentences(part.text),
        "调查认定的事实": "", "处理意见及依据": sentences(step.text), "落实安排": "", "抄送": "",
        "处理结果": result, "结果依据": f"《信访工作条例》{item}" if item else "",
        "复查机关": facts.office.review_body, "逾期后果": "", "受理情况补充": "",
    }  # fmt: skip


def _opinion(facts: Facts) -> Filling:
    members = _members(facts)
    values = {
        "信访人情况": _described(facts, listed=bool(members)),
        "不含落实安排": "" if facts.typed("落实安排") else YES,
    }
    lists = {"名单": members, "附件": [{"名称": "信访人名单"}]} if members else {"名单": []}
    return Filling(_answer(facts) | values, lists)


def _simple_answer(facts: Facts) -> Filling:
    return Filling(_answer(facts))


def _described(facts: Facts, *, listed: bool) -> str:
    """Who the petitioners are, by what an answer needs; of a group those who speak for it.

    The ID number is left out: name, sex, month of birth and address say who is meant (law.md §7.10).
    """
    shown = facts.people if not listed else _speakers(facts)
    said = "；".join(_person(person) for person in shown[:SHOWN]) or "未署名"
    if facts.heads <= len(facts.people) and not listed:
        return said + "。"
    return f"{said}；共{facts.heads}人" + ("（名单附后）。" if listed else "。")


def _speakers(facts: Facts) -> tuple[Person, ...]:
    speaking = {
        it.person_id for part in facts.matter.receptions for it in part.attendances if it.representative
    }
    return tuple(person for person in facts.people if person.id in speaking) or facts.people[:1]


def _person(person: Person) -> str:
    parts = (person.name, _SEXES.get(person.sex, person.sex), _born(person.born))
    return "，".join(
        [*(part for part in parts if part), *([f"住{person.address}"] if person.address else [])]
    )


def _born(born: str) -> str:
    """1970年1月出生; the day is nobody's business."""
    year, _, rest = born.partition("-")
    month = rest.partition("-")[0]
    return f"{year}年{int(month)}月出生" if year.isdigit() and month.isdigit() else ""


def _members(facts: Facts) -> list[dict[str, str]]:
    """The list of a group that the salutation names by its first only; empty when all are named there."""
    if len(facts.people) < 2 or (facts.heads <= len(facts.people) and len(facts.people) <= 3):
        return []
    speaking = {person.id for person in _speakers(facts)}
    return [
        {"序号": str(at), "姓名": person.name, "备注": "代表" if person.id in speaking else ""}
        for at, person in enumerate(facts.people, 1)
    ]


def _route_answer(facts: Facts) -> Filling:
    duty = facts.matter.route == DUTY
    return Filling(
        _answer(facts)
        | {
            "履职": YES if duty else "", "其他程序": "" if duty else YES, "人民法院": "有管辖权的人民法院",
            "行政复议机关": facts.office.review_body if duty else "", "救济途径": "",
        }
    )  # fmt: skip


def _suggestion_reply(facts: Facts) -> Filling:
    step, part = facts.step, facts.first
    return Filling(
        {
            "建议内容": sentences(part.text or part.request or facts.matter.title),
            "研究论证情况": sentences(step.text), "落实安排": "", "采纳结果": _ADOPTED.get(step.value, ""),
        }
    )  # fmt: skip


def _review_application(facts: Facts) -> Filling:
    """复查 while nobody has reviewed the answer, 复核 afterwards; the blank is the petitioner's own paper."""
    matter = facts.matter
    review = matter.last("review_answered") if matter.on("review_answered") else None
    body = facts.typed("复核机关") if review else facts.office.review_body
    return Filling(
        {
            "申请事项": "复核" if review else "复查", "申请机关": body, "复核机关": "",
            "被申请机关": facts.office.review_body if review else facts.office.organ,
            "原意见名称": "信访事项复查意见书" if review else "信访处理意见书",
            "原意见文号": review.basis if review else _numbered(facts), "原意见日期": _made_on(facts, review),
            "答复收到日期": day(matter.on("review_delivered" if review else "answer_delivered")),
            "申请期限": day(facts.due("re_review" if review else "review")),
        }
    )  # fmt: skip


def _numbered(facts: Facts) -> str:
    paper = facts.paper("opinion", "simple_answer")
    return paper.number if paper else ""


def _made_on(facts: Facts, review: Step | None) -> str:
    paper = facts.paper("opinion", "simple_answer")
    if review:
        return day(review.on)
    return day(paper.issued_on if paper else facts.matter.on("answered"))


def _closing_confirmation(facts: Facts) -> Filling:
    answered, settled = facts.matter.last("answered"), facts.matter.last("settled")
    return Filling(
        {
            "约定事项": sentences(answered.text) if answered else "", "落实情况": sentences(settled.text) if settled else "",
            "尚未落实事项": "", "处理意见书文号": _numbered(facts), "承办单位": common_values(facts)["承办部门"],
        }
    )  # fmt: skip


ANSWER_FILLERS: dict[str, Callable[[Facts], Filling]] = {
    "opinion": _opinion,
    "simple_answer": _simple_answer,
    "route_answer": _route_answer,
    "suggestion_reply": _suggestion_reply,
    "review_application": _review_application,
    "closing_confirmation": _closing_confirmation,
}
