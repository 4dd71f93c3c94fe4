"""Taking a matter on or not: 受理, 不予受理, 不再受理, 告知原处理意见, 简易办理."""

from app.core.calendar import MOST_DAYS
from app.core.dates import chinese_date
from app.core.matters import Matter
from app.core.routes import AGAIN_REASONS, DECLINE_REASONS, ROUTES, SIMPLE_GROUNDS
from app.core.steps.command import Circumstances, StepCommand
from app.core.steps.conditions import after, alive, in_words, not_finished, once, open_only
from app.errors import NotAllowed, ValidationError

SIMPLE = "《信访事项简易办理办法（试行）》"


def check_accept(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    not_finished(matter)
    once(matter, "accepted", "受理")
    if matter.on("answered") and not command.from_register:
        raise NotAllowed(f"{matter.number}已经答复，不能再补受理")
    if command.days < 0 or (command.days and matter.route != "duty"):
        raise ValidationError({"days": "只有申请履行法定职责的事项才填写专门法律规定的办理天数"})
    if command.days > MOST_DAYS:
        raise ValidationError({"days": f"专门法律规定的办理天数应在1至{MOST_DAYS}之间，请核对"})


def check_decline(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    not_finished(matter)
    if matter.on("accepted"):
        raise NotAllowed(
            f"{matter.number}已经受理，不能再作不予受理决定",
            article="《信访工作条例》第二十三条",
            way_out="经办理不支持诉求的，请出具处理意见书",
        )
    if matter.on("answered"):
        raise NotAllowed(f"{matter.number}已经答复，不能再作不予受理决定")
    in_words(
        command, "reason", {key: reason.label for key, reason in DECLINE_REASONS.items()}, "不予受理的理由"
    )


def check_decline_again(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """不再受理: the same facts and reasons after 复核 (条例 Art 36 ¶3)."""
    alive(matter)
    once(matter, "declined_again", "作出不再受理决定")
    if matter.on("returned_up"):
        raise NotAllowed(f"{matter.number}已退回上级机关")
    in_words(
        command, "reason", {key: reason.label for key, reason in AGAIN_REASONS.items()}, "不再受理的理由"
    )
    if matter.on("re_review_answered"):
        after(matter, "re_review_answered", command, "复核意见")
        return
    if matter.on("accepted") or matter.on("declined"):
        raise NotAllowed(
            f"{matter.number}还没有复核意见，不能作不再受理决定",
            article="《信访工作条例》第三十六条第三款",
            way_out="信访人不服处理意见的，请告知其自收到书面答复之日起30日内请求复查",
        )
    if not command.basis.strip() and not command.from_register:
        raise ValidationError(
            {"basis": "请填写作为依据的复核意见（或者本地规定的终结文书）文号，告知书要引用"}
        )


def check_explain(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """告知原处理意见: a petitioner who comes again after the answer is told of it and of the remedy."""
    alive(matter)
    open_only(matter, "告知原处理意见")
    came = [event.on for event in matter.events if event.fact == "came_again"]
    told = [event.on for event in matter.events if event.fact == "told_again"]
    if len(told) >= len(came):
        raise NotAllowed(f"{matter.number}答复以后没有再次来信来访需要告知")
    if command.on < came[-1]:
        raise ValidationError(
            {"on": f"日期不能早于再次来信来访登记日期{chinese_date(came[-1])}，没有保存，请核对"}
        )


def check_simplify(matter: Matter, command: StepCommand, around: Circumstances) -> None:
    """进入简易办理: only for a first petition on one of four grounds, and not where the 办法 forbids it."""
    not_finished(matter)
    if matter.simple:
        raise NotAllowed(f"{matter.number}已经是简易办理")
    if matter.on("answered"):
        raise NotAllowed(f"{matter.number}已经答复，不必再转简易办理")
    obstacle = simple_obstacle(matter, around)
    if obstacle:
        raise NotAllowed(f"{obstacle}，不适用简易办理", article=SIMPLE, way_out="请按普通程序办理")
    in_words(
        command, "reason", {key: ground.label for key, ground in SIMPLE_GROUNDS.items()}, "简易办理的情形"
    )
    if not command.reason:
        raise ValidationError({"reason": "请选择适用简易办理的情形"})


def simple_obstacle(matter: Matter, around: Circumstances) -> str:
    """Why the simple procedure does not apply, or nothing (law.md §2)."""
    live = [part for part in matter.receptions if not part.voided]
    heads = max((part.head_count for part in live), default=1)
    letters = any(part.channel == "letter" for part in live)
    obstacles = (
        (not around.choices.simple_procedure, "本机关没有开展简易办理"),
        (matter.sealed, "检举控告事项"),
        ("hearing_opened" in matter.facts, "正在举行听证"),
        (matter.arrival == "assigned_down", "上级交办的事项"),
        (len(live) > 1 or any(part.repeat for part in live), "不是初次信访"),
        (matter.route not in {"", "opinion"}, f"可以通过法定程序处理（{_route(matter)}）"),
        (bool(matter.all("joined")), "涉及多个责任主体"),
        (heads >= around.group_threshold, f"{heads}人共同提出"),
        (letters and heads >= around.choices.joint_letter_threshold, "联名来信"),
        (
            "converted" in {step.entry for step in matter.steps if not step.withdrawn},
            "已经由简易办理转为普通程序",
        ),
    )
    return next((words for holds, words in obstacles if holds), "")


def _route(matter: Matter) -> str:
    return ROUTES[matter.route].label if matter.route in ROUTES else ""


def check_convert(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    """转为普通程序: with the approval of the person in charge, and the petitioner is told."""
    not_finished(matter)
    if not matter.simple:
        raise NotAllowed(f"{matter.number}不是简易办理，不必转换")
    after(matter, "simplified", command, "进入简易办理")
