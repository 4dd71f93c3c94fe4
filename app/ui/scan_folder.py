"""The folder the scanner writes to: chosen once for this screen, and the newest files in it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

MOST_SHOWN = 20


@dataclass(frozen=True)
class Scan:
    """One file in the scanner's folder."""

    path: Path
    size: int
    written: datetime


class ScanFolder:
    """Reads and keeps the choice through two functions, so that a test needs no settings file."""

    def __init__(
        self, read: Callable[[], str] = lambda: "", keep: Callable[[str], object] = lambda _text: None
    ) -> None:
        self._chosen, self._keep = read(), keep

    def path(self) -> Path | None:
        """The folder, if one was chosen."""
        return Path(self._chosen) if self._chosen else None

    def choose(self, folder: Path) -> None:
        self._chosen = str(folder)
        self._keep(self._chosen)


def newest(folder: Path, most: int = MOST_SHOWN) -> tuple[Scan, ...]:
    """The newest files, the last written first; raises OSError if the folder cannot be read.

    Hidden files and those still being written under another name (.tmp, .part) are left out.
    """
    found: list[Scan] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file() and not entry.name.startswith((".", "~$")) and not _unfinished(entry.name):
                state = entry.stat()
                found.append(
                    Scan(Path(entry.path), state.st_size, datetime.fromtimestamp(state.st_mtime).astimezone())
                )
    return tuple(sorted(found, key=lambda scan: scan.written, reverse=True)[:most])


def _unfinished(name: str) -> bool:
    return name.lower().endswith((".tmp", ".part", ".crdownload")) or name.lower() == "thumbs.db"
