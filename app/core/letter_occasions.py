"""When particular letters (函件) may be made; the sheets' occasions stand in `sheet_occasions`."""

from collections.abc import Callable

from app.core.accused import refuse_accused_unit
from app.core.matters import Matter, Step
from app.core.routes import OPINION, ROUTES
from app.errors import NotAllowed

ROUTED = tuple(route for route in ROUTES if route != OPINION)


def latest_step(matter: Matter, *entries: str) -> Step | None:
    """The latest step of these kinds that stands."""
    return next((s for s in reversed(matter.steps) if s.entry in entries and not s.withdrawn), None)


def route_of(matter: Matter) -> str:
    """The way of 条例 Art 31 a paper speaks of: the matter's own, else the one its refusal named."""
    declined = latest_step(matter, "declined")
    if matter.route:
        return matter.route
    return declined.reason if declined and declined.reason in ROUTES else ""


def _check_acceptance(matter: Matter) -> None:
    if matter.purpose in {"suggestion", "report"}:
        raise NotAllowed(
            "建议意见、检举控告事项不适用60日办结期限，不制作这份告知书",
            article="《信访工作条例》第二十九条、第三十条",
        )
    if matter.route not in {"", OPINION}:
        raise NotAllowed(
            f"按“{ROUTES[matter.route].label}”办理的事项不适用60日办结期限，不制作这份告知书",
            article=ROUTES[matter.route].article,
            way_out="请制作导入法定程序告知书；分类不对的，请先更正办理途径",
        )


def _check_routed(matter: Matter) -> None:
    """导入法定程序: for the ways (一) to (五) of 条例 Art 31 only; the sixth is the office's own."""
    if route_of(matter) not in ROUTED:
        declined = latest_step(matter, "declined") is not None
        raise NotAllowed(
            "这件事项没有归入第三十一条第一项至第五项，不制作导入法定程序告知书",
            article="《信访工作条例》第三十一条",
            way_out="请制作不予受理告知书" if declined else "请制作受理告知书；分类不对的，请先更正办理途径",
        )


def _check_again(matter: Matter) -> None:
    if matter.last("declined_again") is None:
        return
    if matter.on("review_answered") and not matter.on("re_review_answered"):
        raise NotAllowed(
            f"{matter.number}只有复查意见，还没有复核意见，不能不再受理",
            article="《信访工作条例》第三十六条第三款",
            way_out="信访人不服复查意见的，请告知其自收到书面答复之日起30日内请求复核",
        )


def _check_opinion(matter: Matter) -> None:
    """信访处理意见书 is the answer of 条例 Art 31(六) and of nothing else."""
    if matter.purpose == "suggestion":
        raise NotAllowed(
            "建议意见类事项不出具信访处理意见书", article="《信访工作条例》第二十九条", way_out="请制作意见建议采纳情况回复"
        )  # fmt: skip
    if matter.route in ROUTED:
        raise NotAllowed(
            f"按“{ROUTES[matter.route].label}”办理的事项不出具信访处理意见书",
            article=ROUTES[matter.route].article,
            way_out="请制作依法分类办理答复",
        )


def _check_simple_answer(matter: Matter) -> None:
    _check_opinion(matter)
    if "simplified" not in matter.facts:
        raise NotAllowed(
            f"{matter.number}不是简易办理，不制作简易办理答复书",
            article="《信访事项简易办理办法（试行）》",
            way_out="请制作信访处理意见书",
        )


def _check_route_answer(matter: Matter) -> None:
    if matter.route not in ROUTED:
        raise NotAllowed(
            "这件事项没有归入第三十一条第一项至第五项，不制作依法分类办理答复",
            article="《信访工作条例》第三十一条",
            way_out="请制作信访处理意见书；分类不对的，请先更正办理途径",
        )


def _check_suggestion(matter: Matter) -> None:
    if matter.purpose != "suggestion":
        raise NotAllowed(
            "只有建议意见类事项回复采纳情况", article="《信访工作条例》第二十九条", way_out="请制作信访处理意见书"
        )  # fmt: skip


def _check_review(matter: Matter) -> None:
    """复查、复核 are the remedies against a 处理意见; other answers have the remedies of their own law."""
    if matter.purpose == "suggestion" or matter.route in ROUTED:
        remedy = ROUTES[matter.route].remedy if matter.route in ROUTES else ""
        raise NotAllowed(
            "这件事项的答复不适用信访复查、复核",
            article="《信访工作条例》第三十五条",
            way_out=f"不服的，可以依法申请{remedy}" if remedy else "请告知信访人依照有关法律规定的程序提出",
        )
    if matter.on("re_review_answered"):
        raise NotAllowed(
            f"{matter.number}已经复核，不能再申请复查、复核", article="《信访工作条例》第三十六条第三款"
        )


def _check_hearing(matter: Matter) -> None:
    if matter.route in ROUTED:
        raise NotAllowed(
            "只有出具信访处理意见的事项可以举行信访听证", article="《信访工作条例》第三十一条第六项"
        )
    if matter.on("answered") or matter.finished_on:
        raise NotAllowed(
            f"{matter.number}已经答复或者办结，不能再通知听证", article="《信访工作条例》第三十一条第六项"
        )


def check_unit(matter: Matter) -> None:
    """A paper that goes to the unit: there is one, and it is not the one complained of (条例 Art 30 ¶3)."""
    step = latest_step(matter, "assigned", "referred")
    if step is None or not step.unit_id:
        raise NotAllowed(
            f"{matter.number}没有记明交给哪个单位，不能制作这份文书",
            way_out="请先办理“交办”或“转送”并选择单位",
        )
    refuse_accused_unit(matter, step.unit_id, "")


def _check_report_up(matter: Matter) -> None:
    if matter.arrival != "assigned_down":
        raise NotAllowed(
            "这件事项不是上级交办的，不必报送办结报告", article="《信访工作条例》第二十二条第一款第三项"
        )


LETTER_OCCASIONS: dict[str, Callable[[Matter], None]] = {
    "acceptance_notice": _check_acceptance,
    "route_notice": _check_routed,
    "no_more_notice": _check_again,
    "opinion": _check_opinion,
    "simple_answer": _check_simple_answer,
    "route_answer": _check_route_answer,
    "suggestion_reply": _check_suggestion,
    "review_application": _check_review,
    "hearing_notice": _check_hearing,
    "referral_letter": check_unit,
    "assignment_notice": check_unit,
    "urge_letter": check_unit,
    "report_up": _check_report_up,
    "handover_list": check_unit,
}
