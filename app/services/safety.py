"""Safety of a store: proofs that it is whole, copies, rehearsals, and how it stands with both.

The same ladder for a township's register and a county's store; see `app.services.kept`.
"""

import contextlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.backups import DISK, HERE, OTHER, STICK, LastCopy, days_uncovered, is_due, is_red
from app.db.engine.keys import key_number, store_id
from app.errors import DamageError, StorageError
from app.services import second_disk
from app.services.backups import ASKED, BY_ITSELF, FOLDER, Copy, list_copies, make_copy
from app.services.kept import Kept, Revivable
from app.services.progress import Progress, share, unheard
from app.services.restoring import rehearse
from app.services.second_disk import SecondDisk
from app.services.sticks import Stick, find_sticks, on_another_disk, plugged_in, prepare_stick

DRILL_AFTER = 7  # days
MOST_COUNTED = 2000  # entries; more are not counted on
COPY_EVERY = 4  # hours
LARGEST_AT_END = 256 * 1024 * 1024  # about two seconds
SCRATCH = "drill"


@dataclass(frozen=True)
class VerifyReport:
    """What a check found: sentences for the clerk, and whether all is well."""

    ok: bool
    lines: tuple[str, ...]
    entries: int
    head: str


@dataclass(frozen=True)
class Drill:
    """A rehearsal: which copy, when, and whether it came to life as it should."""

    ok: bool
    name: str
    on: date
    sentence: str


@dataclass(frozen=True)
class SafetyStanding:
    """Today's two lines: how old the last copy off this disk is, and how the last rehearsal ended.

    `disk` is the second disk, `disk_on` the day of the last copy there.
    """

    days: int
    entries: int
    red: bool
    due: bool
    last_on: date | None
    drill: Drill | None
    disk: SecondDisk | None = None
    disk_on: date | None = None

    @property
    def disk_is_gone(self) -> bool:
        """A second disk was chosen, and cannot be found."""
        return self.disk is not None and self.disk.place is None

    @property
    def counted(self) -> str:
        """37条记录, or 2000多条记录 where counting on would keep the page waiting."""
        return f"{MOST_COUNTED}多条记录" if self.entries >= MOST_COUNTED else f"{self.entries}条记录"


