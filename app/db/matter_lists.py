"""The list of matters: which of them, in what order, read along an index and never from the whole table.

A page is a walk along the index of its order. Filters that let few rows through would make that walk
long. What is rare by its class, unit or state is therefore found by that and sorted on the spot, and so
are 编号 and 更新时间 of the few open matters, a needle among the closed. For the rest one call visits at
most `BUDGET` places and says where to go on (`Slice.rest`): none keeps the clerk waiting, whatever is asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.envelopes import ENVELOPE_ONLY
from app.core.matters import FINISHED
from app.db.engine.connection import Store
from app.db.matters import LIST_COLUMNS, MatterRow, matter_row
from app.db.rows import iso

Key = tuple[str | int, int]
"""A place in an order: the value sorted by, and the row."""

BUDGET = 3_000  # places of an index visited in one call, some milliseconds
NEAR = 300  # visited first: most filters fill a page by then
ENTRIES = 500  # the same for the journal, where each place costs two looks elsewhere
FEW = 5_000  # open matters, or matters of a span, that may be sorted on the spot
SPARSE = 1_000  # matters of one class, unit or state
_LAST_DAY, _LAST_ROW, _LAST_TEXT = "9999-12-31", 2**62, "\U0010ffff"

_SETTLED = (
    "EXISTS (SELECT 1 FROM steps s WHERE s.matter_id = m.id AND s.entry = 'settled' AND s.withdrawn = 0 "
    "AND s.position > coalesce((SELECT max(r.position) FROM steps r "
    "WHERE r.matter_id = m.id AND r.entry = 'reopened' AND r.withdrawn = 0), 0))"
)
_ENVELOPE_ONLY = f"(SELECT matter_id FROM receptions WHERE note = '{ENVELOPE_ONLY}' AND voided = 0)"
_DUE = f"coalesce(m.next_due, '{_LAST_DAY}')"
CONDITIONS = {
    "all": "1",
    "open": "1",
    "overdue": f"{_DUE} < :today",
    "soon": f"{_DUE} BETWEEN :today AND :soon",
    "unaccepted": "m.state = 'registered'",
    "incomplete": f"(m.purpose = '' OR m.category = '') AND +m.id IN {_ENVELOPE_ONLY}",
    "closed": "m.closed_on IS NOT NULL",
    "long_pending": f"m.registered_on < :pending AND NOT {_SETTLED}",
    "voided": "m.state = 'voided'",
}
OPEN = frozenset({"open", "overdue", "soon", "unaccepted", "incomplete", "long_pending"})
SORTS = ("newest", "oldest", "due", "number", "touched")
_FACETS = {
    "state": "m.state = :state",
    "channel": "m.channel = :channel",
    "village_id": "m.village_id = :village_id",
    "unit_id": "m.unit_id = :unit_id",
    "category": "m.category BETWEEN :category AND :category || '~'",
}
_OPEN_BY_DAY = "matters m INDEXED BY matters_open_by_day"
_BY_UNIT, _UNIT = "matters m INDEXED BY matters_by_unit", f"{_FACETS['unit_id']} AND m.unit_id <> ''"
_BY_CATEGORY, _CATEGORY = (
    "matters m INDEXED BY matters_by_category",
    f"{_FACETS['category']} AND m.category <> ''",
)
_SET_ASIDE = "matters m INDEXED BY matters_set_aside"
_STATE = f"{_FACETS['state']} AND m.finished_on IS NOT NULL AND m.state <> 'closed'"
_BEFORE_THE_END = frozenset({"registered", "accepted", "referred", "assigned", "answered", "delivered"})
_ASIDE = frozenset(FINISHED) - {"closed"}
_BY = {
    "day": "m.registered_on", "due": _DUE, "number": "m.number",
    "touched": "(SELECT max(seq) FROM entries WHERE subject = m.id)",
}  # fmt: skip
# What these say of a sealed matter nobody may learn from a list that holds it (条例 Art 30 ¶3).
_REVEALING = frozenset({"channel", "village_id", "unit_id", "category"})


@dataclass(frozen=True)
class Wanted:
    """What the list is to hold: one of `CONDITIONS` and facets that narrow it; `category` with all below it."""

    which: str = "open"
    channel: str = ""
    state: str = ""
    village_id: str = ""
    unit_id: str = ""
    category: str = ""
    first: date | None = None
    last: date | None = None

    def only_open(self) -> bool:
        """Whether what is asked for can only be among the open matters, the small part of a register."""
        return self.which in OPEN or self.state in _BEFORE_THE_END

    def facets(self) -> dict[str, str]:
        """The facets that narrow, by name."""
        return {name: value for name in _FACETS if (value := getattr(self, name))}


@dataclass(frozen=True)
class Slice:
    """Rows with their places; `rest` is where to go on, none at the end. It may hold few rows and have a rest."""

    rows: tuple[MatterRow, ...]
    keys: tuple[Key, ...]
    rest: Key | None


@dataclass(frozen=True)
class _Walk:
    """A way through the matters in one order: what is read, in whose order, from where to where."""

    source: str
    by: str
    down: bool
    kind: str  # day, due, number, touched
    within: str = "1"
    sorted_here: bool = False

    def order(self) -> str:
        way = "DESC" if self.down else "ASC"
        return f"{self.by} {way}" if self._unique() else f"{self.by} {way}, m.row {way}"

    def span(self) -> str:
        """The places between two keys; the end one walks away from is not among them."""
        above, below = ("<", ">=") if self.down else ("<=", ">")
        if self._unique():
            return f"{self.by} {above} :high AND {self.by} {below} :low"
        by = f"({self.by}, m.row)"
        return f"{by} {above} (:high, :high_row) AND {by} {below} (:low, :low_row)"

    def _unique(self) -> bool:
        return self.kind in {"number", "touched"}


def read(
    store: Store,
    wanted: Wanted,
    sort: str = "newest",
    *,
    days: Mapping[str, date],
    after: Key | None = None,
    backwards: bool = False,
    limit: int = 100,
) -> Slice:
    """The matters that follow `after` in this order, or with `backwards` those before it, the nearest first.

    `days` are what the conditions compare with: `today`, `soon` and, for 积案, `pending`.
    """
    walk = _walk(store, wanted, sort, backwards=backwards)
    near = _stretch(store, walk, wanted, days, after, limit, NEAR)
    missing = limit - len(near.rows)
    if near.rest is None or not missing:
        return near
    far = _stretch(store, walk, wanted, days, near.rest, missing, BUDGET)
    return Slice(near.rows + far.rows, near.keys + far.keys, far.rest)


def _stretch(
    store: Store,
    walk: _Walk,
    wanted: Wanted,
    days: Mapping[str, date],
    after: Key | None,
    limit: int,
    stride: int,
) -> Slice:
    """What a stride along the walk holds, up to so many."""
    ends = _ends(store, walk, wanted, after)
    end = _end(store, walk, wanted, ends, stride)
    sql = (
        f"SELECT {LIST_COLUMNS}, {walk.by} FROM {walk.source} WHERE {_where(walk, wanted)} "
        f"ORDER BY {walk.order()} LIMIT :limit"
    )
    found = store.rows(sql, _values(wanted, days) | _bounds(walk, ends, end) | {"limit": limit})
    keys = tuple((row[-1], row[0]) for row in found)
    rest = keys[-1] if len(found) == limit else end
    return Slice(tuple(matter_row(row[:-1]) for row in found), keys, rest)


def count(
    store: Store, wanted: Wanted, *, days: Mapping[str, date], after: Key | None = None
) -> tuple[int, Key | None]:
    """How many matters one stretch of the list holds, and where the next begins; none when all are counted."""
    walk = _walk(store, wanted, "newest", backwards=False)
    ends = _ends(store, walk, wanted, after)
    end = None if walk.sorted_here else _far(store, walk, ends, BUDGET)
    sql = f"SELECT count(*) FROM {walk.source} WHERE {_where(walk, wanted)}"
    return store.value(sql, _values(wanted, days) | _bounds(walk, ends, end)), end


def _walk(store: Store, wanted: Wanted, sort: str, *, backwards: bool) -> _Walk:
    down = (sort in {"newest", "touched"}) != backwards
    kind = "day" if sort in {"newest", "oldest"} else sort
    if found := _few(store, wanted, kind):
        source, within = found
        return _Walk(source, _BY[kind], down, kind, within, sorted_here=True)
    if kind == "day":
        return _by_day(wanted, down=down)
    within = "m.finished_on IS NULL" if wanted.only_open() else "1"
    if kind == "due":
        return _Walk("matters m INDEXED BY matters_by_due", _DUE, down, kind, within)
    if kind == "number":
        return _Walk("matters m INDEXED BY sqlite_autoindex_matters_2", "m.number", down, kind, within)
    # The journal knows when a matter was last touched; a column of our own would make every save dearer.
    newest = "NOT EXISTS (SELECT 1 FROM entries l WHERE l.subject = e.subject AND l.seq > e.seq)"
    source = "entries e CROSS JOIN matters m ON m.id = e.subject"
    return _Walk(source, "e.seq", down, kind, f"{newest} AND {within}")


def _by_day(wanted: Wanted, *, down: bool) -> _Walk:
    if wanted.only_open():
        return _Walk(_OPEN_BY_DAY, "m.registered_on", down, "day", "m.finished_on IS NULL")
    return _Walk("matters m INDEXED BY matters_by_day", "m.registered_on", down, "day")


def _few(store: Store, wanted: Wanted, kind: str) -> tuple[str, str] | None:
    """Where to find what is asked for, if that are so few that they may be sorted on the spot.

    A needle is not looked for along the whole order: the index of what it is rare by is asked first.
    """
    still = " AND m.finished_on IS NULL" if wanted.only_open() else ""
    for most, source, within in _needles(wanted, kind):
        if _at_most(store, most, source, within, wanted):
            return source, within + still
    return None


def _needles(wanted: Wanted, kind: str) -> Iterator[tuple[int, str, str]]:
    """What may make the list a short one: how short, the index that knows it, and the words it knows it by."""
    if wanted.unit_id:
        yield SPARSE, _BY_UNIT, _UNIT
    if wanted.category:
        yield SPARSE, _BY_CATEGORY, _CATEGORY
    if wanted.state in _ASIDE and not wanted.only_open():
        yield SPARSE, _SET_ASIDE, _STATE
    if kind in {"number", "touched"}:
        if wanted.only_open():
            yield FEW, _OPEN_BY_DAY, "m.finished_on IS NULL"
        elif wanted.first or wanted.last:
            yield FEW, "matters m INDEXED BY matters_by_day", _span(wanted)


def _at_most(store: Store, most: int, source: str, within: str, wanted: Wanted) -> bool:
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {within} LIMIT {most + 1})"
    return int(store.value(sql, wanted.facets())) <= most


def _span(wanted: Wanted) -> str:
    return f"m.registered_on BETWEEN '{iso(wanted.first) or ''}' AND '{iso(wanted.last) or _LAST_DAY}'"


def _where(walk: _Walk, wanted: Wanted) -> str:
    """Everything asked; the day's span is the walk's own when it goes by day."""
    facets = wanted.facets()
    parts = [walk.within, walk.span(), CONDITIONS[wanted.which], *(_FACETS[name] for name in facets)]
    if facets.keys() & _REVEALING:
        parts.append("m.purpose <> 'report'")
    if walk.kind != "day" and (wanted.first or wanted.last):
        parts.append(_span(wanted))
    return " AND ".join(part for part in parts if part != "1")


def _values(wanted: Wanted, days: Mapping[str, date]) -> dict[str, Any]:
    return {**wanted.facets(), **{name: iso(on) for name, on in days.items()}}


def _ends(store: Store, walk: _Walk, wanted: Wanted, after: Key | None) -> tuple[Key, Key]:
    """The lowest and the highest place of the walk that still lies ahead."""
    low, high = _whole(store, walk, wanted)
    if after is None:
        return low, high
    return (low, after) if walk.down else (after, high)


def _whole(store: Store, walk: _Walk, wanted: Wanted) -> tuple[Key, Key]:
    if walk.kind == "touched":
        return (-1, 0), (int(store.value("SELECT max(seq) FROM entries") or 0) + 1, 0)
    if walk.kind == "day":
        return (iso(wanted.first) or "", -1), (iso(wanted.last) or _LAST_DAY, _LAST_ROW)
    return ("", -1), (_LAST_TEXT, _LAST_ROW)


def _end(store: Store, walk: _Walk, wanted: Wanted, ends: tuple[Key, Key], stride: int) -> Key | None:
    """How far this call goes. A walk on which every place counts, or that sorts a few, needs no end."""
    narrowed = wanted.facets() or wanted.first or wanted.last or CONDITIONS[wanted.which] != "1"
    every_place = not narrowed and not (walk.kind in {"number", "touched"} and wanted.only_open())
    if walk.sorted_here or (every_place and walk.kind != "touched"):
        return None
    return _far(store, walk, ends, stride)


def _far(store: Store, walk: _Walk, ends: tuple[Key, Key], stride: int) -> Key | None:
    """The place a stride further on, or none when the walk ends before."""
    if walk.kind == "touched":
        return _far_entry(walk, ends, min(stride, ENTRIES))
    within = "1" if walk.kind == "number" else walk.within  # the numbers' own index knows nothing else
    sql = (
        f"SELECT {walk.by}, m.row FROM {walk.source} WHERE {within} AND {walk.span()} "
        f"ORDER BY {walk.order()} LIMIT 1 OFFSET {stride - 1}"  # a stride along the index, not a page's place
    )
    found = store.rows(sql, _bounds(walk, ends, None))
    return (found[0][0], found[0][1]) if found else None


def _far_entry(walk: _Walk, ends: tuple[Key, Key], stride: int) -> Key | None:
    """The journal has no gaps: its stride is arithmetic."""
    low, high = int(ends[0][0]), int(ends[1][0])
    if high - low <= stride:
        return None
    return (high - stride, 0) if walk.down else (low + stride, 0)


def _bounds(walk: _Walk, ends: tuple[Key, Key], end: Key | None) -> dict[str, Any]:
    low, high = ends
    if end is not None:
        low, high = (end, high) if walk.down else (low, end)
    bounds = {"low": low[0], "high": high[0]}
    return bounds if walk.kind in {"number", "touched"} else bounds | {"low_row": low[1], "high_row": high[1]}
