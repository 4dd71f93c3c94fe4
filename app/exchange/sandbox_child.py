"""What runs in the child process: bytes of a zip come in, what was found in it goes out.

It imports nothing that holds a key or opens a register, and takes its limits upon itself before it
reads the first byte.
"""

import contextlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import BinaryIO

from app.errors import BundleError
from app.exchange.archive import Member
from app.exchange.checking import Fault, check_zip
from app.exchange.refusals import DAMAGED
from app.exchange.sandbox import (
    ADDRESS_SPACE,
    DONE,
    FAULT,
    FRAME,
    JOB,
    MEMBER,
    REFUSED,
    ROWS,
    SENTENCES,
    TABLE,
)
from app.exchange.schemas import Row

_ROWS_TOGETHER = 200


class Teller:
    """Writes what is found as frames."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._rows: list[Row] = []

    def table(self, name: str) -> None:
        self._settle()
        self._frame(TABLE, name.encode("ascii"))

    def row(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) >= _ROWS_TOGETHER:
            self._settle()

    def fault(self, fault: Fault) -> None:
        self._frame(FAULT, _json(asdict(fault)))

    def member(self, member: Member) -> None:
        self._settle()
        self._frame(MEMBER, _json(asdict(member)))

    def done(self) -> None:
        self._settle()
        self._frame(DONE, b"")
        self._out.flush()

    def refused(self, sentence: str) -> None:
        names = {said: name for name, said in SENTENCES.items()}
        self._frame(REFUSED, names.get(sentence, names[DAMAGED]))
        self._out.flush()

    def _settle(self) -> None:
        if self._rows:
            self._frame(ROWS, _json(self._rows), len(self._rows))
            self._rows = []

    def _frame(self, kind: bytes, body: bytes, count: int = 0) -> None:
        self._out.write(FRAME.pack(kind, count, len(body)) + body)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def serve(source: BinaryIO, out: BinaryIO) -> None:
    """Read one zip after the other until there are no more, or one is refused."""
    for size, seconds in _jobs(source):
        allow_time(seconds)
        teller = Teller(out)
        try:
            check_zip(source, size, teller)
        except BundleError as refusal:
            teller.refused(str(refusal))
            return
        teller.done()


def _jobs(source: BinaryIO) -> Iterator[tuple[int, int]]:
    while len(head := source.read(JOB.size)) == JOB.size:
        yield JOB.unpack(head)


def limit() -> None:
    """No more memory than a bundle needs, no file written, no trace of the text in a core file."""
    with contextlib.suppress(ImportError):  # Windows has no such limits; the parent watches the clock
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def allow_time(seconds: int) -> None:
    """From now on so many seconds of processor time; then the system ends the process."""
    with contextlib.suppress(ImportError):
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(usage.ru_utime + usage.ru_stime) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, resource.RLIM_INFINITY))


def main() -> None:
    limit()
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
