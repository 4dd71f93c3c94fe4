"""Populations: the rows a figure looks at, and what each of them says of itself, as SQL.

Every population has an index range to walk along, so that a month costs a month's rows however
long the register is.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.core.rule_packs import OWNERS

REACH = 400
"""Days after its start within which every clock's last day lies: 60, an extension of 30, and a long hearing."""
NEVER = 10**9


@dataclass(frozen=True)
class Span:
    """A period as seen on a day, under the office's choices.

    `after` is the first day that is not over yet: what is due on it or later is not late. Counts by
    `occurred` put a reception into the period of its 信访日期. `window` is how many days an evaluation
    may take, 0 for no end.
    """

    start: date
    end: date
    after: date
    group: int = 5
    joint: int = 5
    large: int = NEVER
    long_before: date = date.min
    window: int = 30
    by_occurred: bool = False

    def values(self) -> dict[str, str | int]:
        day = timedelta(days=1)
        lapsed = timedelta(days=self.window)
        last_open = min(self.end, self.after - day)  # a window that ends on this day is still open
        return {
            "start": self.start.isoformat(), "end": self.end.isoformat(), "after": self.after.isoformat(),
            "before": (self.start - day).isoformat(), "group": self.group, "joint": self.joint, "large": self.large,
            "long_before": self.long_before.isoformat(), "window": f"+{self.window} days",
            "asked_from": (self.start - lapsed).isoformat(),
            "asked_to": (last_open - lapsed).isoformat() if self.window else "",
            "reach": (self.end + timedelta(days=REACH)).isoformat(),
        }  # fmt: skip


@dataclass(frozen=True)
class Population:
    """Rows and dimensions as SQL: `rows` WHERE `where`.

    `rows` may be several parts, no row in two of them: each is an index range of its own, and what is merely counted
    is counted part by part. Where rows are not matters themselves, `matter_id` names theirs, and the matter is looked
    up only for a dimension that asks for it. `by_occurred` stands for `where` when a reception counts by its 信访日期.
    `along` is the day each part's range is ordered by: from its end, whoever wants the newest has them soon.
    `few` are columns of so few different words that rows alike in all of them are counted together; `picked` is the
    dimension whose words are looked for one by one, so that each is an index range.
    """

    rows: tuple[str, ...]
    where: str
    dims: Mapping[str, str]
    heads: str = "0"
    main: str = ""
    matter_id: str = "m.id"
    by_occurred: str = ""
    along: tuple[str, ...] = ()
    few: tuple[str, ...] = ()
    picked: str = ""

    @property
    def is_matter(self) -> bool:
        """Whether each row is a matter of its own."""
        return self.matter_id == "m.id"

    def parts(self) -> tuple["Population", ...]:
        """Each part of the rows as a population of its own."""
        along = self.along or ("",) * len(self.rows)
        return tuple(
            replace(self, rows=(rows,), along=(day,)) for rows, day in zip(self.rows, along, strict=True)
        )

    def is_told_by_few(self, dims: Iterable[str]) -> bool:
        """Whether these dimensions can be told from the few columns alone."""
        told = {f"r.{column}" for column in self.few}
        return bool(told) and all(set(_COLUMN.findall(self.dims[dim])) <= told for dim in dims)

    def source(self, span: Span, *, joined: bool) -> str:
        """What follows FROM; `joined` with the rows' matters beside them."""
        join = f" JOIN matters m ON m.id = {self.matter_id}" if joined and not self.is_matter else ""
        where = self.by_occurred if span.by_occurred and self.by_occurred else self.where
        rows = " UNION ALL ".join(f"SELECT * FROM {part}" for part in self.rows)
        return f"{f'({rows}) m' if self.rows[1:] else self.rows[0]}{join} WHERE {where}"


