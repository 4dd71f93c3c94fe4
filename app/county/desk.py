"""The county's desk (县局): enrol townships, take their bundles in, see who is missing, answer.

Everything the county can do, without a window; the command line and the pages call this.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.county import store_bundles, store_townships, upward
from app.county.acknowledging import Sender, acknowledge
from app.county.alike import Alike, decide_alike, links, suggestions
from app.county.assigning import Assigned, hand_over
from app.county.assignment_table import AssignmentTable, read_assignments
from app.county.calendar_grid import Grid, choose_due_days, due_days, grid
from app.county.configuring import Configuration, Issue, hand_out, latest_version, read_configuration
from app.county.exporting import lay_out, workbook, write_package
from app.county.folders import RECEIVED
from app.county.handed import HandedDown, handed_down
from app.county.intake import Intake, Progress, Taken, bundle_files, unheard
from app.county.opening import USUAL, Opening, Unlock
from app.county.reporting import Reported, read_city, refuse_other_digits, report
from app.county.standing import TownshipRow, township_rows
from app.county.store import (
    PRACTICE,
    CountyStore,
    Place,
    create_store,
    locate,
    made_but,
    open_county_store,
    read_office,
)
from app.county.store_townships import Township, find_township
from app.county.tables import CountyTable, TableRow, county_table, last_month, township_table
from app.county.upward import City, ReportRow
from app.db.engine.costs import STANDARD, Cost
from app.db.engine.files import durable_replace, make_folder, write_out
from app.errors import BundleError, NotAllowed, NotFound, StorageError, ValidationError
from app.exchange.bundles import read_bundle
from app.exchange.enrolment import OFFICE_CODE, Enrolment, read_enrolment, write_enrolment
from app.exchange.identities import OfficeKeys, generate
from app.exchange.practice import refuse_other

if TYPE_CHECKING:
    from app.county.keeping import CountyKeeping

__all__ = ["CountyDesk", "Enrolled", "Taken", "create_county", "create_practice_county", "open_county"]


@dataclass(frozen=True)
class Enrolled:
    """A township after enrolment; unverified until the thirty digits were compared on paper.

    `counted` are the bundles that had waited for that and count from now on.
    """

    code: str
    name: str
    check_number: str
    verified: bool
    counted: tuple[Taken, ...] = ()


Now = Callable[[], datetime]


def system_now() -> datetime:
    """This PC's clock, with its own time zone."""
    return datetime.now(UTC).astimezone()


def create_county(  # noqa: PLR0913  (what makes one county and no other)
    where: str | Path | Place,
    name: str,
    code: str,
    password: str,
    *,
    practice: bool = False,
    beside: Path | None = None,
    cost: Cost = STANDARD,
    now: Now | None = None,
) -> "CountyDesk":
    """Set up a county office: keys, an empty store, and its own enrolment file for the townships.

    `where` is a folder or a `postgresql://…` server; with a server the enrolment file lies in `beside`.
    One to `practice` with deals with practice offices only, for ever.
    """
    if problems := county_problems(name, code):
        raise ValidationError(problems)
    place = locate(where, beside)
    kept = generate().to_dict() | ({PRACTICE: "1"} if practice else {})
    store = create_store(place, code, name.strip(), kept, password, cost=cost)
    try:
        return _opened(place, store, now)
    except StorageError as error:
        if place.server:
            raise made_but(error) from error
        raise


create_practice_county = partial(create_county, practice=True)


def county_problems(name: str, code: str) -> dict[str, str]:
    """What is wrong with a county's name and code, by field."""
    problems = {} if name.strip() else {"name": "请填写县局名称，例如“青川县信访局”"}
    if not OFFICE_CODE.fullmatch(code):
        problems["code"] = "区划代码应为12位数字，例如999999000000"
    return problems


def open_county(
    where: str | Path | Place,
    password: str,
    *,
    beside: Path | None = None,
    now: Now | None = None,
    opening: Opening = USUAL,
) -> "CountyDesk":
    """Open a county office that was set up before; wrong passwords count where its data or its address lie."""
    place = locate(where, beside)
    return _opened(place, open_county_store(place, password, opening), now)


