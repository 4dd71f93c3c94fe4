"""The county's page: a row per township, with what came, what is missing and what was refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.county.store import CountyStore
from app.county.store_bundles import BundleRow, bundles_of
from app.county.store_townships import Township, all_townships
from app.county.totals import Total, totals_for

REFUSED = ("held", "conflict", "rejected")


@dataclass(frozen=True)
class TownshipRow:
    """One township as the county sees it.

    `received` counts bundles taken in, `held` those that wait (for a missing one, or of an unverified
    township for its digits), `refused` records that need somebody's attention; `missing` names periods
    of which nothing has come.
    """

    code: str
    name: str
    level: int
    verified: bool
    last_period: str
    last_sequence: int
    received: int
    held: int
    refused: int
    missing: tuple[str, ...]
    differences: tuple[Total, ...]


def township_rows(store: CountyStore, period: str | None) -> tuple[TownshipRow, ...]:
    """Every enrolled township; with `period` only what concerns it.

    Without one, a period counts as missing once any township has sent it.
    """
    townships = [(township, bundles_of(store, township.code)) for township in all_townships(store)]
    everybody = {bundle.period for _, bundles in townships for bundle in bundles if bundle.kind == "monthly"}
    expected = [period] if period else sorted(everybody)
    return tuple(_row(store, township, bundles, expected, period) for township, bundles in townships)


def _row(
    store: CountyStore,
    township: Township,
    bundles: Sequence[BundleRow],
    expected: Sequence[str],
    period: str | None,
) -> TownshipRow:
    shown = [bundle for bundle in bundles if not period or bundle.period == period]
    taken = [bundle for bundle in shown if bundle.state == "take"]
    arrived = {bundle.period for bundle in bundles if bundle.state == "take" or not township.verified}
    current = [bundle for bundle in bundles if bundle.epoch == township.epoch and bundle.state == "take"]
    latest = {bundle.period: bundle for bundle in taken}
    return TownshipRow(
        code=township.code,
        name=township.name,
        level=township.level,
        verified=township.verified,
        last_period=max((bundle.period for bundle in bundles if bundle.state == "take"), default=""),
        last_sequence=max((bundle.sequence for bundle in current), default=0),
        received=len(taken),
        held=sum(bundle.state == "hold" for bundle in shown),
        refused=sum(bundle.counts.get(result, 0) for bundle in taken for result in REFUSED),
        missing=tuple(wanted for wanted in expected if wanted not in arrived),
        differences=tuple(
            total for bundle in latest.values() for total in totals_for(store, bundle) if total.difference
        ),
    )
