"""Deadlines (时限): derived from what happened, the frozen rule pack and the calendar.

Never stored by hand and never inferred from when something was edited (ideas.md §0-2).
Counting: the start day is not counted (民法典 Art 201); the last day rolls past rest days
(Art 203) for information, while warnings and 超期 follow the un-rolled day (law.md §3.2).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.core.calendar import Calendar
from app.core.dates import chinese_date
from app.core.matters import Matter
from app.core.rule_packs import Clock, RulePack

FACT_NAMES = {
    "registered": "登记", "accepted": "受理", "declined": "不予受理", "declined_again": "不再受理",
    "referred": "转送", "assigned": "交办", "answered": "答复", "answer_delivered": "送达", "closed": "办结",
}  # fmt: skip


@dataclass(frozen=True)
class Deadline:
    """One explained date.

    `raw` is the plain count, `rolled` the day after rest days; `met_on` the day it was
    done, if it was. `explanation` is the sentence behind the date.
    """

    clock: str
    name: str
    task: str
    article: str
    note: str
    owner: str
    statutory: bool
    started_on: date
    start_name: str
    days: int
    working: bool
    raw: date
    rolled: date
    provisional: bool
    met_on: date | None
    explanation: tuple[str, ...]

    def state(self, today: date) -> str:
        """`met`, `met_late`, `overdue`, `today` or `running`, seen from `today`."""
        if self.met_on:
            return "met_late" if self.met_on > self.raw else "met"
        if self.raw < today:
            return "overdue"
        return "today" if self.raw == today else "running"

    def days_left(self, today: date) -> int:
        """Days until the un-rolled last day; negative when it has passed."""
        return (self.raw - today).days

    def is_running(self) -> bool:
        return self.met_on is None


def derive(matter: Matter, pack: RulePack, calendar: Calendar) -> tuple[Deadline, ...]:
    """Every clock that has started on this matter, in the order of the pack."""
    if matter.voided:
        return ()
    started = ((clock, _start(matter, clock)) for clock in pack.clocks)
    return tuple(_deadline(matter, clock, start, calendar) for clock, start in started if start)


def running(deadlines: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """Those that still wait to be met, the nearest first."""
    return tuple(
        sorted((line for line in deadlines if line.is_running()), key=lambda line: (line.raw, line.clock))
    )


def _start(matter: Matter, clock: Clock) -> date | None:
    if matter.purpose not in clock.purposes or (clock.exempts_anonymous and matter.anonymous):
        return None
    if clock.days == 0 and not _named_day(matter, clock):
        return None
    return matter.on(clock.starts)


def _named_day(matter: Matter, clock: Clock) -> date | None:
    step = matter.last(clock.starts)
    return step.due_on if step else None


def _met(matter: Matter, clock: Clock, start: date) -> date | None:
    days = [day for fact in clock.ends if (day := matter.on(fact)) and day >= start]
    if clock.owner != "petitioner" and (finished := matter.finished_on):
        days.append(finished)
    return min(days) if days else None


def _deadline(matter: Matter, clock: Clock, start: date, calendar: Calendar) -> Deadline:
    named = _named_day(matter, clock) if clock.days == 0 else None
    days = (named - start).days if named else clock.days
    counted = calendar.count(start, days, working=clock.working)
    return Deadline(
        clock=clock.id,
        name=clock.name,
        task=clock.task,
        article=clock.article,
        note=clock.note,
        owner=clock.owner,
        statutory=clock.statutory,
        started_on=start,
        start_name=FACT_NAMES[clock.starts],
        days=days,
        working=clock.working,
        raw=counted.raw,
        rolled=counted.rolled,
        provisional=counted.provisional,
        met_on=_met(matter, clock, start),
        explanation=_explain(clock, start, days, counted.raw, counted.rolled, tuple(counted.notes)),
    )


def _explain(
    clock: Clock, start: date, days: int, raw: date, rolled: date, notes: tuple[str, ...]
) -> tuple[str, ...]:
    unit = "个工作日" if clock.working else "日"
    lines = [
        f"依据：{clock.article}",
        f"自{FACT_NAMES[clock.starts]}之日{chinese_date(start)}起{days}{unit}，开始当日不计算在内（《民法典》第二百零一条）",
        f"期限最后一日：{chinese_date(raw)}",
    ]
    if rolled != raw:
        lines.append(
            f"最后一日是休息日，法定顺延至{chinese_date(rolled)}（《民法典》第二百零三条）；内部按未顺延的日期提醒"
        )
    return (*lines, *notes)
