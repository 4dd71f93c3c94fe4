"""The Today page (今日): what must be done, what is coming, what is awaited."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from app.core.choices import fixed_warning_days
from app.core.deadlines import Deadline, running
from app.core.matters import SEALED_TITLE, Matter
from app.core.periods import parse_period
from app.core.steps import RULES
from app.db import documents, journal, offices, people
from app.db import matters as rows
from app.errors import NotFound
from app.services.exchange_silence import Silent
from app.services.exchange_silence import silent as unanswered
from app.services.register import Register

COMING_DAYS = 7
BUNDLE = "bundle"
"""The clock of a line that is about a bundle and no matter."""
_EVER = 1_000_000  # days
MOST_WAITING = 100

_ACTIONS = {"accept": "受理并告知", "answer": "出具处理意见", "deliver": "登记送达", "explain": "告知信访人"}


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
    internal: bool = False
    optional: bool = False
    warning: str = ""


class Lines:
    """Sentences that are worked out when somebody reads them: a column shows six of four hundred at first.

    How many there are is known without that. A sentence read after its matter has changed raises `NotFound`.
    """

    def __init__(self, making: Sequence[Callable[[], TodayLine]] = ()) -> None:
        self._making = list(making)
        self._made: dict[int, TodayLine] = {}

    def __len__(self) -> int:
        return len(self._making)

    def __iter__(self) -> Iterator[TodayLine]:
        return (self[at] for at in range(len(self)))

    def __getitem__(self, at: int) -> TodayLine:
        if at not in self._made:
            self._made[at] = self._making[at]()
        return self._made[at]

    def __add__(self, other: "Lines") -> "Lines":
        return Lines([partial(both.__getitem__, at) for both in (self, other) for at in range(len(both))])


@dataclass(frozen=True)
class TodaySheet:
    """The page for one day, each list sorted by the day that presses most."""

    on: date
    overdue: Lines
    due_today: Lines
    three_days: Lines
    seven_days: Lines
    waiting: Lines
    next_due: date | None

    @property
    def must(self) -> Lines:
        return self.overdue + self.due_today

    @property
    def soon(self) -> Lines:
        return self.three_days + self.seven_days


@dataclass(frozen=True)
class Due:
    """How many matters fall due today and how many are past a lawful date (件)."""

    today: int = 0
    overdue: int = 0


class Today:
    """What presses, seen from one day."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def sheet(self, on: date | None = None) -> TodaySheet:
        """The page as of `on` (today when not given); closed matters cost nothing here."""
        day = on or self._register.today()
        until = day + timedelta(days=COMING_DAYS)
        found = self._due("office", until) + [
            right for right in self._due("option", until) if right[2] >= day
        ]
        found.sort(key=lambda line: (line[2], line[0]))

        def lines(first: int, last: int) -> Lines:
            """Those with so many days left."""
            return Lines(
                [partial(self._line, it, day) for it in found if first <= (it[2] - day).days <= last]
            )

        return TodaySheet(
            on=day,
            overdue=lines(-_EVER, -1),
            due_today=lines(0, 0),
            three_days=lines(1, 3),
            seven_days=lines(4, COMING_DAYS),
            waiting=self._waiting(day),
            next_due=rows.next_due(
                self._register.store, owner="office", after=day + timedelta(days=COMING_DAYS)
            ),
        )

    def pressing(self, on: date | None = None) -> Due:
        """Counted in matters, not in dates; rights that may be used do not press, the office's own terms are not 超期."""
        return Due(*rows.pressing(self._register.store, on or self._register.today()))

    def stamp(self) -> object:
        """What the sheet is worked out from: while it stays the same, so does the sheet."""
        return self._register.today(), journal.head(self._register.store)

    def _due(self, owner: str, until: date) -> list[tuple[str, str, date]]:
        return rows.due(self._register.store, owner=owner, until=until)

    def _waiting(self, day: date) -> Lines:
        until = day + timedelta(days=self._register.law().choices.urge_days_before)
        silent = [
            line
            for line in (self._line(found, day) for found in self._due("unit", until))
            if not line.optional
        ]
        papers = documents.undelivered(self._register.store, MOST_WAITING)
        start = self._register.office().month_start_day
        bundles = (_bundle_line(one, start) for one in unanswered(self._register, day))
        told: list[Callable[[], TodayLine]] = [partial(_same, line) for line in silent]
        told += [partial(self._paper_line, *paper, day) for paper in papers]
        return Lines([*told, *(partial(_same, line) for line in bundles)])

    def _line(self, found: tuple[str, str, date], day: date) -> TodayLine:
        matter_id, clock, due_on = found
        matter = self._register.matter(matter_id)
        lines = running(self._register.deadlines(matter))
        deadline = next((line for line in lines if line.clock == clock), None)
        if deadline is None:
            raise NotFound("这个时限刚刚有了变化；请重新打开今日页。")
        return self._sentence(matter, deadline, due_on, day)

    def _sentence(self, matter: Matter, deadline: Deadline, due_on: date, day: date) -> TodayLine:
        unit = offices.names(self._register.store).get(matter.unit_id, "")
        task = deadline.task.replace("单位", unit, 1) if unit and deadline.owner == "unit" else deadline.task
        return TodayLine(
            matter_id=matter.id, number=matter.number, who=self._who(matter),
            title=SEALED_TITLE if matter.sealed else matter.title, task=task, due_on=due_on,
            days_left=(due_on - day).days, state=deadline.state(day), clock=deadline.clock,
            article=deadline.article, explanation=deadline.explanation, step=deadline.rule.step,
            action=_action(deadline.rule.step), internal=deadline.internal, optional=deadline.optional,
            warning=deadline.warning(day, fixed_warning_days(self._register.law().choices)),
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


def _bundle_line(one: Silent, month_start_day: int) -> TodayLine:
    """A bundle without an answer; it belongs to no matter, its button leads to the exchange page."""
    written = date.fromisoformat(one.bundle.happened_on)
    name = parse_period(one.bundle.period, month_start_day=month_start_day).name
    return TodayLine(
        matter_id="", number="", who="", title=f"{name}报送包",
        task="县局还没有回执，请电话询问，或者再导出一次", due_on=written, days_left=-one.days, state="waiting",
        clock=BUNDLE, article="", explanation=(), step="", action="查看报送",
    )  # fmt: skip


def _same(line: TodayLine) -> TodayLine:
    return line


def _action(step: str) -> str:
    """What the line's button says: the next lawful act as a verb."""
    if step in _ACTIONS:
        return _ACTIONS[step]
    return RULES[step].label if step in RULES else "查看"


def standing(line: TodayLine, on: date) -> str:
    """A line's date and how it stands, in words: 11月19日 超期2天, 11月22日 还有2天."""
    day, left = f"{line.due_on.month}月{line.due_on.day}日", (line.due_on - on).days
    if line.clock == BUNDLE:
        return f"{day}写出，已过{-left}天"
    if line.clock == "delivery":
        return f"{day}制作，已过{-left}天" if left else f"{day}制作"
    name = "内部期限" if line.internal else ""
    if left < 0:
        return f"{day} {name}{'已过' if line.internal else '超期'}{-left}天"
    return f"{day} {name}{'今天' if not left else f'还有{left}天'}"
