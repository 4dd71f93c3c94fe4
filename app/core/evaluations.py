"""Satisfaction (满意度评价): what the petitioner said of the petition office and of the responsible unit.

Two separate scores (law.md §5.4). The evaluation covers what may be made public and is not for the courts:
检举控告, 涉法涉诉 and anonymous matters are outside it (信访事项办理群众满意度评价工作办法).
"""

from dataclasses import dataclass
from datetime import date

from app.core.matters import Matter

OFFICE, UNIT = "office", "unit"
PARTIES = {OFFICE: "信访部门", UNIT: "责任单位"}
COURTS = frozenset({"litigation", "arbitration"})


@dataclass(frozen=True)
class Score:
    """The last word on one party, and when it was given; empty before there is one."""

    value: str = ""
    on: date | None = None


def score(matter: Matter, party: str) -> Score:
    """What stands for this party; an evaluation that names nobody was meant for both."""
    given = [step for step in matter.all("evaluated") if step.value and step.reason in {"", party}]
    return Score(given[-1].value, given[-1].on) if given else Score()


def evaluable(matter: Matter) -> bool:
    """Whether the petitioner is asked at all."""
    out = matter.voided or matter.sealed or matter.anonymous or matter.route in COURTS
    return not out and not matter.merged_into
