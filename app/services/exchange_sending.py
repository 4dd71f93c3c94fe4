"""Writing a bundle: from the register to the outbox, onto the stick, read back, and only then told."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from app import __version__
from app.core.entries import GENESIS, Draft
from app.core.exchange import CORRECTION, Order, check_order
from app.core.figures import BY_ID, Count, Rate
from app.core.periods import Period
from app.core.sealing import send_sealed
from app.db import attachments as attachment_rows
from app.db import bundles, journal, records
from app.db.engine.files import durable_replace, file_errors, make_folder, whole_file
from app.errors import BundleError, NotAllowed
from app.exchange.bundles import write_bundle_to
from app.exchange.header import Header, Journal, Party
from app.exchange.header import Period as HeaderPeriod
from app.exchange.identities import read_public
from app.exchange.practice import marked
from app.services.classes import classes
from app.services.exchange_going import Going, chunks
from app.services.exchange_keys import ExchangeKeys
from app.services.month import Month, MonthTable
from app.services.progress import Progress, share
from app.services.register import Register
from app.services.sheets import cover_sheet, cover_text

_RECORDS_IN_ENTRY = 1_000
_PIECE = 1 << 20


@dataclass(frozen=True)
class Written:
    """A bundle on the stick, read back and equal, with its cover sheet beside it.

    `missing` says which attachments could not go along, `new_life` why the register's numbers began anew.
    """

    path: Path
    cover: Path
    header: Header
    hash: str
    counts: Mapping[str, int]
    missing: tuple[str, ...] = ()
    new_life: str = ""


@dataclass(frozen=True)
class Prospect:
    """What would go now: records by table, attachments, and what the guard says of the period."""

    period: Period
    counts: Mapping[str, int]
    attachments: int
    attached_bytes: int
    missing: tuple[str, ...]
    sealed: int
    guard: tuple[str, ...]


class Sending:
    """Composing and writing bundles."""

    def __init__(self, register: Register, month: Month, keys: ExchangeKeys) -> None:
        self._register, self._month, self._keys = register, month, keys

    def prospect(self, period: Period, order: Order, progress: Progress) -> Prospect:
        """What this order would take along; nothing is written."""
        going, counts, sealed = self._going(order), dict[str, int](), 0
        for name, rows in self._records(going, order, progress).items():
            counts[name] = 0
            for row in rows:
                counts[name] += 1
                sealed += name == "matters" and bool(row["sealed"])
        table = self._month.table(period)
        return Prospect(
            period, counts, len(going.attached), sum(going.attached.values()), tuple(going.missing), sealed,
            table.guard,
        )  # fmt: skip

    def write(self, period: Period, folder: Path, order: Order, progress: Progress) -> Written:
        """See `Exchange.export`."""
        check_order(order)
        county = self._keys.county()
        with self._register.store.watched(lambda: progress(0, 1)):
            table = self._month.table(period)
        if table.closed is None:
            raise NotAllowed(f"{period.name}还没有结账，不能报送", way_out="请先校核并结账")
        new_life = self._keys.settle_life()
        decided = self._sealed_drafts(order)
        going = self._going(order)
        header, path = self._compose(period, table, county, order, going, share(progress, 5, 100))
        self._note(header, period, order, going, decided)
        return self._copy_out(path, header, folder, tuple(going.missing), new_life)

    def _going(self, order: Order) -> Going:
        contents = attachment_rows.blobs(self._register.folder, self._register.store)
        policy = self._register.office().choices.attachments_travel
        return Going(
            self._register.store, self._keys.epoch().floor, order.whole, policy, frozenset(order.sealed),
            contents.is_sound,
        )  # fmt: skip

    def _records(self, going: Going, order: Order, progress: Progress) -> dict[str, Iterator[dict[str, Any]]]:
        if not order.has_records:
            return {}
        office = self._register.office()
        every = records.travelling(
            self._register.store,
            group_threshold=office.group_visit_threshold,
            class_name=classes(self._register.store).path,
        )
        return {
            name: self._told(going.of(name, rows), progress, at, len(every))
            for at, (name, rows) in enumerate(every.items())
        }

    def _told(
        self, rows: Iterator[dict[str, Any]], progress: Progress, at: int, of: int
    ) -> Iterator[dict[str, Any]]:
        with self._register.store.watched(lambda: progress(at, of)):
            for number, row in enumerate(rows):
                if number % 500 == 0:
                    progress(at, of)
                yield row

    def _compose(
        self, period: Period, table: MonthTable, county: Mapping[str, Any], order: Order, going: Going,
        progress: Progress,
    ) -> tuple[Header, Path]:  # fmt: skip
        """The bundle's file in the outbox; it has its name only when it is whole."""
        header = self._header(period, county, order)
        chain = header.journal
        tables: dict[str, Iterable[dict[str, Any]]] = dict(self._records(going, order, progress))
        if order.has_records:
            tables["entries"] = journal.skeleton(self._register.store, chain.from_seq, chain.to_seq)
        figures = self._month.recount(period) if order.kind == CORRECTION else table.figures
        tables["figures"] = [_figure_row(name, value) for name, value in figures.items()]
        if order.kind == CORRECTION:
            tables["corrections"] = list(_corrections(table.figures, figures, order))
        receiver = read_public(county["age"], county["ed25519"])
        path = self._keys.outbox() / header.file_name
        with whole_file(path) as file:
            signed = write_bundle_to(
                file, header, tables, self._keys.own(), (receiver,), self._contents(going)
            )
            progress(1, 1)
        return signed, path

    def _contents(self, going: Going) -> Iterator[Iterable[bytes]]:
        """The attachments that go along; asked for when the records have all been chosen."""
        contents = attachment_rows.blobs(self._register.folder, self._register.store)
        for sha256 in going.attached:
            yield contents.chunks(sha256)

    def _header(self, period: Period, county: Mapping[str, Any], order: Order) -> Header:
        store, office = self._register.store, self._register.office()
        epoch, head = self._keys.epoch().epoch, journal.head(store)
        last = bundles.last_sent(store, epoch)
        start = bundles.covered_until(store, epoch) or (0, GENESIS)
        chain = Journal(*((0, GENESIS) if order.whole else start), *head)
        return Header(
            kind=order.kind,
            sender=Party(office.code, office.name, self._keys.own().key_id),
            receiver=Party(county["code"], county["name"], county["key_id"]),
            epoch=epoch,
            sequence=last.sequence + 1 if last else 1,
            created_at=self._register.clock.now().isoformat(timespec="seconds"),
            app_version=__version__,
            previous=last.hash if last else "",
            journal=chain if order.has_records else Journal(*head, *head),
            period=HeaderPeriod(period.id, period.start, period.end, period.name),
            base="acknowledged" if chain.from_seq and order.has_records else "all",
            extra=marked(practice=office.practice),
        )

    def _sealed_drafts(self, order: Order) -> list[Draft]:
        """Who decided that sealed content goes along; raises before anything is written."""
        register = self._register
        return [
            send_sealed(register.matter(one), order.reason, order.reader, register.office(), register.today())
            for one in order.sealed
        ]

    def _note(self, header: Header, period: Period, order: Order, going: Going, decided: list[Draft]) -> None:
        bundle, today = str(uuid4()), self._register.today()
        portions = chunks(going.numbers, _RECORDS_IN_ENTRY)
        payload = {
            "kind": header.kind, "period": period.id, "epoch": header.epoch, "sequence": header.sequence,
            "hash": header.hash, "file": header.file_name, "counts": dict(header.counts),
            "to_seq": header.journal.to_seq, "to_head": header.journal.to_head,
            "records": next(portions, []),
        }  # fmt: skip
        if order.reason:
            payload |= {"reason": order.reason, "approved_by": order.approved_by}
        with self._register.writing() as write:
            for draft in (*decided, Draft("bundle_written", bundle, today, payload)):
                write(draft)
            for portion in portions:
                write(Draft("bundle_records", bundle, today, {"records": portion}))

    def _copy_out(
        self, source: Path, header: Header, folder: Path, missing: tuple[str, ...], new_life: str
    ) -> Written:
        """Onto the stick and back: only what was read again and is equal counts as written."""
        make_folder(folder)
        path = _copied(source, folder / header.file_name)
        cover, office, digest = (
            path.with_name(path.stem + "-封面.pdf"),
            self._register.office(),
            _sha256(source),
        )
        durable_replace(cover, cover_sheet(header, office, digest))
        durable_replace(cover.with_suffix(".txt"), cover_text(header, office, digest).encode("utf-8-sig"))
        durable_replace(folder / self._keys.enrolment_path().name, self._keys.enrolment())
        return Written(path, cover, header, header.hash, header.counts, missing, new_life)


