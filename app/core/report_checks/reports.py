"""A foreign report as the guard sees it: paragraphs, tables, and what it finds in them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `place` is how the clerk finds it again (第3段, 第12行)."""

    text: str
    place: str


@dataclass(frozen=True)
class Table:
    """A table with merged cells written out: each row has a text for every column it covers."""

    rows: tuple[tuple[str, ...], ...]
    place: str
    caption: str = ""


@dataclass(frozen=True)
class Report:
    """A report or table that somebody else wrote."""

    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class KnownFigure:
    """A figure of the office's own period, under every name reports give it.

    A count has `value`; a rate has `n`, `d` and the `text` that the office prints.
    """

    id: str
    names: tuple[str, ...]
    unit: str
    value: int | None = None
    n: int | None = None
    d: int | None = None
    text: str = ""
    decimals: int = 2


@dataclass(frozen=True)
class Known:
    """The office's own period: its days and, where they are to be compared, its figures."""

    period_name: str
    start: date
    end: date
    values: tuple[KnownFigure, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One thing that cannot be right.

    `kind` is the check, `place` the paragraph or row, `quote` the very words of the report,
    `sentence` what is wrong with them, `expected` what they should say (empty where only the
    office can know).
    """

    kind: str
    place: str
    quote: str
    sentence: str
    expected: str = ""
