"""The clocks of a matter, each told by itself from law.md §1–3 and docs/cli.md, day by day on the fingers.

Only the national rules: what a local pack changes is not counted here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.second.books import ONE, Books, Matter, Step

FROM_ABOVE = {"上级转送": "passed_down", "上级交办": "assigned_down", "巡视组、督导组交办": "assigned_down"}
OVER = {"closed", "declined", "declined_again", "returned_up"}


@dataclass
class Clock:
    """One round of one clock. `stopped` is set while a hearing holds it, `dropped` the day it ceased to matter."""

    name: str
    start: date
    due: date
    owner: str = "office"
    measure: str = ""
    met: date | None = None
    dropped: date | None = None
    stopped: bool = False

    @property
    def running(self) -> bool:
        return self.met is None and not self.dropped

    @property
    def counts(self) -> bool:
        """Whether anybody judges it: not what ceased to matter while there was time, nor what a hearing holds."""
        in_time = self.dropped is not None and self.dropped <= self.due
        return bool(self.measure) and not in_time and not self.stopped


def clocks_of(matter: Matter, books: Books) -> list[Clock]:
    """Every round of every clock the comparison is about."""
    if matter.voided:
        return []
    found: list[Clock] = []
    for tell in (
        _decision,
        _answer,
        _simple_accept,
        _simple_answer,
        _extension_notice,
        _superior,
        _urgent,
        _assignment,
    ):
        found += tell(matter, books)
    return found


def happened(step: Step) -> tuple[str, date]:
    """What a step means: the delivery of which paper, and on which day it counts."""
    if step.what != "delivered":
        return step.what, step.on
    on = step.on
    if step.payload.get("way") == "public":
        for _ in range(30):
            on += ONE
    paper = step.payload.get("paper", "")
    return (f"{paper}_delivered" if paper else "delivered"), on


def plain(start: date, days: int, matter: Matter) -> date:
    """So many days after a day, which itself is not counted unless the office counts it (民法典 Art 201)."""
    if matter.chosen("start_day_counts") and days:
        days -= 1
    for _ in range(days):
        start += ONE
    return start


def working(start: date, days: int, matter: Matter, books: Books) -> date:
    """The n-th working day after a day, or from it on where the office counts it."""
    day = start - ONE if matter.chosen("start_day_counts") else start
    left = days
    while left:
        day += ONE
        if books.worked(day):
            left -= 1
    return day


def two_months(start: date, matter: Matter) -> date:
    """The same day two months on, or the last of a month that has none (民法典 Art 202)."""
    month, year = start.month + 2, start.year
    if month > 12:
        month, year = month - 12, year + 1
    wanted, day = start.day, start
    while (day.year, day.month) != (year, month):
        day += ONE
    while day.day != wanted and (day + ONE).month == month:
        day += ONE
    if matter.chosen("start_day_counts") and day.day == wanted:
        day -= ONE
    return day


def judged(raw: date, matter: Matter, books: Books) -> date:
    """超期 is judged by the un-rolled day unless the office chose otherwise (law.md §3.2)."""
    return books.rolled(raw) if matter.chosen("overdue_by") == "rolled" else raw


def nobody_to_tell(matter: Matter) -> bool:
    """Nobody left a name, apart from registrations that were a mistake (条例 Art 23 ¶2)."""
    standing = [part for part in matter.receptions if not part.voided]
    return bool(standing) and all(part.anonymous for part in standing)


def ordinary(matter: Matter) -> bool:
    return matter.purpose in {"", "appeal"}


def first_after(matter: Matter, start: date, enders: set[str], place: int = 0) -> date | None:
    """The day of the first step from a place on, as written down, that meets a clock and does not lie before its start."""
    for step in list(matter.story())[place:]:
        what, on = happened(step)
        if what in enders and on >= start:
            return on
    return None


def _decision(matter: Matter, books: Books) -> Iterator[Clock]:
    """书面告知 within 15 days, 转送 for 检举控告; 并案 does not end it, the petitioner is still to be told."""
    enders = {"accepted", "declined", "declined_again", "referred", "assigned", "closed", "returned_up"}
    name = "pass_on"
    if matter.purpose != "report":
        if nobody_to_tell(matter):
            return
        name, enders = "notice", enders | {"answered", "notice_delivered"}
    accepted, starts = False, [(0, matter.registered_on)]
    for place, step in enumerate(matter.story(), 1):
        what, on = happened(step)
        accepted = accepted or what == "accepted"
        if what == "reopened" and not accepted:  # declined and taken up again: the petitioner is told anew
            starts.append((place, on))
    for place, start in starts:
        due = judged(plain(start, 15, matter), matter, books)
        yield Clock(name, start, due, measure="accept", met=first_after(matter, start, enders, place))


@dataclass
class Round:
    """One round of handling, from 受理 or 重新办理 to the answer."""

    start: date
    days: int
    extended: int = 0
    heard: int = 0
    hearing_since: date | None = None
    met: date | None = None
    dropped: date | None = None
    before_extensions: tuple[date, ...] = ()

    @property
    def running(self) -> bool:
        return self.met is None and not self.dropped


def _rounds(matter: Matter, books: Books) -> list[Round]:
    """The rounds of handling; each extension remembers the last day it was granted before."""
    duty = matter.route == "duty"
    beginners = {"accepted", "reopened"}
    if not duty and matter.chosen("conversion_from") == "converted":
        beginners.add("converted")
    rounds: list[Round] = []
    accepted, special = False, 0
    for step in matter.story():
        what, on = happened(step)
        now = rounds[-1] if rounds and rounds[-1].running else None
        if now:
            in_time = on <= judged(_raw(now, matter, books), matter, books)
            stops = not duty and bool(matter.chosen("hearing_stops_answer")) and in_time
            _go_on(now, what, on, stops=stops)
        accepted = accepted or what == "accepted"
        if (
            what in beginners and accepted
        ):  # 自受理之日起 (条例 Art 34): what was never accepted has no sixty days
            for earlier in rounds:
                earlier.dropped = on if earlier.running else earlier.dropped
            special = int(step.payload.get("days", 0)) or special
            applied = (
                matter.registered_on if duty and what == "accepted" else on
            )  # 自接到申请之日起 (行政诉讼法 Art 47)
            rounds.append(Round(applied, special))
        elif what == "extended" and now and not duty:
            now.before_extensions += (_raw(now, matter, books),)
            now.extended += int(step.payload.get("days", 0))
    return rounds


def _go_on(now: Round, what: str, on: date, *, stops: bool) -> None:
    """What one step does to a round; a hearing stops only a period that has not passed."""
    if stops and what == "hearing_opened":
        now.hearing_since = on
    if what in OVER | {"answered"} and on >= now.start:
        now.met = on
    if what == "merged":
        now.dropped = on
    # An answer ends the hearing, too: nothing is counted beyond it.
    if now.hearing_since and (what == "hearing_closed" or now.met):
        now.heard += (on - now.hearing_since).days
        now.hearing_since = None


def _raw(one: Round, matter: Matter, books: Books) -> date:
    """The last day of a round before rest days: 60 days, or what 履行职责 has, and what was added."""
    if matter.route != "duty":
        day = plain(one.start, 60, matter)
    elif one.days:
        day = plain(one.start, one.days, matter)
    elif matter.chosen("duty_period") == "60days":
        day = plain(one.start, 60, matter)
    else:
        day = two_months(one.start, matter)
    if one.extended and matter.chosen("extension_base") == "rolled":
        day = books.rolled(day)
    for _ in range(one.extended + one.heard):
        day += ONE
    return day


def _answer(matter: Matter, books: Books) -> Iterator[Clock]:
    if not ordinary(matter) or matter.route not in {"", "opinion", "duty"}:
        return
    name = "duty" if matter.route == "duty" else "answer"
    for one in _rounds(matter, books):
        due = judged(_raw(one, matter, books), matter, books)
        stopped = one.hearing_since is not None
        yield Clock(name, one.start, due, "office", "answer", one.met, one.dropped, stopped)


def _extension_notice(matter: Matter, books: Books) -> Iterator[Clock]:
    """An extension is told before the day it moves (条例 Art 34); a later one takes the place of one not yet told."""
    if not ordinary(matter) or matter.route not in {"", "opinion"}:
        return
    days = [day for one in _rounds(matter, books) for day in one.before_extensions]
    now: Clock | None = None
    for step in matter.story():
        what, on = happened(step)
        if now and what in OVER | {"extension_delivered", "answered"} and on >= now.start:
            now.met, now = on, None
        elif now and what in {"merged", "extended"}:
            now.dropped, now = on, None
        if what == "extended" and days:
            now = Clock("extension_notice", on, judged(days.pop(0), matter, books))
            yield now


def _simple_accept(matter: Matter, books: Books) -> Iterator[Clock]:
    """简易办理: whether it is taken on is decided within 3 working days of receipt."""
    if matter.purpose == "report":
        return
    enders = OVER | {"accepted", "referred", "assigned", "answered", "converted"}
    due = judged(working(matter.registered_on, 3, matter, books), matter, books)
    now: Clock | None = None
    accepted = handed = False
    for step in matter.story():
        what, on = happened(step)
        accepted = accepted or what == "accepted"
        handed = what in {"referred", "assigned"} or (handed and what not in {"returned", "objection_agreed"})
        if now and what in enders and on >= now.start:
            now.met, now = on, None
        elif now and what in {"merged", "simplified"}:
            now.dropped, now = on, None
        if what == "simplified" and not (accepted or handed):
            now = Clock("simple_accept", matter.registered_on, due)
            yield now


def _simple_answer(matter: Matter, books: Books) -> Iterator[Clock]:
    """简易办理: the answer within 10 working days of acceptance, whichever of the two was written down first."""
    if matter.purpose == "report":
        return
    now: Clock | None = None
    simple, accepted = False, None
    for step in matter.story():
        what, on = happened(step)
        if now and what in OVER | {"answered", "converted"} and on >= now.start:
            now.met, now = on, None
        elif now and what == "merged":
            now.dropped, now = on, None
        simple = what == "simplified" or (simple and what != "converted")
        accepted = on if what == "accepted" else accepted
        if what in {"simplified", "accepted"} and simple and accepted:
            if now:
                now.dropped = on
            now = Clock(
                "simple_answer", accepted, judged(working(accepted, 10, matter, books), matter, books)
            )
            yield now


def _superior(matter: Matter, books: Books) -> Iterator[Clock]:
    """上级交办: the report is owed by the day the superior set, also when the matter has been closed."""
    wanted = matter.payload.get("superior_due_on", "")
    if FROM_ABOVE.get(matter.payload.get("source", "")) != "assigned_down" or not wanted:
        return
    due = judged(date.fromisoformat(wanted), matter, books)
    yield _owed("superior", matter, matter.registered_on, due, {"reported_up", "returned_up"}, matter.story())


def _urgent(matter: Matter, books: Books) -> Iterator[Clock]:
    """重大、紧急: reported at once, by the day itself, be it a rest day (条例 Art 25)."""
    story = matter.story()
    for at, step in enumerate(story):
        if step.what == "urgent_marked":
            yield _owed("urgent", matter, step.on, step.on, {"urgent_reported"}, story[at + 1 :])


def _owed(name: str, matter: Matter, start: date, due: date, enders: set[str], story: list[Step]) -> Clock:
    clock = Clock(name, start, due)
    for step in story:
        what, on = happened(step)
        if what in enders and on >= start:
            clock.met = on
            break
        if what == "merged" or what == "urgent_marked" == f"{name}_marked":
            clock.dropped = on
            break
    return clock


def _assignment(matter: Matter, books: Books) -> Iterator[Clock]:
    """交办: the unit reports by the day named; handing the matter to another unit takes it off the first."""
    enders = OVER | {"reported", "answered", "returned", "objection_agreed"}
    now: Clock | None = None
    for step in matter.story():
        what, on = happened(step)
        if now and what in enders and on >= now.start:
            now.met, now = on, None
        elif now and what in {"merged", "assigned", "referred"}:
            now.dropped, now = on, None
        named: Any = step.payload.get("due_on")
        if what == "assigned" and named:
            now = Clock("assignment", on, judged(date.fromisoformat(named), matter, books), "unit")
            yield now
