"""The header line of a bundle (报送包): who sends what to whom, and where it stands in the series.

Canonical JSON, so it has one spelling; the signature is taken over it and the recipient
stands inside (bundle.md). A bundle is named by the hash of what was signed: encrypting the
same content again gives other bytes but the same bundle.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from app.core.canonical import Json, canonical
from app.core.entries import GENESIS
from app.errors import BundleError
from app.exchange.enrolment import EPOCH, LONGEST_NAME, OFFICE_CODE
from app.exchange.practice import MARK
from app.exchange.refusals import NEWER, damaged
from app.exchange.strict_json import read_canonical

FORMAT = "xfb-1"
READER = 1  # raised when a bundle can no longer be understood by the program before
LIMIT = 1 << 20
KINDS = ("monthly", "full", "correction", "ack", "assign", "config", "statistics")
DOWNWARD = ("ack", "assign", "config")
BASES = ("all", "acknowledged")
ALGORITHMS = {"encryption": "age-x25519", "hash": "sha-256", "signature": "ed25519"}
DOMAIN = b"xfb-1\n"

Item = TypeVar("Item")

_HASH = re.compile(r"[0-9a-f]{64}")
_KEY_ID = re.compile(r"[0-9a-f]{16}")
_PERIOD = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,31}")
_NAME = re.compile(r"[a-z][a-z0-9_.]{0,63}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+\-]{0,31}")
_KNOWN = {
    "format", "min_reader", "kind", "from", "to", "epoch", "sequence", "previous", "journal", "period",
    "base", "counts", "withheld", "zip", "algorithms", "created_at", "clock_trusted", "app",
}  # fmt: skip


@dataclass(frozen=True)
class Party:
    """One of the two offices, with the key it used or is written to."""

    code: str
    name: str
    key_id: str


@dataclass(frozen=True)
class Journal:
    """Which entries of the sender's journal the bundle covers.

    `from_*` is the last entry the receiver is believed to hold (0 and zeros for none),
    `to_*` the last one at the time of writing.
    """

    from_seq: int = 0
    from_head: str = GENESIS
    to_seq: int = 0
    to_head: str = GENESIS


@dataclass(frozen=True)
class Period:
    """The statistical period (统计期) whose figures travel, both days included."""

    id: str
    start: date
    end: date
    name: str


@dataclass(frozen=True)
class Payload:
    """The zip behind the signature line."""

    sha256: str = ""
    size: int = 0


@dataclass(frozen=True)
class Header:
    """Everything that is signed. `base` says whether the records are all there are, or only the
    changes since the last acknowledged bundle; `extra` keeps what a newer sender added.
    """

    kind: str
    sender: Party
    receiver: Party
    epoch: str
    sequence: int
    created_at: str
    app_version: str
    previous: str = ""
    journal: Journal = Journal()
    period: Period | None = None
    base: str = "acknowledged"
    counts: Mapping[str, int] = field(default_factory=dict)
    withheld: tuple[str, ...] = ()
    payload: Payload = Payload()
    clock_trusted: bool = True
    algorithms: Mapping[str, str] = field(default_factory=lambda: dict(ALGORITHMS))
    min_reader: int = READER
    extra: Mapping[str, Json] = field(default_factory=dict)

    @property
    def line(self) -> bytes:
        """The one spelling of this header, without a line end."""
        return canonical(_to_json(self))

    @property
    def signed(self) -> bytes:
        """What the signature is taken over."""
        return DOMAIN + self.line

    @property
    def hash(self) -> str:
        """The bundle's name for ever: SHA-256 of what was signed."""
        return hashlib.sha256(self.signed).hexdigest()

    @property
    def practice(self) -> bool:
        """Whether its sender only exercises."""
        return MARK in self.extra

    @property
    def file_name(self) -> str:
        """`CODE-PERIOD-EPOCH-SEQUENCE.xfb`: sorts by office and month, says the order within a life.

        What comes down names its receiver, because a county writes one for each township.
        """
        about = self.period.id if self.period else self.kind
        if self.kind in DOWNWARD:
            about = f"{self.kind}-{self.receiver.code}"
        return f"{self.sender.code}-{about}-{self.epoch[:4]}-{self.sequence:04d}.xfb"


def _to_json(header: Header) -> dict[str, Json]:
    return {
        **header.extra,
        "format": FORMAT,
        "min_reader": header.min_reader,
        "kind": header.kind,
        "from": _party_json(header.sender),
        "to": _party_json(header.receiver),
        "epoch": header.epoch,
        "sequence": header.sequence,
        "previous": header.previous,
        "journal": _journal_json(header.journal),
        "period": _period_json(header.period) if header.period else None,
        "base": header.base,
        "counts": dict(header.counts),
        "withheld": list(header.withheld),
        "zip": {"sha256": header.payload.sha256, "size": header.payload.size},
        "algorithms": dict(header.algorithms),
        "created_at": header.created_at,
        "clock_trusted": header.clock_trusted,
        "app": header.app_version,
    }


def _party_json(party: Party) -> dict[str, Json]:
    return {"code": party.code, "name": party.name, "key_id": party.key_id}


