"""Exchange (报送): the bundle up to the county on a stick, and what comes back down.

The clerk sees three states: written to the stick, received, processed. Nothing is taken for
granted that the county has not answered, so a lost stick heals itself with the next bundle.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from app import __version__
from app.core.dates import chinese_date
from app.core.entries import GENESIS, Draft, short_head
from app.core.figures import BY_ID, Count, Rate
from app.core.offices import Office
from app.core.periods import Period
from app.db import bundles, journal, records
from app.db.bundles import Answer, BundleRow
from app.db.engine.files import durable_replace, file_errors, make_folder
from app.errors import BundleError, NotAllowed
from app.exchange.bundles import Bundle, read_bundle, write_bundle
from app.exchange.enrolment import Enrolment, read_enrolment, write_enrolment
from app.exchange.header import Header, Journal, Party
from app.exchange.header import Period as HeaderPeriod
from app.exchange.identities import OfficeKeys, PublicKeys, generate, read_public
from app.exchange.schemas import TABLES, content_hash, withhold
from app.services.month import Month, MonthTable
from app.services.progress import Progress, share, unheard
from app.services.register import Register
from app.services.sheets import cover_sheet, enrolment_sheet
from app.services.shipped import classification

__all__ = ["Answer", "BundleRow", "Exchange", "ExchangeStatus", "Taken", "Written"]

COUNTY = "county"
LARGEST_FILE = 210 * 1024 * 1024


@dataclass(frozen=True)
class Written:
    """A bundle on the stick, read back and equal, with its cover sheet beside it."""

    path: Path
    cover: Path
    header: Header
    hash: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Taken:
    """What a file from above meant: an enrolment, an acknowledgement, or one we have had before."""

    kind: str
    sentence: str
    accepted: int = 0
    refused: tuple[Answer, ...] = ()
    differences: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExchangeStatus:
    """The page: the county's key, the bundles with their states, what was not taken."""

    county: Mapping[str, Any] | None
    check_number: str
    sent: tuple[BundleRow, ...]
    refused: tuple[Answer, ...]


@dataclass(frozen=True)
class _Composed:
    """A bundle's bytes, its signed header, and which record goes in which revision."""

    content: bytes
    header: Header
    records: list[list[str | int]]


