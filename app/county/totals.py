"""Totals side by side: what the township counted, what the county counts from its records."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.county.counting import COUNTED, county_counts, own_figures
from app.county.store import CountyStore
from app.county.store_bundles import BundleRow


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


def totals_for(store: CountyStore, bundle: BundleRow) -> tuple[Total, ...]:
    """Every figure that both sides can count for the bundle's period."""
    if not bundle.period or bundle.kind == "statistics":  # without records there is nothing to count
        return ()
    reported = own_figures(store, bundle.period, bundle.township).get(bundle.township, {})
    counted = county_counts(store, bundle.start, bundle.end, bundle.township).get(bundle.township, {})
    return compare(bundle.period, reported, counted)


def compare(period: str, reported: Mapping[str, int], counted: Mapping[str, int]) -> tuple[Total, ...]:
    """Both counts of every figure that both sides can count; what nothing was counted for is nought."""
    return tuple(
        Total(period, figure, reported[figure], counted.get(figure, 0))
        for figure in COUNTED
        if figure in reported
    )
