"""Counting the figures: each definition becomes one query, and the same query opens the records behind it."""

from app.db.figures.counting import (
    behind,
    breakdowns,
    counted,
    counted_by,
    frozen_records,
    papers_behind,
    split_off,
)
from app.db.figures.populations import Span

__all__ = [
    "Span",
    "behind",
    "breakdowns",
    "counted",
    "counted_by",
    "frozen_records",
    "papers_behind",
    "split_off",
]