class Exchange:
    """Writing bundles, and taking in what comes back."""

    def __init__(self, register: Register, month: Month) -> None:
        self._register, self._month = register, month

    def make_keys(self) -> None:
        """Make the office's keys and the epoch of this register's life, once, at set-up."""
        store = self._register.store
        if bundles.secret(store, "office_keys"):
            return
        with store.writing():
            bundles.keep_secret(store, "office_keys", json.dumps(generate().to_dict()))
            bundles.keep_secret(store, "epoch", secrets.token_hex(8))
        durable_replace(self.enrolment_path(), self.enrolment())

    def enrolment(self) -> bytes:
        """The file that introduces this office to the county."""
        office = self._register.office()
        return write_enrolment("township", office.code, office.name, self._keys(), self._epoch())

    def enrolment_path(self) -> Path:
        """Where that file lies, ready to be copied to a stick."""
        folder = self._register.folder / "enrolment"
        make_folder(folder)
        return folder / f"township-{self._register.office().code}.xfe"

    def enrol_county(self, content: bytes, check: str = "") -> Enrolment:
        """Take in the county's enrolment; it counts as verified only with the thirty digits of its paper."""
        enrolment = read_enrolment(content)
        if enrolment.role != COUNTY:
            raise BundleError("这是乡镇的登记文件，不是县局的；没有登记，请向县信访局索取县局登记文件。")
        digits = "".join(char for char in check if char.isdigit())
        if digits and digits != enrolment.check_number:
            raise BundleError("校验码与纸质登记表不一致，没有登记；请逐组核对，仍不一致请电话联系县信访局。")
        payload = {
            "role": COUNTY, "code": enrolment.code, "name": enrolment.name, "age": enrolment.public.age_recipient,
            "ed25519": enrolment.public.ed25519, "key_id": enrolment.public.key_id, "verified": bool(digits),
        }  # fmt: skip
        self._register.record(
            Draft("peer_enrolled", f"peer:{enrolment.code}", self._register.today(), payload)
        )
        return enrolment

    def recovery_key(self) -> str:
        """The office's own age identity: with it the public `age` tool opens every bundle it ever sent."""
        self._register.record(Draft("key_exported", "office", self._register.today(), {}))
        return self._keys().age_identity

    def enrolment_sheet(self) -> bytes:
        """The paper that is sealed and compared digit by digit (公钥登记表)."""
        content = self.enrolment()
        return enrolment_sheet(
            content, read_enrolment(content), self._register.office(), self._register.today()
        )

    def export(self, period: Period, folder: Path, *, progress: Progress = unheard) -> Written:
        """Write the period's bundle and its cover sheet to `folder`, read both back, and note it.

        It can be stopped until the bundle is complete; from then on nothing more is told.
        """
        county = self._county()
        with self._register.store.watched(lambda: progress(0, 1)):
            table = self._month.table(period)
        if table.closed is None:
            raise NotAllowed(f"{period.name}还没有结账，不能报送", way_out="请先校核并结账")
        made = self._compose(period, table, county, share(progress, 20, 100))
        outbox = self._register.folder / "outbox"
        make_folder(outbox)
        durable_replace(outbox / made.header.file_name, made.content)
        self._note_written(made, period)
        return self._copy_out(made.content, made.header, folder)

    def take(self, path: Path, *, progress: Progress = unheard) -> Taken:
        """Take in a file from above: the county's enrolment (.xfe) or its acknowledgement (.xfb).

        It can be stopped until the file is read and checked; from then on nothing more is told.
        """
        progress(0, 3)
        with file_errors(path):
            if path.stat().st_size > LARGEST_FILE:
                raise BundleError("文件过大，没有读取；请确认选的是县局下发的报送包。")
            content = path.read_bytes()
        progress(1, 3)
        if content[:1] == b"{":
            enrolment = self.enrol_county(content)
            return Taken(
                "enrolment",
                f"已登记{enrolment.name}的公钥，请对照纸质登记表核对校验码：{enrolment.printed_check_number}",
            )
        bundle = read_bundle(content, self._keys(), self._enrolled)
        if bundle.header.receiver.code != self._register.office().code:
            raise BundleError("这个报送包不是发给本单位的，没有读取任何内容。")
        if bundles.by_hash(self._register.store, bundle.header.hash):
            return Taken(bundle.header.kind, "这个文件此前已经接收过，没有重复处理。")
        if bundle.header.kind != "ack":
            raise BundleError("这个版本还不能接收此类下行文件，没有改动；文件请保留，升级后再接收。")
        progress(2, 3)
        return self._take_ack(bundle, path.name)

    def status(self) -> ExchangeStatus:
        """What the exchange page shows."""
        store = self._register.store
        own = read_enrolment(self.enrolment())
        return ExchangeStatus(
            bundles.peer(store, COUNTY), own.printed_check_number, bundles.sent(store), bundles.refused(store)
        )

    def _compose(
        self, period: Period, table: MonthTable, county: Mapping[str, Any], progress: Progress
    ) -> _Composed:
        office, store = self._register.office(), self._register.store
        with store.watched(lambda: progress(0, 1)):
            tables = self._changed(office, share(progress, 0, 50))
        progress(1, 2)
        from_seq, from_head = self._acknowledged_head()
        tables["entries"] = journal.skeleton(store, from_seq)
        tables["figures"] = [_figure_row(name, value) for name, value in table.figures.items()]
        header = self._header(period, county, Journal(from_seq, from_head, *journal.head(store)))
        receiver = read_public(county["age"], county["ed25519"])
        content, complete = write_bundle(header, tables, self._keys(), (receiver,))
        progress(2, 2)
        return _Composed(content, complete, _wire(tables))

    def _changed(self, office: Office, progress: Progress) -> dict[str, list[dict[str, Any]]]:
        """The records that have to go; their hashes are those of what the county will see of them."""
        store = self._register.store
        every = records.travelling(
            store, group_threshold=office.group_visit_threshold, class_name=classification().path
        )
        seen = withhold(every)
        hashes: dict[str, list[str]] = {}
        for done, name in enumerate(every):
            progress(done, len(every))
            hashes[name] = [content_hash(row) for row in seen[name]]
        return records.changed(store, every, hashes, anew=not self._acknowledged_head()[0])

    def _header(self, period: Period, county: Mapping[str, Any], chain: Journal) -> Header:
        office, keys = self._register.office(), self._keys()
        sent = self._sent_in_this_life()
        return Header(
            kind="monthly",
            sender=Party(office.code, office.name, keys.key_id),
            receiver=Party(county["code"], county["name"], county["key_id"]),
            epoch=self._epoch(),
            sequence=sent[0].sequence + 1 if sent else 1,
            created_at=self._register.clock.now().isoformat(timespec="seconds"),
            app_version=__version__,
            previous=sent[0].hash if sent else "",
            journal=chain,
            period=HeaderPeriod(period.id, period.start, period.end, period.name),
            base="acknowledged" if chain.from_seq else "all",
        )

    def _note_written(self, made: _Composed, period: Period) -> None:
        header = made.header
        payload = {
            "kind": header.kind, "period": period.id, "epoch": header.epoch, "sequence": header.sequence,
            "hash": header.hash, "file": header.file_name, "counts": dict(header.counts),
            "to_seq": header.journal.to_seq, "to_head": header.journal.to_head,
            "records": made.records,
        }  # fmt: skip
        self._register.record(Draft("bundle_written", str(uuid4()), self._register.today(), payload))

    def _copy_out(self, content: bytes, header: Header, folder: Path) -> Written:
        """Onto the stick and back: only what was read again and is equal counts as written."""
        make_folder(folder)
        path = folder / header.file_name
        durable_replace(path, content)
        with file_errors(path):
            if path.read_bytes() != content:
                raise BundleError(
                    "写入后读回核对不一致，这个U盘存不住数据，请换一个再导出；本机数据没有变化。"
                )
        cover = path.with_name(path.stem + "-封面.pdf")
        durable_replace(
            cover, cover_sheet(header, self._register.office(), hashlib.sha256(content).hexdigest())
        )
        durable_replace(folder / self.enrolment_path().name, self.enrolment())
        return Written(path, cover, header, header.hash, header.counts)

    def _take_ack(self, bundle: Bundle, name: str) -> Taken:
        answers = [
            {
                key: row[key]
                for key in (
                    "record_table",
                    "record_id",
                    "revision",
                    "result",
                    "county_number",
                    "field",
                    "sentence",
                )
            }
            for row in bundle.tables.get("answers", [])
        ]
        answered = [row["hash"] for row in bundle.tables.get("acknowledged", [])]
        totals = bundle.tables.get("totals", [])
        header, today = bundle.header, self._register.today()
        subject = str(uuid4())
        noted = {
            "kind": "ack", "period": header.period.id if header.period else "", "epoch": header.epoch,
            "sequence": header.sequence, "hash": header.hash, "file": name, "counts": dict(header.counts),
        }  # fmt: skip
        self._register.record(
            Draft("bundle_taken", subject, today, noted),
            Draft(
                "acknowledgement_taken",
                subject,
                today,
                {"answers": answers, "bundles": answered, "totals": totals},
            ),
        )
        refused = bundles.refused(self._register.store)
        accepted = sum(1 for answer in answers if answer["result"] in {"accepted", "duplicate", "voided"})
        sentence = f"已接收县局{chinese_date(today)}回执：{accepted}条已收"
        return Taken(
            "ack",
            sentence + (f"，{len(refused)}条未收，请逐条核对" if refused else ""),
            accepted,
            refused,
            _differences(totals),
        )

    def _acknowledged_head(self) -> tuple[int, str]:
        done = [row for row in self._sent_in_this_life() if row.state == "processed"]
        if not done:
            return 0, GENESIS
        return bundles.covered_until(self._register.store, done[0].id)

    def _sent_in_this_life(self) -> list[BundleRow]:
        """After a restore the numbers begin anew and everything goes again: the county may know more than we do."""
        epoch = self._epoch()
        return [row for row in bundles.sent(self._register.store) if row.epoch == epoch]

    def _county(self) -> Mapping[str, Any]:
        county = bundles.peer(self._register.store, COUNTY)
        if county is None:
            raise NotAllowed(
                "还没有登记县信访局的公钥，不能加密报送",
                way_out="请先接收县局的登记文件（county-….xfe），再导出",
            )
        return county

    def _enrolled(self, code: str, key_id: str) -> PublicKeys | None:
        county = bundles.peer(self._register.store, COUNTY)
        if county is None or (county["code"], county["key_id"]) != (code, key_id):
            return None
        return read_public(county["age"], county["ed25519"])

    def _keys(self) -> OfficeKeys:
        stored = bundles.secret(self._register.store, "office_keys")
        if stored is None:
            raise BundleError("本机还没有报送密钥，没有改动；请重新建立机构或从备份恢复。")
        return OfficeKeys.from_dict(json.loads(stored))

    def _epoch(self) -> str:
        return bundles.secret(self._register.store, "epoch") or ""

    def head(self) -> str:
        """The journal's head in sixteen digits."""
        return short_head(journal.head(self._register.store)[1])


def _wire(tables: Mapping[str, list[dict[str, Any]]]) -> list[list[str | int]]:
    return [
        [name, row["id"], row["revision"], row["content_hash"]]
        for name, rows in tables.items()
        if TABLES[name].record
        for row in rows
    ]


def _figure_row(name: str, value: Count | Rate) -> dict[str, Any]:
    figure = BY_ID[name]
    row: dict[str, Any] = {"figure": name, "name": figure.name, "unit": figure.unit}
    if isinstance(value, Count):
        return row | {"value": value.value, "numerator": None, "denominator": None, "text": f"{value.value}"}
    return row | {"value": None, "numerator": value.n, "denominator": value.d, "text": value.text}


def _differences(totals: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(
        f"{BY_ID[row['figure']].name if row['figure'] in BY_ID else row['figure']}：本机{row['township_value']}，县局核算{row['county_value']}"
        for row in totals
        if row["difference"]
    )
