"""Encrypted files named by a keyed hash of what is in them: each content once, verified when it is read.

A file under `ab/cdef….att` is a mark, a salt of its own and chunks of 1 MiB, each sealed with
AES-256-GCM; the chunk's place and whether it is the last are authenticated, and so is the name,
which the key is made from. So a flipped bit, a cut, a swap or an exchange of chunks is noticed
before a wrong byte is given out. Nothing holds a whole file in memory.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.db.engine.files import file_errors, make_folder, put_in_place, sync_folder
from app.errors import StorageError

MARK = b"XFBATT1\n"
CHUNK = 1024 * 1024
SUFFIX, PARTIAL = ".att", ".part"
_SALT, _TAG = 32, 16

Open = Callable[[], BinaryIO]
Watch = Callable[
    [int], object
]  # told how many bytes were read; what it raises ends the work and leaves nothing


class MissingBlob(StorageError):
    """The content is not where it should lie."""


class DamagedBlob(StorageError):
    """The content is not what was put there."""


def _unwatched(_bytes: int) -> None:
    pass


class Blobs:
    """The folder of encrypted contents under one key."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder, self._key = folder, key

    def path(self, sha256: str) -> Path:
        """Where the content of this hash lies, or would."""
        label = self.label(sha256)
        return self.folder / label[:2] / (label[2:] + SUFFIX)

    def label(self, sha256: str) -> str:
        """What the file is called: whoever has the disk and a copy of a letter cannot tell that it is here."""
        return hmac.new(
            self._key, b"xfb-attachment-name-1" + bytes.fromhex(sha256), hashlib.sha256
        ).hexdigest()

    def put(self, name: str, opened: Open, watch: Watch = _unwatched) -> tuple[str, int]:
        """Keep a content and return its hash and size; on the disk before returning, or not at all.

        It is read twice: for its hash, and to be sealed. `name` only stands in sentences. A sound
        copy that is there already is kept, a damaged one is replaced.
        """
        sha256, size = _hashed(name, opened, watch)
        if not self.is_sound(sha256, watch):
            self._write(name, sha256, opened, watch)
        return sha256, size

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """The content piece by piece; raises `MissingBlob` or `DamagedBlob` before a wrong byte is given out."""
        path, whole = self.path(sha256), hashlib.sha256()
        with _reading(path) as file:
            cipher = self._cipher(sha256, _salt(file))
            for index, record, last in _records(file):
                try:
                    piece = cipher.decrypt(_nonce(index), record, _place(index, last=last))
                except InvalidTag:
                    raise damaged() from None
                whole.update(piece)
                yield piece
        if whole.hexdigest() != sha256:
            raise damaged()

    def check(self, sha256: str, watch: Watch = _unwatched) -> None:
        """Read the whole content; raises `MissingBlob` or `DamagedBlob`."""
        for piece in self.chunks(sha256):
            watch(len(piece))

    def find(self, sha256: str) -> Path:
        """Where the content lies; raises `MissingBlob` if it does not."""
        path = self.path(sha256)
        if not path.exists():
            raise missing()
        return path

    def is_sound(self, sha256: str, watch: Watch = _unwatched) -> bool:
        """Whether the content is there and whole."""
        try:
            self.check(sha256, watch)
        except (MissingBlob, DamagedBlob):
            return False
        return True

    def copy_out(self, sha256: str, target: Path, watch: Watch = _unwatched) -> None:
        """Write the content in clear to `target`, for its owner alone, whole or not at all."""
        _write_whole(target, target, _watched(self.chunks(sha256), watch))

    def labels(self) -> Iterator[str]:
        """What lies here, whoever knows of it; see `label`."""
        with file_errors(self.folder):
            found = sorted(self.folder.glob(f"??/*{SUFFIX}"))
        yield from (path.parent.name + path.name.removesuffix(SUFFIX) for path in found)

    def sweep(self) -> None:
        """Take away what a power cut left half written."""
        with file_errors(self.folder):
            for partial in self.folder.glob(f"??/*{PARTIAL}"):
                partial.unlink(missing_ok=True)

    def copy_to(self, other: Path, sha256: str, watch: Watch = _unwatched) -> None:
        """The sealed file itself into another folder: as a second name on the same disk, else as a copy."""
        source, target = self.path(sha256), Blobs(other, self._key).path(sha256)
        _make_durably(target.parent)
        with file_errors(target):
            try:
                os.link(source, target)  # contents never change in place, so two names may share one
            except OSError:
                with source.open("rb") as file:
                    _write_whole(target, target, _watched(iter(lambda: file.read(CHUNK), b""), watch))
            sync_folder(target.parent)

    def _write(self, name: str, sha256: str, opened: Open, watch: Watch) -> None:
        path = self.path(sha256)
        _make_durably(path.parent)
        salt = secrets.token_bytes(_SALT)
        cipher, again = self._cipher(sha256, salt), hashlib.sha256()

        def sealed() -> Iterator[bytes]:
            yield MARK + salt
            for index, piece, last in _numbered(_pieces(name, opened, CHUNK)):
                again.update(piece)
                watch(len(piece))
                yield cipher.encrypt(_nonce(index), piece, _place(index, last=last))
            if again.hexdigest() != sha256:
                raise StorageError(f"“{name}”在读取时被改动了，没有添加；请等它保存好以后再添加。")

        _write_whole(path, path.with_name(name), sealed())

    def _cipher(self, sha256: str, salt: bytes) -> AESGCM:
        return AESGCM(derived(self._key, b"xfb-attachment-1" + bytes.fromhex(sha256), salt))


def _make_durably(folder: Path) -> None:
    if not folder.exists():
        make_folder(folder)
        sync_folder(folder.parent)
        sync_folder(folder.parent.parent)


def missing() -> MissingBlob:
    return MissingBlob("附件内容不见了，没有打开；请从最近的备份恢复，或重新添加原文件。")


def damaged() -> DamagedBlob:
    return DamagedBlob("附件内容已经损坏，没有打开；请从最近的备份恢复，或重新添加原文件。")


def derived(key: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    """A key for one purpose, made from another (HKDF-SHA256); it opens nothing else."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt or None, info=purpose).derive(key)


def _nonce(index: int) -> bytes:
    return index.to_bytes(12, "big")  # every file has a key of its own


def _place(index: int, *, last: bool) -> bytes:
    return index.to_bytes(8, "big") + (b"\x01" if last else b"\x00")


def _salt(file: BinaryIO) -> bytes:
    head = file.read(len(MARK) + _SALT)
    if len(head) < len(MARK) + _SALT or not head.startswith(MARK):
        raise damaged()
    return head[len(MARK) :]


def _records(file: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    return _numbered(iter(lambda: file.read(CHUNK + _TAG), b""))


def _numbered(pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """Each piece with its place and whether it is the last; an empty content is one empty piece."""
    index, waiting = 0, None
    for piece in pieces:
        if waiting is not None:
            yield index, waiting, False
            index += 1
        waiting = piece
    yield index, waiting or b"", True


def _hashed(name: str, opened: Open, watch: Watch) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(name, opened, CHUNK):
        digest.update(piece)
        size += len(piece)
        watch(len(piece))
    return digest.hexdigest(), size


def _pieces(name: str, opened: Open, length: int) -> Iterator[bytes]:
    """A foreign file from beginning to end."""
    try:
        with opened() as file:
            yield from iter(lambda: file.read(length), b"")
    except OSError as error:
        raise StorageError(
            f"“{name}”读不出来（{error.strerror or '读取出错'}），没有添加；请核对文件或U盘后再试。"
        ) from error


def _watched(pieces: Iterable[bytes], watch: Watch) -> Iterator[bytes]:
    for piece in pieces:
        watch(len(piece))
        yield piece


@contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise missing() from None
    except OSError as error:
        raise DamagedBlob(
            f"附件内容读不出来（{error.strerror}）；请检查磁盘，必要时从最近的备份恢复。"
        ) from error


def _write_whole(path: Path, named: Path, pieces: Iterable[bytes]) -> None:
    """Write beside, sync, rename, sync the folder; `named` stands in the sentence if the disk refuses."""
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}{PARTIAL}")
    with file_errors(named):
        try:
            with open(partial, "xb", opener=_owned) as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            put_in_place(partial, path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def _owned(path: str, flags: int) -> int:
    """A file that only its owner may read."""
    return os.open(path, flags, 0o600)
