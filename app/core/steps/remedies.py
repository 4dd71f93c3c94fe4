"""复查 and 复核: what the petitioner may ask for, and what the superior answers (条例 Art 35, 36)."""

from app.core.dates import chinese_date
from app.core.matters import Matter
from app.core.routes import ROUTES
from app.core.steps.command import REVIEW_OUTCOMES, Circumstances, StepCommand
from app.core.steps.conditions import after, alive, in_words, once, open_only
from app.errors import NotAllowed, ValidationError

REVIEW = "《信访工作条例》第三十五条"
RE_REVIEW = "《信访工作条例》第三十六条"


def check_review(matter: Matter, command: StepCommand, around: Circumstances) -> None:
    """申请复查: within 30 days of the written answer, of a 信访处理意见 only."""
    alive(matter)
    open_only(matter, "申请复查")
    once(matter, "review_requested", "登记复查申请")
    if matter.on("declined_again"):
        raise NotAllowed(f"{matter.number}已经不再受理，不能登记复查申请", article=RE_REVIEW)
    if matter.route not in {"", "opinion"} or matter.purpose == "suggestion":
        raise NotAllowed("这件事项的答复不适用信访复查", article=REVIEW, way_out=_other_remedy(matter))
    if not matter.on("answer_delivered"):
        raise NotAllowed(
            f"{matter.number}的处理意见书还没有送达，不能登记复查申请",
            article=REVIEW,
            way_out="请先登记送达日期",
        )
    after(matter, "answer_delivered", command, "送达")
    _in_time(command, around, "review", REVIEW)


def check_re_review(matter: Matter, command: StepCommand, around: Circumstances) -> None:
    """申请复核: within 30 days of the written 复查意见."""
    alive(matter)
    once(matter, "re_review_requested", "登记复核申请")
    if not matter.on("review_delivered"):
        raise NotAllowed(
            f"{matter.number}还没有送达复查意见，不能登记复核申请", article=RE_REVIEW,
            way_out="请先登记复查意见和送达日期",
        )  # fmt: skip
    after(matter, "review_delivered", command, "复查意见送达")
    _in_time(command, around, "re_review", RE_REVIEW)


def check_review_answer(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    _check_superior_answer(matter, command, "review", "复查")


def check_re_review_answer(matter: Matter, command: StepCommand, _: Circumstances) -> None:
    _check_superior_answer(matter, command, "re_review", "复核")


def _check_superior_answer(matter: Matter, command: StepCommand, stage: str, name: str) -> None:
    alive(matter)
    if not matter.on(f"{stage}_requested"):
        raise NotAllowed(f"{matter.number}没有登记{name}申请")
    once(matter, f"{stage}_answered", f"登记{name}意见")
    after(matter, f"{stage}_requested", command, f"{name}申请")
    in_words(command, "value", REVIEW_OUTCOMES, f"{name}结果")


def _in_time(command: StepCommand, around: Circumstances, clock: str, article: str) -> None:
    """Late requests need a just cause or are refused, as the office has chosen (law.md §10 A19)."""
    line = around.deadline(clock)
    posted = command.sent_on if around.choices.review_by_postmark else None
    asked = posted or command.on
    if line is None or asked <= line.rolled or command.from_register:
        return
    if around.choices.late_review == "refuse":
        raise NotAllowed(
            f"申请期限{chinese_date(line.rolled)}已过",
            article=article,
            way_out="由复查、复核机关决定是否受理",
        )
    if not command.text.strip():
        raise ValidationError(
            {
                "text": f"申请期限{chinese_date(line.rolled)}已过，请写明逾期的正当理由；是否受理由复查、复核机关决定"
            }
        )


def _other_remedy(matter: Matter) -> str:
    route = ROUTES.get(matter.route)
    return (
        f"不服的，可以依法申请{route.remedy}"
        if route and route.remedy
        else "请告知信访人依照有关法律规定的程序提出"
    )
