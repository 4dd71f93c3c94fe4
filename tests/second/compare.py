"""Holding the program against the slow count: the table of a period with its breakdowns, and the Today sheet."""

from datetime import date
from typing import Any

from app.core.figures import AXES, FIGURES, Rate
from app.db import journal
from app.services.desk import Desk
from tests.second.axes import breakdowns
from tests.second.books import Books, read
from tests.second.figures import counting, table
from tests.second.sheet import OFFICE, sheet

WAITED_FOR = ("assignment",)


def books_of(desk: Desk) -> Books:
    return read(journal.read(desk.register.store))


def told(desk: Desk, period: str) -> dict[str, Any]:
    """The program's table as plain values, counted now whether it is closed or not."""
    now = desk.month.counting(desk.month.period(period))
    found: dict[str, Any] = {
        name: (value.n, value.d, value.text) if isinstance(value, Rate) else value.value
        for name, value in now.values().items()
    }
    for axis, lines in now.breakdowns([axis.id for axis in AXES]).items():
        found[axis] = {
            line.key: (line.value.value, line.persons.value if line.persons else None, line.share)
            for line in lines
        }
    return found


def counted(desk: Desk, books: Books, period: str) -> dict[str, Any]:
    """The same table counted slowly; a figure or an axis nobody counts here is missing and makes the two differ."""
    span = desk.month.period(period)
    count = counting(books, span.start, span.end, desk.register.today())
    found = table(count) | breakdowns(count)
    names = [figure.id for figure in FIGURES] + [axis.id for axis in AXES]
    return {name: found.get(name, "not counted") for name in names}


def shown(desk: Desk, on: date) -> dict[str, list[tuple[str, str, date]]]:
    """The program's Today sheet: number, clock and day of each line the slow count knows."""
    page = desk.today.sheet(on)
    lists = {
        "overdue": page.overdue, "today": page.due_today, "three": page.three_days, "seven": page.seven_days,
        "waiting": page.waiting,
    }  # fmt: skip
    return {
        name: sorted(
            (line.number, line.clock, line.due_on) for line in lines if line.clock in (*OFFICE, *WAITED_FOR)
        )
        for name, lines in lists.items()
    }


def listed(books: Books, on: date) -> dict[str, list[tuple[str, str, date]]]:
    return sheet(books, on)
