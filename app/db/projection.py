"""From entries to tables: what each kind of entry changes, and nothing else does.

The same functions run when a command is carried out and when everything is rebuilt from the
journal, so that comparing the two proves the tables right (house.md, "The one idea").
"""

from collections.abc import Callable
from datetime import date

from app.core.calendar_changes import cleared_day, noticed_year, own_day
from app.core.documents import DOCUMENT_ENTRIES, apply_document
from app.core.entries import Entry
from app.core.matters import STEP_ENTRIES, Matter, apply_matter
from app.core.offices import apply_office
from app.core.people import apply_person
from app.core.rosters import apply_item
from app.db import (
    attachments,
    bundles,
    calendar_days,
    documents,
    erasure,
    handed_down,
    lawbook,
    matter_saving,
    matters,
    office_texts,
    offices,
    people,
    periods,
    search,
    wordings,
)
from app.db.at_hand import AtHand, at_hand, forget, keep
from app.db.engine.connection import Store
from app.db.lawbook import Rules

MATTER, DOCUMENT = "matter", "document"


def project(store: Store, rules: Rules, entry: Entry) -> None:
    """Carry one entry into the tables."""
    _HANDLERS[entry.kind](store, rules, entry)


def _office(store: Store, rules: Rules, entry: Entry) -> None:
    before = offices.load_office(store)
    after = apply_office(before, entry)
    offices.save_office(store, after)
    lawbook.forget(store)
    if before and before.choices.rest_weekdays != after.choices.rest_weekdays:
        _recount(store, rules, date.min, date.max)


def _calendar(store: Store, rules: Rules, entry: Entry) -> None:
    """Other rest days: every date that was counted over them is counted again."""
    calendar_days.carry(store, entry)
    lawbook.forget(store)
    _recount(store, rules, *_span(entry))


def _span(entry: Entry) -> tuple[date, date]:
    """The days whose counting a calendar entry may have changed; a notice reaches into its neighbours."""
    if entry.kind == "calendar_year_entered":
        year = noticed_year(entry).year
        return date(year - 1, 12, 1), date(year + 1, 1, 31)
    day = own_day(entry).day if entry.kind == "calendar_day_set" else cleared_day(entry)
    return day, day


def _recount(store: Store, rules: Rules, first: date, last: date) -> None:
    for matter_id in matters.counted_between(store, first, last):
        _refresh(store, rules, matter_id)


def _pack(store: Store, _: Rules, entry: Entry) -> None:
    lawbook.add_pack(store, entry)
    lawbook.forget(store)


def _roster(store: Store, _: Rules, entry: Entry) -> None:
    offices.save_item(store, apply_item(offices.load_item(store, entry.subject), entry))


def _person(store: Store, rules: Rules, entry: Entry) -> None:
    person = apply_person(people.load(store, entry.subject), entry)
    people.save(store, person, rules.initials(person.name))
    if entry.kind == "person_corrected":
        for row in matters.of_people(store, [person.id], limit=1000):
            _refresh(store, rules, row.id)


def _matter(store: Store, rules: Rules, entry: Entry) -> None:
    before = matters.load(store, entry.subject)
    matter = apply_matter(before, entry)
    if entry.kind == "matter_opened":
        year, serial = matter.number.split("-")
        offices.count_up(store, MATTER, int(year), int(serial))
        keep(store, AtHand(matter, *matter_saving.save(store, matter, (), "", None)))
        return  # its first reception follows in the same transaction and brings people, text and dates
    matter_saving.save_part(store, matter, entry.kind)
    _save(store, rules, matter, before)


def _refresh(store: Store, rules: Rules, matter_id: str) -> None:
    """What is computed from a matter is computed again: the rules it is counted by, or its people, have changed."""
    forget(store)
    matter = matters.load(store, matter_id)
    if matter:
        _save(store, rules, matter, None)


def _save(store: Store, rules: Rules, matter: Matter, before: Matter | None) -> None:
    """The matter's own row, its clocks and its line in the search index, as far as they are not as `before`."""
    known = at_hand(store, matter.id)
    same_people = before is not None and before.receptions == matter.receptions
    present = known.present if known and same_people else people.of_matter(store, matter.id)
    called = matter.called([person.name for person in present]) if matter.receptions else ""
    deadlines = lawbook.lawbook(store, rules).deadlines(matter)
    keep(store, AtHand(matter, *matter_saving.save(store, matter, deadlines, called, known), present))
    if not matter.receptions:
        return
    documents.await_delivery(store, matter)
    if not (same_people and before and search.said(before) == search.said(matter)):
        search.index(store, matter, present)


