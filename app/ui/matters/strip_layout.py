"""Where things stand on the 时限条: pure arithmetic from days to places."""

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


def span_of(
    registered_on: date, deadlines: Sequence[Deadline], today: date, left: float, right: float
) -> Span:
    """From registration to the last deadline, or to today where that is later."""
    last = max(
        [line.met_on or line.raw for line in deadlines] + [today, registered_on + timedelta(days=LEAST_DAYS)]
    )
    return Span(registered_on, last, left, right)


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
