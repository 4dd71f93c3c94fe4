"""Toward the superior: objecting to what was passed down, reporting on what was assigned, 重大紧急."""

from app.core.dates import chinese_date
from app.core.explaining import UNIT_WORDS
from app.core.matters import Matter
from app.core.steps.command import Circumstances, StepCommand
from app.core.steps.conditions import alive, not_finished, once
from app.errors import NotAllowed, ValidationError

OBJECTION = "《信访工作条例》第二十三条第三款"


def check_object_up(matter: Matter, command: StepCommand, around: Circumstances) -> None:
    """向上级提出异议: within 5 working days of receipt, with full reasons (条例 Art 23 ¶3)."""
    not_finished(matter)
    if matter.arrival == "direct":
        raise NotAllowed(
            "这件事项不是上级转送、交办的",
            article=OBJECTION,
            way_out="不属于本机关职权的，请办理“不予受理”或者“转送”",
        )
    once(matter, "objected_up", "向上级提出异议")
    if matter.on("accepted"):
        raise NotAllowed(f"{matter.number}已经受理，不能再向上级提出异议", article=OBJECTION)
    line = around.deadline("objection_up")
    if line and command.on > line.due:
        raise NotAllowed(
            f"应当在{chinese_date(line.due)}前提出异议，已经超过{line.days}{UNIT_WORDS[line.rule.unit]}",
            article=OBJECTION,
            way_out="请依法受理办理",
        )


def check_objection_up_answer(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    alive(matter)
    objected = matter.on("objected_up")
    if objected is None or matter.finished_on:
        raise NotAllowed(f"{matter.number}没有等待上级核实的异议")
    if command.on < objected:
        raise ValidationError({"on": f"日期不能早于提出异议日期{chinese_date(objected)}，没有保存，请核对"})
    if command.kind == "agree_up" and (matter.on("accepted") or matter.on("answered")):
        raise NotAllowed(
            f"{matter.number}已经受理、答复，不能再交还上级",
            article=OBJECTION,
            way_out="误录受理的，请先撤销受理",
        )


def check_report_up(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """报送办结报告: what the township owes the office that assigned the matter (条例 Art 22 ¶1(三))."""
    alive(matter)
    if matter.arrival != "assigned_down":
        raise NotAllowed("这件事项不是上级交办的，不必报送办结报告")
    once(matter, "reported_up", "报送办结报告")
    if not (matter.on("answered") or matter.finished_on) and not command.from_register:
        raise NotAllowed(f"{matter.number}还没有答复，不能报送办结报告", way_out="办结报告应当附有处理意见书")


def check_mark_urgent(matter: Matter, _command: StepCommand, _: Circumstances) -> None:
    """重大、紧急: reported at once to those who must decide (条例 Art 25)."""
    alive(matter)
    if len(matter.all("urgent_marked")) > len(matter.all("urgent_reported")):
        raise NotAllowed("已经登记为重大、紧急信访事项，等待报告")


def check_report_urgent(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    alive(matter)
    marked = matter.all("urgent_marked")
    if not marked:
        raise NotAllowed("还没有登记为重大、紧急信访事项")
    if command.on < marked[-1].on:
        raise ValidationError({"on": "报告日期不能早于发现日期，请核对"})
