"""Between the office and the units: 转送, 交办, 签收, 异议, 协办, 收回, 反馈, 督办, 催办."""

from app.core.dates import chinese_date
from app.core.explaining import UNIT_WORDS
from app.core.matters import Matter
from app.core.routes import SUPERVISE_REASONS
from app.core.steps.command import URGE_WAYS, Circumstances, StepCommand
from app.core.steps.conditions import (
    after,
    alive,
    handed_over,
    in_words,
    not_finished,
    once,
    open_only,
    ordinary,
)
from app.errors import NotAllowed, ValidationError

OBJECTION = "《信访工作条例》第二十三条第三款"


def check_pass_on(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """转送, 交办; that it never goes to the unit complained of is checked for every step alike."""
    not_finished(matter)
    if matter.on("answered") and not command.from_register:
        raise NotAllowed(f"{matter.number}已经答复，不能再转送、交办")
    held = matter.unit_id
    if held and command.unit_id and command.unit_id != held and not command.from_register:
        ordinary(matter, "交给另一个单位")


def check_sign(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """签收: the unit's own periods run from the day it received the material."""
    alive(matter)
    handed_over(matter, "登记签收")
    once(matter, "received", "登记单位签收")
    _not_before_handing(matter, command)


def check_object(matter: Matter, command: StepCommand, around: Circumstances) -> None:
    """异议: within 5 working days of receipt, with full reasons (条例 Art 23 ¶3)."""
    not_finished(matter)
    handed_over(matter, "登记异议")
    once(matter, "objected", "提出异议")
    if not matter.on("received"):
        raise NotAllowed(
            "还没有登记单位签收日期，算不出提出异议的期限", article=OBJECTION, way_out="请先“登记签收”"
        )
    line = around.deadline("objection")
    if line and command.on > line.due and not command.from_register:
        raise NotAllowed(
            f"单位应当在{chinese_date(line.due)}前提出异议，已经超过{line.days}{UNIT_WORDS[line.rule.unit]}",
            article=OBJECTION,
            way_out="请单位继续办理；确需调整的，由本机关“收回”后另行转送、交办",
        )
    _not_before_handing(matter, command)
    after(matter, "received", command, "签收")


def check_objection_answer(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """同意 or 不同意: materials come back only after the objection has been verified and agreed to."""
    not_finished(matter)
    objected = matter.on("objected")
    if objected is None:
        raise NotAllowed(f"{matter.number}没有等待核实的异议")
    if command.on < objected:
        raise ValidationError({"on": f"日期不能早于异议日期{chinese_date(objected)}，没有保存，请核对"})


def check_return(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """收回: the office takes the matter back from the unit, or the unit sends it back by agreement."""
    not_finished(matter)
    handed_over(matter, "收回")
    _not_before_handing(matter, command)


def check_join(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """协办: another unit helps; the one that has the matter stays responsible (条例 Art 24)."""
    not_finished(matter)
    open_only(matter, "安排协办")
    ordinary(matter, "安排协办单位")
    handed_over(matter, "安排协办")
    if command.unit_id and command.unit_id == matter.unit_id:
        raise ValidationError({"unit_id": "协办单位不能是主办单位，请另选"})
    if command.unit_id and command.unit_id in {step.unit_id for step in matter.all("joined")}:
        raise ValidationError({"unit_id": "这个单位已经是协办单位"})


def check_unit_accept(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """单位书面告知信访人: the receiving organ's own notice (条例 Art 23 ¶3)."""
    not_finished(matter)
    open_only(matter, "登记单位告知")
    handed_over(matter, "登记单位告知")
    once(matter, "unit_accepted", "登记单位告知")
    _not_before_handing(matter, command)
    after(matter, "received", command, "签收")


def check_report(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """单位反馈: the result or the 办结报告 the unit owes (条例 Art 22 ¶1(三))."""
    alive(matter)
    handed_over(matter, "登记反馈")
    once(matter, "reported", "登记单位反馈")
    _not_before_handing(matter, command)
    after(matter, "received", command, "签收")


def check_urge(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    not_finished(matter)
    handed_over(matter, "催办")
    if matter.on("reported"):
        raise NotAllowed("单位已经反馈，不必催办")
    in_words(command, "way", URGE_WAYS, "催办方式")
    _not_before_handing(matter, command)


def check_supervise(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """督办: for one of the reasons of 条例 Art 40 ¶1; each is counted."""
    alive(matter)
    if not matter.decided_on:
        raise NotAllowed(f"{matter.number}还没有作出处理，不能督办", way_out="请先受理、转送或者交办")
    in_words(command, "reason", {key: reason.label for key, reason in SUPERVISE_REASONS.items()}, "督办理由")
    in_words(command, "way", URGE_WAYS, "督办方式")


def _not_before_handing(matter: Matter, command: StepCommand) -> None:
    handing = matter.handing
    if handing and command.on < handing.on:
        raise ValidationError(
            {"on": f"日期不能早于转送、交办日期{chinese_date(handing.on)}，没有保存，请核对"}
        )
