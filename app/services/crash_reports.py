"""Reports of our own mistakes, kept beside the register until somebody asks for them.

They hold places in the program and kinds of errors, never a value: what a petitioner said is in none of
them. They are numbered, not dated, because a clock may be wrong; the oldest go.
"""

import contextlib
import faulthandler
import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from app import errors
from app.db.engine.files import durable_replace, file_errors, make_folder
from app.errors import StorageError

FOLDER, MOST = "reports", 20
_LONGEST = 20_000
_HARD_STOP = "hard-stop.txt"
_OURS = ("app", "site-packages", "installer", "tests")  # what lies above these is the user's own
_NAME = r"(?:[A-Za-z_][A-Za-z0-9_]{0,60}|<[a-z]{1,10}>)"
_CLASS = re.compile(r"[A-Z][A-Za-z]{0,40}(?:Error|Exception|Exit|Interrupt|Iteration)")
_OWN_CLASSES = frozenset(name for name in vars(errors) if name[0].isupper())
_FRAME = re.compile(rf"  ([^\n]+\.pyc?):([0-9]{{1,6}}) ({_NAME})")
_HARD_FRAME = re.compile(rf'  File "([^"]+)", line ([0-9]{{1,6}}) in ({_NAME})')
_HARD_HEAD = re.compile(
    r"(Fatal Python error: (?:Segmentation fault|Aborted|Bus error|Illegal instruction|Floating-point exception)"
    r"|Windows fatal exception: (?:access violation|stack overflow|code 0x[0-9a-f]{8})).*"
)


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

    def last_hard_stop(self) -> str:
        """What Python wrote when it was ended in this run or the last; empty if it was not."""
        with contextlib.suppress(OSError):
            return (self._folder / _HARD_STOP).read_text("utf-8", "replace")[:_LONGEST]
        return ""

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


def place_of(filename: str) -> str:
    """Where in the program a file lies. Of any other file only the name: its folders may hold the user's name."""
    parts = PurePath(filename.replace("\\", "/")).parts
    own = [at for at, part in enumerate(parts) if part in _OURS]
    inside = parts[own[-1] :] if own else parts[-1:]
    return "/".join(part if part.isascii() else "…" for part in inside)


def classes_and_places(text: str) -> list[str]:
    """Of a report only what has the shape of a kind of error or of a place in the program; all else is left out.

    A kept report should hold nothing else; whoever hands it on should not have to trust that.
    """
    return [kept for line in text.splitlines() if (kept := _shaped(line))]


def _shaped(line: str) -> str:
    if line in _OWN_CLASSES or _CLASS.fullmatch(line):
        return line
    if found := _FRAME.fullmatch(line):
        return f"  {place_of(found[1])}:{found[2]} {found[3]}"
    if found := _HARD_FRAME.fullmatch(line):
        return f"  {place_of(found[1])}:{found[2]} {found[3]}"
    found = _HARD_HEAD.fullmatch(line)
    return found[1] if found else ""


def _without_folders(text: str) -> str:
    return re.sub(r'"([^"]*)"', lambda found: '"' + place_of(found[1]) + '"', text)