def open_county_by(
    folder: Path, unlocked: Unlock, *, now: Now | None = None, opening: Opening = USUAL
) -> "CountyDesk":
    """The same in a folder with any way to the data key: a password, or the recovery code."""
    from app.county.local_store import open_local_store

    return _opened(Place(folder), open_local_store(folder, unlocked, opening), now)


def _opened(place: Place, store: CountyStore, now: Now | None) -> "CountyDesk":
    try:
        store.tell_time(now or system_now)
        desk = CountyDesk(place.folder, store, now or system_now)
        desk.introduce()
    except BaseException:
        store.close()
        raise
    return desk


class CountyDesk:
    """An open county office."""

    def __init__(self, folder: Path, store: CountyStore, now: Now) -> None:
        self.folder, self.store, self._now = folder, store, now
        self.office = read_office(store)
        self._keys = OfficeKeys.from_dict(self.office.keys)
        self._intake = Intake(store, self._keys, self._stamp, practice=self.office.practice)

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
        content = write_enrolment(
            "county", office.code, office.name, self._keys, office.epoch, practice=office.practice
        )
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

    def unlock(self, password: str) -> None:
        """Show that the person at the screen knows the password; raises `WrongPassword`, the store stays open."""
        self.prove(password)()

    def prove(self, password: str) -> Callable[[], None]:
        """The half of `unlock` that takes its time on purpose, on any thread; what it answers is the other half."""
        return self.store.prove(password)

    @property
    def keeping(self) -> "CountyKeeping":
        """What the ladder of copies works with; raises for a server, whose copies are its keeper's."""
        if self.store.keeping is None:
            raise NotAllowed(
                "县局数据在服务器上，本机不能备份，什么也没有改动", way_out="请由服务器管理员按说明备份数据库"
            )
        return self.store.keeping

    def rest(self) -> None:
        """The window is locked: the file is closed and its key forgotten until `unlock`."""
        self.store.rest()

    def close(self) -> None:
        """Let go of the store; everything taken in is already on the disk."""
        self.store.close()

    def take_again(self, *, progress: Progress = unheard) -> tuple[Taken, ...]:
        """After a restore: take in what lies among the received files and the store has not heard of."""
        known = {row[0] for row in self.store.rows("SELECT hash FROM bundles")}
        paths = (self.folder / RECEIVED).glob("*/*.xfb")
        return self._intake.take(sorted(path for path in paths if path.stem not in known), progress)

    def enrol(self, data: bytes, check: str | None = None) -> Enrolled:
        """Enrol a township by its file; with the digits from its sealed sheet it counts as verified.

        What it sent before that was kept waiting and is taken in now. Other keys than before need the
        sheet; what waits under the old ones, which open nothing any more, goes with them (bundle.md, Trust).
        """
        enrolment = read_enrolment(data)
        refuse_other(theirs=enrolment.practice, ours=self.office.practice)
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
            self.store.alone_with(enrolment.code)
            if before and changed:
                store_townships.retire_keys(self.store, before, self._stamp())
                self.store.forget_held(before.code)
            store_townships.put_township(self.store, enrolment, verified=verified, now=self._stamp())
        counted = self._intake.take_waiting(enrolment.code) if check is not None else []
        return Enrolled(
            enrolment.code, enrolment.name, enrolment.printed_check_number, verified, tuple(counted)
        )

    def take(self, paths: Iterable[Path], *, progress: Progress = unheard) -> tuple[Taken, ...]:
        """Take bundles in, files or folders of them, each by itself; a bad one never stops the others."""
        return self._intake.take(bundle_files(paths), progress)

    def preview(self, paths: Iterable[Path], *, progress: Progress = unheard) -> tuple[Taken, ...]:
        """What `take` would answer; nothing is written."""
        return self._intake.preview(bundle_files(paths), progress)

    def status(self, period: str | None = None) -> tuple[TownshipRow, ...]:
        """A row per township: who has sent, who is missing, what was refused."""
        return township_rows(self.store, period)

    def grid(self, months: int = 12) -> Grid:
        """Who has sent which month, who is late, who is missing."""
        return grid(self.store, self._now().date(), months)

    def due_days(self) -> int:
        """Within how many days after a month's end its bundle is in time."""
        return due_days(self.store)

    def choose_due_days(self, days: int) -> None:
        choose_due_days(self.store, days)

    def today(self) -> date:
        return self._now().date()

    def table(self, period: str) -> CountyTable:
        """Every township's figures of a period, the merged ones, and where sums differ."""
        return county_table(self.store, period)

    def township_table(self, code: str) -> tuple[Township, tuple[TableRow, ...]]:
        """One township month by month; of an unverified one what would count once its digits are compared.

        Trying that needs the right to write: who may only look sees what counts.
        """
        township = self.township(code)
        if township.verified or not self.store.may_take_in:
            return township, township_table(self.store, code)
        with self.store.rehearsing():
            store_townships.verify(self.store, code)
            self._intake.take_waiting(code)
            return township, township_table(self.store, code)

    def alike(self) -> tuple[Alike, ...]:
        """Records of different townships that may be one, and that nobody has looked at yet."""
        return suggestions(self.store)

    def linked(self) -> tuple[Alike, ...]:
        """What was decided about such records."""
        return links(self.store)

    def decide_alike(self, kind: str, pair: tuple[str, str], verdict: str, reason: str) -> Alike:
        """Note that two records are the same, or are not; both stay what they are."""
        return decide_alike(self.store, kind, pair, verdict, reason, self._stamp())

    def export(self, target: Path, period: str = "") -> tuple[Path, ...]:
        """To a name ending in .xlsx a period (the last month), into an empty folder everything as a Data Package."""
        if target.suffix.lower() != ".xlsx":
            return write_package(self.store, target)
        write_out(target, workbook(self.store, period or last_month(self.today())))
        return (target,)

    def townships(self) -> tuple[Township, ...]:
        """Every enrolled township, by code."""
        return store_townships.all_townships(self.store)

    def look_at_assignments(self, table: Path) -> AssignmentTable:
        """What a table would hand down, row by row, and everything that is wrong in it; nothing is written."""
        return read_assignments(table, self.today())

    def assign(
        self, code: str, table: AssignmentTable, folder: Path, *, progress: Progress = unheard
    ) -> Assigned:
        """Hand the matters of a table down to one township, in a file in `folder`."""
        return hand_over(self.store, self.sender(), self.township(code), table, folder, progress)

    def handed_down(self, code: str = "") -> tuple[HandedDown, ...]:
        """Every matter handed down and what became of it, or those of one township."""
        return handed_down(self.store, code)

    def look_at_configuration(self, folder: Path) -> Configuration:
        """What a folder would configure; nothing is written."""
        return read_configuration(folder)

    def latest_configuration(self) -> int:
        """The highest version handed down so far; 0 before the first."""
        return latest_version(self.store)

    def configure(
        self, codes: Sequence[str], issue: Issue, folder: Path, *, progress: Progress = unheard
    ) -> tuple[Path, ...]:
        """Hand configuration down, a file for each of these townships (all of them if none is named)."""
        wanted = [self.township(code) for code in codes] or self.townships()
        return hand_out(self.store, self.sender(), wanted, issue, folder, progress)

    def city(self, data: bytes) -> Enrolment:
        """The office above as its enrolment file introduces it; raises for everybody else's file."""
        return read_city(self.sender(), data)

    def known_city(self) -> City | None:
        """The office above as the last report knew it; nothing before the first."""
        return upward.city(self.store)

    def report_up(
        self, period: str, folder: Path, data: bytes = b"", check: str = ""
    ) -> tuple[Reported, City]:
        """Write a period's sums for the city, which is remembered; its enrolment file is needed the first time only.

        Until the digits of its sealed sheet were given its key is unverified.
        """
        known = self.known_city()
        if not data and known is None:
            raise ValidationError({"city": "请先选市局的登记文件（county-….xfe）"})
        found = upward.settled(self.store, data or (known.file if known else b""), check)
        refuse_other_digits(found.enrolment, check)
        done = report(
            self.store, self.sender(), found.enrolment, period, self.folder, folder,
            lambda: upward.remember(self.store, found),
        )  # fmt: skip
        return done, found

    def reports(self) -> tuple[ReportRow, ...]:
        """Every report that went up to the city, and how far it has come; the latest first."""
        return upward.reports(self.store)

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
        return lay_out(read_bundle(file, self._keys, self._intake.key_of), folder)

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")