def _document(store: Store, _: Rules, entry: Entry) -> None:
    document = apply_document(documents.load(store, entry.payload["document_id"]), entry)
    documents.save(store, document)
    if entry.kind == "document_issued":
        offices.count_up(store, f"{DOCUMENT}.{document.form}", document.issued_on.year, document.serial)
    matter = matters.load(store, document.matter_id) if entry.kind != "document_printed" else None
    if matter:
        documents.await_delivery(store, matter)


def _wording(store: Store, _: Rules, entry: Entry) -> None:
    wordings.carry(store, entry)


def _period(store: Store, _: Rules, entry: Entry) -> None:
    periods.save(store, entry)


def _bundle(store: Store, _: Rules, entry: Entry) -> None:
    bundles.save_bundle(store, entry)


def _wire(store: Store, _: Rules, entry: Entry) -> None:
    bundles.save_wire_records(store, entry)


def _answers(store: Store, _: Rules, entry: Entry) -> None:
    bundles.save_answers(store, entry)


def _received(store: Store, _: Rules, entry: Entry) -> None:
    bundles.save_received(store, entry)


def _epoch(store: Store, _: Rules, entry: Entry) -> None:
    bundles.save_epoch(store, entry)


def _assignment(store: Store, _: Rules, entry: Entry) -> None:
    handed_down.save_assignment(store, entry)


def _configuration(store: Store, _: Rules, entry: Entry) -> None:
    handed_down.save_configuration(store, entry)


def _peer(store: Store, _: Rules, entry: Entry) -> None:
    bundles.save_peer(store, entry)


def _attachment(store: Store, _: Rules, entry: Entry) -> None:
    attachments.carry(store, entry)


def _erasure(store: Store, _: Rules, entry: Entry) -> None:
    erasure.carry(store, entry)


def _only_told(store: Store, rules: Rules, entry: Entry) -> None:
    """Entries that are history and change no table: a session, a look at a sealed matter, a bound dossier, a backup."""


_HANDLERS: dict[str, Callable[[Store, Rules, Entry], None]] = {
    "office_opened": _office,
    "office_changed": _office,
    "calendar_day_set": _calendar,
    "calendar_day_cleared": _calendar,
    "calendar_year_entered": _calendar,
    "rule_pack_added": _pack,
    "roster_added": _roster,
    "roster_retired": _roster,
    "person_registered": _person,
    "person_corrected": _person,
    "matter_opened": _matter,
    "matter_corrected": _matter,
    "reception_registered": _matter,
    "reception_voided": _matter,
    "reception_corrected": _matter,
    "step_corrected": _matter,
    "step_withdrawn": _matter,
    **dict.fromkeys(STEP_ENTRIES, _matter),
    **dict.fromkeys(DOCUMENT_ENTRIES, _document),
    "wording_kept": _wording,
    "wording_chosen": _wording,
    "attachment_added": _attachment,
    "attachment_removed": _attachment,
    "period_closed": _period,
    "office_text_kept": lambda store, _, entry: office_texts.carry(store, entry),
    "bundle_written": _bundle,
    "bundle_taken": _bundle,
    "bundle_records": _wire,
    "bundle_received": _received,
    "acknowledgement_taken": _answers,
    "epoch_started": _epoch,
    "assignment_taken": _assignment,
    "configuration_applied": _configuration,
    "peer_enrolled": _peer,
    "content_erased": _erasure,
    "session_started": _only_told,
    "clock_answered": _only_told,
    "number_revealed": _only_told,
    "sealed_opened": _only_told,
    "dossier_made": _only_told,
    "backup_made": _only_told,
    "drilled": _only_told,
    "paper_drilled": _only_told,
    "program_changed": _only_told,
    "restored": _only_told,
    "older_accepted": _only_told,
    "keys_changed": _only_told,
    "data_key_changed": _only_told,
    "key_exported": _only_told,
    "not_same_noted": _only_told,
    "sealed_sent": _only_told,
}
