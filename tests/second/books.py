"""What the journal says, read with plain loops into plain records: nothing is indexed, kept or shared.

Nothing here comes from the program but the entries themselves; the calendar is read afresh.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

TABLE = Path(__file__).resolve().parents[2] / "resources" / "calendar" / "china.json"
NOT_STEPS = {
    "matter_opened", "matter_corrected", "reception_registered", "reception_voided", "step_corrected", "step_withdrawn", "reception_corrected",
    "sealed_opened", "number_revealed",
}  # fmt: skip
ONE = timedelta(days=1)


@dataclass
class Reception:
    id: str
    channel: str
    heads: int
    registered_on: date
    anonymous: bool
    shared: bool
    occurred_on: date
    again: bool = False
    level: str = ""
    voided: bool = False


@dataclass
class Step:
    id: str
    what: str
    on: date
    payload: dict[str, Any]
    withdrawn: bool = False


@dataclass
class Paper:
    id: str
    form: str
    on: date
    voided: bool = False


@dataclass
class Matter:
    id: str
    payload: dict[str, Any]
    receptions: list[Reception] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @property
    def number(self) -> str:
        return str(self.payload["number"])

    @property
    def registered_on(self) -> date:
        return date.fromisoformat(self.payload["registered_on"])

    @property
    def purpose(self) -> str:
        return str(self.payload.get("purpose", ""))

    @property
    def route(self) -> str:
        return str(self.payload.get("route", ""))

    @property
    def voided(self) -> bool:
        return any(step.what == "voided" and not step.withdrawn for step in self.steps)

    def chosen(self, name: str) -> Any:
        """A counting choice as it was when the matter was opened; nothing if it was the usual one."""
        return self.payload.get("terms", {}).get(name)

    def story(self) -> list[Step]:
        """The steps that still stand, as they were written down; a joining that was undone never was."""
        standing = [step for step in self.steps if not step.withdrawn]
        while any(step.what == "unmerged" for step in standing):
            undone = next(at for at, step in enumerate(standing) if step.what == "unmerged")
            joined = [at for at in range(undone) if standing[at].what == "merged"]
            gone = {undone, *joined[-1:]}
            standing = [step for at, step in enumerate(standing) if at not in gone]
        return standing


@dataclass
class Books:
    matters: dict[str, Matter] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    office: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, Any] = field(default_factory=dict)
    own_days: dict[date, bool] = field(default_factory=dict)
    noticed: dict[int, dict[date, bool]] = field(default_factory=dict)
    rest: set[date] = field(default_factory=set)
    work: set[date] = field(default_factory=set)

    def worked(self, day: date) -> bool:
        if day in self.own_days:
            return self.own_days[day]
        for year in sorted(self.noticed, reverse=True):
            if day in self.noticed[year]:
                return self.noticed[year][day]
        if day in self.work:
            return True
        weekend = self.choices.get("rest_weekdays", "67")
        return str(day.isoweekday()) not in weekend and day not in self.rest

    def rolled(self, day: date) -> date:
        while not self.worked(day):
            day += ONE
        return day


def read(entries: Iterable[Any]) -> Books:
    """The books as the journal's entries leave them."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    books = Books(
        rest={date.fromisoformat(day) for day in table["rest"]},
        work={date.fromisoformat(day) for day in table["work"]},
    )
    for entry in entries:
        _take(books, entry)
    return books


def _take(books: Books, entry: Any) -> None:
    said = entry.payload
    if entry.kind in {"office_opened", "office_changed"}:
        _office(books, said)
    elif entry.kind == "calendar_day_set":
        books.own_days[date.fromisoformat(said["day"])] = said["working"]
    elif entry.kind == "calendar_day_cleared":
        del books.own_days[date.fromisoformat(said["day"])]
    elif entry.kind == "calendar_year_entered":
        days = {date.fromisoformat(day["day"]): day["working"] for day in said["days"]}
        books.noticed[said["year"]] = days
    elif entry.kind.startswith("document_"):
        _paper(books, entry)
    elif entry.kind == "matter_opened":
        books.matters[entry.subject] = Matter(entry.subject, dict(said))
    elif entry.subject in books.matters:
        _matter(books.matters[entry.subject], entry)


def _paper(books: Books, entry: Any) -> None:
    key = entry.payload["document_id"]
    if entry.kind == "document_issued":
        books.papers[key] = Paper(key, entry.payload["form"], entry.occurred_on)
    elif entry.kind == "document_voided":
        books.papers[key].voided = True


def _office(books: Books, said: dict[str, Any]) -> None:
    values = dict(said)
    books.choices |= values.pop("choices", {})
    books.office |= values


def _matter(matter: Matter, entry: Any) -> None:
    said = entry.payload
    if entry.kind == "matter_corrected":
        matter.payload |= {name: value for name, value in said.items() if name != "reason"}
        if "registered_on" in said:  # the matter began with its first reception
            first, on = matter.receptions[0], date.fromisoformat(said["registered_on"])
            first.registered_on, first.occurred_on = on, min(first.occurred_on, on)
    elif entry.kind == "reception_registered":
        part = Reception(
            said["reception_id"], said["channel"], said["head_count"], date.fromisoformat(said["registered_on"]),
            said["anonymous"], bool(said.get("shared")), date.fromisoformat(said["occurred_on"]), said["repeat"],
            said.get("level", ""),
        )  # fmt: skip
        matter.receptions.append(part)
    elif entry.kind == "reception_voided":
        for part in matter.receptions:
            part.voided = part.voided or part.id == said["reception_id"]
    elif entry.kind in {"step_corrected", "step_withdrawn"}:
        _mend(matter, entry.kind, said)
    elif entry.kind not in NOT_STEPS:
        matter.steps.append(Step(entry.id, entry.kind, entry.occurred_on, dict(said)))


def _mend(matter: Matter, kind: str, said: dict[str, Any]) -> None:
    for step in matter.steps:
        if step.id == said["step_id"] and kind == "step_withdrawn":
            step.withdrawn = True
        elif step.id == said["step_id"]:
            step.on = date.fromisoformat(said["on"])
