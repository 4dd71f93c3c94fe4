"""Exchange (报送): the bundle up to the county on a stick, and what comes back down.

The clerk sees three states: written to the stick, received, processed. Nothing is taken for
granted that the county has not answered, so a lost stick heals itself with the next bundle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.core.entries import Draft, short_head
from app.core.exchange import Order
from app.core.periods import Period
from app.db import bundles, journal, records
from app.db.bundles import Answer, BundleRow, Epoch
from app.db.handed_down import AssignmentRow, ConfigurationRow
from app.errors import NotAllowed, NotFound
from app.exchange.enrolment import Enrolment, read_enrolment
from app.services.exchange_assignments import Assignments
from app.services.exchange_configuration import Configurations
from app.services.exchange_keys import COUNTY, ExchangeKeys
from app.services.exchange_sending import Prospect, Sending, Written
from app.services.exchange_silence import Silent, silent
from app.services.exchange_taking import Taken, Taking
from app.services.month import Month
from app.services.progress import Progress, unheard
from app.services.register import Register
from app.services.sheets import enrolment_sheet

__all__ = [
    "Answer",
    "AssignmentRow",
    "BundleRow",
    "Exchange",
    "ExchangeStatus",
    "Order",
    "Prospect",
    "Silent",
    "Taken",
    "Written",
]

MONTHLY = Order()


@dataclass(frozen=True)
class ExchangeStatus:
    """The page: the county's key, the bundles with their states, what was not taken, what came down."""

    county: Mapping[str, Any] | None
    own: Enrolment
    sent: tuple[BundleRow, ...]
    refused: tuple[Answer, ...]
    silent: tuple[Silent, ...] = ()
    assignments: tuple[AssignmentRow, ...] = ()
    configurations: tuple[ConfigurationRow, ...] = ()

    @property
    def check_number(self) -> str:
        """The office's own digits; thousands of rounds when they are asked for first."""
        return self.own.printed_check_number


class Exchange:
    """Writing bundles, and taking in what comes back."""

    def __init__(
        self, register: Register, month: Month, assignments: Assignments, configurations: Configurations
    ) -> None:
        self._register = register
        self._keys = ExchangeKeys(register)
        self._sending = Sending(register, month, self._keys)
        self._taking = Taking(register, self._keys, assignments, configurations)

    def make_keys(self) -> None:
        """Make the office's keys and the epoch of this register's life, once, at set-up."""
        self._keys.make()

    def enrolment(self) -> bytes:
        """The file that introduces this office to the county."""
        return self._keys.enrolment()

    def enrolment_path(self) -> Path:
        """Where that file lies, ready to be copied to a stick."""
        return self._keys.enrolment_path()

    def enrol_county(self, content: bytes, check: str = "") -> Enrolment:
        """Take in the county's enrolment; it counts as verified only with the thirty digits of its paper."""
        return self._keys.enrol_county(content, check)

    def recovery_key(self) -> str:
        """The office's own age identity: with it the public `age` tool opens every bundle it ever sent."""
        self._register.record(Draft("key_exported", "office", self._register.today(), {}))
        return self._keys.own().age_identity

    def enrolment_sheet(self) -> bytes:
        """The paper that is sealed and compared digit by digit (公钥登记表)."""
        content = self.enrolment()
        return enrolment_sheet(
            content, read_enrolment(content), self._register.office(), self._register.today()
        )

    def prospect(self, period: Period, order: Order = MONTHLY, *, progress: Progress = unheard) -> Prospect:
        """What would go now if this were exported; nothing is written."""
        return self._sending.prospect(period, order, progress)

    def export(
        self, period: Period, folder: Path, order: Order = MONTHLY, *, progress: Progress = unheard
    ) -> Written:
        """Write the period's bundle and its cover sheet to `folder`, read both back, and note it.

        It can be stopped until the bundle is complete; from then on nothing more is told.
        """
        return self._sending.write(period, folder, order, progress)

    def take(self, path: Path, *, agreed: bool = False, progress: Progress = unheard) -> Taken:
        """Take in a file from above: the county's enrolment (.xfe), its answer, or what it hands down (.xfb).

        Assignments and configuration are only shown unless `agreed`. It can be stopped until the file
        is read and checked; from then on nothing more is told.
        """
        return self._taking.take(path, progress, agreed=agreed)

    def note_received(self, bundle_id: str, on: date) -> None:
        """The county signed for it on the cover sheet: received, though not yet processed."""
        row = bundles.by_id(self._register.store, bundle_id)
        if row is None or row.direction != "up":
            raise NotFound("找不到这个报送包，什么也没有改动；请从每期报送里选。")
        if row.state != bundles.WRITTEN:
            raise NotAllowed("县局已经有回音，不用再登记签收")
        if not date.fromisoformat(row.happened_on) <= on <= self._register.today():
            raise NotAllowed("签收日期应在写出之日到今天之间", way_out="请核对封面上县局签收的日期")
        self._register.record(Draft("bundle_received", bundle_id, on, {"hash": row.hash}))

    def begin_life(self, reason: str) -> Epoch:
        """The register was restored or goes on elsewhere: the next bundle counts anew and carries everything."""
        return self._keys.begin_life(reason)

    def silent(self) -> tuple[Silent, ...]:
        """The latest bundle of each period that has had no answer for longer than the office waits."""
        return silent(self._register)

    def sent(self) -> tuple[BundleRow, ...]:
        """The bundles of the office's periods, the newest first."""
        return bundles.sent(self._register.store)

    def status(self) -> ExchangeStatus:
        """What the exchange page shows."""
        store = self._register.store
        own = read_enrolment(self.enrolment())
        return ExchangeStatus(
            bundles.peer(store, COUNTY), own, bundles.sent(store), bundles.refused(store),
            self.silent(), self._taking.assignments.all(), self._taking.configurations.applied(),
        )  # fmt: skip

    def matter_of(self, table: str, record_id: str) -> str:
        """The matter a travelling record belongs to, so that the clerk can go and mend it; nothing if none."""
        return records.matter_of(self._register.store, table, record_id)

    def head(self) -> str:
        """The journal's head in sixteen digits."""
        return short_head(journal.head(self._register.store)[1])
