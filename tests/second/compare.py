"""Holding the program against the slow count: the table of a period and the Today sheet."""

from datetime import date
from typing import Any

from app.core.figures import FIGURES, Rate
from app.db import journal
from app.services.desk import Desk
from tests.second.books import Books, read
from tests.second.figures import OFFICE, sheet, table

WAITED_FOR = ("assignment",)


def books_of(desk: Desk) -> Books:
    return read(journal.read(desk.register.store))


def told(desk: Desk, period: str) -> dict[str, Any]:
    """The program's table as plain values."""
    figures = desk.month.table(desk.month.period(period)).figures
    return {
        name: (value.n, value.d, value.text) if isinstance(value, Rate) else value.value
        for name, value in figures.items()
    }


def counted(desk: Desk, books: Books, period: str) -> dict[str, Any]:
    """The same table counted slowly; a figure nobody counts here is missing and makes the two differ."""
    span = desk.month.period(period)
    found = table(books, span.start, span.end, desk.register.today())
    return {figure.id: found.get(figure.id, "not counted") for figure in FIGURES}


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
