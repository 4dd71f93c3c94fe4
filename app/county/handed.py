"""What became of the matters that were handed down, as the townships last told it."""

import json
from dataclasses import dataclass

from app.county.store import CountyStore

ANSWERS = {
    "": "还没有办理", "accepted": "已受理", "declined": "不予受理", "declined_again": "不再受理", "objected_up": "提出异议",
    "objection_up_refused": "异议未同意，继续办理", "returned_up": "已交还", "reported_up": "已反馈",
}  # fmt: skip


@dataclass(frozen=True)
class HandedDown:
    """One matter handed down: the county's number, the township's, and its answer with the reason of an objection."""

    township: str
    county_number: str
    number: str
    answer: str
    answered_on: str
    reason: str


def handed_down(store: CountyStore, code: str = "") -> tuple[HandedDown, ...]:
    """Every matter a township has taken over, or those of one township."""
    rows = store.rows(
        "SELECT township, body FROM records WHERE record_table = 'assignment_answers' AND void = 0"
        " AND (township = ? OR ? = '') ORDER BY township, id",
        (code, code),
    )
    return tuple(_handed(township, json.loads(body)) for township, body in rows)


def _handed(township: str, body: dict[str, str]) -> HandedDown:
    return HandedDown(
        township, body["county_number"], body["number"], body.get("answer") or "",
        body.get("answered_on") or "", body.get("reason") or "",
    )  # fmt: skip
