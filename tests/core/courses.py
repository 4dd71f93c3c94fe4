"""Courses of matters written in one line, for the vectors: “2026-03-05 accept; 2026-04-01 answer”.

Each part is a day, an act and what it says (`days=30`); `@closed` stands for a usual beginning.
What a step asks for is filled in where the vector does not care; a value left empty stays empty.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.core.calendar import Calendar, calendar_from_table
from app.core.choices import Choices, choice_from, choice_named, counting_terms
from app.core.deadlines import Deadline, derive
from app.core.entries import Draft, Entry
from app.core.matter_changes import (
    correct_matter,
    correct_step,
    open_matter,
    register_reception,
    withdraw_step,
)
from app.core.matters import Matter, apply_matter
from app.core.pack_reading import pack_from
from app.core.receptions import ReceptionDraft
from app.core.rule_packs import RulePack
from app.core.steps import RULES, Circumstances, StepCommand, decide_step
from app.paths import resource

DATA = Path(__file__).parent.parent / "data"
REGISTERED = date(2026, 3, 2)
UNITS = {"u1": "自然资源所", "u2": "农业农村服务中心"}
BEGINNINGS = {
    "@accepted": "2026-03-05 accept",
    "@answered": "@accepted; 2026-04-01 answer",
    "@delivered": "@answered; 2026-04-02 deliver paper=answer",
    "@closed": "@delivered; 2026-04-03 close",
    "@reviewed": "@delivered; 2026-04-20 review; 2026-05-18 review_answer; 2026-05-22 deliver paper=review",
    "@re_reviewing": "@reviewed; 2026-06-10 re_review",
    "@re_reviewed": "@re_reviewing; 2026-07-01 re_review_answer; 2026-07-03 deliver paper=re_review",
    "@referred": "2026-03-05 refer",
    "@signed": "@referred; 2026-03-06 sign",
    "@assigned": "2026-03-05 assign due_on=2026-04-20",
    "@simple": "2026-03-02 simplify; 2026-03-03 accept",
}
_DATES = {"due_on", "sent_on", "superior_due_on", "registered_on"}
_FLAGS = {"repeat", "anonymous", "from_register"}
_NUMBERS = {"days", "head_count"}


@cache
def calendar() -> Calendar:
    return calendar_from_table(json.loads(resource("calendar", "china.json").read_text(encoding="utf-8")))


@cache
def pack() -> RulePack:
    text = resource("rule_packs", "national-2022-2.json").read_text(encoding="utf-8")
    return pack_from(json.loads(text))


def rows(name: str) -> list[dict[str, str]]:
    """A table of vectors, one dictionary a line."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@dataclass
class Course:
    """A matter with its entries, the choices it stands under and the way it is taken on."""

    choices: Choices
    matter: Matter
    entries: list[Entry] = field(default_factory=list)

    def deadlines(self) -> tuple[Deadline, ...]:
        return derive(self.matter, pack(), calendar())

    def around(self, command: StepCommand | None = None) -> Circumstances:
        return Circumstances(
            choices=self.choices,
            deadlines=self.deadlines(),
            unit_name=UNITS.get(command.unit_id, "") if command else "",
            other=other_matter(command.other, self.matter) if command else None,
        )

    def write(self, draft: Draft) -> None:
        entry = entry_of(draft, len(self.entries) + 1)
        self.entries.append(entry)
        self.matter = apply_matter(self.matter, entry)

    def take(self, command: StepCommand) -> None:
        self.write(decide_step(self.matter, command, self.around(command)))

    def go(self, course: str) -> None:
        for on, act, said in parts(course):
            self.act(on, act, said)

    def act(self, on: date, act: str, said: Mapping[str, str]) -> None:
        if act in RULES:
            self.take(filled(act, on, values(said)))
        elif act == "again":
            draft = _draft(on, {"title": "再次反映"} | values(said))
            self.write(register_reception("m", f"r{len(self.entries)}", draft))
        elif act == "correct":
            self.write(correct_matter(self.matter, values(said), on, "登记有误"))
        elif act == "withdraw":
            self.write(withdraw_step(self.matter, self._last_step(), "误录", on))
        elif act == "redate":
            step = next(step for step in self.matter.steps if step.entry == said["step"])
            self.write(correct_step(self.matter, step, date.fromisoformat(said["to"]), "录错日期", on))
        else:
            raise LookupError(act)

    def _last_step(self) -> Any:
        return [step for step in self.matter.steps if not step.withdrawn][-1]


