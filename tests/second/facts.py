"""What holds of a matter, told from its story: its main one, the facts of this round, who has it, whom it is for."""

from datetime import date, timedelta

from tests.second.books import Books, Matter, Reception
from tests.second.clocks import OVER, happened, nobody_to_tell

DECIDING = {"accepted", "declined", "declined_again", "referred", "assigned"}
ROUND = {*OVER, "answered", "answer_delivered"}
"""What a new round (重新办理) takes back."""


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


def facts(matter: Matter) -> dict[str, date]:
    """What holds now: reopening takes the end of the round before away."""
    found: dict[str, date] = {}
    for step in matter.story():
        what, on = happened(step)
        if what == "reopened":
            for gone in ROUND:
                found.pop(gone, None)
        found.setdefault(what, on)
    return found


def ended(matter: Matter) -> dict[str, date]:
    """The days on which it came to an end, by how it did."""
    said = facts(matter)
    return {fact: said[fact] for fact in (*sorted(OVER), "merged") if fact in said}


def finished_on(matter: Matter) -> date | None:
    return min(ended(matter).values(), default=None)


def decided_on(matter: Matter) -> date | None:
    """When the office first said what becomes of it."""
    days = [step.on for step in matter.story() if step.what in DECIDING]
    return min(days, default=None)


def is_open(matter: Matter, end: date) -> bool:
    """Whether it was registered and not over when that day ended."""
    if matter.voided or matter.registered_on > end:
        return False
    over = finished_on(matter)
    return over is None or over > end


def settled_by(matter: Matter, end: date) -> bool:
    return any(step.what == "settled" and step.on <= end for step in matter.steps if not step.withdrawn)


def unit_of(matter: Matter) -> str:
    """Who has it: the last unit it was handed to, nobody once it was taken back."""
    holder = ""
    for step in matter.steps:
        if step.withdrawn:
            continue
        if step.what in {"returned", "objection_agreed"}:
            holder = ""
        elif step.what in {"referred", "assigned"}:
            holder = step.payload.get("unit_id", "") or holder
    return holder


def for_the_courts(matter: Matter) -> bool:
    return matter.route in {"litigation", "arbitration"}


def is_simple(matter: Matter) -> bool:
    """Handled by 简易办理; one that was taken out of it goes the ordinary way."""
    kinds = [step.what for step in matter.steps if not step.withdrawn]
    return "simplified" in kinds and "converted" not in kinds


def anonymous(matter: Matter) -> bool:
    return nobody_to_tell(matter)


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that has none (民法典 Art 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_after - timedelta(days=1))
