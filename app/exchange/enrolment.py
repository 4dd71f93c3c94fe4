"""The enrolment file (登记表, NAME.xfe): an office introduces its public keys to another.

The file proves that whoever wrote it holds the signing key, not who that is: that is said
by the sealed sheet of paper, on which the thirty digits stand.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any

from app.core.canonical import Json, canonical
from app.errors import BundleError
from app.exchange.characters import plain
from app.exchange.identities import (
    SIGNATURE_BYTES,
    OfficeKeys,
    PublicKeys,
    check_number,
    printed,
    read_public,
)
from app.exchange.practice import MARK, marked
from app.exchange.refusals import NEWER, NOT_ENROLMENT
from app.exchange.strict_json import read_canonical

FORMAT = "xfe-1"
ROLES = ("township", "county")
OFFICE_CODE = re.compile(r"[0-9]{12}")
EPOCH = re.compile(r"[0-9a-f]{8,32}")
LONGEST_NAME = 100

_LIMIT = 4_096
_FIELDS = {"format", "role", "office", "age", "ed25519", "epoch", "self_signature"}


@dataclass(frozen=True)
class Enrolment:
    """One office as it introduces itself; `epoch` is the running life of its register, `practice` says 练习."""

    role: str
    code: str
    name: str
    public: PublicKeys
    epoch: str
    practice: bool = False

    @property
    def check_number(self) -> str:
        return check_number(self.code, self.public)

    @property
    def printed_check_number(self) -> str:
        return printed(self.check_number)


def write_enrolment(
    role: str, code: str, name: str, keys: OfficeKeys, epoch: str, *, practice: bool = False
) -> bytes:
    """The file an office hands to the other side together with its sealed sheet."""
    public = keys.public
    content: dict[str, Json] = {
        "format": FORMAT,
        "role": role,
        "office": {"code": code, "name": plain(name)},
        "age": public.age_recipient,
        "ed25519": public.ed25519,
        "epoch": epoch,
        **marked(practice=practice),
    }
    signature = base64.b64encode(keys.sign(_signed(content))).decode("ascii")
    return canonical({**content, "self_signature": signature}) + b"\n"


def read_enrolment(data: bytes) -> Enrolment:
    """Check shape, sizes, keys and self-signature; `BundleError` for everything else."""
    content = _content(data)
    signature = content.pop("self_signature")
    code, name = _office(content["office"])
    role, epoch = content["role"], content["epoch"]
    if role not in ROLES or not (isinstance(epoch, str) and EPOCH.fullmatch(epoch)):
        raise BundleError(NOT_ENROLMENT)
    public = read_public(content["age"], content["ed25519"])
    if not public.verifies(_signed(content), _signature(signature)):
        raise BundleError(NOT_ENROLMENT)
    return Enrolment(role, code, name, public, epoch, practice=MARK in content)


def qr_text(data: bytes) -> str:
    """What the QR code on the sheet holds: the file's one line, so that a camera replaces the stick."""
    return data.decode("utf-8").rstrip("\n")


def _content(data: bytes) -> dict[str, Any]:
    try:
        content = read_canonical(data.removesuffix(b"\n"), limit=_LIMIT)
    except BundleError as error:
        raise BundleError(NOT_ENROLMENT) from error
    marker = content.get("format")
    if isinstance(marker, str) and marker.startswith("xfe-") and marker != FORMAT:
        raise BundleError(NEWER)
    if marker != FORMAT or set(content) - {MARK} != _FIELDS or content.get(MARK, True) is not True:
        raise BundleError(NOT_ENROLMENT)
    return content


def _office(office: object) -> tuple[str, str]:
    if not (isinstance(office, dict) and set(office) == {"code", "name"}):
        raise BundleError(NOT_ENROLMENT)
    code, name = office["code"], office["name"]
    if not (isinstance(code, str) and OFFICE_CODE.fullmatch(code)):
        raise BundleError(NOT_ENROLMENT)
    if not (isinstance(name, str) and 0 < len(name) <= LONGEST_NAME and "\n" not in name):
        raise BundleError(NOT_ENROLMENT)
    return code, name


def _signature(text: object) -> bytes:
    try:
        raw = base64.b64decode(str(text).encode("ascii"), validate=True)
    except (ValueError, binascii.Error) as error:
        raise BundleError(NOT_ENROLMENT) from error
    if len(raw) != SIGNATURE_BYTES or base64.b64encode(raw).decode("ascii") != text:
        raise BundleError(NOT_ENROLMENT)
    return raw


def _signed(content: dict[str, Any]) -> bytes:
    return b"xfe-1\n" + canonical(content)
