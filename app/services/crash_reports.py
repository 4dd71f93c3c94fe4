"""Reports of our own mistakes, kept beside the register until somebody asks for them.

They hold places in the program and kinds of errors, never a value: what a petitioner said is in none of
them. They are numbered, not dated, because a clock may be wrong; the oldest go.
"""

import contextlib
import faulthandler
import re
from dataclasses import dataclass
from pathlib import Path

from app.db.engine.files import durable_replace, file_errors, make_folder
from app.errors import StorageError

FOLDER, MOST = "reports", 20
_HARD_STOP = "hard-stop.txt"


@dataclass(frozen=True)
class KeptReport:
    """One report as the clerk saw it."""

    number: int
    text: str


class CrashReports:
    """The kept reports of one data folder."""

    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder / FOLDER

    def keep(self, text: str) -> int:
        """Keep a report the clerk has seen; its number, or 0 if the disk does not take it."""
        number = max((report.number for report in self.kept()), default=0) + 1
        with contextlib.suppress(StorageError):
            make_folder(self._folder)
            durable_replace(self._path(number), text.encode("utf-8"))
            for old in self.kept()[:-MOST]:
                self._path(old.number).unlink(missing_ok=True)
            return number
        return 0

    def kept(self) -> tuple[KeptReport, ...]:
        """The oldest first."""
        found = sorted(path for path in self._folder.glob("????????.txt") if path.stem.isdecimal())
        with file_errors(self._folder):
            return tuple(KeptReport(int(path.stem), path.read_text("utf-8", "replace")) for path in found)

    def watch_for_a_hard_stop(self) -> str:
        """What the last run wrote when Python itself was ended, and write the same for this one."""
        path = self._folder / _HARD_STOP
        with contextlib.suppress(OSError, StorageError):
            before = _without_folders(path.read_text("utf-8", "replace")) if path.exists() else ""
            make_folder(self._folder)
            faulthandler.enable(path.open("w", encoding="utf-8"))  # open as long as the program runs
            return before
        return ""

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:08}.txt"


def _without_folders(text: str) -> str:
    """Only the ends of paths: what comes before may hold the user's name."""
    return re.sub(r'"([^"]*)"', lambda found: '"' + "/".join(Path(found[1]).parts[-3:]) + '"', text)
