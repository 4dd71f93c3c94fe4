"""The data key and the slots that wrap it.

The register is encrypted with a random 32-byte data key that never leaves the program's
memory in clear. A slot wraps it with a key made from the password (Argon2id, AES-256-GCM;
the parameters are authenticated, and out-of-bounds ones are refused on reading, so nobody
can plant a weak or an endless derivation: reliability.md §4.4). Two copies, `keys.a` and
`keys.b`, so that a cut while one is written leaves the other.
"""

import base64
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.core.canonical import canonical
from app.db.engine.files import durable_replace, file_errors, make_folder
from app.errors import ForeignFileError, StorageError, WrongPassword

FORMAT = "xfb-keys-1"
COPIES = ("keys.a", "keys.b")
KEY_BYTES = 32
WRONG = "密码不对，没有打开任何数据；请核对大小写和输入法后重新输入。"


@dataclass(frozen=True)
class Cost:
    """What one guess of the password costs: memory in KiB and passes."""

    memory_kib: int
    passes: int

    def is_reasonable(self) -> bool:
        return 19 * 1024 <= self.memory_kib <= 512 * 1024 and 2 <= self.passes <= 20


STANDARD = Cost(memory_kib=64 * 1024, passes=3)
LEAST = Cost(memory_kib=19 * 1024, passes=2)  # OWASP's floor; for tests


def create_keys(folder: Path, password: str, *, cost: Cost = STANDARD) -> bytes:
    """Make a data key for a new store in `folder` and lock it with `password`."""
    make_folder(folder)
    key = secrets.token_bytes(KEY_BYTES)
    _write(folder, {"format": FORMAT, "slots": [_wrap(key, password, cost)]})
    return key


def unlock(folder: Path, password: str) -> bytes:
    """The data key of the store in `folder`.

    Raises `WrongPassword`, or `ForeignFileError` when there are no usable key files.
    """
    for slot in _read(folder)["slots"]:
        key = _unwrap(slot, password)
        if key is not None:
            return key
    raise WrongPassword(WRONG)


def wrap_secret(secret: bytes, password: str, *, cost: Cost = STANDARD) -> str:
    """`secret` under a password, as text that may lie in a database others can read."""
    return json.dumps(_wrap(secret, password, cost))


def unwrap_secret(text: str, password: str) -> bytes:
    """What `wrap_secret` locked; raises `WrongPassword`, or `ForeignFileError` for a text that was changed."""
    try:
        slot = json.loads(text)
    except ValueError as error:
        raise _tampered() from error
    secret = _unwrap(slot, password) if isinstance(slot, dict) else None
    if secret is None:
        raise WrongPassword(WRONG)
    return secret


def has_keys(folder: Path) -> bool:
    """Whether `folder` holds key files at all."""
    return any((folder / name).exists() for name in COPIES)


def _wrap(key: bytes, password: str, cost: Cost) -> dict[str, Any]:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    slot: dict[str, Any] = {
        "kind": "password",
        "kdf": {
            "name": "argon2id",
            "memory_kib": cost.memory_kib,
            "passes": cost.passes,
            "salt": _text(salt),
        },
        "nonce": _text(nonce),
    }
    wrapped = AESGCM(_derive(password, salt, cost)).encrypt(nonce, key, canonical(slot))
    return slot | {"wrapped": _text(wrapped)}


def _unwrap(slot: dict[str, Any], password: str) -> bytes | None:
    try:
        kdf = slot["kdf"]
        cost = Cost(int(kdf["memory_kib"]), int(kdf["passes"]))
        salt, nonce, wrapped = (_bytes(part) for part in (kdf["salt"], slot["nonce"], slot["wrapped"]))
        bound = canonical({name: slot[name] for name in ("kind", "kdf", "nonce")})
    except (KeyError, TypeError, ValueError) as error:
        raise _tampered() from error
    if not cost.is_reasonable():
        raise _tampered()
    try:
        return AESGCM(_derive(password, salt, cost)).decrypt(nonce, wrapped, bound)
    except InvalidTag:
        return None


def _derive(password: str, salt: bytes, cost: Cost) -> bytes:
    return Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=1, memory_cost=cost.memory_kib
    ).derive(password.encode("utf-8", "surrogatepass"))


def _write(folder: Path, content: dict[str, Any]) -> None:
    body = json.dumps(content, indent=1).encode("ascii")
    for name in COPIES:
        durable_replace(folder / name, body)


def _read(folder: Path) -> dict[str, Any]:
    """The first copy that can be read; a damaged one does not lock the office out."""
    if not has_keys(folder):
        raise ForeignFileError(
            f"“{folder}”里没有密钥文件，不是本程序的数据文件夹；请核对位置，什么也没有改动。"
        )
    for name in COPIES:
        content = _readable(folder / name)
        if content is not None:
            return content
    raise _tampered()


def _readable(path: Path) -> dict[str, Any] | None:
    if not path.exists():
        return None
    with file_errors(path):
        body = path.read_bytes()
    try:
        content = json.loads(body)
    except ValueError:
        return None
    usable = (
        isinstance(content, dict)
        and content.get("format") == FORMAT
        and isinstance(content.get("slots"), list)
    )
    return content if usable else None


def _tampered() -> StorageError:
    return ForeignFileError("密钥文件已损坏或被改动，数据没有打开；请从最近的备份恢复密钥文件。")


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