def _journal_json(journal: Journal) -> dict[str, Json]:
    return {
        "from_seq": journal.from_seq,
        "from_head": journal.from_head,
        "to_seq": journal.to_seq,
        "to_head": journal.to_head,
    }


def _period_json(period: Period) -> dict[str, Json]:
    return {
        "id": period.id,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "name": period.name,
    }


def read_line(line: bytes) -> dict[str, Any]:
    """The claims of a header line, believed by nobody yet."""
    claims = read_canonical(line, limit=LIMIT)
    marker = claims.get("format")
    if isinstance(marker, str) and marker.startswith("xfb-") and marker != FORMAT:
        raise BundleError(NEWER)
    if marker != FORMAT:
        raise damaged()
    return claims


def claimed_sender(claims: Mapping[str, Any]) -> Party:
    """Who says to have sent it: needed to find the key that proves it."""
    return _party(claims.get("from"))


def claimed_receiver(claims: Mapping[str, Any]) -> Party:
    """Whom the signed text names as receiver."""
    return _party(claims.get("to"))


def check_version(claims: Mapping[str, Any]) -> None:
    """Refuse what needs a newer program, before looking at anything it may have changed."""
    if _whole(claims.get("min_reader"), least=1) > READER:
        raise BundleError(NEWER)


def parse_header(claims: Mapping[str, Any]) -> Header:
    """The header as a record; unknown members are kept in `extra`, unknown values refused."""
    check_version(claims)
    header = Header(
        kind=_one_of(claims.get("kind"), KINDS),
        sender=claimed_sender(claims),
        receiver=claimed_receiver(claims),
        epoch=_matching(claims.get("epoch"), EPOCH),
        sequence=_whole(claims.get("sequence"), least=1),
        created_at=_matching(claims.get("created_at"), _MOMENT),
        app_version=_matching(claims.get("app"), _VERSION),
        previous=_hash_or_blank(claims.get("previous")),
        journal=_journal(claims.get("journal")),
        period=_period(claims.get("period")),
        base=_one_of(claims.get("base"), BASES),
        counts=_mapping(claims.get("counts"), lambda value: _whole(value, least=0)),
        withheld=_names(claims.get("withheld")),
        payload=_payload(claims.get("zip")),
        clock_trusted=_flag(claims.get("clock_trusted")),
        algorithms=_mapping(claims.get("algorithms"), _algorithm),
        min_reader=_whole(claims.get("min_reader"), least=1),
        extra={name: value for name, value in claims.items() if name not in _KNOWN},
    )
    if dict(header.algorithms) != ALGORITHMS:
        raise BundleError(NEWER)
    return header


def _party(value: object) -> Party:
    members = _members(value, {"code", "name", "key_id"})
    name = members["name"]
    if not (isinstance(name, str) and 0 < len(name) <= LONGEST_NAME and "\n" not in name):
        raise damaged()
    return Party(_matching(members["code"], OFFICE_CODE), name, _matching(members["key_id"], _KEY_ID))


def _journal(value: object) -> Journal:
    members = _members(value, {"from_seq", "from_head", "to_seq", "to_head"})
    journal = Journal(
        _whole(members["from_seq"], least=0),
        _matching(members["from_head"], _HASH),
        _whole(members["to_seq"], least=0),
        _matching(members["to_head"], _HASH),
    )
    if journal.from_seq > journal.to_seq:
        raise damaged()
    return journal


def _period(value: object) -> Period | None:
    if value is None:
        return None
    members = _members(value, {"id", "start", "end", "name"})
    name = members["name"]
    if not (isinstance(name, str) and len(name) <= LONGEST_NAME):
        raise damaged()
    period = Period(_matching(members["id"], _PERIOD), _day(members["start"]), _day(members["end"]), name)
    if period.end < period.start:
        raise damaged()
    return period


def _payload(value: object) -> Payload:
    members = _members(value, {"sha256", "size"})
    return Payload(_matching(members["sha256"], _HASH), _whole(members["size"], least=0))


def _members(value: object, names: set[str]) -> dict[str, Any]:
    # What newer versions add stands at the top, where `extra` keeps it.
    if not (isinstance(value, dict) and names == set(value)):
        raise damaged()
    return value


def _mapping(value: object, read: Callable[[object], Item]) -> dict[str, Item]:
    if not isinstance(value, dict):
        raise damaged()
    return {_matching(name, _NAME): read(item) for name, item in value.items()}


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise damaged()
    return tuple(_matching(name, _NAME) for name in value)


def _algorithm(value: object) -> str:
    return _matching(value, _VERSION)


def _matching(value: object, pattern: re.Pattern[str]) -> str:
    if not (isinstance(value, str) and pattern.fullmatch(value)):
        raise damaged()
    return value


def _hash_or_blank(value: object) -> str:
    return "" if value == "" else _matching(value, _HASH)


def _one_of(value: object, allowed: tuple[str, ...]) -> str:
    if not (isinstance(value, str) and value in allowed):
        raise damaged()
    return value


def _whole(value: object, *, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise damaged()
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise damaged()
    return value


def _day(value: object) -> date:
    try:
        day = date.fromisoformat(str(value))
    except ValueError as error:
        raise damaged() from error
    if day.isoformat() != value:
        raise damaged()
    return day
