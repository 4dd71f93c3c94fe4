"""The envelope: age-encrypted( header line, signature line, zip ).

`open_envelope` believes nothing before its turn: size, age, header, signature by the key
enrolled for that office, addressed to us, version, and only then the zip's own hash.
Where it stands in the series is for the caller, who knows what came before. The bytes pass
through; memory does not grow with them.
"""

import base64
import binascii
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import BundleError, StorageError
from app.exchange.archive import MOST_BYTES, Writable
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
from app.exchange.identities import SIGNATURE_BYTES, OfficeKeys, PublicKeys, encrypt_to
from app.exchange.refusals import FORGED, NOT_FOR_US, TOO_LARGE, damaged, not_enrolled
from app.exchange.spool import Spool

Enrolled = Callable[[str, str], PublicKeys | None]
"""Asked with an office's code and a key id: the enrolled keys, or None if there are none."""

_LARGEST_FILE = MOST_BYTES + (8 << 20)  # header, signature and what age adds
_SIGNATURE_LINE = 4 * -(-SIGNATURE_BYTES // 3)


@dataclass(frozen=True)
class Opened:
    """A bundle whose sender, receiver and wholeness are proved; its zip, from `start` on, is still unread."""

    header: Header
    spool: Spool
    start: int

    @property
    def size(self) -> int:
        return self.spool.size - self.start

    def zip_pieces(self) -> Iterator[bytes]:
        return self.spool.pieces(self.start)


def seal(
    header: Header, zipped: Spool, sender: OfficeKeys, recipients: Sequence[PublicKeys], target: Writable
) -> Header:
    """Sign and encrypt to `target` for `recipients` and for the sender's own recovery; the header as sent."""
    if zipped.size > MOST_BYTES:
        raise BundleError(TOO_LARGE)
    complete = replace(header, payload=Payload(_sha256(zipped.pieces()), zipped.size))
    signature = base64.b64encode(sender.sign(complete.signed))
    everyone = tuple(dict.fromkeys((*recipients, sender.public)))
    lines = complete.line + b"\n" + signature + b"\n"
    encrypt_to(target, _Joined([lines], zipped.pieces()), everyone)
    return complete


def open_envelope(source: Path | bytes, me: OfficeKeys, enrolled: Enrolled) -> Opened:
    """Check everything that can be checked without reading the zip; one sentence if it fails."""
    spool = Spool()
    _decrypt(source, me, spool)
    line, signature, start = _parts(spool)
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
    header = parse_header(claims)
    if header.line != line:  # what we keep must be what was signed
        raise damaged()
    if header.payload != Payload(_sha256(spool.pieces(start)), spool.size - start):
        raise damaged()
    return Opened(header, spool, start)


def _decrypt(source: Path | bytes, me: OfficeKeys, spool: Spool) -> None:
    if isinstance(source, bytes):
        if len(source) > _LARGEST_FILE:
            raise BundleError(TOO_LARGE)
        me.decrypt_to(spool, io.BytesIO(source))
        return
    try:
        if source.stat().st_size > _LARGEST_FILE:
            raise BundleError(TOO_LARGE)
        with source.open("rb") as file:
            me.decrypt_to(spool, file)
    except OSError as error:
        raise StorageError(
            f"“{source.name}”读不出来（{error.strerror or '读取出错'}），什么也没有改动；请核对文件或U盘后再试。"
        ) from error


def _parts(spool: Spool) -> tuple[bytes, bytes, int]:
    """Header line, signature, and where the zip begins."""
    head = spool.read_at(0, min(spool.size, LIMIT + 2 + _SIGNATURE_LINE))
    header_end = head.find(b"\n", 0, LIMIT + 1)
    signature_end = header_end + 1 + _SIGNATURE_LINE
    if header_end < 0 or head[signature_end : signature_end + 1] != b"\n":
        raise damaged()
    text = head[header_end + 1 : signature_end]
    try:
        signature = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise damaged() from error
    if base64.b64encode(signature) != text or len(signature) != SIGNATURE_BYTES:
        raise damaged()
    return head[:header_end], signature, signature_end + 1


def _sha256(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


class _Joined:
    """Several runs of pieces, read as one file."""

    def __init__(self, *runs: Iterable[bytes]) -> None:
        self._pieces = (piece for run in runs for piece in run)
        self._left = b""

    def read(self, length: int = -1) -> bytes:
        if length < 0:
            rest, self._left = self._left + b"".join(self._pieces), b""
            return rest
        if not self._left:
            self._left = next(self._pieces, b"")
        piece, self._left = self._left[:length], self._left[length:]
        return piece
