"""Counting the figures: each definition becomes one query, and the same query opens the records behind it."""

from app.db.figures.counting import (
    behind,
    breakdowns_in_parts,
    counted,
    counted_by,
    counted_in_parts,
    frozen_records,
    papers_behind,
    split_off,
)
from app.db.figures.populations import Span

__all__ = [
    "Span",
    "behind",
    "breakdowns_in_parts",
    "counted",
    "counted_by",
    "counted_in_parts",
    "frozen_records",
    "papers_behind",
    "split_off",
]