_COLUMN = re.compile(r"\b[a-z]\.\w+")
MATTER_DIMS = {
    "purpose": "m.purpose", "class1": "substr(m.category, 1, 2)", "class2": "substr(m.category, 1, 4)", "category": "m.category",
    "village": "m.village_id", "unit": "m.unit_id", "source": "m.source", "leader": "m.leader",
    "led": "CASE WHEN m.leader <> '' THEN '1' ELSE '0' END",
    "court": "CASE WHEN m.route IN ('litigation', 'arbitration') THEN '1' ELSE '0' END",
    "named": "CASE WHEN EXISTS (SELECT 1 FROM receptions n WHERE n.matter_id = m.id AND n.anonymous = 0 AND n.voided = 0) THEN '1' ELSE '0' END",
    # 转为普通程序 takes it out of 简易办理 for good.
    "simple": (
        "CASE WHEN EXISTS (SELECT 1 FROM steps s WHERE s.matter_id = m.id AND s.entry = 'simplified' AND s.withdrawn = 0) "
        "AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.matter_id = m.id AND s.entry = 'converted' AND s.withdrawn = 0) THEN '1' ELSE '0' END"
    ),
}  # fmt: skip
_RECEPTION = MATTER_DIMS | {
    "channel": "r.channel",
    "again": "CAST(r.repeat AS TEXT)",
    "gathering": (
        "CASE WHEN r.channel = 'visit' THEN CASE WHEN r.head_count >= :group THEN 'group' ELSE 'single' END "
        "WHEN r.channel = 'letter' AND r.head_count >= :joint THEN 'joint' ELSE '' END"
    ),
    "large": "CASE WHEN r.head_count >= :large THEN '1' ELSE '0' END",
    "level": (
        "CASE WHEN r.channel <> 'visit' THEN '' WHEN r.level <> '' THEN r.level "
        "WHEN m.source IN ('上级转送', '上级交办', '巡视组、督导组交办') THEN 'above' ELSE 'township' END"
    ),
}
# Nobody's right is measured (`app.core.pack_reading`), and the petitioners' clocks run for ever.
_MEASURED = ", ".join(f"'{owner}'" for owner in OWNERS if owner != "petitioner")
# What is late on a day: clocks that still run past their last day, and those that were met or dropped too late and
# after it. Both lie in small indexes of their own (running clocks; clocks that ended late), gathered once for all rows.
_LATE = (
    "CASE WHEN m.id IN ("
    "SELECT d.matter_id FROM deadlines d WHERE d.met_on IS NULL AND d.dropped_on IS NULL AND d.measure <> '' "
    f"AND d.owner IN ({_MEASURED}) AND d.due_on < :after "
    "UNION ALL SELECT d.matter_id FROM deadlines d WHERE d.measure <> '' AND (d.met_on > d.due_on OR d.dropped_on > d.due_on) "
    "AND d.due_on < :after AND (d.met_on IS NULL OR d.met_on > :end) AND (d.dropped_on IS NULL OR d.dropped_on > :end)) "
    "THEN '1' ELSE '0' END"
)
_SETTLED_BY = (
    "EXISTS (SELECT 1 FROM steps s WHERE s.matter_id = m.id AND s.entry = 'settled' AND s.withdrawn = 0 "
    "AND s.occurred_on <= :end)"
)
# What was joined to a matter that was itself joined to another is that other's 件, however long the chain.
_MAIN = (
    "CASE WHEN r.matter_id NOT IN (SELECT id FROM matters WHERE merged_into <> '') THEN r.matter_id ELSE "
    "(WITH RECURSIVE up (id, main) AS (SELECT x.id, x.merged_into FROM matters x WHERE x.id = r.matter_id "
    "UNION SELECT x.id, x.merged_into FROM up JOIN matters x ON x.id = up.main) SELECT id FROM up WHERE main = '') END"
)
# Few matters are voided: they are gathered once, and no row has to look its matter up for it.
_VOIDED = "(SELECT id FROM matters WHERE finished_on IS NOT NULL AND state <> 'closed' AND state = 'voided')"
_STATUS = (
    "CASE WHEN m.finished_on IS NOT NULL AND m.finished_on <= :end THEN "
    "CASE WHEN m.state IN ('closed', 'declined', 'declined_again', 'returned_up', 'merged') THEN m.state "
    "WHEN m.closed_on IS NOT NULL THEN 'closed' ELSE 'ended' END "
    f"WHEN {_LATE} = '1' THEN 'overdue' "
    "WHEN m.decided_on IS NOT NULL AND m.decided_on <= :end THEN 'handled' ELSE 'waiting' END"
)

