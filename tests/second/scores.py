"""满意度评价, asked of each matter: who was asked, since when, and what was said."""

from datetime import date
from typing import TYPE_CHECKING

from tests.second.books import ONE, Matter
from tests.second.facts import anonymous, decided_on, facts, for_the_courts

if TYPE_CHECKING:
    from tests.second.figures import Count

PARTIES = ("office", "unit")


def scores(count: "Count", assessed: list[Matter]) -> dict[str, tuple[int, int]]:
    """The evaluated and the satisfied, each of how many, by party."""
    found: dict[str, tuple[int, int]] = {}
    for party in PARTIES:
        said = [_said(matter, party, count) for matter in assessed if _is_asked(matter)]
        tell = _all_asked if count.chosen("rate_family", "A") == "B" else _evaluated
        found |= tell(party, [one for one in said if one], count)
    return found


def _is_asked(matter: Matter) -> bool:
    """检举控告, 涉法涉诉 and anonymous matters are not evaluated; a joined one is asked about under its main one."""
    joined = any(step.what == "merged" and step.payload.get("other") for step in matter.story())
    return not (matter.purpose == "report" or for_the_courts(matter) or anonymous(matter) or joined)


def _last_word(matter: Matter, party: str) -> tuple[str, date] | None:
    """What was said last of this party, be it of both."""
    last = None
    for step in matter.steps:
        meant = step.what == "evaluated" and step.payload.get("reason", "") in {"", party}
        if meant and step.payload.get("value") and not step.withdrawn:
            last = (str(step.payload["value"]), step.on)
    return last


Said = tuple[str, date | None, date | None]
"""The word (lapsed, waiting), its day, and the day from which the petitioner could give it."""


def _said(matter: Matter, party: str, count: "Count") -> Said | None:
    since = decided_on(matter) if party == "office" else facts(matter).get("answer_delivered")
    word = _last_word(matter, party)
    if word:
        return word[0], word[1], since
    if since is None:
        return None
    days = int(count.chosen("evaluation_days", 30))
    last_day = since
    for _ in range(days):
        last_day += ONE
    if days and last_day < count.after:
        return "lapsed", last_day, since
    return "waiting", None, since


def _good(count: "Count") -> set[str]:
    return {"satisfied", "basically"} if count.chosen("basically_satisfied", True) else {"satisfied"}


def _evaluated(party: str, said: list[Said], count: "Count") -> dict[str, tuple[int, int]]:
    """Family A: those given in the period, and those whose time ended in it with nothing said."""
    over = [word for word, on, _ in said if word != "waiting" and count.within(on)]
    given = [word for word in over if word != "lapsed"]
    good = [word for word in given if word in _good(count)]
    return {
        f"rate.evaluated.{party}": (len(given), len(over)),
        f"rate.satisfied.{party}": (len(good), len(given)),
    }


def _all_asked(party: str, said: list[Said], count: "Count") -> dict[str, tuple[int, int]]:
    """Family B: everyone who could be asked from a day of the period on; who let the time pass counts as content."""
    asked = [word for word, _, since in said if count.within(since)]
    given = [word for word in asked if word not in {"lapsed", "waiting"}]
    good = [word for word in asked if word in _good(count) | {"lapsed"}]
    return {
        f"rate.evaluated.{party}": (len(given), len(asked)),
        f"rate.satisfied.{party}": (len(good), len(asked)),
    }
