"""Where things stand on the 时限条: pure arithmetic from days to places, and what there is room for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.deadlines import Deadline

LEAST_DAYS = 15


@dataclass(frozen=True)
class Span:
    """The days the strip shows, from registration to the last possible one, and where they lie."""

    first: date
    last: date
    left: float
    right: float

    def place(self, day: date) -> float:
        """The x of a day; days beyond either end stand at the end."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)


def shown_on(line: Deadline) -> date:
    """Where a clock stands on the line: the day it was met, else the last day that is told."""
    return line.met_on or line.card.last


def span_of(
    registered_on: date, deadlines: Sequence[Deadline], today: date, left: float, right: float
) -> Span:
    """From registration to the last deadline, or to today where that is later."""
    last = max([*map(shown_on, deadlines), today, registered_on + timedelta(days=LEAST_DAYS)])
    return Span(registered_on, last, left, right)


def chosen(
    deadlines: Sequence[Deadline], widths: Sequence[float], today: date, room: float, gap: float
) -> tuple[int, ...]:
    """Which clocks get a place on the line: those that press, as many as there is room for.

    The office's own reminders and clocks that no longer count never do; of the rest what still
    runs comes before what is done. At least one stands there.
    """
    ranked = sorted(
        (at for at, line in enumerate(deadlines) if not (line.internal or line.dropped_on)),
        key=lambda at: _rank(deadlines[at], today),
    )
    taken: list[int] = []
    for at in ranked:
        if taken and sum(widths[other] + gap for other in taken) + widths[at] > room:
            break
        taken.append(at)
    return tuple(sorted(taken))


def _rank(line: Deadline, today: date) -> tuple[int, int]:
    """What must be kept and still runs, the nearest first; then rights; then what is over, the latest first."""
    day = shown_on(line)
    if line.is_running() and not line.optional:
        return 0, day.toordinal()
    if line.is_running() and day >= today:
        return 1, day.toordinal()
    return 2, -day.toordinal()


def spread(
    wanted: Sequence[float], widths: Sequence[float], left: float, right: float, gap: float
) -> list[float]:
    """Left edges of labels near the places they belong to, in order and without overlap."""
    edges: list[float] = []
    at = left
    for place, width in zip(wanted, widths, strict=True):
        at = max(at, place - width / 2)
        edges.append(at)
        at += width + gap
    limit = right
    for index in range(len(edges) - 1, -1, -1):
        edges[index] = min(edges[index], limit - widths[index])
        limit = edges[index] - gap
    return edges
