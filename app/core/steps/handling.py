"""Handling an accepted matter: 延期, 听证, 调解, 答复, 送达, 办结, 化解, 评价, 重新办理, 作废."""

from datetime import date

from app.core.dates import chinese_date
from app.core.evaluations import PARTIES
from app.core.matters import Matter
from app.core.steps.command import (
    ADOPTIONS,
    AGREEMENTS,
    DELIVERY_WAYS,
    OUTCOMES,
    SATISFACTION,
    Circumstances,
    StepCommand,
)
from app.core.steps.conditions import after, alive, in_words, not_finished, once, open_only, ordinary
from app.errors import NotAllowed, ValidationError

EXTENSION = "《信访工作条例》第三十四条"


def check_extend(matter: Matter, command: StepCommand, around: Circumstances) -> None:
    """延期: before the last day, by the person in charge, 30 days at most (条例 Art 34)."""
    not_finished(matter)
    open_only(matter, "延期")
    ordinary(matter, "延期")
    if not matter.on("accepted"):
        raise NotAllowed(f"{matter.number}还没有受理，没有可以延长的期限", way_out="请先受理")
    line = around.extendable()
    if line is None:
        raise NotAllowed("这件事项没有可以延长的办结期限", article=EXTENSION)
    after(matter, "accepted", command, "受理")
    if line.extensions and around.choices.extension_times == "single":
        raise NotAllowed(f"已经延长过{line.extensions[-1].days}日，不能再次延长", article=EXTENSION)
    if command.on > line.due:
        raise NotAllowed(
            f"办结期限{chinese_date(line.due)}已过，延期应当在期限届满前批准", article=EXTENSION,
            way_out="请尽快答复，并如实记录超期",
        )  # fmt: skip
    used = sum(step.days for step in line.extensions)
    if used >= line.rule.extendable:
        raise NotAllowed(f"已经延长满{line.rule.extendable}日，不能再次延长", article=EXTENSION)
    _check_extension_days(command, used, line.rule.extendable)
    if around.choices.extension_needs_assigner and matter.arrival == "assigned_down" and not command.basis:
        raise ValidationError({"basis": "上级交办事项延期须经交办机关同意（本机关设置），请填写同意文号"})


def _check_extension_days(command: StepCommand, used: int, most: int) -> None:
    if command.days and not 1 <= command.days <= most - used:
        raise ValidationError(
            {"days": f"延长期限不得超过{most}日（{EXTENSION}），还可以延长{most - used}日，请核对"}
        )


