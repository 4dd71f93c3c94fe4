"""A figure (统计指标): what is counted, which records belong to it, and how it is explained.

A definition is data. Storage turns it into a query (`app.db.figures`), and the functions here
count plain records by the same definition; so a number, the records behind it and the frozen
records of a closed period can only agree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.figures.values import Count, Rounding, Value

Where = tuple[tuple[str, tuple[str, ...]], ...]
"""Conditions: what a record says of itself (a dimension), and the words of which it must say one."""

ROWS, HEADS, MAINS, MATTERS = "rows", "heads", "mains", "matters"
"""What is added up: records (件次, 批次), heads (人次), matters after joining (件), or distinct matters (件)."""


@dataclass(frozen=True)
class Record:
    """One record as a figure sees it: its matter, the matter it is handled under, heads, and what it says of itself."""

    matter_id: str
    main_id: str
    heads: int
    says: Mapping[str, str]


@dataclass(frozen=True)
class Figure:
    """One defined figure.

    `basis` says which date puts a record into the period; `population` which records are looked at,
    `where` which of them count. A rate's denominator are those records, its numerator the ones that
    are also `good`. `note` is the rule in the office's words, `excludes` what is left out, `law` the
    article or the practice behind it.
    """

    id: str
    name: str
    unit: str
    basis: str
    note: str
    population: str
    where: Where = ()
    measure: str = ROWS
    good: Where = ()
    excludes: str = ""
    law: str = ""

    @property
    def is_rate(self) -> bool:
        return self.unit == "%"

    @property
    def numerator(self) -> Where:
        return (*self.where, *self.good)

    def dims(self) -> frozenset[str]:
        """Everything a record must say for this figure to be counted."""
        return frozenset(dim for dim, _ in self.numerator)


def holds(where: Where, record: Record) -> bool:
    """Whether a record meets every condition."""
    return all(record.says[dim] in words for dim, words in where)


def measured(measure: str, records: Iterable[Record]) -> int:
    """What these records add up to."""
    if measure == HEADS:
        return sum(record.heads for record in records)
    if measure == MAINS:
        return len({record.main_id for record in records})
    if measure == MATTERS:
        return len({record.matter_id for record in records})
    return sum(1 for _ in records)


def count(figure: Figure, records: Iterable[Record], rounding: Rounding) -> Value:
    """The figure over plain records of its population; a pure function of the definition."""
    counted = [record for record in records if holds(figure.where, record)]
    if not figure.is_rate:
        return Count(measured(figure.measure, counted), figure.unit)
    good = measured(figure.measure, (record for record in counted if holds(figure.good, record)))
    return rounding.rate(good, measured(figure.measure, counted))