def _copied(source: Path, target: Path) -> Path:
    with file_errors(source), source.open("rb") as file, whole_file(target) as copy:
        for piece in iter(lambda: file.read(_PIECE), b""):
            copy.write(piece)
    if _sha256(target, fresh=True) != _sha256(source):
        raise BundleError("写入后读回核对不一致，这个U盘存不住数据，请换一个再导出；本机数据没有变化。")
    return target


def _sha256(path: Path, *, fresh: bool = False) -> str:
    digest = hashlib.sha256()
    with file_errors(path), path.open("rb") as file:
        if fresh:
            _forget_cached(file)
        for piece in iter(lambda: file.read(_PIECE), b""):
            digest.update(piece)
    return digest.hexdigest()


def _forget_cached(file: BinaryIO) -> None:
    """Ask the system to read from the stick itself and not from its memory (Linux; elsewhere nothing)."""
    import os

    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _figure_row(name: str, value: Count | Rate) -> dict[str, Any]:
    row: dict[str, Any] = {"figure": name, "name": BY_ID[name].name, "unit": BY_ID[name].unit}
    if isinstance(value, Count):
        return row | {"value": value.value}
    return row | {"numerator": value.n, "denominator": value.d, "text": value.text}


def _corrections(
    original: Mapping[str, Count | Rate], corrected: Mapping[str, Count | Rate], order: Order
) -> Iterator[dict[str, Any]]:
    """Each figure that is another one now, with who approved that (ideas.md §4.2-11)."""
    for name, value in corrected.items():
        before = original.get(name)
        if before is not None and before != value:
            yield {
                "figure": name, "name": BY_ID[name].name, "original": _said(before), "corrected": _said(value),
                "reason": order.reason, "approved_by": order.approved_by,
            }  # fmt: skip


def _said(value: Count | Rate) -> str:
    return str(value.value) if isinstance(value, Count) else value.text
