"""The data key and the slots that wrap it.

A store is encrypted with a random 32-byte data key that never lies on a disk in clear. Each slot
wraps it with one secret: the clerk's password, a second official's (Argon2id), or the recovery code
on paper (128 random bits, HKDF). What a slot says of itself is authenticated with the key it wraps,
and derivation costs outside the bounds are refused before they run, so nobody can plant a weak or
an endless one (reliability.md §4.4).

Two copies, `keys.a` and `keys.b`, each with a digest and the number of its writing: a cut while one
is written leaves the other, a flipped bit is noticed, and the newer sound copy counts.
"""

import contextlib
import json
import secrets
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.core.canonical import canonical, digest
from app.db.engine.blobs import derived
from app.db.engine.files import copy_file, durable_replace, file_errors, make_folder
from app.errors import ForeignFileError, NotAllowed, StorageError, WrongPassword

FIRST_FORMAT, FORMAT = "xfb-keys-1", "xfb-keys-2"
COPIES = ("keys.a", "keys.b")
KEY_BYTES = 32
PASSWORD, OFFICIAL, RECOVERY = "password", "official", "recovery"
_LARGEST_FILE = 64 * 1024

HALF_KEPT = "更改已经生效，原来的不能再用；但密钥文件的两份没有都写成，请检查磁盘空间和权限，然后马上备份一次，备份时会补齐。"

Slot = dict[str, Any]
Content = dict[str, Any]


class HalfKept(StorageError):
    """A change of the ways in counts, but stands in one of the two copies only."""


@dataclass(frozen=True)
class Cost:
    """What one guess of the password costs: memory in KiB and passes."""

    memory_kib: int
    passes: int

    def is_reasonable(self) -> bool:
        return 19 * 1024 <= self.memory_kib <= 512 * 1024 and 2 <= self.passes <= 20


STANDARD = Cost(memory_kib=64 * 1024, passes=3)
LEAST = Cost(memory_kib=19 * 1024, passes=2)  # OWASP's floor; for tests


_AIM, _MOST_PASSES = 0.5, 20  # seconds for one guess on this PC


def fitting_cost(clock: Callable[[], float] = time.perf_counter) -> Cost:
    """What half a second of this PC buys, never less than the standard: a quicker PC guesses no quicker."""
    begun = clock()
    _derive("", bytes(16), STANDARD)
    spent = max(clock() - begun, 1e-3)
    passes = round(STANDARD.passes * _AIM / spent)
    return Cost(STANDARD.memory_kib, min(max(passes, STANDARD.passes), _MOST_PASSES))


@dataclass(frozen=True)
class Holder:
    """Who can open the store: `kind` is `password`, `official` or `recovery`; `label` a name or the code's number."""

    id: str
    kind: str
    label: str
    since: str


def create_keys(
    folder: Path, password: str, *, cost: Cost = STANDARD, recovery: bytes = b"", since: str = ""
) -> bytes:
    """Make a data key for a new store in `folder`, locked with `password` and the recovery code if there is one."""
    make_folder(folder)
    key = secrets.token_bytes(KEY_BYTES)
    slots = [password_slot(key, PASSWORD, "", password, cost, since)]
    if recovery:
        slots.append(_recovery_slot(key, recovery, since))
    _write(folder, {"format": FORMAT, "store": secrets.token_hex(8), "generation": 1, "slots": slots})
    return key


def unlock(folder: Path, password: str) -> bytes:
    """The data key of the store in `folder`, by the clerk's password or the second official's.

    Raises `WrongPassword`, or `ForeignFileError` when there are no usable key files.
    """
    return _opened(folder, lambda slot: by_password(slot, password), WRONG_PASSWORD)


def unlock_by_code(folder: Path, recovery: bytes) -> bytes:
    """The data key, by the recovery code; raises as `unlock` does."""
    return _opened(folder, lambda slot: _by_code(slot, recovery), _WRONG_CODE)


def has_keys(folder: Path) -> bool:
    """Whether `folder` holds key files at all."""
    return any((folder / name).exists() for name in COPIES)


def store_id(folder: Path) -> str:
    """What a store is called by its backups and sticks; nothing for keys from before it had a name."""
    return str(_best(folder).get("store", ""))


def key_number(key: bytes) -> str:
    """Tells data keys apart without telling anything of them."""
    return derived(key, b"xfb-key-number-1").hex()[:16]


def code_number(recovery: bytes) -> str:
    """The number on the paper of a recovery code, by which the right sheet is found again."""
    shown = derived(recovery, b"xfb-recovery-number-1").hex()[:8].upper()
    return f"{shown[:4]}-{shown[4:]}"


def holders(folder: Path) -> tuple[Holder, ...]:
    """Who can open the store, in the order they came."""
    return tuple(
        Holder(_slot_id(slot), str(slot["kind"]), str(slot.get("label", "")), str(slot.get("since", "")))
        for slot in _best(folder)["slots"]
    )


