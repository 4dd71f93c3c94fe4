"""A place for bytes on their way: in memory while they are few, else in a file nobody can read.

What lies between two steps of a bundle is people's text. On the disk it stands encrypted under a
key that is never written anywhere, so that neither a power cut nor a stolen PC gives it away,
and memory does not grow with the bundle.
"""

import json
import secrets
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, overload

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR

from app.exchange.schemas import Row

PIECE = 256 << 10
_IN_MEMORY = 2 << 20
_BLOCK = 16
_ROWS_TOGETHER = 200


class Spool:
    """Bytes that were appended and can be read again from anywhere; gone with the object."""

    def __init__(self, folder: Path | None = None) -> None:
        self.size = 0
        self._folder = folder
        self._memory = bytearray()
        self._file: IO[bytes] | None = None
        self._key = b""
        self._writer: CipherContext | None = None

    def write(self, data: bytes) -> int:
        """Append; as a file's own `write`."""
        if self._file is None and self.size + len(data) > _IN_MEMORY:
            self._move_to_disk()
        if self._file is None:
            self._memory += data
        else:
            self._append(self._file, data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits: what was written can be read."""

    def read_at(self, start: int, length: int) -> bytes:
        """Up to `length` bytes from `start`."""
        if self._file is None:
            return bytes(self._memory[start : start + length])
        skipped = start % _BLOCK
        self._file.seek(start - skipped)
        sealed = self._file.read(length + skipped)
        counter = (start // _BLOCK).to_bytes(_BLOCK, "big")
        return Cipher(AES256(self._key), CTR(counter)).decryptor().update(sealed)[skipped:]

    def pieces(self, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes from `start`, piece by piece."""
        end = self.size if length is None else min(self.size, start + length)
        while start < end:
            piece = self.read_at(start, min(PIECE, end - start))
            start += len(piece)
            yield piece

    def _move_to_disk(self) -> None:
        self._key = secrets.token_bytes(32)
        self._writer = Cipher(AES256(self._key), CTR(bytes(_BLOCK))).encryptor()
        file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - lives as long as the spool
        weakref.finalize(self, file.close)
        self._append(file, bytes(self._memory))
        self._file, self._memory = file, bytearray()

    def _append(self, file: IO[bytes], data: bytes) -> None:
        assert self._writer
        file.seek(0, 2)
        file.write(self._writer.update(data))


class Rows(Sequence[Row]):
    """The rows of one table, in the order they came; memory holds a few hundred of them at a time."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._blocks: list[tuple[int, int]] = []  # where each block of rows begins, and how long it is
        self._counts: list[int] = []
        self._waiting: list[Row] = []

    def add(self, row: Row) -> None:
        self._waiting.append(row)
        if len(self._waiting) >= _ROWS_TOGETHER:
            self._settle()

    def add_block(self, body: bytes, count: int) -> None:
        """Rows that came as one JSON list."""
        self._blocks.append((self._spool.size, len(body)))
        self._counts.append(count)
        self._spool.write(body)

    def __len__(self) -> int:
        return sum(self._counts) + len(self._waiting)

    def __iter__(self) -> Iterator[Row]:
        for start, length in tuple(self._blocks):
            yield from _read_block(self._spool.read_at(start, length))
        yield from tuple(self._waiting)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        return list(self)[place]

    def _settle(self) -> None:
        body = json.dumps(self._waiting, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        self.add_block(body, len(self._waiting))
        self._waiting = []


def _read_block(body: bytes) -> Iterable[Row]:
    found: Any = json.loads(body)
    return found if isinstance(found, list) else []
