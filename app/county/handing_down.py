"""Files that go down to a township: numbered, signed, kept byte for byte, written to a folder."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app import __version__
from app.core.entries import GENESIS
from app.county.acknowledging import Sender
from app.county.store import CountyStore
from app.county.store_bundles import last_sent, mark_written, put_sent
from app.county.store_records import UNDATED, county_of, journal_head
from app.county.store_townships import Township, raise_level
from app.db.engine.files import durable_replace, hash_file, make_folder
from app.errors import StorageError
from app.exchange.bundles import write_bundle
from app.exchange.header import Header, Journal, Party
from app.exchange.practice import marked
from app.exchange.schemas import Row

HANDS_DOWN = 3
"""The level of a township that takes part in assignments and configuration (bundle.md)."""


@dataclass(frozen=True)
class Load:
    """What one file carries; `note` keeps what else is to be known of it, in the transaction that makes the file."""

    kind: str
    tables: Mapping[str, Iterable[Row]]
    attachments: Iterable[Iterable[bytes]] = ()
    note: Callable[[], object] = lambda: None


def next_number(store: CountyStore, sender: Sender, township: Township) -> int:
    """The number the next file to this township will have."""
    return last_sent(store, township.code, sender.office.epoch)[0] + 1


def hand_down(store: CountyStore, sender: Sender, township: Township, load: Load, folder: Path) -> Path:
    """Write one file for one township and read it back; it is in the store before it is anywhere else."""
    make_folder(folder)
    store.make_room(county_of(township.code), {UNDATED})
    with store.writing():
        store.alone_with(township.code)
        header = _header(store, sender, township, load.kind)
        body, signed = write_bundle(header, load.tables, sender.keys, (township.public,), load.attachments)
        sent = put_sent(store, signed, body, [])
        load.note()
        raise_level(store, township.code, HANDS_DOWN)
    durable_replace(folder / signed.file_name, body)
    refuse_unlike(folder / signed.file_name, hashlib.sha256(body).hexdigest())
    with store.writing():
        mark_written(store, [sent], sender.now.isoformat(timespec="seconds"))
    return folder / signed.file_name


def refuse_unlike(path: Path, digest: str) -> None:
    """A stick that keeps no data is found out while it is still in the office's PC."""
    if hash_file(path, cold=True) != digest:
        raise StorageError(f"写出后读回核对不一致：{path.name}，这个U盘存不住数据；请换一个U盘再写一次。")


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