def change_password(folder: Path, old: str, new: str, *, cost: Cost = STANDARD, since: str = "") -> None:
    """Put a new password in place of the one that opens its slot; a cut leaves the old or the new one whole."""
    for content in _last_written(_sound(folder)) or [_best(folder)]:
        for place, slot in enumerate(content["slots"]):
            key = by_password(slot, old)
            if key is not None:
                fresh = password_slot(key, slot["kind"], str(slot.get("label", "")), new, cost, since)
                content["slots"][place] = fresh
                _change(folder, content)
                return
    raise WrongPassword(WRONG_PASSWORD)


def put_password(folder: Path, key: bytes, new: str, *, cost: Cost = STANDARD, since: str = "") -> None:
    """The clerk's password anew, by whoever has opened the store another way (a lost password)."""
    _put(folder, password_slot(key, PASSWORD, "", new, cost, since), PASSWORD)


def put_official(
    folder: Path, key: bytes, name: str, password: str, *, cost: Cost = STANDARD, since: str = ""
) -> None:
    """A second official who can open the store; one at a time, a new one takes the old one's place."""
    _put(folder, password_slot(key, OFFICIAL, name, password, cost, since), OFFICIAL)


def put_recovery(folder: Path, key: bytes, recovery: bytes, *, since: str = "") -> None:
    """A new recovery code; the old sheet opens nothing from now on."""
    _put(folder, _recovery_slot(key, recovery, since), RECOVERY)


def remove_holder(folder: Path, kind: str) -> None:
    """Take a way to open away; the clerk's own password always stays."""
    if kind == PASSWORD:
        raise NotAllowed("经办人的密码不能删除", way_out="可以修改密码")
    content = _best(folder)
    content["slots"] = [slot for slot in content["slots"] if slot["kind"] != kind]
    _change(folder, content)


def bring_forward(folder: Path) -> None:
    """Keys of an older format, or copies that differ, are written anew as today's; the slots stay as they are."""
    content, found = _best(folder), [_readable(folder / name) for name in COPIES]
    if _are_at_odds(folder):
        return  # sealing the wrong one would lock the office out; both still open
    if content["format"] == FIRST_FORMAT:
        content |= {"format": FORMAT, "store": secrets.token_hex(8), "generation": 0}
        _write_next(folder, content)
    elif found[0] != found[1]:
        _write(folder, content)


def copy_keys(folder: Path, target: Path) -> None:
    """The keys beside a copy of the store, in two sound files whatever became of one of these."""
    if _are_at_odds(folder):
        for name in COPIES:
            copy_file(folder / name, target / name)
        return
    _write(target, _best(folder))


def create_like(
    folder: Path, target: Path, password: str, *, cost: Cost = STANDARD, recovery: bytes = b"", since: str = ""
) -> bytes:  # fmt: skip
    """A new data key in `target` for the store in `folder`, which keeps its name; all other ways in end."""
    store = store_id(folder)
    key = create_keys(target, password, cost=cost, recovery=recovery, since=since)
    _write_next(target, _best(target) | ({"store": store} if store else {}))
    return key


def _put(folder: Path, slot: Slot, kind: str) -> None:
    if _are_at_odds(folder):
        raise tampered()
    content = _best(folder)
    places = [at for at, other in enumerate(content["slots"]) if other["kind"] == kind]
    content["slots"] = [other for other in content["slots"] if other["kind"] != kind]
    content["slots"].insert(places[0] if places else len(content["slots"]), slot)
    _change(folder, content)


def _opened(folder: Path, attempt: Callable[[Slot], bytes | None], wrong: str) -> bytes:
    """The key by the first slot that opens; of damaged copies what still holds together is tried, too."""
    sound, unreadable = _sound(folder), False
    for content in _last_written(sound) or _parsed(folder):
        try:
            for slot in content["slots"]:
                if (key := attempt(slot)) is not None:
                    return key
        except ForeignFileError:
            unreadable = True
    if unreadable or not sound:
        raise tampered()
    raise WrongPassword(wrong)


def _last_written(sound: list[Content]) -> list[Content]:
    """The contents of the last writing: one, but two of the first format, which had no digest, may differ."""
    last = [content for content in sound if content.get("generation", 0) == sound[0].get("generation", 0)]
    return last[:1] + [content for content in last[1:] if content != last[0]]


def _are_at_odds(folder: Path) -> bool:
    """Two copies of the first format, one of them damaged, and no digest to tell which."""
    return len(_last_written(_sound(folder))) > 1


