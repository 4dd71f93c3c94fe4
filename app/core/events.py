"""What has happened to a matter, in the order it was written down.

A `Step` is one recorded act. An `Event` is what it means for the clocks: a fact and its day.
Steps that were taken back, and links that were undone, mean nothing and are left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

STEP_ENTRIES = (
    "accepted", "declined", "declined_again", "referred", "assigned", "delivered",
    "answered", "closed", "settled", "evaluated", "voided",
    "received", "unit_accepted", "objected", "objection_agreed", "objection_refused", "returned", "joined",
    "reported", "simplified", "converted", "extended", "told_again", "review_requested", "review_answered",
    "re_review_requested", "re_review_answered", "hearing_opened", "hearing_closed", "mediated",
    "supervised", "urged", "urgent_marked", "urgent_reported", "merged", "unmerged", "split_off", "unsplit",
    "reopened", "objected_up", "objection_up_refused", "returned_up", "reported_up",
)  # fmt: skip
DECISIONS = ("accepted", "declined", "declined_again", "referred", "assigned")
HANDING = ("referred", "assigned")
FINISHING = ("closed", "declined", "declined_again", "returned_up", "merged")
PUBLIC_DELIVERY = timedelta(days=30)
"""A paper served by public notice counts as delivered 30 days after (民事诉讼法 Art 95, by analogy)."""

# Facts that no longer hold after another one: a new round begins, or the unit has given the matter back.
UNDONE_BY = {
    "reopened": (
        "answered", "answer_delivered", "closed", "declined", "declined_again", "returned_up", "reported_up",
        "review_requested", "review_answered", "review_delivered", "re_review_requested", "re_review_answered",
        "re_review_delivered", "mediated", "settled", "notice_delivered", "simplified", "simple_accepted",
    ),
    "returned": ("referred", "assigned", "received", "unit_accepted", "reported", "objected"),
    "objection_agreed": ("referred", "assigned", "received", "unit_accepted", "reported", "objected"),
    "objection_refused": ("objected",),
    "referred": ("received", "unit_accepted", "reported", "objected", "assigned", "returned", "objection_agreed"),
    "assigned": ("received", "unit_accepted", "reported", "objected", "referred", "returned", "objection_agreed"),
    "supervised": ("reported",),
    "converted": ("simplified", "simple_accepted"),
    "hearing_closed": ("hearing_opened",),
    "objection_up_refused": ("objected_up",),
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One act on a matter, as it was recorded.

    `sent_on` is the postmark (投邮日) where a letter was posted, `basis` the number of a paper
    it rests on, `receiver` who took a paper in another's stead, `other` another matter's id.
    """

    entry: str
    on: date
    id: str = ""
    recorded_at: str = ""
    unit_id: str = ""
    text: str = ""
    due_on: date | None = None
    way: str = ""
    value: str = ""
    leader: str = ""
    paper: str = ""
    days: int = 0
    reason: str = ""
    basis: str = ""
    sent_on: date | None = None
    receiver: str = ""
    other: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A fact that came to be on a day; `step` is the act behind it, nothing for a registration."""

    fact: str
    on: date
    step: Step | None = None


def events_of(
    registered_on: date, steps: Sequence[Step], came_again: Iterable[tuple[date, int]] = ()
) -> tuple[Event, ...]:
    """The matter's events; `came_again` are further receptions with the number of steps before each."""
    return tuple(_events(registered_on, _standing(steps), sorted(came_again, key=lambda pair: pair[1])))


def _standing(steps: Sequence[Step]) -> list[Step | None]:
    """The steps that still mean something; `None` keeps the places of the others."""
    kept: list[Step | None] = [None if step.withdrawn else step for step in steps]
    for at, step in enumerate(kept):
        if step is not None and step.entry == "unmerged":
            _drop_last(kept, at, "merged")
    return kept


def _drop_last(kept: list[Step | None], before: int, entry: str) -> None:
    """A link that was undone never was, as far as clocks and state go."""
    for at in range(before - 1, -1, -1):
        found = kept[at]
        if found is not None and found.entry == entry:
            kept[at] = None
            return


def _events(
    registered_on: date, steps: Sequence[Step | None], again: Sequence[tuple[date, int]]
) -> Iterator[Event]:
    yield Event("registered", registered_on)
    handing, simple, accepted, settled = "", False, None, False
    for at, step in enumerate(steps):
        yield from _coming(again, at, wanted=settled)
        if step is None:
            continue
        settled = step.entry in _SAID_BEFORE or (settled and step.entry != "reopened")
        handing = _handing(step, handing)
        yield from _meaning(step, handing)
        simple = step.entry == "simplified" or (simple and step.entry != "converted")
        accepted = step.on if step.entry == "accepted" else accepted
        if accepted and simple and step.entry in {"accepted", "simplified"}:
            yield Event("simple_accepted", accepted, step)
    yield from _coming(again, len(steps), wanted=settled)


def _coming(again: Sequence[tuple[date, int]], at: int, *, wanted: bool) -> Iterator[Event]:
    """A further reception means something of its own only once the petitioner had an answer."""
    return (Event("came_again", day) for day, after in again if after == at and wanted)


_SAID_BEFORE = frozenset({"answered", "closed", "declined", "declined_again"})


def _handing(step: Step, handing: str) -> str:
    if step.entry in {"referred", "assigned"}:
        return step.entry
    return "" if step.entry in {"returned", "objection_agreed"} else handing


def _meaning(step: Step, handing: str) -> Iterator[Event]:
    if step.entry == "delivered":
        yield Event(f"{step.paper}_delivered" if step.paper else "delivered", delivered_on(step), step)
        return
    yield Event(step.entry, step.on, step)
    if step.entry == "received" and handing:
        yield Event("referral_received" if handing == "referred" else "assignment_received", step.on, step)


def delivered_on(step: Step) -> date:
    """When a delivered paper counts as received: the day itself; 30 days on for a public notice."""
    return step.on + PUBLIC_DELIVERY if step.way == "public" else step.on
