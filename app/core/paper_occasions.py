"""When a paper may be made: its facts have happened, and the law does not forbid it here."""

from dataclasses import dataclass

from app.core.forms import PAPER, RECEPTION, Form
from app.core.letter_occasions import LETTER_OCCASIONS, latest_step, route_of
from app.core.matters import Matter, Step
from app.core.receptions import Reception
from app.core.sheet_occasions import SHEET_OCCASIONS
from app.core.steps.table import RULES
from app.errors import NotAllowed

__all__ = ["Occasion", "latest_reception", "latest_step", "occasion", "route_of"]

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
    check = LETTER_OCCASIONS.get(form.id) or SHEET_OCCASIONS.get(form.id)
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
