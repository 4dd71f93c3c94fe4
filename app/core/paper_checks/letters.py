"""What the law demands of particular letters; a finding blocks only where the law itself does."""

import re
from collections.abc import Iterator

from app.core.accused import ARTICLE, is_accused
from app.core.dates import chinese_date
from app.core.letter_occasions import latest_step, route_of
from app.core.paper_checks.finding import Check, Finding, PaperCase
from app.core.routes import DUTY

TB = "《信访工作条例》"
_ELSEWHERE = frozenset(
    {"not_ours", "litigation", "arbitration", "party", "administrative", "other_power", ""}
)
_ORGAN = re.compile(r"(人民政府|办事处|委员会|管委会)")


def _signed_by_the_organ(case: PaperCase) -> Iterator[Finding]:
    """有权处理的机关 makes the answer, never the office inside it (条例 Art 31(六); law.md §7.10)."""
    if case.office.organ == case.office.name or not _ORGAN.search(case.office.organ):
        yield Finding(
            f"答复应当由有权处理的机关（乡镇人民政府、街道办事处）出具，现在落款是“{case.office.organ}”，请先填写机关名称",
            "机关", blocks=True, article=f"{TB}第三十一条", page="office",
        )  # fmt: skip


def _has_a_basis(case: PaperCase) -> Iterator[Finding]:
    """处理意见及其法律法规依据 (条例 Art 32): something in 书名号 is named."""
    said = case.said("处理意见及依据")
    if said and "《" not in said:
        yield Finding(
            "处理意见没有写明法律法规依据，请写出法规名称和条款，例如“《某某办法》第几条”",
            "处理意见及依据", blocks=True, article=f"{TB}第三十二条",
        )  # fmt: skip


def _names_a_review_body(case: PaperCase) -> Iterator[Finding]:
    """Who hears the review: the organ one level up, not the one that answered (条例 Art 35)."""
    body = case.said("复查机关")
    if body and body == case.office.organ:
        yield Finding(
            "复查机关应当是原办理机关、单位的上一级，不能是作出处理意见的机关自己",
            "复查机关", blocks=True, article=f"{TB}第三十五条", page="office",
        )  # fmt: skip
    elif body and body == case.office.superior and "信访" in body:
        yield Finding(
            f"复查机关写的是“{body}”；一般应为上一级人民政府或者它指定的复查机构，请核对",
            "复查机关", article=f"{TB}第三十五条", page="office",
        )  # fmt: skip


def _says_who_carries_out(case: PaperCase) -> Iterator[Finding]:
    step = latest_step(case.matter, "answered")
    if step and step.value in {"supported", "partly"} and not case.said("落实安排"):
        yield Finding(
            "支持信访请求的，应当写明由谁落实、什么时候落实完，并督促执行",
            "落实安排", article=f"{TB}第三十二条第二款",
        )  # fmt: skip


def _answers_in_time(case: PaperCase) -> Iterator[Finding]:
    clocks = ("simple_answer", "answer", "duty", "suggestion")
    line = next((it for it in case.deadlines if it.clock in clocks and not it.dropped_on), None)
    if line and case.issued_on > line.due:
        late = (case.issued_on - line.due).days
        yield Finding(
            f"文书日期比办结期限{chinese_date(line.due)}晚{late}天，请尽快送达并如实记录超期", article=line.article
        )  # fmt: skip


def _result_is_known(case: PaperCase) -> Iterator[Finding]:
    step = latest_step(case.matter, "answered")
    if step and not step.value:
        yield Finding(
            "登记答复时没有选择处理结果，文书里不会写明是否支持", page="steps", article=f"{TB}第三十二条"
        )


def _says_where_to_go(case: PaperCase) -> Iterator[Finding]:
    """告知信访人向有权处理的机关、单位提出 (条例 Art 23 ¶1)."""
    if case.said("有权处理机关"):
        return
    step = latest_step(case.matter, "declined")
    owed = step is not None and step.reason in _ELSEWHERE
    yield Finding(
        "没有写明应当向哪个有权处理的机关、单位提出", "有权处理机关", blocks=owed, article=f"{TB}第二十三条第一款"
    )  # fmt: skip


def _says_the_route(case: PaperCase) -> Iterator[Finding]:
    """处理途径和程序: the body that decides, except where the organ itself must act (条例 Art 23, 31(五))."""
    if route_of(case.matter) != DUTY and not case.said("有权处理机关"):
        yield Finding(
            "没有写明向哪个机关、机构提出，信访人无法进入法定程序", "有权处理机关", blocks=True, article=f"{TB}第二十三条第一款"
        )  # fmt: skip


_CITED = (
    "处理意见书文号",
    "处理意见日期",
    "复查意见文号",
    "复查意见日期",
    "复核机关",
    "复核意见文号",
    "复核意见日期",
)


