"""Deadlines (时限): derived from what happened, the frozen rule pack and the calendar.

Never stored by hand and never inferred from when something was edited (ideas.md §0-2).
Counting: the start day is not counted (民法典 Art 201); the last day rolls past rest days
(Art 203) for information, while warnings and 超期 follow the un-rolled day (law.md §3.2)
unless the office has chosen otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.core.calendar import Calendar, Counted
from app.core.events import FINISHING, HANDING, UNDONE_BY, Event, Step
from app.core.explaining import FACT_NAMES, Explained, explain
from app.core.matters import Matter, Terms
from app.core.rule_packs import RECEIPTS, Clock, RulePack

WARNINGS = ("预警", "预警", "警告", "严重警告")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Deadline:
    """One clock that has started, with its explained last day.

    `raw` is the plain count with extensions and suspensions in it, `rolled` the day after rest
    days; `met_on` the day it was done, `dropped_on` the day it ceased to matter (a new round, a
    matter taken back). `extensions` are the steps that moved it; `suspended` the hearing days.
    """

    rule: Clock
    started_on: date
    start_fact: str
    counted: Counted
    raw: date
    rolled: date
    terms: Terms = ()
    days: int = 0
    met_on: date | None = None
    dropped_on: date | None = None
    extensions: tuple[Step, ...] = ()
    suspended: tuple[tuple[date, date | None], ...] = ()
    ordinal: int = 1
    warnings: tuple[int, ...] = ()

    @property
    def clock(self) -> str:
        return self.rule.id

    @property
    def name(self) -> str:
        return self.rule.name

    @property
    def task(self) -> str:
        return self.rule.task

    @property
    def article(self) -> str:
        return self.rule.article

    @property
    def note(self) -> str:
        return self.rule.note

    @property
    def owner(self) -> str:
        return self.rule.owner

    @property
    def statutory(self) -> bool:
        return self.rule.kind == "statutory"

    @property
    def internal(self) -> bool:
        return self.rule.kind == "internal"  # the office's own reminder, which nobody else counts as 超期

    @property
    def optional(self) -> bool:
        return self.rule.kind == "right"

    @property
    def working(self) -> bool:
        return self.rule.unit == "working"

    @property
    def provisional(self) -> bool:
        """Whether the date depends on a year whose holidays are not yet published."""
        return self.counted.provisional

    @property
    def due(self) -> date:
        """The day by which it is judged: the un-rolled one unless the office chose the rolled one.

        What a petitioner may do is never cut short: it always rolls (民法典 Art 203).
        """
        rolls = self.owner == "petitioner" or dict(self.terms).get("overdue_by") == "rolled"
        return self.rolled if rolls else self.raw

    @property
    def paused(self) -> bool:
        """Whether a hearing has stopped the clock and has not ended yet."""
        return any(until is None for _, until in self.suspended)

    @property
    def start_name(self) -> str:
        return FACT_NAMES.get(self.start_fact, self.start_fact)

    @property
    def card(self) -> Explained:
        return explain(self)

    @property
    def explanation(self) -> tuple[str, ...]:
        return self.card.lines()

    def state(self, today: date) -> str:
        """`met`, `met_late`, `dropped`, `overdue`, `today` or `running`, seen from `today`."""
        if self.met_on:
            return "met_late" if self.met_on > self.due and not self.optional else "met"
        if self.dropped_on:
            return "dropped"
        if self.due < today and not self.paused:
            return "overdue"
        return "today" if self.due == today else "running"

    def days_left(self, today: date) -> int:
        return (self.due - today).days

    def is_running(self) -> bool:
        return self.met_on is None and self.dropped_on is None

    def warning(self, today: date, fixed_days: tuple[int, ...] = ()) -> str:
        """预警, 警告, 严重警告 or nothing: by parts of the period, or by fixed days before its end."""
        if not self.is_running() or self.due < today:
            return ""
        if fixed_days:
            reached = [
                at
                for at, days in enumerate(sorted(fixed_days, reverse=True))
                if self.days_left(today) <= days
            ]
        else:
            whole = max((self.due - self.started_on).days, 1)
            passed = 100 * (today - self.started_on).days / whole
            reached = [at for at, part in enumerate(self.warnings) if passed >= part]
        return WARNINGS[min(reached[-1], len(WARNINGS) - 1)] if reached else ""


@dataclass(slots=True)
class _Run:
    """A clock while it runs."""

    rule: Clock
    started_on: date
    start_fact: str
    ordinal: int
    days: int
    named_on: date | None = None
    extensions: tuple[Step, ...] = ()
    hearings: tuple[tuple[date, date | None], ...] = ()
    met_on: date | None = None
    dropped_on: date | None = None


def derive(matter: Matter, pack: RulePack, calendar: Calendar) -> tuple[Deadline, ...]:
    """Every clock that has started on this matter, in the order of the pack, then of their starts."""
    if matter.voided:
        return ()
    course = _Course(matter, pack, calendar)
    for event in matter.events:
        course.take(event)
    places = course.clocks.places
    runs = course.runs
    if len(runs) > 1:
        runs = sorted(runs, key=lambda run: (places[run.rule.id], run.ordinal))
    terms = dict(matter.terms)
    return tuple(_deadline(run, matter, pack, _last_day(run, terms, calendar)) for run in runs)


def running(deadlines: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """Those that still wait to be met, the nearest first."""
    return tuple(
        sorted((line for line in deadlines if line.is_running()), key=lambda line: (line.due, line.clock))
    )


class _Course:
    """One pass over a matter's events; each starts, ends, moves or stops clocks."""

    def __init__(self, matter: Matter, pack: RulePack, calendar: Calendar) -> None:
        self._matter, self._calendar = matter, calendar
        self.clocks = pack.clocks_of(matter)
        self.runs: list[_Run] = []
        self._running: dict[str, _Run] = {}
        self._counts: dict[str, int] = {}
        self._own_days: dict[str, int] = {}
        self._days: dict[str, date] = {}
        self._holding: dict[str, date] = {}

    def take(self, event: Event) -> None:
        fact = event.fact
        if fact in _MOVING:
            self._move(event)
        if self._running:
            self._stop(event)
        self._remember(event)
        for clock in self.clocks.started_by.get(fact, ()):
            self._start(clock, event)
        if fact == "extended" and event.step:
            self._extend(event.step)

    def _stop(self, event: Event) -> None:
        if event.fact in HANDING:
            self._leave("unit", event)
        if event.fact == "reopened":  # a new round: what could be asked about the old answer is over
            self._leave("petitioner", event)
            self._leave("superior", event)
        for clock_id in self.clocks.ended_by.get(event.fact, ()):
            self._end(clock_id, event)
        if event.fact in FINISHING:
            self._finish(event)

    def _remember(self, event: Event) -> None:
        self._days.setdefault(event.fact, event.on)
        for gone in UNDONE_BY.get(event.fact, ()):
            self._holding.pop(gone, None)
        self._holding.setdefault(event.fact, event.on)

    def _start(self, clock: Clock, event: Event) -> None:
        if clock.exempts_anonymous and self._matter.anonymous:
            return
        if clock.plain and event.fact not in _NEW_COURSE:
            self._begin(_Run(clock, event.on, event.fact, 0, clock.days))
            return
        if not self._fits(clock, event):
            return
        named = self._named(clock, event) if clock.named else None
        if clock.named and named is None:
            return
        days = self._special_days(clock, event) if clock.own_days else 0
        # A new round counts from itself, not from what began the first one.
        from_fact = clock.counts_from if clock.counts_from and event.fact != "reopened" else event.fact
        start = self._days.get(from_fact, event.on) if from_fact == clock.counts_from else event.on
        # A special law's own days (law.md §1.3, route 五) are days, whatever the clock counts in.
        rule = replace(clock, unit="day") if days else clock
        run = _Run(rule, start, from_fact, 0, days or clock.days, named)
        run.met_on = self._done_before(run, event)
        self._begin(run, event.on)

    def _begin(self, run: _Run, on: date | None = None) -> None:
        """The clock runs; one of its kind that still ran is over with it."""
        clock_id = run.rule.id
        self._drop(clock_id, on or run.started_on)
        run.ordinal = self._counts[clock_id] = self._counts.get(clock_id, 0) + 1
        self.runs.append(run)
        if not run.met_on:
            self._running[clock_id] = run

    def _fits(self, clock: Clock, event: Event) -> bool:
        """Art 34 counts from 受理: what was never accepted runs no such clock; what was needs no new notice."""
        if event.fact not in _NEW_COURSE:
            return True
        if "accepted" in clock.starts:
            return "accepted" in self._days
        return not (event.fact == "reopened" and clock.measure == "accept" and "accepted" in self._days)

    def _special_days(self, clock: Clock, event: Event) -> int:
        """The days of a special law that the acceptance named; a new round has the same."""
        if event.step and event.step.days:
            self._own_days[clock.id] = event.step.days
        return self._own_days.get(clock.id, 0)

    def _done_before(self, run: _Run, event: Event) -> date | None:
        """What was done before the clock's start was written down: 受理 before 简易办理, 反馈 before 签收."""
        if not (run.rule.counts_from or event.fact in RECEIPTS):
            return None
        days = [self._holding[fact] for fact in run.rule.ends if fact in self._holding]
        return min((day for day in days if day >= run.started_on), default=None)

    def _named(self, clock: Clock, event: Event) -> date | None:
        if clock.named == "step":
            return event.step.due_on if event.step else None
        if clock.named == "superior":
            return self._matter.superior_due_on
        if clock.named == "superior_margin" and self._matter.superior_due_on:
            return self._matter.superior_due_on - clock.days * _ONE_DAY
        answer = self._running.get("answer")
        if clock.named == "answer" and answer:
            return _last_day(answer, dict(self._matter.terms), self._calendar)[0]
        return None

    def _end(self, clock_id: str, event: Event) -> None:
        run = self._running.get(clock_id)
        if run and event.fact == "converted":
            self._drop(clock_id, event.on)  # 转为普通程序 ends the simple periods, it does not keep them
            return
        # A register's days may contradict each other: an end before the start ends nothing.
        if run and event.on >= run.started_on:
            run.met_on = _done_on(run, event, dict(self._matter.terms))
            _close_hearing(run, event.on)
            del self._running[clock_id]

    def _drop(self, clock_id: str, on: date) -> None:
        run = self._running.pop(clock_id, None)
        if run:
            run.dropped_on = on

    def _finish(self, event: Event) -> None:
        """A finished matter leaves only what others may or must still do; a joined one its notice."""
        for clock_id, run in list(self._running.items()):
            if run.rule.owner in {"petitioner", "superior"} or (
                event.fact == "merged" and run.rule.measure == "accept"
            ):
                continue
            if event.fact == "merged":
                self._drop(clock_id, event.on)
            elif run.rule.step in _STILL_OWED:
                continue
            else:
                self._end(clock_id, event)

    def _leave(self, owner: str, event: Event) -> None:
        """Handed to another, or begun anew: what these still owed or could ask is over."""
        for clock_id, run in list(self._running.items()):
            if run.rule.owner == owner:
                self._drop(clock_id, event.on)

    def _extend(self, step: Step) -> None:
        for run in self._running.values():
            if run.rule.extendable:
                run.extensions += (step,)

    def _move(self, event: Event) -> None:
        for run in self._running.values():
            if not run.rule.suspended_by_hearing:
                continue
            if event.fact == "hearing_closed":
                _close_hearing(run, event.on)
            elif event.on <= self._last_day(run):
                run.hearings += ((event.on, None),)

    def _last_day(self, run: _Run) -> date:
        """The day by which the run is judged; a period that has passed is stopped by no hearing."""
        terms = dict(self._matter.terms)
        raw, rolled, _ = _last_day(run, terms, self._calendar)
        return rolled if terms.get("overdue_by") == "rolled" else raw


