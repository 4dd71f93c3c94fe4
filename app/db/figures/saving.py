"""What can still be saved of a rate: clocks and evaluations that run and will be judged in the period."""

from dataclasses import dataclass
from datetime import date

from app.core.figures.figure import Figure
from app.db.engine.connection import Store
from app.db.figures.counting import dims_of, sql_of
from app.db.figures.populations import MATTER_DIMS, OPENED, Span

_CLOCK = (
    "deadlines d JOIN matters m ON m.id = d.matter_id WHERE d.measure = '{part}' AND d.measure <> '' "
    "AND d.met_on IS NULL AND d.dropped_on IS NULL AND m.state <> 'voided' AND d.due_on {due}"
)
_SCORE = (
    "matters m WHERE m.evaluable = 1 AND m.{part}_scored_on IS NULL AND m.{opened} BETWEEN {opening} "
    "AND date(m.{opened}, :window) >= :after"
)
_DUE = {
    "judged": "BETWEEN :after AND :end",
    "started": "BETWEEN :after AND :reach AND d.started_on BETWEEN :start AND :end",
}
_OPENING = {"evaluated": "date(:after, :back) AND date(:end, :back)", "asked": ":start AND :end"}


@dataclass(frozen=True)
class Savable:
    """One point that is not lost yet: the matter, and the last day to save it."""

    matter_id: str
    until: date


def savable(store: Store, figure: Figure, span: Span) -> list[Savable]:
    """Everything that will be counted against the rate in this period unless it is done in time, the most urgent first."""
    kind, _, part = figure.population.partition(".")
    if kind in {"judged", "started"}:
        source, until = _CLOCK.format(part=part, due=_DUE[kind]), "d.due_on"
    elif kind in {"evaluated", "asked"} and span.window:
        opened = OPENED[part]
        source = _SCORE.format(part=part, opened=opened, opening=_OPENING[kind])
        until = f"date(m.{opened}, :window)"
    else:
        return []
    where = tuple(
        pair for pair in figure.where if pair[0] in MATTER_DIMS
    )  # a score that is not there yet says nothing
    said = "".join(f", {MATTER_DIMS[dim]} AS {dim}" for dim in sorted(dims_of(where)))
    rows = store.rows(
        f"WITH rows AS (SELECT m.id AS matter_id, {until} AS until{said} FROM {source}) "
        f"SELECT matter_id, until FROM rows WHERE {sql_of(where)} ORDER BY until, matter_id",
        span.values() | {"back": f"-{span.window} days"},
    )
    return [Savable(row[0], date.fromisoformat(row[1])) for row in rows]
