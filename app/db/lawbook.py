"""The law as it stands in this register: the calendar with the office's days, the shipped and added packs."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.core.calendar import Calendar
from app.core.choices import Choices, rest_days_of_week
from app.core.deadlines import Deadline, derive
from app.core.entries import Entry
from app.core.matters import Matter
from app.core.pack_reading import packs_from
from app.core.rule_packs import RulePack, pack_in_force
from app.db import calendar_days, offices
from app.db.engine.connection import Store
from app.db.rows import put

_NOTE = "lawbook"


@dataclass(frozen=True)
class Rules:
    """What deriving needs beside the entries: the calendar, the rule packs, the pinyin of names."""

    calendar: Calendar
    packs: Mapping[str, RulePack]
    initials: Callable[[str], str] = field(compare=False)


@dataclass(frozen=True)
class Lawbook:
    """The rules of one register at one moment."""

    calendar: Calendar
    packs: Mapping[str, RulePack]
    choices: Choices

    def deadlines(self, matter: Matter) -> tuple[Deadline, ...]:
        """A matter's deadlines under the pack it started with."""
        return derive(matter, self.packs[matter.rule_pack], self.calendar)

    def pack_for(self, day: date) -> RulePack:
        """The pack a matter registered on `day` starts with."""
        return pack_in_force(tuple(self.packs.values()), day, chosen=self.choices.rule_pack)


def lawbook(store: Store, rules: Rules) -> Lawbook:
    """The register's law; kept until an entry about calendar, packs or office changes it."""
    kept = store.notes.get(_NOTE)
    if isinstance(kept, Lawbook):
        return kept
    office = offices.load_office(store)
    choices = office.choices if office else Choices()
    book = Lawbook(
        rules.calendar.with_changes(calendar_days.load(store), rest_days_of_week(choices)),
        packs_from(added_packs(store), rules.packs),
        choices,
    )
    store.notes[_NOTE] = book
    return book


def forget(store: Store) -> None:
    """Something the law is made of has changed."""
    store.notes.pop(_NOTE, None)


def added_packs(store: Store) -> list[Any]:
    """The packs that were added to this register (a county's, a local one's), as they were given."""
    return [json.loads(row[0]) for row in store.rows("SELECT body FROM rule_packs ORDER BY id")]


def sources(store: Store) -> dict[str, str]:
    """By whom or on what paper each added pack came, by its code."""
    return {row[0]: row[1] for row in store.rows("SELECT id, source FROM rule_packs ORDER BY id")}


def add_pack(store: Store, entry: Entry) -> None:
    """Carry a `rule_pack_added` entry into its table."""
    content = entry.payload["pack"]
    body = json.dumps(content, ensure_ascii=False, sort_keys=True)
    put(store, "rule_packs", ("id",), {"id": content["id"], "body": body, "source": entry.payload["source"]})
