"""The child process in which foreign files are read, with little memory, little time, no key and no register.

Linux enforces the limits (address space, processor time, no file written); on Windows only the wall
clock is watched, which is not proved there yet. The child stays for the next file; whatever
goes wrong in it ends it, and the next file gets a new one.
"""

import atexit
import contextlib
import os
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final

import app
from app.errors import BundleError
from app.exchange.refusals import DAMAGED, TOO_LARGE, TOO_MUCH

ADDRESS_SPACE: Final = 512 << 20
CPU_SECONDS, CPU_SECONDS_PER_MIB = 60, 20
WALL_SECONDS, WALL_SECONDS_PER_MIB = 120, 40

TABLE, ROWS, FAULT, MEMBER, REFUSED, DONE = b"T", b"R", b"F", b"M", b"E", b"D"
SENTENCES: Final = {b"damaged": DAMAGED, b"large": TOO_LARGE}
FRAME = struct.Struct(">cII")  # kind, how many rows, how many bytes follow
JOB = struct.Struct(">QI")  # how many bytes of zip follow, how many seconds of processor time it may take
LARGEST_FRAME = 16 << 20
_SWITCH = "--read-bundle"


class Sandbox:
    """One child; `read` gives what it finds, frame by frame."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=_root(), env=_environment(), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        self._in, self._out = self._process.stdin, self._process.stdout

    def read(self, pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, int, bytes]]:
        """Kind, row count and body of each frame; `BundleError` if the zip is refused or takes too much."""
        mib = 1 + (size >> 20)
        feeder = threading.Thread(
            target=_feed, args=(self._in, pieces, size, CPU_SECONDS + mib * CPU_SECONDS_PER_MIB), daemon=True
        )
        watch = threading.Timer(WALL_SECONDS + mib * WALL_SECONDS_PER_MIB, self._process.kill)
        watch.daemon = True
        feeder.start()
        watch.start()
        done = False
        try:
            for kind, count, body in self._frames():
                if kind == DONE:
                    done = True
                    return
                yield kind, count, body
        finally:
            watch.cancel()
            if not done:
                self.end()
            feeder.join()

    def end(self) -> None:
        """Stop the child at once."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._in, self._out):
            with contextlib.suppress(OSError):
                pipe.close()

    def _frames(self) -> Iterator[tuple[bytes, int, bytes]]:
        while True:
            kind, count, length = FRAME.unpack(self._exactly(FRAME.size))
            if length > LARGEST_FRAME:
                raise BundleError(TOO_MUCH)
            body = self._exactly(length)
            if kind == REFUSED:
                raise BundleError(SENTENCES.get(body, DAMAGED))
            yield kind, count, body

    def _exactly(self, length: int) -> bytes:
        data = self._out.read(length)
        if len(data) < length:  # killed by a limit, or dead
            raise BundleError(TOO_MUCH)
        return data


_idle: queue.SimpleQueue[Sandbox] = queue.SimpleQueue()


def read_apart(pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, int, bytes]]:
    """What a child finds in a zip of `size` bytes; see `Sandbox.read`."""
    try:
        child = _idle.get_nowait()
    except queue.Empty:
        child = Sandbox()
    yield from child.read(pieces, size)
    _idle.put(child)  # only a child that ended well is asked again


def end_all() -> None:
    """Stop the children that wait for work."""
    with contextlib.suppress(queue.Empty):
        while True:
            _idle.get_nowait().end()


atexit.register(end_all)


def _feed(pipe: IO[bytes], pieces: Iterable[bytes], size: int, seconds: int) -> None:
    """Runs beside the reading of the answers, so that neither side waits for the other for ever."""
    with contextlib.suppress(OSError, ValueError):  # the child may have refused and be gone
        pipe.write(JOB.pack(size, seconds))
        for piece in pieces:
            pipe.write(piece)
        pipe.flush()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, _SWITCH]
    return [sys.executable, "-m", "app.exchange.sandbox_child"]


def _root() -> Path:
    return Path(app.__file__).parents[1]


def _environment() -> dict[str, str]:
    """As little as a Python needs; no password that the parent may have been given."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "TEMP", "TMP")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONDONTWRITEBYTECODE": "1"}
