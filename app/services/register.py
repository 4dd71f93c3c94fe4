"""The open register (台账): the one way in for every change.

One command is one transaction: the entries it leaves and the tables they change are all on
the disk, or none of them is.
"""

import contextlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from app.core.deadlines import Deadline
from app.core.entries import Draft, Entry
from app.core.matters import Matter
from app.core.offices import Office
from app.db import journal, matters, offices
from app.db.engine.connection import Store
from app.db.lawbook import Lawbook, Rules, lawbook
from app.db.projection import project
from app.errors import ForeignFileError, NotFound
from app.services.clock import Clock, OfficeClock

Write = Callable[[Draft], Entry]


class Register:
    """The open store with its rules and clock, shared by all services of one desk."""

    def __init__(self, folder: Path, store: Store, rules: Rules, clock: Clock) -> None:
        self.folder, self.store, self.rules, self.clock = folder, store, rules, clock
        self.trouble = ""  # why nothing can be saved at present, as a sentence

    def today(self) -> date:
        return self.clock.today()

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
        with self.store.writing():
            yield lambda draft: self._write(draft, who)

    def record(self, *drafts: Draft) -> tuple[Entry, ...]:
        """Write entries that were decided beforehand, all or none."""
        with self.writing() as write:
            return tuple(write(draft) for draft in drafts)

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
