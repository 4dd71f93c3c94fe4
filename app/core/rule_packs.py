"""Rule packs (规则包): the statutory periods as data.

A pack is versioned, effective-dated and frozen into the matter when it is opened, so that a
later change of the rules never rewrites what was on time (ideas.md, idea 10). What the rules
leave to the office (law.md §10) are its choices; the matter keeps those too, as `terms`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from app.core.matters import Matter, Terms

KINDS = ("statutory", "procedural", "internal", "right")
OWNERS = ("office", "unit", "petitioner", "superior")
UNITS = ("day", "working", "month")
RECEIPTS = frozenset({"referral_received", "assignment_received"})
NAMED = ("", "step", "superior", "superior_margin", "answer")


@dataclass(frozen=True)
class When:
    """For which matters a clock or a variant of it holds; an empty list means all of them."""

    purposes: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    arrivals: tuple[str, ...] = ()
    terms: Terms = ()

    def holds(self, key: "Key") -> bool:
        """Whether it holds for matters of this kind."""
        chosen = dict(key.terms)
        return (
            (not self.purposes or key.purpose in self.purposes)
            and (not self.routes or key.route in self.routes)
            and (not self.arrivals or key.arrival in self.arrivals)
            and all(name in chosen and chosen[name] == value for name, value in self.terms)
        )


ALWAYS = When()


class Key(NamedTuple):
    """What decides which clocks a matter has: its purpose, route, way of arrival and terms."""

    purpose: str
    route: str
    arrival: str
    terms: Terms


@dataclass(frozen=True)
class Clock:
    """One period (时限): from a fact, so many days, until one of some facts.

    `kind`: `statutory` ones make a matter 超期 in the figures, `procedural` ones must be kept
    too, `internal` ones are the office's own reminders, a `right` may be used or not. `owner` is
    who must act. `named` says where a day comes from that is set and not counted: the step's own
    (`step`), the superior's (`superior`, `superior_margin` days before it) or that of the answer
    clock before it was extended (`answer`). `counts_from` counts from an earlier fact than the
    one that starts the clock. `choice` names the office's choice that gives the days; 0 means
    there is no such clock. `measure` is the rate it belongs to: `accept` or `answer`.
    """

    id: str
    name: str
    task: str
    article: str
    days: int
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    unit: str = "day"
    kind: str = "statutory"
    owner: str = "office"
    named: str = ""
    counts_from: str = ""
    choice: str = ""
    own_days: bool = False
    extendable: int = 0
    suspended_by_hearing: bool = False
    exempts_anonymous: bool = False
    measure: str = ""
    step: str = ""
    form: str = ""
    note: str = ""
    when: When = ALWAYS
    variants: tuple[tuple[When, tuple[tuple[str, Any], ...]], ...] = ()

    @cached_property
    def plain(self) -> bool:
        """Whether it simply counts its own days from the fact that starts it, as most do."""
        return not (self.named or self.counts_from or self.own_days or set(self.starts) & RECEIPTS)

    def resolved(self, key: Key) -> "Clock | None":
        """The clock as it is for matters of this kind, or nothing if they have no such clock."""
        if not self.when.holds(key):
            return None
        clock = next((replace(self, **dict(new)) for when, new in self.variants if when.holds(key)), self)
        if clock.choice:
            days = int(dict(key.terms).get(clock.choice, clock.days))
            return replace(clock, days=days) if days else None
        return clock


@dataclass(frozen=True)
class ClockSet:
    """The clocks of one kind of matter, found by the fact that starts or ends them."""

    clocks: tuple[Clock, ...]
    started_by: Mapping[str, tuple[Clock, ...]]
    ended_by: Mapping[str, tuple[str, ...]]
    places: Mapping[str, int]


@dataclass(frozen=True)
class RulePack:
    """A set of clocks that is in force from a day.

    `local` packs hold only where the office has chosen them. `representatives` says how many may
    speak for a group: pairs of (group up to, at most), 0 for any size (条例 Art 20 ¶3).
    `warnings` are the parts of a period, in percent, at which it is warned of.
    """

    id: str
    name: str
    effective_from: date
    clocks: tuple[Clock, ...]
    version: int = 1
    local: bool = False
    source: str = ""
    representatives: tuple[tuple[int, int], ...] = ((0, 5),)
    warnings: tuple[int, ...] = (50, 75, 85, 99)
    _sets: dict[Key, ClockSet] = field(default_factory=dict, compare=False, repr=False)

    def clocks_of(self, matter: Matter) -> ClockSet:
        """The clocks that this matter has or may get."""
        key = Key(matter.purpose, matter.route, matter.arrival, matter.terms)
        found = self._sets.get(key)
        if found is None:
            found = self._sets[key] = _indexed(tuple(self._resolved(key)))
        return found

    def most_representatives(self, head_count: int) -> int:
        """How many may speak for a group of this size."""
        return next((most for up_to, most in self.representatives if not up_to or head_count <= up_to), 5)

    @cached_property
    def clock_ids(self) -> tuple[str, ...]:
        return tuple(clock.id for clock in self.clocks)

    def _resolved(self, key: Key) -> Iterator[Clock]:
        for clock in self.clocks:
            found = clock.resolved(key)
            if found is not None:
                yield found


def _indexed(clocks: tuple[Clock, ...]) -> ClockSet:
    started: dict[str, tuple[Clock, ...]] = {}
    ended: dict[str, tuple[str, ...]] = {}
    for clock in clocks:
        for fact in clock.starts:
            started[fact] = (*started.get(fact, ()), clock)
        for fact in clock.ends:
            ended[fact] = (*ended.get(fact, ()), clock.id)
    return ClockSet(clocks, started, ended, {clock.id: at for at, clock in enumerate(clocks)})


def pack_in_force(packs: Sequence[RulePack], on: date, *, chosen: str = "") -> RulePack:
    """The pack a matter registered `on` starts with; the oldest one serves still older matters.

    `chosen` is the office's own choice (a local pack); it holds from its own effective day on.
    """
    own = next((pack for pack in packs if pack.id == chosen and pack.effective_from <= on), None)
    if own:
        return own
    common = sorted(
        (pack for pack in packs if not pack.local), key=lambda pack: (pack.effective_from, pack.version)
    )
    in_force = [pack for pack in common if pack.effective_from <= on]
    if in_force:
        return in_force[-1]
    oldest = common[0].effective_from
    return [pack for pack in common if pack.effective_from == oldest][-1]