def opened(row: Mapping[str, str]) -> Course:
    """The matter of a row, just registered."""
    choices = choices_of(row["choices"])
    more = values(dict(pair.split("=", 1) for pair in row["more"].split()))
    on = more.pop("registered_on", REGISTERED)
    given = {"purpose": row["purpose"], "route": row["route"], "source": row["source"] or "本级登记"} | more
    draft = _draft(on, given)
    terms = counting_terms(choices)
    first = entry_of(open_matter("m", "2026-0001", draft, pack().id, terms), 1)
    course = Course(choices, apply_matter(None, first), [first])
    course.write(register_reception("m", "r", draft))
    return course


def played(row: Mapping[str, str]) -> Course:
    """The matter of a row after its whole course."""
    course = opened(row)
    course.go(row["course"])
    return course


def parts(course: str) -> Iterator[tuple[date, str, dict[str, str]]]:
    for part in course.split(";"):
        words = part.split()
        if not words:
            continue
        if words[0] in BEGINNINGS:
            yield from parts(BEGINNINGS[words[0]])
        else:
            yield date.fromisoformat(words[0]), words[1], dict(word.split("=", 1) for word in words[2:])


def values(said: Mapping[str, str]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in said.items()}


def filled(kind: str, on: date, said: Mapping[str, Any]) -> StepCommand:
    """A command with everything its step asks for, where the vector says nothing of it."""
    usual = {"unit_id": "u1", "leader": "周甲", "days": 10, "basis": "青政〔2026〕1号", "other": "other"}
    known = {ask.name for ask in RULES[kind].asks if ask.required}
    wanted = {name: usual.get(name, "说明") for name in known}
    for ask in RULES[kind].asks:
        if ask.required and ask.options:
            wanted[ask.name] = next(iter(ask.options))
    if kind == "split":
        wanted["other"] = "part"
    if kind == "unsplit":
        wanted["other"] = "part"
    return StepCommand(kind, on, **(wanted | dict(said)))


def other_matter(named: str, matter: Matter) -> Matter | None:
    """The other matter of a link: an earlier one, a later one, a sealed one, the one itself, or none."""
    earlier = replace(
        matter,
        id=named,
        number="2026-0000",
        purpose="appeal",
        steps=(),
        receptions=(),
        accused="",
        accused_unit_id="",
    )
    return {
        "other": earlier,
        "part": replace(earlier, number="2026-0002", split_from="m"),
        "later": replace(earlier, number="2026-0009"),
        "sealed": replace(earlier, purpose="report"),
        "m": matter,
    }.get(named)


def choices_of(text: str) -> Choices:
    found: dict[str, Any] = {}
    for pair in text.split():
        name, value = pair.split("=", 1)
        choice = choice_named(name)
        assert choice is not None, name
        found[name] = choice_from(choice, value)
    return replace(Choices(), **found)


def entry_of(draft: Draft, seq: int) -> Entry:
    return Entry(
        seq, f"00000000-0000-4000-8000-{seq:012d}", draft.kind, draft.subject, draft.occurred_on,
        "2026-03-02T09:30:00+00:00", "练习专干", draft.payload, "", "", "",
    )  # fmt: skip


def replayed(entries: Iterable[Entry]) -> Matter:
    """The matter that entries make, from nothing."""
    matter = None
    for entry in entries:
        matter = apply_matter(matter, entry)
    assert matter is not None
    return matter


def _draft(on: date, given: Mapping[str, Any]) -> ReceptionDraft:
    known = {part.name for part in fields(ReceptionDraft)}
    assert set(given) <= known, set(given) - known
    return ReceptionDraft(
        **({"channel": "visit", "occurred_on": on, "registered_on": on, "title": "水渠淤塞"} | dict(given))
    )


def _value(name: str, value: str) -> Any:
    if name in _DATES:
        return date.fromisoformat(value)
    if name in _FLAGS:
        return value == "1"
    return int(value) if name in _NUMBERS else value
