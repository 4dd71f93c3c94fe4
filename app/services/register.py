"""The open register (台账): the one way in for every change.

One command is one transaction: the entries it leaves and the tables they change are all on
the disk, or none of them is.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from app.core.deadlines import Deadline
from app.core.entries import Draft, Entry
from app.core.matters import Matter
from app.core.offices import Office
from app.db import journal, matters, offices
from app.db.engine.connection import Store
from app.db.engine.holding import Held
from app.db.engine.marks import Mark, read_marks, write_marks
from app.db.kind import TOWNSHIP
from app.db.lawbook import Lawbook, Rules, lawbook
from app.db.migrations import APPLICATION_ID, MIGRATIONS
from app.db.projection import project
from app.db.standing import marks_now
from app.errors import ForeignFileError, NotFound, StorageError, UnsureError
from app.services.clock import Clock, OfficeClock

Write = Callable[[Draft], Entry]

_NOT_SAVED = "磁盘读写出错，重新打开核对过：这一步没有保存，此前的数据完好；请检查磁盘后再试。"


class Register:
    """The open store with its rules and clock, shared by all services of one desk."""

    kind = TOWNSHIP

    def __init__(
        self, folder: Path, store: Store, rules: Rules, clock: Clock, *,
        held: Held | None = None, marks: Sequence[Path] = (),
    ) -> None:  # fmt: skip
        self.folder, self.store, self.rules, self.clock = folder, store, rules, clock
        self._held, self._marks = held or Held(None), tuple(marks)
        self.trouble = ""  # why nothing can be saved at present, as a sentence
        self.notice = ""  # what the opening found out, as a sentence

    def today(self) -> date:
        return self.clock.today()

    def now(self) -> datetime:
        return self.clock.now()

    def called(self) -> tuple[str, str]:
        """The office's code and name."""
        office = self.office()
        return office.code, office.name

    def office(self) -> Office:
        """The office this register belongs to."""
        office = offices.load_office(self.store)
        if office is None:
            raise ForeignFileError("这份数据里没有机构信息，建立时没有完成；请删除该文件夹后重新建立。")
        return office

    def law(self) -> Lawbook:
        """Calendar, rule packs and choices as they hold in this register now."""
        return lawbook(self.store, self.rules)

    def deadlines(self, matter: Matter) -> tuple[Deadline, ...]:
        """A matter's clocks with their explained dates, under the rules it started with."""
        return self.law().deadlines(matter)

    def matter(self, matter_id: str) -> Matter:
        """A matter with everything that has happened to it."""
        matter = matters.load(self.store, matter_id)
        if matter is None:
            raise NotFound("找不到这件信访事项；什么也没有改动。")
        return matter

    @contextlib.contextmanager
    def writing(self, *, actor: str = "") -> Iterator[Write]:
        """One transaction; the yielded function appends a decided entry and carries it into the tables."""
        who = actor or self._clerk()
        written: list[str] = []

        def write(draft: Draft) -> Entry:
            entry = self._write(draft, who)
            written.append(entry.id)
            return entry

        try:
            with self.store.writing():
                yield write
        except UnsureError as trouble:
            if not (written and journal.has(self.store, written[-1])):
                raise StorageError(_NOT_SAVED) from trouble

    def record(self, *drafts: Draft) -> tuple[Entry, ...]:
        """Write entries that were decided beforehand, all or none."""
        with self.writing() as write:
            return tuple(write(draft) for draft in drafts)

    def note_end(self) -> None:
        """Note apart from the file where the journal stands now; see `app.db.engine.marks`."""
        if not self._marks or self.store.damage:
            return
        key = self.store.derived_key(b"marks")
        marks = marks_now(self.store, self.known_marks())
        for path in self._marks:
            with contextlib.suppress(StorageError):  # a full disk must not keep anybody from closing
                write_marks(path, key, marks)

    def known_marks(self) -> tuple[Mark, ...]:
        """What was noted apart from the file, the notes that reach furthest."""
        key = self.store.derived_key(b"marks")
        found = [read_marks(path, key) for path in self._marks]
        return max(found, key=lambda marks: marks[-1].seq if marks else 0, default=())

    def rest(self) -> None:
        """Nobody sits at the desk: the file is closed and its key forgotten; the folder stays ours."""
        if self.store.is_resting():
            return
        try:
            self.note_end()
        finally:
            self.store.rest()

    def wake(self, key: bytes) -> None:
        """The clerk is back: the same file again, with the key from the password."""
        if self.store.is_resting():
            self.store.wake(key, application_id=APPLICATION_ID, newest=len(MIGRATIONS))

    def close(self) -> None:
        """The end: what was saved is on the disk, and others may open the folder."""
        try:
            self.rest()
        finally:
            self._held.release()

    def _write(self, draft: Draft, actor: str) -> Entry:
        now = self.clock.now()
        entry = journal.append(self.store, draft, actor=actor, now=now)
        project(self.store, self.rules, entry)
        if isinstance(self.clock, OfficeClock):
            self.clock.wrote(now)
        return entry

    def _clerk(self) -> str:
        office = offices.load_office(self.store)
        return (office.clerk if office else "") or "信访专干"
