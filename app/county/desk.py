"""The county's desk (县局): enrol townships, take their bundles in, see who is missing, answer.

Everything the county can do, without a window; the command line and the pages call this.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app.county import store_bundles, store_townships
from app.county.acknowledging import Sender, acknowledge
from app.county.series import AGAIN, HOLD, Standing
from app.county.standing import REFUSED, TownshipRow, township_rows
from app.county.store import create_store, locate, open_county_store, read_office
from app.county.store_townships import Township, find_township
from app.county.taking import take_bundle
from app.county.totals import Total, totals_for
from app.db.engine.connection import Store
from app.db.engine.files import durable_replace, file_errors, make_folder, whole_file
from app.db.engine.keys import STANDARD, Cost
from app.errors import AppError, BundleError, NotFound, ValidationError
from app.exchange.bundles import Bundle, read_bundle, unpacked
from app.exchange.enrolment import OFFICE_CODE, read_enrolment, write_enrolment
from app.exchange.identities import OfficeKeys, PublicKeys, generate

_UNVERIFIED = "该单位的密钥还没有用登记表核对，请尽快核对校验码。"


@dataclass(frozen=True)
class Enrolled:
    """A township after enrolment; unverified until the thirty digits were compared on paper."""

    code: str
    name: str
    check_number: str
    verified: bool


@dataclass(frozen=True)
class Taken:
    """What became of one file: `accepted`, `duplicate` (success too), `held` or `refused`.

    `counts` says how many records were accepted, duplicate, held, conflict, stale, voided
    and rejected; `differences` the totals in which county and township do not agree.
    """

    file: str
    state: str
    sentence: str
    code: str = ""
    name: str = ""
    period: str = ""
    sequence: int = 0
    verified: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    differences: tuple[Total, ...] = ()


def _system_now() -> datetime:
    return datetime.now(UTC).astimezone()


def create_county(
    folder: str | Path,
    name: str,
    code: str,
    password: str,
    *,
    cost: Cost = STANDARD,
    now: Callable[[], datetime] = _system_now,
) -> "CountyDesk":
    """Set up a county office: keys, an empty store, and its own enrolment file for the townships."""
    if not name.strip():
        raise ValidationError({"name": "请填写县局名称，例如“青川县信访局”"})
    if not OFFICE_CODE.fullmatch(code):
        raise ValidationError({"code": "区划代码应为12位数字，例如999999000000"})
    place, keys = locate(str(folder)), generate()
    store = create_store(place, code, name.strip(), keys.to_dict(), password, cost=cost)
    desk = CountyDesk(place, store, now)
    desk.introduce()
    return desk


def open_county(
    folder: str | Path, password: str, *, now: Callable[[], datetime] = _system_now
) -> "CountyDesk":
    """Open a county office that was set up before."""
    place = locate(str(folder))
    desk = CountyDesk(place, open_county_store(place, password), now)
    desk.introduce()
    return desk


class CountyDesk:
    """An open county office."""

    def __init__(self, folder: Path, store: Store, now: Callable[[], datetime]) -> None:
        self.folder, self.store, self._now = folder, store, now
        self.office = read_office(store)
        self._keys = OfficeKeys.from_dict(self.office.keys)

    @property
    def enrolment_file(self) -> Path:
        """The file the townships need in order to write to this office."""
        return self.folder / "enrolment" / f"county-{self.office.code}.xfe"

    def introduce(self) -> None:
        """Write the county's own enrolment file, unless it lies there already."""
        if self.enrolment_file.exists():
            return
        office = self.office
        make_folder(self.enrolment_file.parent)
        content = write_enrolment("county", office.code, office.name, self._keys, office.epoch)
        durable_replace(self.enrolment_file, content)

    def recovery_key(self) -> str:
        """The county's age identity: with it the public `age` tool opens what the townships sent."""
        return self._keys.age_identity

    def sender(self) -> Sender:
        """The county as it signs now."""
        return Sender(self.office, self._keys, self._now())

    def township(self, code: str) -> Township:
        """An enrolled township; raises if there is none of this code."""
        found = find_township(self.store, code)
        if found is None:
            raise NotFound(f"没有登记代码为“{code}”的乡镇；请先登记它的公钥登记文件。")
        return found

    def close(self) -> None:
        """Let go of the store; everything taken in is already on the disk."""
        self.store.close()

    def enrol(self, data: bytes, check: str | None = None) -> Enrolled:
        """Enrol a township by its file; with the digits from its sealed sheet it counts as verified.

        Other keys than before need the sheet (bundle.md, Trust).
        """
        enrolment = read_enrolment(data)
        if enrolment.code == self.office.code:  # another county is a city's to enrol
            raise BundleError("这是县局的登记表，不是乡镇的，没有登记；请核对文件。")
        if check is not None and "".join(check.split()) != enrolment.check_number:
            raise BundleError("校验码与登记表不一致，没有登记；请逐组核对盖章的登记表，必要时电话核实。")
        before = find_township(self.store, enrolment.code)
        changed = before is not None and before.public != enrolment.public
        if changed and check is None:
            raise BundleError(
                f"{enrolment.name}已用另一把密钥登记过，没有更换；请凭新的盖章登记表，连同校验码重新登记。"
            )
        verified = check is not None or (before is not None and before.verified)
        with self.store.writing():
            if before and changed:
                store_townships.retire_keys(self.store, before, self._stamp())
            store_townships.put_township(self.store, enrolment, verified=verified, now=self._stamp())
        return Enrolled(enrolment.code, enrolment.name, enrolment.printed_check_number, verified)

    def take(self, paths: Iterable[Path]) -> tuple[Taken, ...]:
        """Take bundles in, each in its own transaction; a bad file never stops the others."""
        results: list[Taken] = []
        for path in paths:
            results += self._take_file(path)
        return tuple(results)

    def status(self, period: str | None = None) -> tuple[TownshipRow, ...]:
        """A row per township: who has sent, who is missing, what was refused."""
        return township_rows(self.store, period)

    def ack(self, folder: Path, *, again: bool = False) -> tuple[Path, ...]:
        """Write one acknowledgement per township with unanswered bundles into `folder`.

        `again` writes each township's newest once more, byte for byte, for a lost stick.
        """
        sender = self.sender()
        for township in store_townships.all_townships(self.store):
            while acknowledge(self.store, sender, township):
                pass  # as many files as the answers need
        make_folder(folder)
        written = []
        for sent, name, body in store_bundles.unwritten(self.store, again=again):
            durable_replace(folder / name, body)
            written.append((sent, folder / name))
        with self.store.writing():
            store_bundles.mark_written(self.store, [sent for sent, _ in written], self._stamp())
        return tuple(path for _, path in written)

    def unpack(self, file: Path, folder: Path) -> tuple[Path, ...]:
        """Lay a bundle's bag out in an empty folder, for `bagit`, `frictionless` or a spreadsheet."""
        bundle = read_bundle(file, self._keys, self._key_of)
        with file_errors(folder):
            if folder.exists() and any(folder.iterdir()):
                raise BundleError(f"“{folder}”不是空文件夹，没有解开；请指定一个新的文件夹。")
        written = []
        for name, pieces in unpacked(bundle):
            make_folder((folder / name).parent)
            with whole_file(folder / name) as target:
                target.writelines(pieces)
            written.append(folder / name)
        return tuple(written)

    def _take_file(self, path: Path) -> list[Taken]:
        first = self._take_one(path.name, path)
        return [first, *(self._take_waiting(first.code) if first.state == "accepted" else ())]

    def _take_waiting(self, code: str) -> list[Taken]:
        """Held bundles whose missing one has come, in order; stops at the first that still waits."""
        results: list[Taken] = []
        township = find_township(self.store, code)
        waiting = store_bundles.held_bundles(self.store, code, township.epoch) if township else []
        for digest, name in waiting:
            result = self._take_one(name, self._kept(code, digest))
            if result.state != "accepted":
                break
            results.append(result)
        return results

    def _take_one(self, name: str, path: Path) -> Taken:
        try:
            bundle = read_bundle(path, self._keys, self._key_of)
        except AppError as refusal:
            return Taken(name, "refused", str(refusal))
        township = self._township(bundle)
        try:
            self._keep(bundle, path)
            standing = take_bundle(self.store, township, bundle, name, self._stamp())
        except AppError as refusal:
            return _told(name, bundle, township, "refused", str(refusal))
        return self._result(name, bundle, township, standing)

    def _result(self, name: str, bundle: Bundle, township: Township, standing: Standing) -> Taken:
        if standing.what == AGAIN:
            return _told(name, bundle, township, "duplicate", standing.note)
        if standing.what == HOLD:
            return _told(name, bundle, township, "held", standing.note)
        rows = store_bundles.bundles_of(self.store, township.code)
        taken = next(row for row in rows if row.hash == bundle.header.hash)
        differences = tuple(total for total in totals_for(self.store, taken) if total.difference)
        sentence = _accepted(township, taken.counts, differences, standing.note)
        return _told(name, bundle, township, "accepted", sentence, taken.counts, differences)

    def _township(self, bundle: Bundle) -> Township:
        township = find_township(self.store, bundle.header.sender.code)
        if township is None:  # its key was looked up a moment ago
            raise LookupError(bundle.header.sender.code)
        return township

    def _key_of(self, code: str, key_id: str) -> PublicKeys | None:
        township = find_township(self.store, code)
        return township.public if township and township.public.key_id == key_id else None

    def _kept(self, code: str, digest: str) -> Path:
        return self.folder / "received" / code / f"{digest}.xfb"

    def _keep(self, bundle: Bundle, source: Path) -> None:
        """The file as it came, still encrypted: evidence, and what a held bundle is taken from."""
        path = self._kept(bundle.header.sender.code, bundle.header.hash)
        if not path.exists():
            make_folder(path.parent)
            with file_errors(source), source.open("rb") as file, whole_file(path) as kept:
                shutil.copyfileobj(file, kept, 1 << 20)

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")


def _told(
    name: str,
    bundle: Bundle,
    township: Township,
    state: str,
    sentence: str,
    counts: Mapping[str, int] | None = None,
    differences: Sequence[Total] = (),
) -> Taken:
    header = bundle.header
    period = header.period.id if header.period else ""
    return Taken(
        name, state, sentence, township.code, township.name, period, header.sequence, township.verified,
        dict(counts or {}), tuple(differences),
    )  # fmt: skip


def _accepted(township: Township, counts: Mapping[str, int], differences: Sequence[Total], note: str) -> str:
    refused = sum(counts.get(result, 0) for result in REFUSED)
    parts = [f"已收下{sum(counts.values())}条", f"其中{refused}条需要处理" if refused else ""]
    parts.append(f"{len(differences)}项合计与乡镇报数不符" if differences else "合计相符")
    sentence = "，".join(part for part in parts if part) + "。"
    return sentence + note + ("" if township.verified else _UNVERIFIED)
