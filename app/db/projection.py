"""From entries to tables: what each kind of entry changes, and nothing else does.

The same functions run when a command is carried out and when everything is rebuilt from the
journal, so that comparing the two proves the tables right (house.md, "The one idea").
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.core.calendar import Calendar
from app.core.deadlines import Deadline, derive
from app.core.documents import apply_document
from app.core.entries import Entry
from app.core.matters import STEP_ENTRIES, Matter, apply_matter
from app.core.offices import apply_office
from app.core.people import apply_person
from app.core.rosters import apply_item
from app.core.rule_packs import RulePack
from app.db import bundles, documents, matters, offices, people, periods, search
from app.db.engine.connection import Store

MATTER, DOCUMENT = "matter", "document"


@dataclass(frozen=True)
class Rules:
    """What deriving needs beside the entries: the calendar, the rule packs, the pinyin of names."""

    calendar: Calendar
    packs: Mapping[str, RulePack]
    initials: Callable[[str], str] = field(compare=False)

    def deadlines(self, matter: Matter) -> tuple[Deadline, ...]:
        """A matter's deadlines under the pack it started with."""
        return derive(matter, self.packs[matter.rule_pack], self.calendar)


def project(store: Store, rules: Rules, entry: Entry) -> None:
    """Carry one entry into the tables."""
    _HANDLERS[entry.kind](store, rules, entry)


def _office(store: Store, _: Rules, entry: Entry) -> None:
    offices.save_office(store, apply_office(offices.load_office(store), entry))


def _roster(store: Store, _: Rules, entry: Entry) -> None:
    offices.save_item(store, apply_item(offices.load_item(store, entry.subject), entry))


def _person(store: Store, rules: Rules, entry: Entry) -> None:
    person = apply_person(people.load(store, entry.subject), entry)
    people.save(store, person, rules.initials(person.name))
    if entry.kind == "person_corrected":
        for row in matters.of_people(store, [person.id], limit=1000):
            _refresh(store, rules, row.id)


def _matter(store: Store, rules: Rules, entry: Entry) -> None:
    matter = apply_matter(matters.load(store, entry.subject), entry)
    if entry.kind == "matter_opened":
        year, serial = matter.number.split("-")
        offices.count_up(store, MATTER, int(year), int(serial))
    _save(store, rules, matter)


def _refresh(store: Store, rules: Rules, matter_id: str) -> None:
    matter = matters.load(store, matter_id)
    if matter:
        _save(store, rules, matter)


def _save(store: Store, rules: Rules, matter: Matter) -> None:
    matters.save(store, matter, rules.deadlines(matter))
    if not matter.receptions:
        return  # its first reception follows in the same transaction and brings people and text
    present = people.of_matter(store, matter.id)
    matters.name_people(store, matter.id, matter.called([person.name for person in present]))
    documents.await_delivery(store, matter)
    search.index(store, matter, present)


def _document(store: Store, _: Rules, entry: Entry) -> None:
    document = apply_document(documents.load(store, entry.payload["document_id"]), entry)
    documents.save(store, document)
    if entry.kind == "document_issued":
        offices.count_up(store, f"{DOCUMENT}.{document.form}", document.issued_on.year, document.serial)
        matter = matters.load(store, document.matter_id)
        if matter:
            documents.await_delivery(store, matter)


def _period(store: Store, _: Rules, entry: Entry) -> None:
    periods.save(store, entry)


def _bundle(store: Store, _: Rules, entry: Entry) -> None:
    bundles.save_bundle(store, entry)


def _answers(store: Store, _: Rules, entry: Entry) -> None:
    bundles.save_answers(store, entry)


def _peer(store: Store, _: Rules, entry: Entry) -> None:
    bundles.save_peer(store, entry)


def _only_told(store: Store, rules: Rules, entry: Entry) -> None:
    """Entries that are history and change no table: a session, a look at a sealed matter, a backup."""


_HANDLERS: dict[str, Callable[[Store, Rules, Entry], None]] = {
    "office_opened": _office,
    "office_changed": _office,
    "roster_added": _roster,
    "roster_retired": _roster,
    "person_registered": _person,
    "person_corrected": _person,
    "matter_opened": _matter,
    "matter_corrected": _matter,
    "reception_registered": _matter,
    "reception_voided": _matter,
    **dict.fromkeys(STEP_ENTRIES, _matter),
    "document_issued": _document,
    "document_printed": _document,
    "period_closed": _period,
    "bundle_written": _bundle,
    "bundle_taken": _bundle,
    "acknowledgement_taken": _answers,
    "peer_enrolled": _peer,
    "session_started": _only_told,
    "number_revealed": _only_told,
    "sealed_opened": _only_told,
    "backup_made": _only_told,
    "key_exported": _only_told,
}
