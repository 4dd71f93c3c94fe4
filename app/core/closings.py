"""What a closed period keeps (月结): figures, how they were counted, and the records behind each.

All of it stands in the closing's journal entry and never changes. What is found later is reported in the
next period as 对上期更正.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.core.figures import AXIS_BY_ID, DEFINITIONS_VERSION, Count, Line, Record, Value, value_from

Breakdowns = Mapping[str, tuple[Line, ...]]
Records = Mapping[str, Sequence[Record]]


@dataclass(frozen=True)
class Changed:
    """One figure of an earlier period that is another one now."""

    figure: str
    was: Value
    now: Value


@dataclass(frozen=True)
class Correction:
    """对上期更正: what of a closed period has turned out otherwise, and the entries that say why."""

    period: str
    name: str
    changes: tuple[Changed, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counted:
    """A period's table as it was counted.

    `as_of` is the first day that was not over yet; `base` and `before` the figures of the same period of the
    last year and of the period before, empty where the register does not reach back; `split_off` as the
    guard needs it.
    """

    figures: Mapping[str, Value]
    breakdowns: Breakdowns = field(default_factory=dict)
    base: Mapping[str, Value] = field(default_factory=dict)
    before: Mapping[str, Value] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    as_of: date | None = None
    split_off: int = 0


def counted_json(counted: Counted) -> dict[str, Any]:
    """A table as plain values."""
    return {
        "figures": _values_json(counted.figures),
        "breakdowns": {axis: [_line_json(line) for line in lines] for axis, lines in counted.breakdowns.items()},
        "base": _values_json(counted.base), "before": _values_json(counted.before),
        "corrections": [correction_json(one) for one in counted.corrections],
        "as_of": counted.as_of.isoformat() if counted.as_of else "", "split_off": counted.split_off,
        "definitions": DEFINITIONS_VERSION,
    }  # fmt: skip


def counted_from(frozen: Mapping[str, Any]) -> Counted:
    """A table from what `counted_json` gave; an older closing holds figures alone."""
    kept = frozen.get("breakdowns", {})
    return Counted(
        _values(frozen.get("figures", {})),
        {axis: tuple(map(_line, kept[axis])) for axis in sorted(kept, key=_place)},
        _values(frozen.get("base", {})),
        _values(frozen.get("before", {})),
        tuple(map(_correction, frozen.get("corrections", ()))),
        date.fromisoformat(frozen["as_of"]) if frozen.get("as_of") else None,
        frozen.get("split_off", 0),
    )


def _place(axis: str) -> int:
    return list(AXIS_BY_ID).index(axis) if axis in AXIS_BY_ID else len(AXIS_BY_ID)


def correction_json(one: Correction) -> dict[str, Any]:
    """A correction as plain values."""
    return {
        "period": one.period, "name": one.name, "reasons": list(one.reasons),
        "changes": [{"figure": each.figure, "was": each.was.as_json(), "now": each.now.as_json()} for each in one.changes],
    }  # fmt: skip


def records_json(records: Records) -> dict[str, Any]:
    """The records of each population, their dimensions named once."""
    return {name: _records_json(rows) for name, rows in records.items()}


def records_from(frozen: Mapping[str, Any]) -> dict[str, list[Record]]:
    """The records from what `records_json` gave."""
    return {
        name: [
            Record(row[0], row[1], row[2], dict(zip(part["dims"], row[3:], strict=True)))
            for row in part["rows"]
        ]
        for name, part in frozen.items()
    }


def changes_between(was: Mapping[str, Value], now: Mapping[str, Value]) -> tuple[Changed, ...]:
    """The figures that both tables have and that differ."""
    return tuple(
        Changed(name, was[name], value) for name, value in now.items() if name in was and was[name] != value
    )


def corrected(frozen: Mapping[str, Value], later: Iterable[Correction], period: str) -> dict[str, Value]:
    """The figures of a period with all that later closings have already reported about it, the oldest first."""
    known = dict(frozen)
    for correction in later:
        if correction.period == period:
            known |= {each.figure: each.now for each in correction.changes}
    return known


def _records_json(rows: Sequence[Record]) -> dict[str, Any]:
    dims = sorted(rows[0].says) if rows else []
    return {
        "dims": dims,
        "rows": [[row.matter_id, row.main_id, row.heads, *(row.says[dim] for dim in dims)] for row in rows],
    }


def _values_json(values: Mapping[str, Value]) -> dict[str, Any]:
    return {name: value.as_json() for name, value in values.items()}


def _values(frozen: Mapping[str, Any]) -> dict[str, Value]:
    return {name: value_from(value) for name, value in frozen.items()}


def _line_json(line: Line) -> dict[str, Any]:
    value = {"key": line.key, "label": line.label, "share": line.share} | line.value.as_json()
    return value | ({"persons": line.persons.value} if line.persons else {})


def _line(frozen: Mapping[str, Any]) -> Line:
    persons = Count(frozen["persons"], "人次") if "persons" in frozen else None
    return Line(
        frozen["key"], frozen["label"], Count(frozen["value"], frozen["unit"]), persons, frozen["share"]
    )


def _correction(frozen: Mapping[str, Any]) -> Correction:
    changes = tuple(
        Changed(each["figure"], value_from(each["was"]), value_from(each["now"]))
        for each in frozen["changes"]
    )
    return Correction(frozen["period"], frozen["name"], changes, tuple(frozen["reasons"]))
