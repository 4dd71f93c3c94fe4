"""Taking in one bundle: all of it in one transaction, each record by the decision table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.county.chain import check_chain
from app.county.decide import Incoming, decide
from app.county.series import AGAIN, TAKE, Known, Standing, stand
from app.county.store_bundles import Answer, known, put_answers, put_bundle, put_figures
from app.county.store_records import (
    entry_hashes,
    put_conflicts,
    put_entries,
    put_records,
    put_withheld,
    stored_versions,
)
from app.county.store_townships import Township, next_numbers, raise_level, start_epoch
from app.db.engine.connection import Store
from app.exchange.bundles import Bundle
from app.exchange.checking import Fault
from app.exchange.schemas import TABLES, Row

RECORD_TABLES = tuple(table.name for table in TABLES.values() if table.record)
NUMBERED = "matters"


@dataclass
class _Sorted:
    """One table's records, by what is to be done with them."""

    put: list[tuple[Row, str]] = field(default_factory=list)
    conflicts: list[Row] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


def take_bundle(store: Store, township: Township, bundle: Bundle, file_name: str, now: str) -> Standing:
    """Take the bundle in, note it as held, or see that it has been here; raises `BundleError` unchanged."""
    header = bundle.header
    with store.writing():
        before = known(store, township.code, township.epoch, header)
        standing = stand(header, before)
        if standing.what == AGAIN:
            return standing
        row = put_bundle(store, header, file_name, standing.what, standing.note, now)
        if standing.what == TAKE:
            _take_in(store, township, bundle, before, row)
    return standing


def _take_in(store: Store, township: Township, bundle: Bundle, before: Known, row: int) -> None:
    header, code = bundle.header, township.code
    if header.epoch != before.epoch:
        start_epoch(store, code, header.epoch)
    _take_journal(store, code, bundle)
    answers = [_rejected(fault) for fault in bundle.faults]
    for table in RECORD_TABLES:
        answers += _take_records(store, bundle, table)
    put_withheld(store, code, bundle.tables.get("withheld", []))
    put_figures(store, row, header, bundle.tables.get("figures", []))
    put_answers(store, row, answers, Counter(answer.result for answer in answers))
    raise_level(store, code, 1)


def _take_journal(store: Store, code: str, bundle: Bundle) -> None:
    journal = bundle.header.journal
    if bundle.header.kind == "statistics":
        return
    held = entry_hashes(store, code, journal.from_seq)
    put_entries(store, code, check_chain(journal, bundle.tables.get("entries", []), held))


def _take_records(store: Store, bundle: Bundle, table: str) -> list[Answer]:
    code = bundle.header.sender.code
    rows: Sequence[Row] = bundle.tables.get(table, [])
    whole = bundle.header.kind == "full" or bundle.header.base == "all"
    versions = stored_versions(store, code, table, [str(row["id"]) for row in rows])
    fresh = sum(row["id"] not in versions for row in rows) if table == NUMBERED else 0
    numbers = iter(next_numbers(store, code, fresh) if fresh else ())
    result = _Sorted()
    for row in rows:
        stored, number = versions.get(str(row["id"]), (None, ""))
        if stored is None:
            number = next(numbers, "")
        decision = decide(_incoming(row, whole=whole), stored)
        if decision.replaces:
            result.put.append((row, number))
        if decision.result == "conflict":
            result.conflicts.append(row)
        result.answers.append(_answer(table, row, decision.result, number, decision.sentence))
    put_records(store, code, table, result.put)
    put_conflicts(store, code, table, result.conflicts)
    return result.answers


def _incoming(row: Row, *, whole: bool) -> Incoming:
    """A bundle that carries everything presumes nothing, so its records cannot be held."""
    revision, base = int(row["revision"] or 0), 0 if whole else int(row["base_revision"] or 0)
    return Incoming(revision, base, str(row["content_hash"]), row["void"] == 1)


def _answer(table: str, row: Row, result: str, number: str, sentence: str) -> Answer:
    return Answer(table, str(row["id"]), int(row["revision"] or 0), result, number, "", sentence)


def _rejected(fault: Fault) -> Answer:
    return Answer(fault.table, fault.record_id, fault.revision, "rejected", "", fault.field, fault.sentence)
