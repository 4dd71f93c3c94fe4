"""An office's keys: one pair to receive with (age X25519), one to sign with (Ed25519).

The private halves never leave the office's own encrypted store; the public halves travel
on a sealed sheet of paper, where thirty digits let two people compare them over a desk.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.errors import BundleError
from app.exchange.archive import Readable, Writable
from app.exchange.refusals import NOT_ENROLMENT, NOT_FOR_US, damaged

SIGNATURE_BYTES = 64
CHECK_DIGITS = 30

_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_ED25519 = re.compile(r"[0-9a-f]{64}")
_ROUNDS = 5_200  # as Signal's safety numbers: makes searching for a look-alike key slower


@dataclass(frozen=True)
class PublicKeys:
    """What others may know of an office: where to encrypt to, what to check signatures with."""

    age_recipient: str
    ed25519: str

    @property
    def key_id(self) -> str:
        """Sixteen hexadecimal digits that name this pair of keys in a header."""
        return hashlib.sha256(_both(self)).hexdigest()[:16]

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Whether the office that holds the private half signed exactly `message`."""
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.ed25519)).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class OfficeKeys:
    """An office's private keys. Shown nowhere, kept only inside the office's encrypted store."""

    age_identity: str = field(repr=False)
    ed25519_seed: str = field(repr=False)

    @property
    def public(self) -> PublicKeys:
        recipient = str(pyrage.x25519.Identity.from_str(self.age_identity).to_public())
        return PublicKeys(recipient, self._signer().public_key().public_bytes_raw().hex())

    @property
    def key_id(self) -> str:
        return self.public.key_id

    def sign(self, message: bytes) -> bytes:
        """An Ed25519 signature (64 bytes) over `message`."""
        return self._signer().sign(message)

    def decrypt_to(self, target: Writable, source: Readable) -> None:
        """Write what is inside an age file to `target`; `BundleError` if it is damaged or locked for someone else.

        What was written counts only when this returns: the last piece proves the others.
        """
        reading, writing = _Noted(source.read), _Noted(target.write)
        try:
            pyrage.decrypt_io(reading, writing, [pyrage.x25519.Identity.from_str(self.age_identity)])
        except (pyrage.DecryptError, OSError) as error:
            reading.raise_own()
            writing.raise_own()
            if "No matching keys" in str(error):
                raise BundleError(NOT_FOR_US) from error
            raise damaged() from error

    def to_dict(self) -> dict[str, str]:
        """For the office's own store; nobody else may see it."""
        return {"age": self.age_identity, "ed25519": self.ed25519_seed}

    @classmethod
    def from_dict(cls, stored: Mapping[str, str]) -> "OfficeKeys":
        return cls(stored["age"], stored["ed25519"])

    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.ed25519_seed))


def generate() -> OfficeKeys:
    """New keys for an office that is being set up, from the system's own randomness."""
    signer = Ed25519PrivateKey.generate()
    return OfficeKeys(str(pyrage.x25519.Identity.generate()), signer.private_bytes_raw().hex())


def read_public(age_recipient: object, ed25519: object) -> PublicKeys:
    """Public keys that came from outside; `BundleError` if they are none."""
    if not (isinstance(age_recipient, str) and _RECIPIENT.fullmatch(age_recipient)):
        raise BundleError(NOT_ENROLMENT)
    if not (isinstance(ed25519, str) and _ED25519.fullmatch(ed25519)):
        raise BundleError(NOT_ENROLMENT)
    try:
        pyrage.x25519.Recipient.from_str(age_recipient)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(ed25519))
    except (pyrage.RecipientError, ValueError) as error:
        raise BundleError(NOT_ENROLMENT) from error
    return PublicKeys(age_recipient, ed25519)


def encrypt_to(target: Writable, source: Readable, recipients: tuple[PublicKeys, ...]) -> None:
    """Write an age file that each of `recipients` can open."""
    keys = [pyrage.x25519.Recipient.from_str(public.age_recipient) for public in recipients]
    writing = _Noted(target.write)
    try:
        pyrage.encrypt_io(source, writing, keys)
    except OSError:
        writing.raise_own()
        raise


class _Noted:
    """A file's `read` or `write` that remembers its own trouble: the library tells it as damage of the content."""

    def __init__(self, act: Callable[[Any], Any]) -> None:
        self._act = act
        self._own: OSError | None = None

    def __call__(self, what: Any) -> Any:  # noqa: ANN401  (a length or bytes)
        try:
            return self._act(what)
        except OSError as error:
            self._own = error
            raise

    read = write = __call__

    def flush(self) -> None:
        """What holds back nothing has nothing to flush."""

    def raise_own(self) -> None:
        """Raise the trouble of the disk or the stick, if that was it."""
        if self._own is not None:
            raise self._own


@lru_cache(maxsize=64)  # thousands of rounds, asked for by every page that shows it
def check_number(office_code: str, public: PublicKeys) -> str:
    """Thirty digits (校验码) that two people compare on paper: same digits, same office, same keys."""
    value = b"xfe-1\n" + office_code.encode("ascii") + b"\n" + _both(public)
    for _ in range(_ROUNDS):
        value = hashlib.sha512(value + _both(public)).digest()
    groups = (int.from_bytes(value[start : start + 5], "big") % 100_000 for start in range(0, 30, 5))
    return "".join(f"{group:05d}" for group in groups)


def printed(number: str) -> str:
    """The thirty digits as they stand on the sheet: six groups of five."""
    return " ".join(number[start : start + 5] for start in range(0, CHECK_DIGITS, 5))


def _both(public: PublicKeys) -> bytes:
    return f"{public.age_recipient}\n{public.ed25519}".encode("ascii")
