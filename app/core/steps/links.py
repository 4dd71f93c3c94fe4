"""关联: joining two matters that are one (并案), and taking one letter's requests apart (拆分).

Both are links that can be undone. A letter and a visit on one matter count once as 件 and
twice as 件次; a letter that is split counts once as 件次 and its parts each as 件 (law.md §5.1).
"""

from app.core.dates import chinese_date
from app.core.matters import Matter
from app.core.steps.command import Circumstances, StepCommand
from app.core.steps.conditions import alive, not_finished, open_only
from app.errors import NotAllowed, ValidationError


def check_merge(matter: Matter, command: StepCommand, around: Circumstances) -> None:
    """并案: this matter is handled under the other, which was registered first."""
    not_finished(matter)
    open_only(matter, "并案")
    if matter.on("answered"):
        raise NotAllowed(f"{matter.number}已经答复，不能并案")
    if matter.arrival == "assigned_down":
        raise NotAllowed(f"{matter.number}是上级交办的事项，要单独报送办结报告，不能并入其他事项")
    other = around.other
    if not command.other:
        return
    if other is None:
        raise ValidationError({"other": "没有找到要并入的事项，没有保存，请核对编号"})
    _check_main(matter, command, other)


def _check_main(matter: Matter, command: StepCommand, other: Matter) -> None:
    if other.id == matter.id:
        raise ValidationError({"other": "不能并入自己，请选择另一件事项"})
    if other.voided or "merged" in other.facts or other.finished_on:
        raise NotAllowed(f"{other.number}已经办结、作废或者并入其他事项，不能作为主件")
    if other.sealed:
        raise NotAllowed("检举控告事项不与其他事项并案", article="《信访工作条例》第三十条第三款")
    if (other.registered_on, other.number) > (matter.registered_on, matter.number):
        raise NotAllowed(
            f"{other.number}登记在后，期限更晚，不能作为主件",
            way_out=f"请打开{other.number}，并入{matter.number}",
        )
    if command.on < other.registered_on:
        raise ValidationError({"on": f"日期不能早于主件登记日期{chinese_date(other.registered_on)}"})


def check_unmerge(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """撤销并案: the matter runs on by itself, with the dates it had."""
    if matter.voided:
        alive(matter)
    merged = matter.on("merged")
    if merged is None:
        raise NotAllowed(f"{matter.number}没有并入其他事项")
    if command.on < merged:
        raise ValidationError({"on": f"日期不能早于并案日期{chinese_date(merged)}，没有保存，请核对"})


def check_split(matter: Matter, _command: StepCommand, _: Circumstances) -> None:
    """拆分: one of several requests becomes a matter of its own, with the same letter behind it."""
    not_finished(matter)
    open_only(matter, "拆分")
    if matter.on("answered"):
        raise NotAllowed(f"{matter.number}已经答复，不能再拆分", way_out="请另行登记")


def check_unsplit(matter: Matter, command: StepCommand, around: Circumstances) -> None:
    """撤销拆分: only while nothing has been done on the part that was split off."""
    alive(matter)
    parts = split_parts(matter)
    if not parts:
        raise NotAllowed(f"{matter.number}没有拆分出其他事项")
    if command.other and command.other not in parts:
        raise ValidationError({"other": "所选事项不是由本事项拆分出来的"})
    if around.other and any(not step.withdrawn for step in around.other.steps):
        raise NotAllowed(f"{around.other.number}已经开始办理，不能撤销拆分", way_out="确属重复的，请“并案”")


def split_parts(matter: Matter) -> tuple[str, ...]:
    """The ids of the matters that were split off and still stand."""
    undone = {step.other for step in matter.all("unsplit")}
    return tuple(step.other for step in matter.all("split_off") if step.other and step.other not in undone)
