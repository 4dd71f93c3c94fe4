"""The envelope: age-encrypted( header line, signature line, zip ).

`open_envelope` believes nothing before its turn: size, age, header, signature by the key
enrolled for that office, addressed to us, version, and only then the zip's own hash.
Where it stands in the series is for the caller, who knows what came before.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.errors import BundleError
from app.exchange.archive import MOST_BYTES
from app.exchange.header import (
    LIMIT,
    Header,
    Payload,
    check_version,
    claimed_receiver,
    claimed_sender,
    parse_header,
    read_line,
)
from app.exchange.identities import SIGNATURE_BYTES, OfficeKeys, PublicKeys, encrypt
from app.exchange.refusals import FORGED, NOT_FOR_US, TOO_LARGE, damaged, not_enrolled

Enrolled = Callable[[str, str], PublicKeys | None]
"""Asked with an office's code and a key id: the enrolled keys, or None if there are none."""

_LARGEST_FILE = MOST_BYTES + (8 << 20)  # header, signature and what age adds
_SIGNATURE_LINE = 4 * -(-SIGNATURE_BYTES // 3)


@dataclass(frozen=True)
class Opened:
    """A bundle whose sender, receiver and wholeness are proved; its zip is still unread."""

    header: Header
    zip_bytes: bytes


def seal(
    header: Header, zip_bytes: bytes, sender: OfficeKeys, recipients: Sequence[PublicKeys]
) -> tuple[bytes, Header]:
    """Sign and encrypt for `recipients` and for the sender's own recovery; also the header as sent."""
    if len(zip_bytes) > MOST_BYTES:
        raise BundleError(TOO_LARGE)
    complete = replace(header, payload=Payload(hashlib.sha256(zip_bytes).hexdigest(), len(zip_bytes)))
    signature = base64.b64encode(sender.sign(complete.signed))
    everyone = tuple(dict.fromkeys((*recipients, sender.public)))
    return encrypt(b"\n".join((complete.line, signature, zip_bytes)), everyone), complete


def open_envelope(data: bytes, me: OfficeKeys, enrolled: Enrolled) -> Opened:
    """Check everything that can be checked without reading the zip; one sentence if it fails."""
    if len(data) > _LARGEST_FILE:
        raise BundleError(TOO_LARGE)
    line, signature, zip_bytes = _parts(me.decrypt(data))
    claims = read_line(line)
    sender = claimed_sender(claims)
    public = enrolled(sender.code, sender.key_id)
    if public is None:
        raise not_enrolled(sender.code)
    if public.key_id != sender.key_id or not public.verifies(b"xfb-1\n" + line, signature):
        raise BundleError(FORGED)
    if claimed_receiver(claims).key_id != me.key_id:
        raise BundleError(NOT_FOR_US)
    check_version(claims)
    return Opened(_header(claims, line, zip_bytes), zip_bytes)


def _header(claims: dict[str, object], line: bytes, zip_bytes: bytes) -> Header:
    header = parse_header(claims)
    if header.line != line:  # what we keep must be what was signed
        raise damaged()
    if header.payload != Payload(hashlib.sha256(zip_bytes).hexdigest(), len(zip_bytes)):
        raise damaged()
    return header


def _parts(plain: bytes) -> tuple[bytes, bytes, bytes]:
    header_end = plain.find(b"\n", 0, LIMIT + 1)
    signature_end = header_end + 1 + _SIGNATURE_LINE
    if header_end < 0 or plain[signature_end : signature_end + 1] != b"\n":
        raise damaged()
    text = plain[header_end + 1 : signature_end]
    try:
        signature = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise damaged() from error
    if base64.b64encode(signature) != text or len(signature) != SIGNATURE_BYTES:
        raise damaged()
    return plain[:header_end], signature, plain[signature_end + 1 :]
