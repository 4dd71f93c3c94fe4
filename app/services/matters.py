"""Matters as the clerk works on them: the list, the page, the next step, the search."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from app.core.choices import months_before
from app.core.deadlines import Deadline
from app.core.documents import Document
from app.core.matters import SEALED_TITLE, STATES, Matter, Step
from app.core.people import Person
from app.core.sealing import open_sealed, readers
from app.core.steps import Offer, StepCommand, offers
from app.db import documents, matter_lists, offices, people, search
from app.db import matters as rows
from app.db.matter_lists import Key, Slice, Wanted
from app.db.matters import MatterRow
from app.errors import NotFound, ValidationError
from app.services.classes import classes
from app.services.history import TimelineLine, history
from app.services.list_views import ListView, ListViews, days_of
from app.services.offices import Offices
from app.services.register import Register
from app.services.steps import Steps

__all__ = ["Key", "MatterRow", "MatterView", "Matters", "Slice", "TimelineLine", "shown"]

SOON_DAYS = 7
MOST_FOUND = 50


@dataclass(frozen=True)
class MatterView:
    """A matter's page. `hidden` says that it is sealed and has not been opened in this session."""

    matter: Matter
    state: str
    hidden: bool
    people: tuple[Person, ...]
    deadlines: tuple[Deadline, ...]
    offers: tuple[Offer, ...]
    timeline: tuple[TimelineLine, ...]
    documents: tuple[Document, ...]
    names: Mapping[str, str]


class Matters:
    """Reading matters and taking steps on them."""

    def __init__(self, register: Register, rosters: Offices) -> None:
        self._register, self._opened = register, set[str]()
        self.steps = Steps(register, rosters, self._opened)
        self.views = ListViews(register)

    def page(
        self,
        *,
        which: str = "open",
        channel: str = "",
        before: tuple[str, int] | None = None,
        limit: int = 100,
    ) -> tuple[MatterRow, ...]:
        """A page of the list; continue with the last row's key.

        `which`: `all open overdue soon unaccepted incomplete long_pending closed voided`; 积案 (`long_pending`)
        by the office's own number of months.
        """
        if which not in matter_lists.CONDITIONS:
            raise ValidationError({"which": f"没有“{which}”这个筛选条件"})
        found: list[MatterRow] = []
        after: Key | None = before
        while len(found) < limit:
            part = self.listing(ListView(which, channel), after=after, limit=limit - len(found))
            found += part.rows
            if (after := part.rest) is None:
                break
        return tuple(found)

    def listing(
        self, view: ListView, *, after: Key | None = None, backwards: bool = False, limit: int = 100
    ) -> Slice:
        """What follows `after` in the list as this view shows it; with `backwards` what stands before, nearest first.

        One call is quick whatever is asked: it may bring few rows, or none, and still have a `rest`.
        """
        part = matter_lists.read(
            self._register.store, self._wanted(view), view.sort, days=self._days(), after=after,
            backwards=backwards, limit=limit,
        )  # fmt: skip
        return replace(part, rows=tuple(shown(row) for row in part.rows))

    def count(self, view: ListView, after: Key | None = None) -> tuple[int, Key | None]:
        """How many matters one stretch of the list holds, and where the next stretch begins."""
        return matter_lists.count(self._register.store, self._wanted(view), days=self._days(), after=after)

    def _wanted(self, view: ListView) -> Wanted:
        first, last = days_of(view, self._register.today(), self._register.office().month_start_day)
        return Wanted(
            view.which, view.channel, view.state, view.village_id, view.unit_id, view.category, first, last
        )

    def _days(self) -> dict[str, date]:
        """The days the filters compare with."""
        today = self._register.today()
        months = self._register.office().choices.long_pending_months
        return {
            "today": today, "soon": today + timedelta(days=SOON_DAYS), "pending": months_before(today, months),
        }  # fmt: skip

    def find(self, text: str, *, limit: int = MOST_FOUND) -> tuple[MatterRow, ...]:
        """Matters by number, name, phone or ID tail, or words of the text, the newest first."""
        return tuple(shown(row) for row in search.find(self._register.store, text, limit))

    def id_of(self, number: str) -> str:
        """The id behind a number, ours or the official system's."""
        found = rows.id_of_number(self._register.store, number.strip())
        if found is None:
            raise NotFound(f"没有编号为“{number}”的信访事项；请核对编号，或用姓名、事由查找。")
        return found

    def matter(self, matter_id: str) -> Matter:
        """The matter itself, for rules and papers."""
        return self._register.matter(matter_id)

    def is_hidden(self, matter_id: str) -> bool:
        """Whether the matter is sealed and has not been opened in this session."""
        return matter_id not in self._opened and self.matter(matter_id).sealed

    def view(self, matter_id: str) -> MatterView:
        """Everything the matter's page shows; a sealed matter shows number, date and state only."""
        matter = self.matter(matter_id)
        hidden = matter.sealed and matter_id not in self._opened
        store = self._register.store
        names = {matter.category: classes(store).path(matter.category), **offices.names(store)}
        around = self.steps.circumstances(matter)
        return MatterView(
            matter=_blank(matter) if hidden else matter,
            state=STATES[matter.state],
            hidden=hidden,
            people=() if hidden else people.of_matter(store, matter_id),
            deadlines=around.deadlines,
            offers=offers(matter, self._register.today(), around),
            timeline=() if hidden else history(self._register, matter),
            documents=documents.of_matter(store, matter_id),
            names=names,
        )

    def readers(self) -> tuple[str, ...]:
        """Who may open sealed matters in this office."""
        return readers(self._register.office())

    def open_sealed(self, matter_id: str, reason: str, reader: str = "") -> MatterView:
        """Show a sealed matter's content in this session; who looked and why goes into the journal.

        `reader` must stand on the office's own list; without one it is the clerk (条例 Art 30 ¶3).
        """
        matter, office = self.matter(matter_id), self._register.office()
        entry = open_sealed(matter, reason, reader.strip() or office.clerk, office, self._register.today())
        self._register.record(entry)
        self._opened.add(matter_id)
        return self.view(matter_id)

    def take_step(
        self, matter_id: str, command: StepCommand, unit: str = "", *, route: str = "", sure: bool = False
    ) -> Matter:
        """Let a step happen, or raise with the reason and the way out; see `Steps.take`."""
        return self.steps.take(matter_id, command, unit, route=route, sure=sure)

    def assignment_due(self, on: date) -> date:
        """The term an assignment gets when the clerk names none (law.md §10 A15)."""
        return self.steps.assignment_due(on)

    def correct(self, matter_id: str, changes: Mapping[str, Any]) -> Matter:
        """Correct what the matter is about; the old value stays in its history."""
        return self.steps.correct(matter_id, dict(changes))


def shown(row: MatterRow) -> MatterRow:
    """A list line as it may be shown: a sealed matter keeps number, date and state."""
    if row.purpose != "report":
        return row
    return replace(row, title=SEALED_TITLE, people="", channel="", unit_id="", village_id="")


def _blank(matter: Matter) -> Matter:
    """A sealed matter with number, dates and state left, and nothing else."""
    steps = tuple(
        Step(step.entry, step.on, step.id, step.recorded_at, paper=step.paper, withdrawn=step.withdrawn)
        for step in matter.steps
    )
    return replace(
        matter, title=SEALED_TITLE, category="", village_id="", source="", leader="", accused="",
        accused_unit_id="", receptions=(), steps=steps,
    )  # fmt: skip