def password_slot(key: bytes, kind: str, label: str, password: str, cost: Cost, since: str) -> Slot:
    """A way to `key` by a password; `cost` is what one guess costs."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    slot = _new_slot(kind, label, since, nonce) | {
        "kdf": {
            "name": "argon2id", "memory_kib": cost.memory_kib, "passes": cost.passes, "salt": _text(salt),
        },
    }  # fmt: skip
    return _wrapped(slot, key, _derive(password, salt, cost))


def _recovery_slot(key: bytes, recovery: bytes, since: str) -> Slot:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    slot = _new_slot(RECOVERY, code_number(recovery), since, nonce)
    slot["kdf"] = {"name": "hkdf", "salt": _text(salt)}
    return _wrapped(slot, key, derived(recovery, b"xfb-recovery-1", salt))


def _new_slot(kind: str, label: str, since: str, nonce: bytes) -> Slot:
    return {"id": secrets.token_hex(4), "kind": kind, "label": label, "since": since, "nonce": _text(nonce)}


def _wrapped(slot: Slot, key: bytes, secret: bytes) -> Slot:
    return slot | {"wrapped": _text(AESGCM(secret).encrypt(_bytes(slot["nonce"]), key, canonical(slot)))}


def by_password(slot: Slot, password: str) -> bytes | None:
    """What the slot holds, if the password opens it."""
    if slot.get("kind") == RECOVERY:
        return None
    with as_tampering():
        kdf = slot["kdf"]
        cost, salt = Cost(int(kdf["memory_kib"]), int(kdf["passes"])), _bytes(kdf["salt"])
    if not cost.is_reasonable():
        raise tampered()
    return _unwrapped(slot, _derive(password, salt, cost))


def _by_code(slot: Slot, recovery: bytes) -> bytes | None:
    if slot.get("kind") != RECOVERY:
        return None
    with as_tampering():
        salt = _bytes(slot["kdf"]["salt"])
    return _unwrapped(slot, derived(recovery, b"xfb-recovery-1", salt))


def _unwrapped(slot: Slot, secret: bytes) -> bytes | None:
    with as_tampering():
        nonce, wrapped = _bytes(slot["nonce"]), _bytes(slot["wrapped"])
        bound = canonical({name: value for name, value in slot.items() if name != "wrapped"})
        try:
            return AESGCM(secret).decrypt(nonce, wrapped, bound)
        except InvalidTag:
            return None


def _derive(password: str, salt: bytes, cost: Cost) -> bytes:
    return Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=1, memory_cost=cost.memory_kib
    ).derive(password.encode("utf-8", "surrogatepass"))


def _slot_id(slot: Slot) -> str:
    return str(slot.get("id") or digest(slot)[:8])


def _change(folder: Path, content: Content) -> None:
    """Write a change of the ways in; once one of the two copies holds it, it counts, whatever became of the other."""
    before = [_readable(folder / name) for name in COPIES]
    try:
        _write_next(folder, content)
    except StorageError as error:
        if [_readable(folder / name) for name in COPIES] == before:
            raise
        raise HalfKept(HALF_KEPT) from error


def _write_next(folder: Path, content: Content) -> None:
    _write(folder, content | {"generation": int(content.get("generation", 0)) + 1})


def _write(folder: Path, content: Content) -> None:
    plain = {name: value for name, value in content.items() if name != "digest"}
    body = json.dumps(plain | {"digest": digest(plain)}, indent=1, ensure_ascii=False).encode("utf-8")
    for name in COPIES:
        durable_replace(folder / name, body)


def _best(folder: Path) -> Content:
    """The newest sound copy; what is damaged in both is for no change, only for opening."""
    sound = _sound(folder)
    if not sound:
        raise tampered()
    return sound[0]


def _sound(folder: Path) -> list[Content]:
    """The copies that are whole, the one that was written last first."""
    if not has_keys(folder):
        raise ForeignFileError(
            f"“{folder}”里没有密钥文件，不是本程序的数据文件夹；请核对位置，什么也没有改动。"
        )
    found = [content for content in _parsed(folder) if _is_whole(content)]
    return sorted(found, key=lambda content: int(content.get("generation", 0)), reverse=True)


def _parsed(folder: Path) -> Iterator[Content]:
    for name in COPIES:
        content = _readable(folder / name)
        if content is not None:
            yield content


def _is_whole(content: Content) -> bool:
    if content["format"] == FIRST_FORMAT:
        return True  # it had no digest
    plain = {name: value for name, value in content.items() if name != "digest"}
    try:
        return content.get("digest") == digest(plain) and isinstance(content["generation"], int)
    except (KeyError, TypeError, ValueError):
        return False


def _readable(path: Path) -> Content | None:
    if not path.exists():
        return None
    with file_errors(path), path.open("rb") as file:
        body = file.read(_LARGEST_FILE)
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None
    usable = (
        isinstance(content, dict)
        and content.get("format") in {FIRST_FORMAT, FORMAT}
        and isinstance(content.get("slots"), list)
        and all(isinstance(slot, dict) for slot in content["slots"])
    )
    return content if usable else None


@contextlib.contextmanager
def as_tampering() -> Iterator[None]:
    """What cannot be read in a slot was not written by us."""
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise tampered() from error


WRONG_PASSWORD = "密码不对，没有打开任何数据；请核对大小写和输入法后重新输入。"
_WRONG_CODE = "这不是这份数据的恢复码，没有打开任何数据；请核对纸上的编号，或者换一张恢复码。"


def tampered() -> StorageError:
    """The sentence for keys that were not written by us."""
    return ForeignFileError("密钥文件已损坏或被改动，数据没有打开；请从最近的备份恢复密钥文件。")


def _text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