_RECEIVED = "r.counted = 1 AND {day}"
# A letter that was split is one 件次 and as many 件 as it has parts; joined matters are one 件 (law.md §5.1).
_CONCERNED = (
    f"{{day}} AND (r.counted = 1 OR (r.shared = 1 AND r.voided = 0 AND r.matter_id NOT IN {_VOIDED}))"
)
_BY_REGISTERED = "r.registered_on BETWEEN :start AND :end"
# Nobody comes after the day they were written down: the register's own order bounds the search.
_BY_OCCURRED = "r.registered_on >= :start AND r.occurred_on BETWEEN :start AND :end"
# Two index ranges and not one walk over all that was ever registered: what is open now, what was finished since.
# Voiding finishes a matter, so nothing open has to be asked for its state.
_OPEN = (
    "(SELECT * FROM matters WHERE finished_on IS NULL) m",
    "(SELECT * FROM matters WHERE finished_on > :{day} AND state <> 'voided') m",
)
_OPEN_ON = "m.registered_on <= :{day}"
# A clock is judged once it is met or its last day has passed; one that still runs counts neither way.
_JUDGED = (
    "d.measure = '{measure}' AND d.measure <> '' "
    "AND d.due_on BETWEEN :start AND :end AND (d.met_on IS NOT NULL OR d.due_on < :after)"
)
_STARTED = (
    "d.measure = '{measure}' AND d.measure <> '' "
    "AND d.due_on BETWEEN :start AND :reach AND d.started_on BETWEEN :start AND :end"
)
_CLOCK = MATTER_DIMS | {
    "in_time": "CASE WHEN d.met_on IS NOT NULL AND d.met_on <= d.due_on THEN '1' ELSE '0' END"
}
# Asked and answered in the period, or asked so long ago that the time to answer ended in it.
_EVALUATED = (
    "(SELECT * FROM matters WHERE {party}_scored_on BETWEEN :start AND :end) m",
    "(SELECT * FROM matters WHERE {party}_scored_on IS NULL AND {opened} BETWEEN :asked_from AND :asked_to) m",
)
_ASKED = "m.evaluable = 1 AND m.{opened} BETWEEN :start AND :end"
_SCORE = (
    "CASE WHEN m.{party}_scored_on IS NOT NULL THEN m.{party}_score "
    "WHEN m.{opened} <= :asked_to THEN 'lapsed' ELSE 'waiting' END"
)
OPENED = {"office": "decided_on", "unit": "delivered_on"}


def _evaluated(party: str, *, asked: bool) -> Population:
    opened = OPENED[party]
    dims = MATTER_DIMS | {"score": _SCORE.format(party=party, opened=opened)}
    if asked:
        return Population(("matters m",), _ASKED.format(opened=opened), dims)
    rows = tuple(part.format(party=party, opened=opened) for part in _EVALUATED)
    return Population(rows, "m.evaluable = 1", dims, along=(f"m.{party}_scored_on", f"m.{opened}"))


def _clocks(shape: str, measure: str) -> Population:
    return Population(("deadlines d",), shape.format(measure=measure), _CLOCK, matter_id="d.matter_id")


def _receptions(shape: str, main: str = "") -> Population:
    return Population(
        ("receptions r",), shape.format(day=_BY_REGISTERED), _RECEPTION, "r.head_count", main, "r.matter_id",
        shape.format(day=_BY_OCCURRED), few=("channel", "repeat", "head_count"),
    )  # fmt: skip


def _matters(where: str, **dims: str) -> Population:
    return Population(("matters m",), f"m.state <> 'voided' AND {where}", MATTER_DIMS | dims)


def _open(day: str, **dims: str) -> Population:
    rows = tuple(part.format(day=day) for part in _OPEN)
    along = ("m.registered_on", "m.finished_on")
    return Population(rows, _OPEN_ON.format(day=day), MATTER_DIMS | dims, along=along)


_BETWEEN = "m.{column} BETWEEN :start AND :end"
POPULATIONS: Mapping[str, Population] = {
    "received": _receptions(_RECEIVED),
    "concerned": _receptions(_CONCERNED, _MAIN),
    "registered": _matters(_BETWEEN.format(column="registered_on"), status=_STATUS),
    "carried": _open("before"),
    "open": _open(
        "end",
        late=_LATE,
        long=f"CASE WHEN m.registered_on < :long_before AND NOT {_SETTLED_BY} THEN '1' ELSE '0' END",
    ),
    "accepted": _matters(_BETWEEN.format(column="accepted_on")),
    "closed": _matters(
        _BETWEEN.format(column="closed_on"), settled=f"CASE WHEN {_SETTLED_BY} THEN '1' ELSE '0' END"
    ),
    "finished": _matters(_BETWEEN.format(column="finished_on")),
    "steps": Population(
        ("steps r",),
        "r.withdrawn = 0 AND r.entry IN ({words}) AND r.occurred_on BETWEEN :start AND :end "
        f"AND r.matter_id NOT IN {_VOIDED}",
        MATTER_DIMS | {"entry": "r.entry", "value": "r.value"},
        matter_id="r.matter_id",
        few=("entry",),
        picked="entry",
    ),
    "papers": Population(
        ("documents p",),
        "p.voided_reason = '' AND p.form IN ({words}) AND p.issued_on BETWEEN :start AND :end",
        {"form": "p.form"},
        main="p.id",
        matter_id="p.matter_id",
        picked="form",
    ),
    "judged.accept": _clocks(_JUDGED, "accept"),
    "judged.answer": _clocks(_JUDGED, "answer"),
    "started.accept": _clocks(_STARTED, "accept"),
    "started.answer": _clocks(_STARTED, "answer"),
    "evaluated.office": _evaluated("office", asked=False),
    "evaluated.unit": _evaluated("unit", asked=False),
    "asked.office": _evaluated("office", asked=True),
    "asked.unit": _evaluated("unit", asked=True),
}
