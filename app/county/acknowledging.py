"""The acknowledgement (回执): for every record what became of it, for every total both counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from app import __version__
from app.core.entries import GENESIS
from app.county.series import TAKE
from app.county.store import CountyOffice, CountyStore
from app.county.store_bundles import (
    Answer,
    BundleRow,
    answers_to,
    bundles_of,
    last_sent,
    put_sent,
)
from app.county.store_records import journal_head
from app.county.store_townships import Township, raise_level
from app.county.totals import Total, totals_for
from app.exchange.bundles import write_bundle
from app.exchange.header import Header, Journal, Party
from app.exchange.identities import OfficeKeys
from app.exchange.practice import marked
from app.exchange.schemas import Row

MOST_ROWS = 100_000  # answers in one file, which is kept whole in the store


@dataclass(frozen=True)
class Sender:
    """The county as it signs, and the moment it does."""

    office: CountyOffice
    keys: OfficeKeys
    now: datetime


def acknowledge(store: CountyStore, sender: Sender, township: Township) -> bool:
    """Put one township's unanswered bundles into an acknowledgement; False if there are none.

    The file is kept in the store in the same transaction, so it can be written to a stick
    twice and stays the same file.
    """
    with store.writing():
        store.alone_with(township.code)
        bundles = _as_many_as_fit(bundles_of(store, township.code, unanswered=True))
        if not bundles:
            return False
        header = _header(store, sender, township)
        body, signed = write_bundle(header, _tables(store, bundles), sender.keys, (township.public,))
        put_sent(store, signed, body, [bundle.id for bundle in bundles])
        raise_level(store, township.code, 2)
    return True


def _as_many_as_fit(bundles: Sequence[BundleRow]) -> list[BundleRow]:
    """The oldest, up to what one file may carry; at least one, and the rest in the next file."""
    running = list(accumulate(sum(bundle.counts.values()) for bundle in bundles))
    return [bundle for bundle, total in zip(bundles, running, strict=True) if total <= MOST_ROWS] or list(
        bundles[:1]
    )


def _header(store: CountyStore, sender: Sender, township: Township) -> Header:
    office = sender.office
    sequence, previous = last_sent(store, township.code, office.epoch)
    seq, head = journal_head(store, township.code) or (0, GENESIS)
    return Header(
        kind="ack",
        sender=Party(office.code, office.name, sender.keys.key_id),
        receiver=Party(township.code, township.name, township.public.key_id),
        epoch=office.epoch,
        sequence=sequence + 1,
        previous=previous,
        journal=Journal(seq, head, seq, head),  # what the county holds of the township's journal
        created_at=sender.now.isoformat(timespec="seconds"),
        app_version=__version__,
        extra=marked(practice=sender.office.practice),
    )


def _tables(store: CountyStore, bundles: Sequence[BundleRow]) -> dict[str, list[Row]]:
    return {
        "acknowledged": [_acknowledged(bundle) for bundle in bundles],
        "answers": [_answer(bundle, answer) for bundle in bundles for answer in answers_to(store, bundle.id)],
        "totals": [
            _total(total) for bundle in bundles if bundle.state == TAKE for total in totals_for(store, bundle)
        ],
    }


def _acknowledged(bundle: BundleRow) -> Row:
    return {
        "epoch": bundle.epoch,
        "sequence": bundle.sequence,
        "hash": bundle.hash,
        "kind": bundle.kind,
        "period": bundle.period,
        "taken_at": bundle.taken_at,
        "sentence": bundle.note,
        "state": "processed" if bundle.state == TAKE else "received",
    }


def _answer(bundle: BundleRow, answer: Answer) -> Row:
    return {"bundle_sequence": bundle.sequence, **vars(answer)}


def _total(total: Total) -> Row:
    return {**vars(total), "difference": total.difference}