_NEW_COURSE = frozenset({"reopened", "converted"})
_MOVING = frozenset({"hearing_opened", "hearing_closed"})
_STILL_OWED = frozenset({"report_up", "report_urgent"})
"""What is owed upward even when the matter itself is finished (条例 Art 22 ¶1(三), Art 25)."""


def _close_hearing(run: _Run, on: date) -> None:
    """The hearing is over, or what was heard about has been decided."""
    if run.hearings and run.hearings[-1][1] is None:
        run.hearings = (*run.hearings[:-1], (run.hearings[-1][0], on))


def _done_on(run: _Run, event: Event, terms: dict[str, object]) -> date:
    """A petitioner's request that was posted counts from its postmark (民事诉讼法 Art 85 ¶4, by analogy)."""
    by_post = run.rule.owner == "petitioner" and terms.get("review_by_postmark", True)
    posted = event.step.sent_on if event.step and by_post else None
    return posted if posted and posted >= run.started_on else event.on


def _last_day(run: _Run, terms: dict[str, object], calendar: Calendar) -> tuple[date, date, Counted]:
    """The un-rolled and the rolled last day, and how the period itself was counted."""
    if run.named_on:
        counted = calendar.count(run.named_on, 0)
        return run.named_on, counted.rolled, counted
    counted = calendar.count(
        run.started_on, run.days, unit=run.rule.unit, include_start=bool(terms.get("start_day_counts"))
    )
    if not run.days:
        return counted.raw, counted.raw, counted  # at once (条例 Art 25) does not wait for a working day
    if not (run.extensions or run.hearings):
        return counted.raw, counted.rolled, counted
    more = sum(step.days for step in run.extensions) + sum(
        (until - since).days for since, until in run.hearings if until
    )
    if not more:
        return counted.raw, counted.rolled, counted
    # The extension is added to the un-rolled day unless the office chose otherwise (law.md §3.2).
    base = counted.rolled if run.extensions and terms.get("extension_base") == "rolled" else counted.raw
    moved = calendar.count(base, more)
    return moved.raw, moved.rolled, moved


def _deadline(run: _Run, matter: Matter, pack: RulePack, last_day: tuple[date, date, Counted]) -> Deadline:
    raw, rolled, counted = last_day
    return Deadline(
        rule=run.rule, started_on=run.started_on, start_fact=run.start_fact, counted=counted, raw=raw,
        rolled=rolled, terms=matter.terms, days=run.days, met_on=run.met_on, dropped_on=run.dropped_on,
        extensions=run.extensions, suspended=run.hearings, ordinal=run.ordinal,
        warnings=pack.warnings,
    )  # fmt: skip
