"""Totals side by side: what the township counted, what the county counts from its records."""

from dataclasses import dataclass

from app.county.store_bundles import BundleRow
from app.county.store_records import county_counts, own_figures
from app.db.engine.connection import Store


@dataclass(frozen=True)
class Total:
    """One figure of one period, counted twice."""

    period: str
    figure: str
    township_value: int
    county_value: int

    @property
    def difference(self) -> int:
        return self.county_value - self.township_value


def totals_for(store: Store, bundle: BundleRow) -> tuple[Total, ...]:
    """Every figure that both sides can count for the bundle's period."""
    if not bundle.period or bundle.kind == "statistics":  # without records there is nothing to count
        return ()
    reported = own_figures(store, bundle.township, bundle.period)
    counted = county_counts(store, bundle.township, bundle.start, bundle.end)
    return tuple(
        Total(bundle.period, figure, reported[figure], value)
        for figure, value in counted.items()
        if figure in reported
    )
