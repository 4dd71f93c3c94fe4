"""The terms of a count (统计口径): everything the office has settled that decides a figure.

They are frozen when a period is closed, so that what is found later is held against the same count.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from app.core.choices import large_groups
from app.core.figures.values import Rounding
from app.core.offices import Office

LEAVE_OUT = ("court", "report", "suggestion", "simple", "anonymous")


@dataclass(frozen=True)
class Terms:
    """`large` is the head count of 规模性集体访, 0 where the office has no tiers; `left_out` what the rates leave out."""

    group: int = 5
    joint: int = 5
    large: int = 30
    long_months: int = 12
    basis: str = "registered"
    family: str = "A"
    evaluation_days: int = 30
    basically_satisfied: bool = True
    left_out: tuple[str, ...] = ()
    decimals: int = 2
    rounding: str = "half_up"

    @property
    def printed(self) -> Rounding:
        return Rounding(self.decimals, self.rounding)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"left_out": list(self.left_out)}


def terms_of(office: Office) -> Terms:
    """How this office counts today."""
    chosen = office.choices
    return Terms(
        group=office.group_visit_threshold, joint=chosen.joint_letter_threshold,
        large=min(large_groups(chosen), default=0), long_months=chosen.long_pending_months,
        basis=chosen.statistics_basis, family=chosen.rate_family, evaluation_days=chosen.evaluation_days,
        basically_satisfied=chosen.basically_satisfied,
        left_out=tuple(key for key in LEAVE_OUT if getattr(chosen, f"leave_out_{key}")),
        decimals=office.rate_decimals, rounding=office.rounding,
    )  # fmt: skip


def terms_from(frozen: Mapping[str, Any], today: Terms) -> Terms:
    """The terms a period was closed under; a period closed before they were kept is held against today's."""
    known = {field.name for field in fields(Terms)}
    values = {name: value for name, value in frozen.items() if name in known}
    return Terms(**(asdict(today) | values | {"left_out": tuple(values.get("left_out", today.left_out))}))
