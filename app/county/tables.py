"""The county's tables: each township's figures and all of them together, counted from the records.

Beside every figure stands what the township itself said; where the two differ the township and
the figure are named. Rates are not counted again: they are the townships' own, put together
from their numerators and denominators.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.figures import BY_ID, RATES, Rate, rate
from app.core.periods import parse_period
from app.county.counting import COUNTED, county_counts, own_figures
from app.county.series import HOLD
from app.county.store import CountyStore
from app.county.store_bundles import BundleRow, bundles_of
from app.county.store_townships import Township, all_townships
from app.county.totals import Total, compare

NAMES: Mapping[str, str] = {figure: BY_ID[figure].name for figure in (*COUNTED, *RATES)}
Span = tuple[str, str]


@dataclass(frozen=True)
class TableRow:
    """One line: a township, or a month of one, or all together.

    `counts` are the county's own; `totals` stand beside what was reported, `rates` are as
    reported. `sent` is false where nothing has come that counts: its noughts are not figures; `waits`
    says that something lies in the waiting area until the township's digits are compared on paper.
    """

    key: str
    name: str
    sent: bool
    counts: Mapping[str, int]
    totals: tuple[Total, ...]
    rates: Mapping[str, Rate]
    waits: bool = False

    @property
    def differences(self) -> tuple[Total, ...]:
        return tuple(total for total in self.totals if total.difference)


@dataclass(frozen=True)
class CountyTable:
    """A period's lines and their sum over those that have sent."""

    period: str
    name: str
    rows: tuple[TableRow, ...]
    merged: TableRow

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(row.name for row in self.rows if not (row.sent or row.waits))

    @property
    def waiting(self) -> tuple[str, ...]:
        return tuple(row.name for row in self.rows if row.waits)


def county_table(store: CountyStore, period: str) -> CountyTable:
    """Every township's figures of a period, and the merged ones."""
    wanted = parse_period(period)
    bundles = [bundle for bundle in bundles_of(store) if bundle.period == wanted.id]
    spans, held = _spans(bundles), {bundle.township for bundle in bundles if bundle.state == HOLD}
    counts = _counts(store, spans)
    reported, rates = own_figures(store, wanted.id), _own_rates(store, wanted.id)
    rows = tuple(
        replace(
            _line(town, town.code in spans, wanted.id, counts, reported, rates),
            waits=town.code in held and not town.verified,
        )
        for town in all_townships(store)
    )
    return CountyTable(wanted.id, wanted.name, rows, _merged(wanted.id, [row for row in rows if row.sent]))


def township_table(store: CountyStore, code: str) -> tuple[TableRow, ...]:
    """One township month by month, the latest first."""
    lines = []
    for period, span in sorted(_periods(bundles_of(store, code)).items(), reverse=True):
        counted = county_counts(store, *span, code).get(code, dict.fromkeys(COUNTED, 0))
        reported = own_figures(store, period, code).get(code, {})
        rates = _own_rates(store, period).get(code, {})
        totals = compare(period, reported, counted)
        lines.append(TableRow(period, parse_period(period).name, True, counted, totals, rates))
    return tuple(lines)


def _spans(bundles: Iterable[BundleRow]) -> dict[str, Span]:
    """The days each township means by the period: offices may close on the 20th."""
    return {bundle.township: (bundle.start, bundle.end) for bundle in bundles if bundle.state == "take"}


def _periods(bundles: Iterable[BundleRow]) -> dict[str, Span]:
    return {
        bundle.period: (bundle.start, bundle.end)
        for bundle in bundles
        if bundle.state == "take" and bundle.period
    }


def _counts(store: CountyStore, spans: Mapping[str, Span]) -> dict[str, Mapping[str, int]]:
    """Counted once for each span of days that anybody means, not once for each township."""
    found: dict[str, Mapping[str, int]] = {}
    for span in set(spans.values()):
        every = county_counts(store, *span)
        found |= {code: every[code] for code in every if spans.get(code) == span}
    return found


def _own_rates(store: CountyStore, period: str) -> dict[str, dict[str, Rate]]:
    found: dict[str, dict[str, Rate]] = defaultdict(dict)
    sql = "SELECT township, figure, numerator, denominator, text FROM figures WHERE period = ? AND denominator IS NOT NULL"
    for code, figure, numerator, denominator, text in store.rows(sql, (period,)):
        if figure in RATES:
            found[code][figure] = Rate(numerator or 0, denominator, text)
    return found


def _line(
    township: Township,
    sent: bool,
    period: str,
    counts: Mapping[str, Mapping[str, int]],
    reported: Mapping[str, Mapping[str, int]],
    rates: Mapping[str, Mapping[str, Rate]],
) -> TableRow:
    counted = counts.get(township.code, dict.fromkeys(COUNTED, 0))
    totals = compare(period, reported.get(township.code, {}), counted) if sent else ()
    return TableRow(township.code, township.name, sent, counted, totals, rates.get(township.code, {}))


def _merged(period: str, rows: Iterable[TableRow]) -> TableRow:
    """The sums; what a township did not say itself is not compared."""
    counts, parts = dict.fromkeys(COUNTED, 0), defaultdict[str, list[Rate]](list)
    pairs: dict[str, list[Total]] = defaultdict(list)
    for row in rows:
        for figure in COUNTED:
            counts[figure] += row.counts.get(figure, 0)
        for total in row.totals:
            pairs[total.figure].append(total)
        for figure, found in row.rates.items():
            parts[figure].append(found)
    totals = tuple(
        Total(
            period, figure, sum(one.township_value for one in found), sum(one.county_value for one in found)
        )
        for figure, found in pairs.items()
    )
    rates = {
        figure: rate(sum(one.n for one in found), sum(one.d for one in found))
        for figure, found in parts.items()
    }
    return TableRow("", "合计", True, counts, totals, rates)


def waiting_sentence(names: Sequence[str]) -> str:
    """Who is left out of a sum though something has come, and why; no full stop."""
    shown = "、".join(names[:5]) + ("等" if len(names) > 5 else "")
    return f"{len(names)}个乡镇的登记表印章还没有核对，合计不含它们：{shown}"


def last_month(today: date) -> str:
    """The month the county looks at first."""
    return parse_period(f"{today:%Y-%m}").previous().id
