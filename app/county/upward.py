"""The office above (市局): remembered once it has been named, and what it answered to the county's reports.

A report is written, then the city has it, then it counts there. An answer never takes a state back, so the
same answer may be taken in again and an older one late.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.county.store import CountyStore, File
from app.errors import BundleError
from app.exchange.bundles import read_bundle
from app.exchange.enrolment import Enrolment, read_enrolment
from app.exchange.header import Header
from app.exchange.identities import OfficeKeys, PublicKeys
from app.exchange.schemas import Row

MADE, WRITTEN, RECEIVED, PROCESSED = "made", "written", "received", "processed"
STATES = {
    MADE: "没有写完",
    WRITTEN: "已写出",
    RECEIVED: "市局已收，还没有处理",
    PROCESSED: "市局已收，已处理",
}
_ORDER = (MADE, WRITTEN, RECEIVED, PROCESSED)
_CITY = "city"  # among the county's choices
_COLUMNS = ("hash", "city", "epoch", "sequence", "period", "file_name", "written_at", "state", "answered_at")
_STRANGE = "市局回执里有本局没有写出过的上报，没有接收，什么也没有改动；请与市局电话核对。"
_CHANGED = "市局换了登记文件，没有写出；请凭新的盖章登记表，连同校验码再试。"


@dataclass(frozen=True)
class City:
    """The office above; `verified` once the digits of its sealed sheet were compared."""

    enrolment: Enrolment
    verified: bool
    file: bytes = field(repr=False)


@dataclass(frozen=True)
class ReportRow:
    """One report that went up, and how far it has come."""

    hash: str
    city: str
    epoch: str
    sequence: int
    period: str
    file_name: str
    written_at: str
    state: str
    answered_at: str

    @property
    def sentence(self) -> str:
        """第1号2026-11-02写出，市局已收，已处理（2026-11-05回执）."""
        when = f"{self.written_at[:10]}写出" if self.written_at else ""
        answered = f"（{self.answered_at[:10]}回执）" if self.answered_at else ""
        state = "还没有市局回执" if self.state == WRITTEN else STATES[self.state]
        return f"第{self.sequence}号{when}，{state}{answered}"


def city(store: CountyStore) -> City | None:
    """The office above, if a report has gone to it."""
    kept = store.value("SELECT value FROM choices WHERE name = ?", (_CITY,))
    if not kept:
        return None
    content = json.loads(kept)
    file = content["file"].encode("utf-8")
    return City(read_enrolment(file), bool(content["verified"]), file)


def settled(store: CountyStore, data: bytes, check: str) -> City:
    """The city as its file introduces it, verified now or before; other keys than a verified city's need the digits."""
    enrolment, known = read_enrolment(data), city(store)
    same = known is not None and known.enrolment.public == enrolment.public
    if known and known.verified and not (same or check):
        raise BundleError(_CHANGED)
    return City(enrolment, bool(check) or bool(same and known and known.verified), data)


def remember(store: CountyStore, found: City) -> None:
    """Keep the city, inside the caller's transaction."""
    kept = json.dumps({"file": found.file.decode("utf-8"), "verified": found.verified}, ensure_ascii=False)
    store.put("choices", ("name", "value"), [(_CITY, kept)], ("name",))


def reports(store: CountyStore) -> tuple[ReportRow, ...]:
    """Every report that went up, the latest first."""
    rows = store.rows(f"SELECT {', '.join(_COLUMNS)} FROM reports ORDER BY written_at DESC, sequence DESC")
    return tuple(ReportRow(*row) for row in rows)


def last_number(store: CountyStore, epoch: str) -> int:
    return int(store.value("SELECT max(sequence) FROM reports WHERE epoch = ?", (epoch,)) or 0)


def put_report(store: CountyStore, header: Header) -> None:
    """A report exists; its number is taken, inside the caller's transaction."""
    assert header.period
    row = (
        header.hash, header.receiver.code, header.epoch, header.sequence, header.period.id, header.file_name, "",
        MADE, "",
    )  # fmt: skip
    store.add("reports", _COLUMNS, [row])


def note_written(store: CountyStore, digest: str, now: str) -> None:
    store.run(
        "UPDATE reports SET state = ?, written_at = ? WHERE hash = ? AND state = ?",
        (WRITTEN, now, digest, MADE),
    )


def city_key(store: CountyStore, code: str, key_id: str) -> PublicKeys | None:
    """The city's keys, as the reader of a bundle asks for them."""
    found = city(store)
    if found is None or (found.enrolment.code, found.enrolment.public.key_id) != (code, key_id):
        return None
    return found.enrolment.public


def take_answer(store: CountyStore, file: File, keys: OfficeKeys, now: str) -> tuple[bool, str]:
    """Take the city's acknowledgement in: whether it told anything new, and a sentence; raises unchanged."""
    bundle = read_bundle(file, keys, lambda code, key_id: city_key(store, code, key_id))
    rows = list(bundle.tables.get("acknowledged", ()))
    with store.writing():
        known = {row.hash: row for row in reports(store)}
        if not rows or any(str(row["hash"]) not in known for row in rows):
            raise BundleError(_STRANGE)
        moved = [row for row in rows if _moves(store, known[str(row["hash"])], row, now)]
    return bool(moved), _sentence(known, rows, new=bool(moved))


def _moves(store: CountyStore, report: ReportRow, row: Row, now: str) -> bool:
    state = RECEIVED if row.get("state") == RECEIVED else PROCESSED
    if _ORDER.index(state) <= _ORDER.index(report.state):
        return False
    store.run("UPDATE reports SET state = ?, answered_at = ? WHERE hash = ?", (state, now, report.hash))
    return True


def _sentence(known: dict[str, ReportRow], rows: Sequence[Row], *, new: bool) -> str:
    if not new:
        return "市局的这个回执此前已经接收过，没有变化。"
    told = []
    for row in rows:
        report, waits = known[str(row["hash"])], row.get("state") == RECEIVED
        said = f"：{row['sentence']}" if waits and row["sentence"] else ""
        told.append(f"{report.period}的上报{STATES[RECEIVED if waits else PROCESSED]}{said}")
    return "市局回执：" + "；".join(told).rstrip("。") + "。"