def _cites_the_end(case: PaperCase) -> Iterator[Finding]:
    """不再受理 follows 复核 (条例 Art 36 ¶3); what ended it is named, by number, organ and day."""
    if case.said("本地终结"):
        if not case.said("终结文书"):
            yield Finding(
                "请写明本地规定的终结文书名称、文号和日期",
                "终结文书",
                blocks=True,
                article=case.said("不再受理依据"),
            )
        return
    if case.matter.on("re_review_answered") is None and not case.said("复核意见文号"):
        yield Finding(
            "还没有复核意见，不能不再受理", "复核意见文号", blocks=True, article=f"{TB}第三十六条第三款"
        )
        return
    for place in _CITED:
        if not case.said(place):
            yield Finding(
                f"请填写{place}，不再受理告知书要引用", place, blocks=True, article=f"{TB}第三十六条第三款"
            )


def _not_to_the_accused(case: PaperCase) -> Iterator[Finding]:
    """No letter to who is complained of, whatever name the clerk typed (条例 Art 30 ¶3)."""
    for place in ("主送单位", "承办单位", "去向"):
        name = case.said(place)
        if name and is_accused(case.matter, unit_name=name):
            yield Finding(
                f"“{name}”是本事项的被反映单位，不得向其转送、交办或者透露检举控告材料", place, blocks=True, article=ARTICLE
            )  # fmt: skip


def _not_to_itself(case: PaperCase) -> Iterator[Finding]:
    """追究责任 is proposed to who has the power over the unit, not to the unit (条例 Art 40 ¶3)."""
    if case.said("主送单位") and case.said("主送单位") == case.said("责任单位"):
        yield Finding(
            "追究责任的建议应当向有管理权限的机关、单位提出，不能送责任单位自己", "主送单位", blocks=True,
            article=f"{TB}第四十条第三款",
        )  # fmt: skip


def _before_the_old_day(case: PaperCase) -> Iterator[Finding]:
    """The reason of an extension is told before the first term has run out (条例 Art 34)."""
    line = next((it for it in reversed(case.deadlines) if it.clock == "extension_notice"), None)
    if line and case.issued_on > line.due:
        late = (case.issued_on - line.due).days
        yield Finding(
            f"原办结期限{chinese_date(line.due)}已过{late}天，延期告知应当在原期限届满前送达", article=f"{TB}第三十四条"
        )  # fmt: skip


def _told_in_time(case: PaperCase) -> Iterator[Finding]:
    """书面告知 within 15 days of receipt (条例 Art 23 ¶2, ¶3); late is still better than never."""
    line = next((it for it in reversed(case.deadlines) if it.clock == "notice"), None)
    if line and case.issued_on > line.due:
        late = (case.issued_on - line.due).days
        yield Finding(f"书面告知的期限{chinese_date(line.due)}已过{late}天，请尽快送达", article=line.article)


def _objects_in_time(case: PaperCase) -> Iterator[Finding]:
    line = next((it for it in reversed(case.deadlines) if it.clock == "objection_up"), None)
    if line and case.issued_on > line.due:
        yield Finding(
            f"提出异议的期限{chinese_date(line.due)}已过，上级可能要求继续办理", article=f"{TB}第二十三条第三款"
        )  # fmt: skip


def _reports_in_time(case: PaperCase) -> Iterator[Finding]:
    line = next((it for it in reversed(case.deadlines) if it.clock == "superior"), None)
    if line and case.issued_on > line.due:
        late = (case.issued_on - line.due).days
        yield Finding(f"上级要求的反馈期限{chinese_date(line.due)}已过{late}天", article=line.article)


def _names_a_body(case: PaperCase) -> Iterator[Finding]:
    """What can be done against an answer of the special procedures: the body must be named."""
    place = "行政复议机关" if case.said("履职") else "救济途径"
    if not case.said(place):
        yield Finding(f"没有写明{place}，信访人不知道不服时怎么办", place, article=f"{TB}第三十一条")


_NOTICE = (_told_in_time,)
_ANSWER = (_signed_by_the_organ, _has_a_basis, _answers_in_time, _result_is_known)
_TO_UNIT = (_not_to_the_accused,)

LETTER_CHECKS: dict[str, tuple[Check, ...]] = {
    "acceptance_notice": _NOTICE,
    "route_notice": (_says_the_route, *_NOTICE),
    "decline_notice": (_says_where_to_go, *_NOTICE),
    "no_more_notice": (_cites_the_end,),
    "referral_notice": _NOTICE,
    "extension_notice": (_before_the_old_day,),
    "opinion": (*_ANSWER, _names_a_review_body, _says_who_carries_out),
    "simple_answer": (*_ANSWER, _names_a_review_body),
    "route_answer": (_signed_by_the_organ, _has_a_basis, _answers_in_time, _names_a_body),
    "suggestion_reply": (_answers_in_time, _result_is_known),
    "referral_letter": _TO_UNIT,
    "assignment_notice": _TO_UNIT,
    "urge_letter": _TO_UNIT,
    "supervision_letter": _TO_UNIT,
    "objection_letter": (_objects_in_time, *_TO_UNIT),
    "objection_reply": _TO_UNIT,
    "accountability_proposal": (_not_to_itself,),
    "report_up": (_reports_in_time,),
}