class Safety:
    """Checking, copying and rehearsing."""

    def __init__(self, kept: Kept, revival: Revivable) -> None:
        self._kept, self._revival = kept, revival
        self.shortfall: tuple[str, ...] = ()  # what the last copy could not carry, as sentences

    def verify(self, *, full: bool = False, progress: Progress = unheard) -> VerifyReport:
        """Check file and history; with `full` also what takes long. A store that fails takes nothing in any more."""
        try:
            problems, sound = self._kept.verify(full=full, progress=progress)
        except DamageError as error:
            return VerifyReport(False, (str(error),), 0, "")
        seq, head = self._kept.kind.head(self._kept.store)
        return VerifyReport(not problems, problems or sound, seq, head)

    def backup(
        self, folder: Path | None = None, *, progress: Progress = unheard, reason: str = ASKED
    ) -> Path:
        """A complete copy, opened and checked before it gets its final name.

        An attachment that is broken here stops no copy of the rest; `shortfall` then names it.
        """
        self.shortfall = ()
        place = HERE if folder is None else STICK if on_another_disk(folder, self._folder) else OTHER
        return self._copy(folder or self._folder / FOLDER, place, reason, progress)

    def backup_to(self, stick: Stick, *, progress: Progress = unheard) -> Path:
        """A copy on a stick of ours, read back from the stick itself."""
        return self._copy(stick.folder, f"{STICK}:{stick.id}", ASKED, progress)

    def backup_if_due(self, *, progress: Progress = unheard) -> Path | None:
        """The copy on this disk that is made without being asked, if anything was recorded since the last."""
        if not self._worked_since(self._last(HERE)):
            return None
        return self.backup(progress=progress, reason=BY_ITSELF)

    def sticks(self, roots: Sequence[Path] | None = None) -> tuple[Stick, ...]:
        """The sticks plugged in now that are this register's."""
        return find_sticks(plugged_in() if roots is None else roots, store_id(self._folder))

    def prepare_stick(self, root: Path) -> Stick:
        """Make a stick one of this register's."""
        return prepare_stick(root, store_id(self._folder))

    def second_disk(self) -> SecondDisk | None:
        """The folder on another disk that takes a copy every day, if the clerk chose one."""
        return second_disk.chosen(self._folder, store_id(self._folder))

    def choose_second_disk(self, root: Path, *, progress: Progress = unheard) -> Path:
        """From now on a copy goes there every day; the first one now."""
        kept = second_disk.choose(self._folder, store_id(self._folder), root)
        return self._copy_to_disk(kept, ASKED, progress)

    def forget_second_disk(self) -> None:
        """No daily copy there any more; what lies there stays."""
        second_disk.forget(self._folder)

    def look_after(self, progress: Progress = unheard) -> None:
        """What is done while nobody sits at the desk: the copies that are due, the rehearsal every week.

        The first copy of a session does not wait for its hours: the last session may have ended hard. A second
        disk that is not there or full keeps nobody from the rest; `standing` says how it is with it.
        """
        last = self._last(HERE)
        if (
            last is None
            or last.seq < self._kept.session_began()
            or not 0 <= self._hours_since(last) < COPY_EVERY
        ):
            self.backup_if_due(progress=share(progress, 0, 40))
        with contextlib.suppress(StorageError):
            self.copy_to_disk_if_due(share(progress, 40, 60))
        if self.drill_due():
            self.drill(progress=share(progress, 60, 100))

    def copy_to_disk_if_due(self, progress: Progress = unheard) -> Path | None:
        """The day's copy on the second disk, if there is one and anything was recorded since the last."""
        kept, last = self.second_disk(), self._last(DISK)
        if kept is None or kept.place is None or not self._worked_since(last):
            return None
        if last and last.at.date() == self._kept.now().date():
            return None
        return self._copy_to_disk(kept, BY_ITSELF, progress)

    def copy_at_the_end(self) -> None:
        """The copy when the day is over; a large register has its own at the next lock, a full disk keeps nobody."""
        store = self._kept.store
        if store.is_resting() or store.damage or store.path.stat().st_size > LARGEST_AT_END:
            return
        for copy in (self.backup_if_due, self.copy_to_disk_if_due):
            with contextlib.suppress(StorageError):
                copy()

    def copies(self) -> tuple[Copy, ...]:
        """The copies on this disk, the newest first."""
        return list_copies(self._folder / FOLDER, self._kept.kind)

    def drill(self, copy: Path | None = None, *, progress: Progress = unheard) -> Drill | None:
        """Rehearse a restore with a copy taken at random; None if there is none to rehearse with.

        What it finds goes into the journal; a copy that fails is no reason to distrust the register.
        """
        source = copy or self._drawn()
        if source is None:
            return None
        self.note_rehearsed(source.name, self._rehearsed(source, SCRATCH, progress))
        return self.last_drill()

    def rehearse_from_stick(self, *, progress: Progress = unheard) -> tuple[str, str] | None:
        """Rehearse with a copy of a stick that is plugged in: its name, and what is wrong with it.

        Reads the stick and nothing of the open store, so that it may run beside the clerk's work; what it finds is
        for `note_rehearsed`.
        """
        found = [copy.folder for stick in self.sticks() for copy in self._usable_in(stick.folder)]
        if not found:
            return None
        source = secrets.choice(found)
        return source.name, self._rehearsed(source, f"{SCRATCH}-{STICK}", progress)

    def note_rehearsed(self, name: str, sentence: str) -> None:
        """How a rehearsal ended; an empty sentence means well."""
        self._kept.note_drill(name, sentence)

    def was_drilled_today(self) -> bool:
        told = self._kept.last_drill()
        return told is not None and told[1] == self._kept.today()

    def last_drill(self) -> Drill | None:
        told = self._kept.last_drill()
        if told is None:
            return None
        _, day, name, sentence = told
        return Drill(not sentence, name, day, sentence)

    def drill_due(self) -> bool:
        """Weekly, by the calendar or by the days on which something was recorded."""
        if not any(self._usable(copy) for copy in self.copies()):
            return False
        told = self._kept.last_drill()
        if told is None:
            return True
        passed = (self._kept.today() - told[1]).days
        return max(passed, self._kept.uncovered(told[0], MOST_COUNTED).days_of_work) >= DRILL_AFTER

    def standing(self) -> SafetyStanding:
        """How it stands with the copies off this disk and with the rehearsals."""
        copied = self._kept.last_copies()
        last, disk = copied.get(STICK), copied.get(DISK)
        coverage, today = self._kept.uncovered(last.seq if last else 0, MOST_COUNTED), self._kept.today()
        return SafetyStanding(
            days_uncovered(coverage, today), coverage.entries, is_red(coverage, today), is_due(coverage, today),
            last.at.date() if last else None, self.last_drill(),
            self.second_disk(), disk.at.date() if disk else None,
        )  # fmt: skip

    def last_backup(self) -> str:
        """When the newest checked copy was made, as ISO time, or nothing."""
        return self._kept.last_copied()

    @property
    def _folder(self) -> Path:
        return self._kept.folder

    def _copy(self, target: Path, place: str, reason: str, progress: Progress) -> Path:
        made = make_copy(self._kept, target, place=place, reason=reason, progress=progress)
        self.shortfall = made.shortfall
        return made.folder

    def _copy_to_disk(self, kept: SecondDisk, reason: str, progress: Progress) -> Path:
        if kept.place is None:
            raise StorageError(f"第二块硬盘上的文件夹“{kept.root}”找不到了，没有备份；请重新选择。")
        return self._copy(kept.place.folder, f"{DISK}:{kept.place.id}", reason, progress)

    def _worked_since(self, last: LastCopy | None) -> bool:
        return bool(self._kept.uncovered(last.seq if last else 0, 1).entries)

    def _rehearsed(self, source: Path, scratch: str, progress: Progress) -> str:
        try:
            rehearse(source, self._folder / scratch, self._kept.store.key(), progress, revival=self._revival)
        except DamageError as error:
            return str(error)
        return ""

    def _drawn(self) -> Path | None:
        disk = self.second_disk()
        places = [*self.sticks(), *([disk.place] if disk and disk.place else [])]
        found = [copy.folder for copy in self.copies() if self._usable(copy)]
        found += [copy.folder for place in places for copy in self._usable_in(place.folder)]
        return secrets.choice(found) if found else None

    def _usable_in(self, folder: Path) -> list[Copy]:
        return [copy for copy in list_copies(folder, self._kept.kind) if self._usable(copy)]

    def _usable(self, copy: Copy) -> bool:
        """A copy that says what it holds, under the present data key; a damaged one too: the drill is to find it."""
        found = copy.manifest
        return found is not None and found.key == key_number(self._kept.store.key())

    def _last(self, place: str) -> LastCopy | None:
        return self._kept.last_copies().get(place)

    def _hours_since(self, last: LastCopy) -> float:
        return (self._kept.now() - last.at).total_seconds() / 3600
