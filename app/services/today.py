"""The Today page (今日): what must be done, what is coming, what is awaited."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.core.deadlines import Deadline
from app.core.matters import SEALED_TITLE, Matter
from app.db import documents, offices, people
from app.db import matters as rows
from app.services.register import Register

COMING_DAYS = 7
SILENT_DAYS = 10
MOST_WAITING = 100

_STEP_OF_CLOCK = {"notice": "accept", "pass_on": "refer", "answer": "answer"}
_ACTIONS = {"notice": "受理并告知", "pass_on": "转送", "answer": "出具处理意见"}


@dataclass(frozen=True)
class TodayLine:
    """One sentence of the page: who, what, until when, and the next lawful act."""

    matter_id: str
    number: str
    who: str
    title: str
    task: str
    due_on: date
    days_left: int
    state: str
    clock: str
    article: str
    explanation: tuple[str, ...]
    step: str
    action: str


@dataclass(frozen=True)
class TodaySheet:
    """The page for one day, each list sorted by the day that presses most."""

    on: date
    overdue: tuple[TodayLine, ...]
    due_today: tuple[TodayLine, ...]
    three_days: tuple[TodayLine, ...]
    seven_days: tuple[TodayLine, ...]
    waiting: tuple[TodayLine, ...]
    next_due: date | None

    @property
    def must(self) -> tuple[TodayLine, ...]:
        return self.overdue + self.due_today

    @property
    def soon(self) -> tuple[TodayLine, ...]:
        return self.three_days + self.seven_days


class Today:
    """What presses, seen from one day."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def sheet(self, on: date | None = None) -> TodaySheet:
        """The page as of `on` (today when not given); closed matters cost nothing here."""
        day = on or self._register.today()
        lines = [self._line(found, day) for found in self._due("office", day + timedelta(days=COMING_DAYS))]
        return TodaySheet(
            on=day,
            overdue=tuple(line for line in lines if line.days_left < 0),
            due_today=tuple(line for line in lines if line.days_left == 0),
            three_days=tuple(line for line in lines if 0 < line.days_left <= 3),
            seven_days=tuple(line for line in lines if line.days_left > 3),
            waiting=self._waiting(day),
            next_due=rows.next_due(
                self._register.store, owner="office", after=day + timedelta(days=COMING_DAYS)
            ),
        )

    def _due(self, owner: str, until: date) -> list[tuple[str, str, date]]:
        return rows.due(self._register.store, owner=owner, until=until)

    def _waiting(self, day: date) -> tuple[TodayLine, ...]:
        silent = [self._line(found, day) for found in self._due("unit", day + timedelta(days=SILENT_DAYS))]
        papers = documents.undelivered(self._register.store, MOST_WAITING)
        return (*silent, *(self._paper_line(*paper, day) for paper in papers))

    def _line(self, found: tuple[str, str, date], day: date) -> TodayLine:
        matter_id, clock, due_on = found
        matter = self._register.matter(matter_id)
        deadline = next(line for line in self._register.deadlines(matter) if line.clock == clock)
        return self._sentence(matter, deadline, due_on, day)

    def _sentence(self, matter: Matter, deadline: Deadline, due_on: date, day: date) -> TodayLine:
        unit = offices.names(self._register.store).get(matter.unit_id, "")
        task = deadline.task.replace("单位", unit, 1) if unit and deadline.owner == "unit" else deadline.task
        return TodayLine(
            matter_id=matter.id, number=matter.number, who=self._who(matter),
            title=SEALED_TITLE if matter.sealed else matter.title, task=task, due_on=due_on,
            days_left=(due_on - day).days, state=deadline.state(day), clock=deadline.clock,
            article=deadline.article, explanation=deadline.explanation,
            step=_STEP_OF_CLOCK.get(deadline.clock, ""), action=_ACTIONS.get(deadline.clock, "查看"),
        )  # fmt: skip

    def _paper_line(self, matter_id: str, title: str, number: str, issued_on: date, day: date) -> TodayLine:
        matter = self._register.matter(matter_id)
        return TodayLine(
            matter_id=matter_id, number=matter.number, who=self._who(matter),
            title=SEALED_TITLE if matter.sealed else matter.title, task=f"{title}{number}还没有登记送达",
            due_on=issued_on, days_left=(issued_on - day).days, state="waiting", clock="delivery",
            article="《信访工作条例》第二十三条", explanation=(), step="deliver", action="登记送达",
        )  # fmt: skip

    def _who(self, matter: Matter) -> str:
        if matter.sealed:
            return ""
        present = people.of_matter(self._register.store, matter.id)
        return matter.called([person.name for person in present])
