"""Steps (办理环节) on a matter and when the rules let them happen.

One row per step in `table`: what it is called, the entry it leaves, the article it rests on and
the check that says why it is not possible now. Windows, commands and imports all ask here.
"""

from app.core.steps.command import (
    ADOPTIONS,
    AGREEMENTS,
    DELIVERY_WAYS,
    GROUPS,
    OUTCOMES,
    REVIEW_OUTCOMES,
    SATISFACTION,
    URGE_WAYS,
    Ask,
    Circumstances,
    Offer,
    StepCommand,
    StepRule,
)
from app.core.steps.deciding import decide_step
from app.core.steps.offering import PAPERS, offers
from app.core.steps.table import RULES

__all__ = [
    "ADOPTIONS", "AGREEMENTS", "DELIVERY_WAYS", "GROUPS", "OUTCOMES", "PAPERS", "REVIEW_OUTCOMES", "RULES",
    "SATISFACTION", "URGE_WAYS", "Ask", "Circumstances", "Offer", "StepCommand", "StepRule", "decide_step", "offers",
]  # fmt: skip
