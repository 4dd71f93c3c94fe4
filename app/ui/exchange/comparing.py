"""A period's figures beside those of the one before, and long lists cut to what a window can show."""

from collections.abc import Sequence

from app.core.figures import BY_ID, Count
from app.core.periods import Period
from app.services.month import Month
from app.ui.exchange.send_panel import Compared

_SHOWN = ("receptions", "letters", "visits", "matters", "accepted", "closed")
MOST_LINES = 24


def compared(month: Month, period: Period) -> tuple[Compared, ...]:
    """The figures a county looks at first."""
    now, before = (month.table(one, compared=False).figures for one in (period, period.previous()))
    return tuple(
        Compared(BY_ID[name].name, value.value, _count(before.get(name)), value.unit)
        for name in _SHOWN
        if isinstance(value := now.get(name), Count)
    )


def shown_lines(lines: Sequence[str]) -> str:
    """As many lines as a window can show, and how many more there are."""
    rest = len(lines) - MOST_LINES
    return "\n".join((*lines[:MOST_LINES], *([f"……另有{rest}条"] if rest > 0 else [])))


def _count(value: object) -> int | None:
    return value.value if isinstance(value, Count) else None
