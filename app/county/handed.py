"""What was handed down (交办、转送) and what became of it, as the townships last told it.

What goes down is noted in the transaction that makes its file, as records of a table of our own name, which no
bundle can bring: the same on every store, and nothing has to be set up anew on a server.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.county.acknowledging import Sender
from app.county.store import CountyStore
from app.county.store_records import keep_noted
from app.county.store_townships import Township
from app.exchange.schemas import Row

NOT_HEARD_OF = "sent"
ANSWERS = {
    NOT_HEARD_OF: "已下发，乡镇还没有报来", "": "乡镇已接收，还没有办理", "accepted": "已受理", "declined": "不予受理",
    "declined_again": "不再受理", "objected_up": "提出异议", "objection_up_refused": "异议未同意，继续办理",
    "returned_up": "已交还", "reported_up": "已反馈",
}  # fmt: skip
_DONE = frozenset({"declined", "declined_again", "returned_up", "reported_up"})
_NOTED = "handed_down"
_KEPT = ("id", "revision", "county_number", "kind", "issued_on", "due_on")


@dataclass(frozen=True)
class HandedDown:
    """One matter handed down: the county's number and days, the township's number, its answer, an objection's reason.

    What went down before this was noted has no `sent_on`, `due_on` and `title`; a report's title is not kept.
    """

    township: str
    township_name: str
    county_number: str
    kind: str = ""
    title: str = ""
    sent_on: str = ""
    due_on: str = ""
    number: str = ""
    answer: str = NOT_HEARD_OF
    answered_on: str = ""
    reason: str = ""

    def is_late(self, today: date) -> bool:
        """Whether the day has passed on which the county wanted to hear, and it has not."""
        return bool(self.due_on) and self.due_on < today.isoformat() and self.answer not in _DONE


def note_handed_down(
    store: CountyStore, sender: Sender, township: Township, assignments: Sequence[Row]
) -> None:
    """Keep what goes down now, inside the caller's transaction; the later file's day takes the earlier's place."""
    sent_on = sender.now.date().isoformat()
    rows = [
        {name: row[name] for name in _KEPT}
        | {"void": 0, "sent_on": sent_on, "title": "" if row["purpose"] == "report" else row["title"]}
        for row in assignments
    ]
    keep_noted(store, township.code, _NOTED, rows)


def handed_down(store: CountyStore, code: str = "") -> tuple[HandedDown, ...]:
    """Every matter handed down, or those of one township; the latest first."""
    names = dict(store.rows("SELECT code, name FROM townships"))
    noted, answers = _bodies(store, _NOTED, code), _bodies(store, "assignment_answers", code)
    found = [
        _handed(key[0], names.get(key[0], key[0]), noted.get(key), answers.get(key))
        for key in {**noted, **answers}
    ]
    found.sort(key=lambda one: (one.township, _counted(one.county_number)))
    return tuple(sorted(found, key=lambda one: one.sent_on, reverse=True))


def _counted(number: str) -> str:
    """县交9号 before 县交10号."""
    return re.sub("[0-9]+", lambda digits: digits[0].zfill(12), number)


def _bodies(store: CountyStore, table: str, code: str) -> dict[tuple[str, str], Mapping[str, str]]:
    rows = store.rows(
        "SELECT township, id, body FROM records WHERE record_table = ? AND void = 0"
        " AND (township = ? OR ? = '') ORDER BY township, id",
        (table, code, code),
    )
    return {(township, id_): json.loads(body) for township, id_, body in rows}


def _handed(
    township: str, name: str, noted: Mapping[str, str] | None, answered: Mapping[str, str] | None
) -> HandedDown:
    down, up = noted or {}, answered or {}
    return HandedDown(
        township, name, (down or up)["county_number"], down.get("kind", ""), down.get("title", ""),
        down.get("sent_on", ""), down.get("due_on", ""), up.get("number", ""),
        up.get("answer", "") if answered is not None else NOT_HEARD_OF, up.get("answered_on", ""), up.get("reason", ""),
    )  # fmt: skip
