"""The breakdowns, told line by line: how many under each key, and how many heads where heads are counted."""

from collections import Counter
from collections.abc import Callable, Iterable

from tests.second.books import Matter, Reception
from tests.second.facts import counted, decided_on, ended, is_open, unit_of
from tests.second.figures import Count, is_late, percent

Lines = dict[str, tuple[int, int | None, str]]
"""Key: number, heads or nothing, share as printed."""

FROM_ABOVE = {"上级转送", "上级交办", "巡视组、督导组交办"}
RECEPTIONS: dict[str, Callable[[Matter, Reception], str]] = {
    "by_channel": lambda _, part: part.channel,
    "by_purpose": lambda matter, _: matter.purpose,
    "by_class": lambda matter, _: _class(matter)[:2],
    "by_class2": lambda matter, _: _class(matter)[:4],
    "by_class3": lambda matter, _: _class(matter),
    "by_village": lambda matter, _: str(matter.payload.get("village_id", "")),
    "by_unit": lambda matter, _: unit_of(matter),
    "by_source": lambda matter, _: str(matter.payload.get("source", "")),
}


def breakdowns(count: Count) -> dict[str, Lines]:
    """Every axis by name."""
    came = [(matter, part) for matter in count.matters for part in counted(matter) if count.came(part)]
    found = {
        axis: _of_receptions(((key(matter, part), part) for matter, part in came), count)
        for axis, key in RECEPTIONS.items()
    }
    visits = [(matter, part) for matter, part in came if part.channel == "visit"]
    found["by_level"] = _of_receptions(((_level(matter, part), part) for matter, part in visits), count)
    new = [matter for matter in count.matters if count.within(matter.registered_on)]
    found["by_status"] = _plain((_status(matter, count) for matter in new), count)
    found["by_result"] = _plain(
        (str(step.payload.get("value", "")) for _, step in count.steps("answered")), count
    )
    led = [matter for matter in count.matters if is_open(matter, count.end) and matter.payload.get("leader")]
    found["by_leader"] = _plain((matter.payload["leader"] for matter in led), count)
    return found


def _class(matter: Matter) -> str:
    return str(matter.payload.get("category", ""))


def _level(matter: Matter, part: Reception) -> str:
    """Where a visit was received: as it was said, above if it was passed down, else here."""
    if part.level:
        return part.level
    return "above" if matter.payload.get("source") in FROM_ABOVE else "township"


def _status(matter: Matter, count: Count) -> str:
    """How a matter of the period stood when it ended; an end counts as the furthest it has come to."""
    ends = ended(matter)
    if any(day <= count.end for day in ends.values()):
        order = ("merged", "declined_again", "closed", "declined", "returned_up")
        return next(fact for fact in order if fact in ends)
    if is_late(matter, count):
        return "overdue"
    decided = decided_on(matter)
    return "handled" if decided and decided <= count.end else "waiting"


def _of_receptions(told: Iterable[tuple[str, Reception]], count: Count) -> Lines:
    numbers: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    for key, part in told:
        numbers[key] += 1
        heads[key] += part.heads
    whole = sum(numbers.values())
    return {key: (numbers[key], heads[key], percent(numbers[key], whole, count.books)) for key in numbers}


def _plain(keys: Iterable[str], count: Count) -> Lines:
    numbers = Counter(keys)
    whole = sum(numbers.values())
    return {key: (number, None, percent(number, whole, count.books)) for key, number in numbers.items()}
