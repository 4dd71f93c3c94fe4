"""Figures (统计指标): defined once, counted, broken down, compared and guarded."""

from app.core.figures.axes import AXES, AXIS_BY_ID, SHOWN, Axis, Line
from app.core.figures.comparing import Change, change
from app.core.figures.families import figures_of
from app.core.figures.figure import Figure, Record, count, holds
from app.core.figures.identities import Facts, check_table
from app.core.figures.table import BY_ID, DEFINITIONS_VERSION, FIGURES, RATES
from app.core.figures.terms import Terms, terms_from, terms_of
from app.core.figures.values import NOTHING, Count, Rate, Rounding, Value, rate, value_from

__all__ = [
    "AXES", "AXIS_BY_ID", "BY_ID", "DEFINITIONS_VERSION", "FIGURES", "NOTHING", "RATES", "SHOWN", "Axis", "Change", "Count", "Facts", "Figure", "Line", "Rate", "Record", "Rounding", "Terms", "Value", "change", "check_table", "count", "figures_of", "holds", "rate", "terms_from", "terms_of", "value_from",
]  # fmt: skip
