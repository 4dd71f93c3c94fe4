"""When a paper may be made: its facts have happened, and the law does not forbid it here."""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.forms import PAPER, RECEPTION, Form
from app.core.matters import Matter, Step
from app.core.receptions import Reception
from app.core.routes import OPINION, ROUTES
from app.core.sheet_occasions import SHEET_OCCASIONS
from app.core.steps.table import RULES
from app.errors import NotAllowed

_LABELS = {rule.entry: rule.label for rule in RULES.values()}


@dataclass(frozen=True)
class Occasion:
    """What a paper is about: the step it tells of, or the reception; `id` is kept with the paper."""

    id: str
    step: Step | None = None
    reception: Reception | None = None


def occasion(form: Form, matter: Matter) -> Occasion:
    """What the form would be about now. NotAllowed says what has to happen first, or which law forbids it."""
    if matter.voided:
        raise NotAllowed(f"{matter.number}已作废，不能再制作文书")
    if matter.sealed and not form.sealed:
        raise NotAllowed(
            f"检举控告事项不制作{form.title}，只按规定移送有权处理的机关",
            article="《信访工作条例》第三十条第三款",
            way_out="请制作材料移交清单",
        )
    found = _about(form, matter)
    check = _CHECKS.get(form.id) or SHEET_OCCASIONS.get(form.id)
    if check:
        check(matter)
    return found


def _about(form: Form, matter: Matter) -> Occasion:
    if RECEPTION in form.tells_of:
        part = latest_reception(matter)
        return Occasion(part.id, reception=part)
    if PAPER in form.tells_of or not form.tells_of:
        return Occasion("")
    step = latest_step(matter, *form.tells_of)
    if step is None:
        labels = "”或“".join(_LABELS[entry] for entry in form.tells_of)
        raise NotAllowed(
            f"{matter.number}还没有办理“{labels}”，不能制作{form.title}", way_out=f"请先办理“{labels}”"
        )
    return Occasion(step.id, step=step)


def latest_reception(matter: Matter) -> Reception:
    return next(part for part in reversed(matter.receptions) if not part.voided)


def latest_step(matter: Matter, *entries: str) -> Step | None:
    """The latest step of these kinds that stands."""
    return next((s for s in reversed(matter.steps) if s.entry in entries and not s.withdrawn), None)


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


def _check_unit(matter: Matter) -> None:
    step = latest_step(matter, "assigned", "referred")
    if step is None or not step.unit_id:
        raise NotAllowed(
            f"{matter.number}没有记明交给哪个单位，不能制作这份文书",
            way_out="请先办理“交办”或“转送”并选择单位",
        )


_CHECKS: dict[str, Callable[[Matter], None]] = {
    "acceptance_notice": _check_acceptance,
    "assignment_notice": _check_unit,
    "handover_list": _check_unit,
}
