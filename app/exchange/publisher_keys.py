"""Who may publish this program: the public keys we ship, and what they vouch for.

The private half never enters the program or its sources. A key is followed by another in a package that is
signed with the old one: the new program brings the new key with it. Without a key nothing is vouched for.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.core.canonical import Json, canonical
from app.errors import BundleError, StorageError
from app.exchange.strict_json import read_canonical

FORMAT, SUFFIX = "xfu-key-1", ".xfk"
_ED25519 = re.compile(r"[0-9a-f]{64}")
_LIMIT, _MOST_KEYS = 1_024, 8


@dataclass(frozen=True)
class PublisherKey:
    """The public half of a publisher's key; `name` says whose it is."""

    ed25519: str
    name: str

    @property
    def id(self) -> str:
        """Sixteen digits by which people name the key."""
        return hashlib.sha256(bytes.fromhex(self.ed25519)).hexdigest()[:16]

    def vouches_for(self, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.ed25519)).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def write_publisher_key(key: PublisherKey) -> bytes:
    """The file that ships in `resources/publisher`."""
    content: dict[str, Json] = {"format": FORMAT, "ed25519": key.ed25519, "name": key.name}
    return canonical(content) + b"\n"


def trusted_keys(folder: Path) -> tuple[PublisherKey, ...]:
    """Every key we ship, usually one, two while one follows another; a spoilt file is no reason to trust fewer."""
    found = sorted(folder.glob(f"*{SUFFIX}"))[:_MOST_KEYS]
    return tuple(_read(path) for path in found)


def _read(path: Path) -> PublisherKey:
    try:
        content = read_canonical(path.read_bytes().removesuffix(b"\n"), limit=_LIMIT)
        key = PublisherKey(str(content["ed25519"]), str(content["name"]))
        sound = content["format"] == FORMAT and _ED25519.fullmatch(key.ed25519)
    except (OSError, BundleError, KeyError) as error:
        raise _unsound(path) from error
    if not sound:
        raise _unsound(path)
    return key


def _unsound(path: Path) -> StorageError:
    return StorageError(
        f"发布者公钥文件“{path.name}”已损坏，没有升级，程序和数据没有变化；请重新安装本程序。"
    )
