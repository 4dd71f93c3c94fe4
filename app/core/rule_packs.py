"""Rule packs (规则包): the statutory periods as data.

A pack is versioned, effective-dated and frozen into the matter when it is opened, so that a
later change of the rules never rewrites what was on time (ideas.md, idea 10).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

ANY_PURPOSE = ("", "suggestion", "report", "appeal")


@dataclass(frozen=True)
class Clock:
    """One period (时限): from a fact, so many days, until one of some facts.

    `owner` is who must act: `office`, `unit` or `petitioner`; only the office's own
    statutory clocks make a matter 超期. `days` is 0 where the step itself names the day.
    """

    id: str
    name: str
    task: str
    article: str
    days: int
    working: bool
    starts: str
    ends: tuple[str, ...]
    purposes: tuple[str, ...] = ANY_PURPOSE
    owner: str = "office"
    statutory: bool = True
    exempts_anonymous: bool = False
    note: str = ""


@dataclass(frozen=True)
class RulePack:
    """A set of clocks that is in force from a day."""

    id: str
    name: str
    effective_from: date
    clocks: tuple[Clock, ...]


def pack_from(content: Mapping[str, Any]) -> RulePack:
    """Read a pack from its shipped JSON."""
    return RulePack(
        id=content["id"],
        name=content["name"],
        effective_from=date.fromisoformat(content["effective_from"]),
        clocks=tuple(_clock(clock) for clock in content["clocks"]),
    )


def pack_in_force(packs: Sequence[RulePack], on: date) -> RulePack:
    """The pack a matter registered `on` starts with; the oldest one serves still older matters."""
    ordered = sorted(packs, key=lambda pack: pack.effective_from)
    return next((pack for pack in reversed(ordered) if pack.effective_from <= on), ordered[0])


def _clock(content: Mapping[str, Any]) -> Clock:
    values = dict(content)
    values["ends"] = tuple(values["ends"])
    values["purposes"] = tuple(values.get("purposes", ANY_PURPOSE))
    return Clock(**values)
