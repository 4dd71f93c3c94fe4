"""When particular sheets (表册) may be made; the letters' occasions stand in `paper_occasions`."""

from collections.abc import Callable, Collection

from app.core.channels import CHANNELS
from app.core.matters import Matter
from app.errors import NotAllowed

_EXTENSION = "《信访工作条例》第三十四条"


def _came_by(channels: Collection[str], title: str, instead: str) -> Callable[[Matter], None]:
    """The latest reception came in one of these ways."""

    def check(matter: Matter) -> None:
        part = next(part for part in reversed(matter.receptions) if not part.voided)
        if part.channel not in channels:
            raise NotAllowed(
                f"最近一次登记是{CHANNELS[part.channel]}，不制作{title}", way_out=f"请制作{instead}"
            )

    return check


def _check_extension(matter: Matter) -> None:
    """延期 is for accepted matters still being handled by 第三十一条第六项 in the ordinary procedure (Art 34)."""
    if not matter.on("accepted"):
        raise NotAllowed(f"{matter.number}还没有受理，没有可以延长的期限", way_out="请先受理")
    if matter.purpose in {"suggestion", "report"} or matter.route not in {"", "opinion"}:
        raise NotAllowed("这件事项不适用60日办结期限，不办理延期", article=_EXTENSION)
    if matter.simple:
        raise NotAllowed("正在简易办理的事项不延期", article=_EXTENSION, way_out="请先“转为普通程序”")
    if (matter.on("answered") or matter.finished_on) and not matter.all("extended"):
        raise NotAllowed(f"{matter.number}已经答复或者办结，不再延期", article=_EXTENSION)


def _check_opinion(matter: Matter) -> None:
    if not matter.on("accepted"):
        raise NotAllowed(f"{matter.number}还没有受理，不能签发处理意见书", way_out="请先受理")
    if matter.purpose == "suggestion" or matter.route not in {"", "opinion"}:
        raise NotAllowed("这件事项不出具信访处理意见书", article="《信访工作条例》第二十九条、第三十一条")


def _check_agreement(matter: Matter) -> None:
    """调解、和解: once the office has taken the matter on, and unless it has been tried in vain (Art 33)."""
    article = "《信访工作条例》第三十三条"
    if not matter.decided_on:
        raise NotAllowed(
            f"{matter.number}还没有作出处理，不能制作协议书",
            article=article,
            way_out="请先受理、转送或者交办",
        )
    step = matter.last("mediated")
    if step and step.value == "failed":
        raise NotAllowed(
            "最近一次调解、和解没有达成协议，不能制作协议书", article=article,
            way_out="后来达成协议的，请先登记“调解、和解”",
        )  # fmt: skip


def _check_decided(matter: Matter) -> None:
    if not matter.decided_on:
        raise NotAllowed(f"{matter.number}还没有作出处理，不作评价和回访", way_out="请先受理、转送或者交办")


def _check_unbound(_: Matter) -> None:
    raise NotAllowed("这份文书不属于某一件信访事项", way_out="请在“本机关文书”里制作")


SHEET_OCCASIONS: dict[str, Callable[[Matter], None]] = {
    "letter_note": _came_by(("letter", "web", "other"), "来信呈批笺", "信访事项登记表"),
    "visitor_list": _came_by(("visit",), "来访人员名单", "信访事项登记表"),
    "extension_approval": _check_extension,
    "opinion_approval": _check_opinion,
    "mediation_agreement": _check_agreement,
    "settlement_agreement": _check_agreement,
    "satisfaction_form": _check_decided,
    "follow_up_form": _check_decided,
    **dict.fromkeys(
        ("meeting_minutes", "bulletin", "sweep_register", "public_notice", "privacy_notice"), _check_unbound
    ),
}
