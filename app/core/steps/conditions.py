"""Conditions that many steps share; each raises with the reason and the way out."""

from app.core.dates import chinese_date
from app.core.matters import Matter
from app.core.steps.command import StepCommand
from app.errors import NotAllowed, ValidationError

_SEALED_WAY_OUT = "检举控告事项只登记、转送和保管，由有权处理的机关、单位按规定办理"


def alive(matter: Matter) -> None:
    if matter.voided:
        raise NotAllowed(f"{matter.number}已作废", way_out="如系误作废，请重新登记并注明原编号")
    if "merged" in matter.facts:
        raise NotAllowed(f"{matter.number}已并入其他事项办理", way_out="请在主件上办理，或者先撤销并案")


def not_finished(matter: Matter) -> None:
    alive(matter)
    if matter.on("closed"):
        raise NotAllowed(
            f"{matter.number}已于{chinese_date(matter.on_or_raise('closed'))}办结",
            way_out="需要再办的，请先“重新办理”",
        )
    if matter.on("returned_up"):
        raise NotAllowed(f"{matter.number}已退回上级机关")
    for fact, name in (("declined", "不予受理"), ("declined_again", "不再受理")):
        if matter.on(fact):
            raise NotAllowed(
                f"{matter.number}已于{chinese_date(matter.on_or_raise(fact))}作出{name}决定",
                way_out="信访人提出新的事实和理由的，请另行登记",
            )


def after(matter: Matter, fact: str, command: StepCommand, name: str) -> None:
    """The step cannot have happened before what it builds on."""
    earlier = matter.on(fact)
    if earlier and command.on < earlier:
        raise ValidationError({"on": f"日期不能早于{name}日期{chinese_date(earlier)}，没有保存，请核对"})


def once(matter: Matter, fact: str, name: str) -> None:
    if matter.on(fact):
        raise NotAllowed(f"{matter.number}已于{chinese_date(matter.on_or_raise(fact))}{name}，不必重复")


def open_only(matter: Matter, what: str) -> None:
    """What is not done in 检举控告 matters (条例 Art 30; law.md §9.3)."""
    if matter.sealed:
        raise NotAllowed(f"检举控告事项不{what}", article="《信访工作条例》第三十条", way_out=_SEALED_WAY_OUT)


def in_words(command: StepCommand, name: str, words: dict[str, str], title: str) -> None:
    """A coded value must be one that the register knows; an empty one is left to `required`."""
    value = getattr(command, name)
    if value and value not in words:
        raise ValidationError({name: f"{title}应为：" + "、".join(words.values())})


def handed_over(matter: Matter, what: str) -> None:
    if matter.handing is None:
        raise NotAllowed(
            f"{matter.number}现在没有转送或者交办给单位，不能{what}", way_out="请先“转送”或者“交办”"
        )


def ordinary(matter: Matter, what: str) -> None:
    """What the simple procedure does not know (《信访事项简易办理办法（试行）》)."""
    if matter.simple:
        raise NotAllowed(
            f"{matter.number}正在简易办理，不能{what}",
            article="《信访事项简易办理办法（试行）》",
            way_out="请先“转为普通程序”",
        )
