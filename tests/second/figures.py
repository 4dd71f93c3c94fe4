"""The monthly table and the Today sheet, counted over all matters with one loop for each figure."""

from datetime import date
from fractions import Fraction
from typing import Any

from tests.second.books import ONE, Books, Matter, Reception
from tests.second.clocks import OVER, clocks_of, happened

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
CHANNELS = {"letters": "letter", "visits": "visit", "web": "web", "calls": "call", "others": "other"}
Line = tuple[str, str, date]


def table(books: Books, start: date, end: date, today: date) -> dict[str, Any]:
    """Every figure as docs/cli.md prints it."""
    parts = [
        part
        for matter in books.matters.values()
        for part in counted(matter)
        if start <= part.registered_on <= end
    ]
    found: dict[str, Any] = {"receptions": len(parts)}
    for figure, channel in CHANNELS.items():
        found[figure] = sum(1 for part in parts if part.channel == channel)
    found["visits.persons"] = sum(part.heads for part in parts if part.channel == "visit")
    found["matters"] = _distinct(books, start, end)
    found["accepted"] = sum(1 for day in _days(books, "accepted") if start <= day <= end)
    found["closed"] = sum(1 for day in _days(books, "closed") if start <= day <= end)
    still_open = [matter for matter in books.matters.values() if _is_open(matter, end)]
    after = min(end + ONE, max(today, start))
    found["open"] = len(still_open)
    found["overdue"] = sum(1 for matter in still_open if _is_late(matter, books, end, after))
    found["rate.accept_in_time"] = _rate(books, "accept", start, end, after)
    found["rate.answer_in_time"] = _rate(books, "answer", start, end, after)
    return found


def counted(matter: Matter) -> list[Reception]:
    """The registrations that count as 件次: each once, a split letter once, nothing that was voided."""
    if matter.voided:
        return []
    return [part for part in matter.receptions if not part.voided and not part.shared]


def main_of(matter: Matter, books: Books) -> Matter:
    """The matter under which this one is handled: itself, or the last one it was joined to."""
    for step in reversed(matter.story()):
        if step.what == "merged" and step.payload.get("other"):
            return main_of(books.matters[step.payload["other"]], books)
    return matter


def _distinct(books: Books, start: date, end: date) -> int:
    mains = set()
    for matter in books.matters.values():
        for part in matter.receptions:
            if not matter.voided and not part.voided and start <= part.registered_on <= end:
                mains.add(main_of(matter, books).id)
    return len(mains)


def facts(matter: Matter) -> dict[str, date]:
    """What holds now: reopening takes the end of the round before away."""
    found: dict[str, date] = {}
    for step in matter.story():
        what, on = happened(step)
        if what == "reopened":
            for gone in OVER:
                found.pop(gone, None)
        found.setdefault(what, on)
    return found


def _days(books: Books, fact: str) -> list[date]:
    told = (facts(matter) for matter in books.matters.values() if not matter.voided)
    return [said[fact] for said in told if fact in said]


def _is_open(matter: Matter, end: date) -> bool:
    if matter.voided or matter.registered_on > end:
        return False
    said = facts(matter)
    ended = [said[fact] for fact in (*OVER, "merged") if fact in said]
    return not any(day <= end for day in ended)


def _is_late(matter: Matter, books: Books, end: date, after: date) -> bool:
    for clock in clocks_of(matter, books):
        waiting = clock.met is None or clock.met > end
        if clock.measure and not clock.dropped and not clock.stopped and clock.due < after and waiting:
            return True
    return False


def _rate(books: Books, measure: str, start: date, end: date, after: date) -> tuple[int, int, str]:
    n = d = 0
    for matter in books.matters.values():
        for clock in clocks_of(matter, books):
            if clock.measure != measure or clock.dropped or clock.stopped:
                continue
            if start <= clock.due <= end and (clock.met is not None or clock.due < after):
                d += 1
                n += clock.met is not None and clock.met <= clock.due
    return n, d, _percent(n, d, books)


def _percent(n: int, d: int, books: Books) -> str:
    if not d:
        return "—"
    decimals = int(books.office.get("rate_decimals", 2))
    exact = Fraction(n * 100 * 10**decimals, d)
    whole = int(exact) if books.office.get("rounding") == "truncate" else int(exact + Fraction(1, 2))
    digits = str(whole).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}%" if decimals else f"{digits}%"


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
