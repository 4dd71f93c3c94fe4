"""Files on their way into the store: opened here, read in a child process, while another is being written.

Reading keeps one processor busy and writing another, so a folder of bundles takes as long as the slower of the
two and not as both together. Only bytes are read ahead; the store is asked by one thread alone.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Self

from app.county.store import File
from app.errors import AppError
from app.exchange.bundles import Bundle, read_opened
from app.exchange.envelope import Opened


@dataclass(frozen=True)
class Looked:
    """One file whose envelope was looked at: `opened` if it can be believed, else why not; `reading` once begun."""

    name: str
    file: File
    opened: Opened | None = None
    refusal: AppError | None = None
    reading: Future[Bundle] | None = None

    @property
    def code(self) -> str:
        """Whose it is; nothing of a file that cannot be believed."""
        return self.opened.header.sender.code if self.opened else ""

    def believed(self) -> Opened:
        """Its envelope; raises for one that cannot be believed."""
        if self.opened is None:
            raise self.refusal or AppError()
        return self.opened

    def bundle(self) -> Bundle:
        """Everything in it, checked; raises `BundleError`."""
        return self.reading.result() if self.reading else read_opened(self.believed())


class ReadingAhead:
    """Reads one file at a time beside the work that goes on."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading-ahead")

    def read(self, looked: Looked) -> Looked:
        """The same file, with its reading begun."""
        reading = self._pool.submit(read_opened, looked.believed())
        return Looked(looked.name, looked.file, looked.opened, reading=reading)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