def check_open_hearing(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """听证: for grave, complex or difficult matters while they are handled or re-reviewed (Art 31(六), 36 ¶2)."""
    alive(matter)
    open_only(matter, "举行听证")
    if matter.on("hearing_opened"):
        raise NotAllowed("已经在听证，请先登记听证结束")
    handling = matter.on("accepted") and not matter.on("answered") and not matter.finished_on
    if not handling and matter.state != "in_re_review":
        raise NotAllowed(
            "只有正在办理或者复核的事项可以举行听证",
            article="《信访工作条例》第三十一条第六项、第三十六条第二款",
        )
    ordinary(matter, "举行听证")
    after(matter, "accepted", command, "受理")
    if not handling:
        after(matter, "re_review_requested", command, "复核申请")


def check_close_hearing(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    alive(matter)
    if not matter.on("hearing_opened"):
        raise NotAllowed("现在没有正在进行的听证")
    opened = matter.all("hearing_opened")[-1].on
    if command.on < opened:
        raise ValidationError({"on": f"日期不能早于听证开始日期{chinese_date(opened)}，没有保存，请核对"})


def check_mediate(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """调解、和解: with the consent of both sides, and an agreement in writing (条例 Art 33)."""
    not_finished(matter)
    open_only(matter, "调解")
    if not matter.decided_on:
        raise NotAllowed(f"{matter.number}还没有作出处理，不能登记调解", way_out="请先受理、转送或者交办")
    in_words(command, "value", AGREEMENTS, "调解结果")


def check_answer(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    not_finished(matter)
    once(matter, "answered", "答复")
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
    after(matter, "accepted", command, "受理")
    in_words(command, "value", outcomes(matter), "处理结果")
    if matter.simple and command.value == "refused":
        raise NotAllowed(
            "对诉求不予支持的，不适用简易办理", article="《信访事项简易办理办法（试行）》",
            way_out="请先“转为普通程序”，再出具处理意见书",
        )  # fmt: skip


def outcomes(matter: Matter) -> dict[str, str]:
    """What an answer may say: adopted or not for a suggestion, the three of 条例 Art 32 for the rest."""
    return ADOPTIONS if matter.purpose == "suggestion" else OUTCOMES


def papers_out(matter: Matter) -> tuple[str, ...]:
    """The papers that still have to be delivered, the one that presses most first.

    A matter that was joined to another has only its notice left: the rest is done on the main one.
    """
    extensions = len(matter.all("extended")) - sum(
        1 for step in matter.all("delivered") if step.paper == "extension"
    )
    told = matter.on("notice_delivered")
    waiting = (
        ("re_review", matter.on("re_review_answered") and not matter.on("re_review_delivered")),
        ("review", matter.on("review_answered") and not matter.on("review_delivered")),
        ("answer", matter.on("answered") and not matter.on("answer_delivered")),
        ("extension", extensions > 0 and not matter.on("answered")),
        (
            "notice",
            (matter.decided_on or "merged" in matter.facts) and not told and not matter.on("answered"),
        ),
    )
    joined = "merged" in matter.facts
    return tuple(paper for paper, out in waiting if out and (paper == "notice" or not joined))


def paper_to_deliver(matter: Matter, wanted: str) -> str:
    """Which paper a delivery is of: the one named, else the one that presses most."""
    out = papers_out(matter)
    return wanted if wanted in out else out[0] if out and not wanted else ""


_BEFORE = {
    "answer": "answered", "notice": "decided", "extension": "extended", "review": "review_answered",
    "re_review": "re_review_answered",
}  # fmt: skip


def check_deliver(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    if matter.voided:
        alive(matter)
    in_words(command, "way", DELIVERY_WAYS, "送达方式")
    if command.sent_on and command.sent_on > command.on:
        raise ValidationError({"sent_on": "投邮日期不能晚于收到日期，请核对"})
    paper = paper_to_deliver(matter, command.paper)
    if not paper:
        alive(matter)
    if not paper and command.from_register and not matter.on("answer_delivered"):
        return
    if not paper:
        raise NotAllowed(
            f"{matter.number}没有等待送达的文书", way_out="作出受理、转送、交办或答复以后，才有文书可以送达"
        )
    after(matter, _BEFORE[paper], command, "文书")


def check_close(matter: Matter, command: StepCommand, around: Circumstances) -> None:
    not_finished(matter)
    if command.from_register:
        return
    if not (matter.on("answered") or matter.on("referred")):
        raise NotAllowed(
            f"{matter.number}还没有答复或转出，不能办结",
            article="《信访工作条例》第三十二条、第三十四条",
            way_out="请先出具处理意见书并送达，或者转送有权处理的机关",
        )
    if _owes_answer(matter):
        raise NotAllowed(
            f"{matter.number}已经受理，还没有答复，不能办结",
            article="《信访工作条例》第三十一条、第三十四条",
            way_out="转送、交办以后仍由受理的机关、单位答复；请先出具处理意见书并送达",
        )
    undelivered = matter.on("answered") and not matter.on("answer_delivered")
    if undelivered and around.choices.close_needs_delivery:
        raise NotAllowed(
            f"{matter.number}的处理意见书还没有送达，不能办结",
            article="《信访工作条例》第三十五条",
            way_out="请先登记送达日期，信访人申请复查的30日从收到书面答复之日起算",
        )
    for fact, name in (("answered", "答复"), ("answer_delivered", "送达"), ("referred", "转送")):
        after(matter, fact, command, name)


def _owes_answer(matter: Matter) -> bool:
    """Accepted, and the law wants an answer of the office itself (条例 Art 31(五)(六), Art 34)."""
    own = matter.purpose in {"", "appeal"} and matter.route in {"", "opinion", "duty"}
    return own and bool(matter.on("accepted")) and not matter.on("answered")


def check_settle(matter: Matter, command: StepCommand, around: Circumstances) -> None:
    alive(matter)
    once(matter, "settled", "化解")
    if command.from_register:
        return
    if not matter.decided_on:
        raise NotAllowed(f"{matter.number}还没有作出处理，不能登记化解", way_out="请先受理、转送或交办")
    if around.choices.settle_needs_evidence and not command.text.strip():
        raise ValidationError({"text": "登记化解要写明依据（落实情况、协议等），这是本机关的设置"})


def check_evaluate(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    alive(matter)
    if command.value and command.value not in SATISFACTION:
        raise ValidationError({"value": "评价应为满意、基本满意或不满意"})
    if command.reason and command.reason not in PARTIES:
        raise ValidationError({"reason": "评价对象应为信访部门或责任单位"})
    if matter.sealed:
        raise NotAllowed("检举控告事项不作满意度评价", article="《信访工作条例》第三十条")
    if not matter.decided_on and not command.from_register:
        raise NotAllowed(f"{matter.number}还没有作出处理，不能登记评价", way_out="请先受理、转送或交办")


def check_reopen(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """重新办理: a closed or declined matter is taken up again; a new round begins."""
    alive(matter)
    ended = next(
        (
            matter.on(fact)
            for fact in ("closed", "declined_again", "declined", "returned_up")
            if matter.on(fact)
        ),
        None,
    )
    revoked = _revoked_on(matter)
    if matter.state in {"in_review", "in_re_review"}:
        raise NotAllowed(
            f"{matter.number}正在复查、复核，不能重新办理", article="《信访工作条例》第三十五条、第三十六条",
            way_out="请先登记复查、复核意见",
        )  # fmt: skip
    if ended is None and revoked is None:
        raise NotAllowed(f"{matter.number}还没有办结，不必重新办理")
    if ended and command.on < ended:
        raise ValidationError({"on": f"日期不能早于办结日期{chinese_date(ended)}，没有保存，请核对"})
    if ended is None and revoked and command.on < revoked:
        raise ValidationError(
            {"on": f"日期不能早于撤销原处理意见的日期{chinese_date(revoked)}，没有保存，请核对"}
        )


def _revoked_on(matter: Matter) -> date | None:
    """When 复查 or 复核 revoked the answer of this round and told the office to handle it anew."""
    for fact in ("re_review_answered", "review_answered"):
        said = matter.last(fact)
        if matter.on(fact) and said:
            return said.on if said.value == "revoked" else None
    return None


def check_void(matter: Matter, _command: StepCommand, _: Circumstances) -> None:
    alive(matter)
