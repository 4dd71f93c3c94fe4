"""The Today sheet, told over all matters."""

from datetime import date

from tests.second.books import Books
from tests.second.clocks import clocks_of

OFFICE = (
    "notice",
    "pass_on",
    "answer",
    "simple_accept",
    "simple_answer",
    "duty",
    "extension_notice",
    "superior",
    "urgent",
)
Line = tuple[str, str, date]


def sheet(books: Books, on: date) -> dict[str, list[Line]]:
    """The lines of the Today page for the office's own clocks, and the assignments it waits for."""
    found: dict[str, list[Line]] = {"overdue": [], "today": [], "three": [], "seven": [], "waiting": []}
    ahead = int(books.choices.get("urge_days_before", 10))
    for matter in books.matters.values():
        for clock in clocks_of(matter, books):
            line, left = (matter.number, clock.name, clock.due), (clock.due - on).days
            if not clock.running or clock.stopped:
                continue
            if clock.owner == "unit":
                found["waiting"] += [line] if left <= ahead else []
            elif left <= 7:
                found[
                    "overdue" if left < 0 else "today" if not left else "three" if left <= 3 else "seven"
                ].append(line)
    return {name: sorted(lines) for name, lines in found.items()}
