"""Files that go down to a township: numbered, signed, kept byte for byte, written to a folder."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from app import __version__
from app.core.entries import GENESIS
from app.county.acknowledging import Sender
from app.county.store import CountyStore
from app.county.store_bundles import last_sent, mark_written, put_sent
from app.county.store_records import journal_head
from app.county.store_townships import Township, raise_level
from app.db.engine.files import durable_replace, make_folder
from app.exchange.bundles import write_bundle
from app.exchange.header import Header, Journal, Party
from app.exchange.practice import marked
from app.exchange.schemas import Row

HANDS_DOWN = 3
"""The level of a township that takes part in assignments and configuration (bundle.md)."""


def next_number(store: CountyStore, sender: Sender, township: Township) -> int:
    """The number the next file to this township will have."""
    return last_sent(store, township.code, sender.office.epoch)[0] + 1


def hand_down(
    store: CountyStore,
    sender: Sender,
    township: Township,
    kind: str,
    tables: Mapping[str, Iterable[Row]],
    attachments: Iterable[Iterable[bytes]],
    folder: Path,
) -> Path:
    """Write one file for one township; it is in the store before it is anywhere else."""
    header = _header(store, sender, township, kind)
    with store.writing():
        body, signed = write_bundle(header, tables, sender.keys, (township.public,), attachments)
        put_sent(store, signed, body, [])
        raise_level(store, township.code, HANDS_DOWN)
        sent = int(store.value("SELECT max(id) FROM sent"))
    make_folder(folder)
    durable_replace(folder / signed.file_name, body)
    with store.writing():
        mark_written(store, [sent], sender.now.isoformat(timespec="seconds"))
    return folder / signed.file_name


def _header(store: CountyStore, sender: Sender, township: Township, kind: str) -> Header:
    office = sender.office
    sequence, previous = last_sent(store, township.code, office.epoch)
    seq, head = journal_head(store, township.code) or (0, GENESIS)
    return Header(
        kind=kind,
        sender=Party(office.code, office.name, sender.keys.key_id),
        receiver=Party(township.code, township.name, township.public.key_id),
        epoch=office.epoch,
        sequence=sequence + 1,
        previous=previous,
        journal=Journal(seq, head, seq, head),
        created_at=sender.now.isoformat(timespec="seconds"),
        app_version=__version__,
        extra=marked(practice=sender.office.practice),
    )
