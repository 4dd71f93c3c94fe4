"""Taking in one bundle: all of it in one transaction, each record by the decision table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.county.chain import check_chain
from app.county.decide import Incoming, Stored, decide
from app.county.series import AGAIN, TAKE, Known, Standing, stand, until_verified
from app.county.store import CountyStore, File
from app.county.store_bundles import Answer, known, put_answers, put_bundle, put_figures
from app.county.store_records import (
    Numbered,
    add_entries,
    add_records,
    county_of,
    entry_hashes,
    month_of,
    put_conflicts,
    put_withheld,
    replace_records,
    stored_versions,
)
from app.county.store_townships import find_township, is_verified, next_numbers, raise_level, start_epoch
from app.exchange.bundles import Bundle
from app.exchange.checking import Fault
from app.exchange.header import Header
from app.exchange.schemas import TABLES, Row

RECORD_TABLES = tuple(table.name for table in TABLES.values() if table.record)
NUMBERED = "matters"
Versions = Mapping[str, tuple[Stored, str]]


@dataclass
class _Sorted:
    """One table's records, by what is to be done with them."""

    fresh: list[Numbered] = field(default_factory=list)
    newer: list[Numbered] = field(default_factory=list)
    conflicts: list[Row] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


def take_bundle(store: CountyStore, bundle: Bundle, file_name: str, file: File, now: str) -> Standing:
    """Take the bundle in, note it as held, or see that it has been here; raises `BundleError` unchanged.

    What several colleagues take in for one township at the same time is done one after the other.
    """
    header, code = bundle.header, bundle.header.sender.code
    store.make_room(county_of(code), _months(bundle, now[:7]))
    with store.writing():
        store.alone_with(code)
        standing, before = standing_of(store, header)
        if standing.what == AGAIN:
            return standing
        standing = until_verified(standing, _count(bundle), verified=is_verified(store, code))
        store.keep_file(code, header.hash, file)
        row = put_bundle(store, header, file_name, standing.what, standing.note, now)
        if standing.what == TAKE:
            _take_in(store, bundle, before, row, now[:7])
    return standing


def standing_of(store: CountyStore, header: Header) -> tuple[Standing, Known]:
    """Where a bundle stands among what its township has sent; raises `BundleError` for one that contradicts it."""
    township = find_township(store, header.sender.code)
    before = known(store, header.sender.code, township.epoch if township else "", header)
    return stand(header, before), before


def _count(bundle: Bundle) -> int:
    return sum(bundle.header.counts.get(table, 0) for table in RECORD_TABLES)


def _months(bundle: Bundle, latest: str) -> Iterator[str]:
    """Asked for only by a store that keeps each month apart."""
    yield ""
    yield from (month_of(row, latest) for rows in bundle.tables.values() for row in rows)


def _take_in(store: CountyStore, bundle: Bundle, before: Known, row: int, latest: str) -> None:
    header, code = bundle.header, bundle.header.sender.code
    if header.epoch != before.epoch:
        start_epoch(store, code, header.epoch)
    _take_journal(store, code, bundle, latest)
    answers = [_rejected(fault) for fault in bundle.faults]
    for table in RECORD_TABLES:
        answers += _take_records(store, bundle, table, latest)
    put_withheld(store, code, bundle.tables.get("withheld", []))
    put_figures(store, row, header, bundle.tables.get("figures", []))
    put_answers(store, row, answers)
    raise_level(store, code, 1)


def _take_journal(store: CountyStore, code: str, bundle: Bundle, latest: str) -> None:
    journal = bundle.header.journal
    if bundle.header.kind == "statistics":
        return
    held = entry_hashes(store, code, journal.from_seq)
    add_entries(store, code, check_chain(journal, bundle.tables.get("entries", []), held), latest)


def _take_records(store: CountyStore, bundle: Bundle, table: str, latest: str) -> list[Answer]:
    rows = list(bundle.tables.get(table, []))  # read once: what is fresh is kept in memory anyway
    if not rows:
        return []
    code = bundle.header.sender.code
    versions = stored_versions(store, code, table, [str(row["id"]) for row in rows])
    result = _sorted(table, rows, versions, _numbers(store, code, table, len(rows) - len(versions)), bundle)
    if result.fresh:
        add_records(store, code, table, result.fresh, latest)
    if result.newer:
        replace_records(store, code, table, result.newer, latest)
    put_conflicts(store, code, table, result.conflicts)
    return result.answers


def _numbers(store: CountyStore, code: str, table: str, fresh: int) -> Iterator[str]:
    return iter(next_numbers(store, code, fresh) if table == NUMBERED and fresh else ())


def _sorted(
    table: str, rows: Sequence[Row], versions: Versions, numbers: Iterator[str], bundle: Bundle
) -> _Sorted:
    """Each record by the decision table; a county number for those seen for the first time."""
    whole = bundle.header.kind == "full" or bundle.header.base == "all"
    result = _Sorted()
    for row in rows:
        stored, number = versions.get(str(row["id"]), (None, ""))
        if stored is None:
            number = next(numbers, "")
        decision = decide(_incoming(row, whole=whole), stored)
        if decision.replaces:
            (result.fresh if stored is None else result.newer).append((row, number))
        if decision.result == "conflict":
            result.conflicts.append(row)
        result.answers.append(_answer(table, row, decision.result, number, decision.sentence))
    return result


def _incoming(row: Row, *, whole: bool) -> Incoming:
    """A bundle that carries everything presumes nothing, so its records cannot be held."""
    revision, base = int(row["revision"] or 0), 0 if whole else int(row["base_revision"] or 0)
    return Incoming(revision, base, str(row["content_hash"]), row["void"] == 1)


def _answer(table: str, row: Row, result: str, number: str, sentence: str) -> Answer:
    return Answer(table, str(row["id"]), int(row["revision"] or 0), result, number, "", sentence)


def _rejected(fault: Fault) -> Answer:
    return Answer(fault.table, fault.record_id, fault.revision, "rejected", "", fault.field, fault.sentence)
