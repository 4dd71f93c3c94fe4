"""The month (月结): figures with the records behind them, frozen when the period is closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.core.closings import (
    Breakdowns,
    Correction,
    Counted,
    counted_from,
    counted_json,
    records_from,
    records_json,
)
from app.core.dates import chinese_date
from app.core.entries import Draft, short_head
from app.core.figures import (
    AXIS_BY_ID,
    BY_ID,
    FIGURES,
    SHOWN,
    Change,
    Facts,
    Figure,
    Line,
    Record,
    Terms,
    Value,
    change,
    check_table,
    figures_of,
    terms_from,
    terms_of,
)
from app.core.figures.figure import holds
from app.core.periods import Period
from app.db import documents, journal, matters, periods
from app.db import figures as rows
from app.db.figures.counting import Part
from app.db.matters import MatterRow
from app.db.periods import ClosedPeriod
from app.errors import NotAllowed, ValidationError
from app.services.corrections import corrections, named_period
from app.services.counting import Counting, as_of
from app.services.matters import shown
from app.services.register import Register

if TYPE_CHECKING:
    from app.paper.statistics_table import StatisticsTable

MOST_BEHIND = 500


@dataclass(frozen=True)
class MonthTable:
    """A period's table: every figure with its value, the guard's findings, and whether it is frozen.

    `terms` are those it was counted under, `counted` holds the breakdowns and what it is compared with.
    """

    period: Period
    counted: Counted
    guard: tuple[str, ...]
    closed: ClosedPeriod | None
    terms: Terms

    @property
    def figures(self) -> Mapping[str, Value]:
        return self.counted.figures

    @property
    def breakdowns(self) -> Breakdowns:
        return self.counted.breakdowns

    @property
    def corrections(self) -> tuple[Correction, ...]:
        return self.counted.corrections

    @property
    def nothing_happened(self) -> bool:
        """零报告: nothing was registered, done or left open."""
        return not any(
            getattr(value, "value", 0) or getattr(value, "d", 0) for value in self.figures.values()
        )

    def lines(self) -> tuple[tuple[Figure, Value], ...]:
        known = {figure.id: figure for figure in figures_of(self.terms)}
        return tuple(
            (known[figure.id], self.figures[figure.id]) for figure in FIGURES if figure.id in self.figures
        )

    def last_year(self, figure_id: str) -> Change:
        """同比."""
        return change(self.figures[figure_id], self.counted.base.get(figure_id), self.terms.printed)

    def previous(self, figure_id: str) -> Change:
        """环比."""
        return change(self.figures[figure_id], self.counted.before.get(figure_id), self.terms.printed)


class Month:
    """Counting, checking and closing periods."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def period(self, text: str) -> Period:
        """The period a text names, by the office's own month (law.md §10 C29); a closed one as it was closed."""
        return named_period(self._register, text)

    def current(self) -> Period:
        """The office's month that today lies in."""
        today = self._register.today()
        named = self.period(f"{today.year}-{today.month:02d}")
        if named.contains(today):
            return named
        later = today.replace(day=1) + timedelta(days=32)
        return self.period(f"{later.year}-{later.month:02d}")

    def table(self, period: Period, *, compared: bool = True) -> MonthTable:
        """The period's figures: as they were frozen if it is closed, counted now if not.

        Without `compared` an open period is counted alone: no breakdowns, nothing beside it.
        """
        closed = periods.load(self._register.store, period.id)
        terms = self.terms()
        if closed:
            body = periods.body(self._register.store, period.id)
            terms = terms_from(body.get("terms", {}), terms)
            counted = counted_from({"figures": closed.figures} | body)
        else:
            counted = self._count(period, terms, compared=compared)
        facts = Facts(counted.split_off, terms.group)
        guard = check_table(counted.figures, counted.breakdowns, facts, terms.printed)
        return MonthTable(period, counted, guard, closed, terms)

    def terms(self) -> Terms:
        """How the office counts today."""
        return terms_of(self._register.office())

    def counting(self, period: Period, terms: Terms | None = None, day: date | None = None) -> Counting:
        """A count of a period as of a day (today), under given terms (the office's)."""
        return Counting(
            self._register.store, period, terms or self.terms(), day or as_of(period, self._register.today())
        )

    def breakdown(self, axis_id: str, period: Period) -> tuple[Line, ...]:
        """The lines of one axis, as frozen where the closing kept them."""
        if axis_id not in AXIS_BY_ID:
            raise ValidationError({"axis": f"没有“{axis_id}”这种分类口径"})
        frozen = periods.body(self._register.store, period.id).get("breakdowns", {})
        if axis_id in frozen:
            return tuple(counted_from({"breakdowns": {axis_id: frozen[axis_id]}}).breakdowns[axis_id])
        return self.counting(period).breakdowns((axis_id,))[axis_id]

    def recount(self, period: Period) -> Mapping[str, Value]:
        """A closed period counted again from what is known today, for a correction; nothing is changed."""
        return self.counting(period).values()

    def behind(
        self, figure_id: str, period: Period, *, limit: int = MOST_BEHIND, part: Part = "all"
    ) -> tuple[MatterRow, ...]:
        """The matters behind one figure: of a closed period those that were counted then."""
        figure = self._figure(figure_id)
        kept = self._kept(period, figure)
        if kept is None:
            found = rows.behind(self._register.store, figure, self.counting(period).span, limit, part=part)
        else:
            if part != "all":
                kept = [record for record in kept if holds(figure.good, record) == (part == "good")]
            ids = sorted({record.matter_id for record in kept if record.matter_id})
            found = matters.listed(self._register.store, ids, limit)
        return tuple(shown(row) for row in found)

    def behind_line(
        self, axis_id: str, key: str, period: Period, *, limit: int = MOST_BEHIND
    ) -> tuple[MatterRow, ...]:
        """The matters behind one line of a breakdown; of a closed period's own lines those counted then."""
        axis = AXIS_BY_ID[axis_id]
        figure = Figure(axis.id, axis.name, axis.unit, "", "", axis.population, axis.where)
        kept = self._kept(period, figure)
        if kept is not None and axis_id in SHOWN and all(axis.dim in record.says for record in kept):
            ids = {record.matter_id for record in kept if record.says[axis.dim] == key}
            return tuple(map(shown, matters.listed(self._register.store, sorted(ids), limit)))
        span = self.counting(period).span
        found = rows.behind(self._register.store, figure, span, limit, only=(axis.dim, key))
        return tuple(shown(row) for row in found)

    def papers_behind(
        self, figure_id: str, period: Period, *, limit: int = MOST_BEHIND
    ) -> list[tuple[str, str, str, str]]:
        """The papers a ledger's figure counts: id, title, number and day; of a closed period those counted then."""
        figure = self._figure(figure_id)
        kept = self._kept(period, figure)
        if kept is not None:
            return documents.listed(self._register.store, [record.main_id for record in kept], limit)
        return rows.papers_behind(self._register.store, figure, self.counting(period).span, limit)

    def close(self, period: Period, table: MonthTable | None = None) -> ClosedPeriod:
        """Freeze the period's figures with the journal's head; it can be printed again for ever.

        Whoever has just counted it gives `table`, so that what was checked is what is frozen.
        """
        table = table or self.table(period)
        if table.closed:
            raise NotAllowed(f"{period.name}已于{chinese_date(table.closed.closed_on)}结账，不能重复结账")
        if period.end > self._register.today():
            raise NotAllowed(
                f"{period.name}到{chinese_date(period.end)}才结束，现在还不能结账",
                way_out="请在统计期最后一天或以后结账",
            )
        if table.guard:
            raise NotAllowed("合计不符，没有结账：" + "；".join(table.guard), way_out="请先核对登记数据")
        self._register.record(self._closing(period, table))
        closed = periods.load(self._register.store, period.id)
        if closed is None:
            raise LookupError(period.id)
        return closed

    def closed_periods(self) -> tuple[ClosedPeriod, ...]:
        """Every closed period, the latest first."""
        return periods.closed(self._register.store)

    def head(self) -> str:
        """The journal's head as it is printed: sixteen digits in four groups."""
        return short_head(journal.head(self._register.store)[1])

    def sheet(self, period: Period, table: MonthTable | None = None) -> bytes:
        """The period's table as PDF; a closed one prints the same figures for ever.

        Whoever has just counted it gives `table`, so that what was checked is what is printed.
        """
        from app.paper.statistics_table import draw

        return draw(self._printed(table or self.table(period)))

    def workbook(self, period: Period, table: MonthTable | None = None) -> bytes:
        """The same table as .xlsx."""
        from app.reports.statistics_xlsx import statistics_xlsx

        return statistics_xlsx(self._printed(table or self.table(period)))

    def _printed(self, table: MonthTable) -> "StatisticsTable":
        from app.services.statistics_sheets import Signed, statistics_table

        office = self._register.office()
        body = periods.body(self._register.store, table.period.id)
        head = table.closed.head if table.closed else journal.head(self._register.store)[1]
        return statistics_table(
            table,
            Signed(
                body.get("office", office.name), body.get("filled_by", office.clerk), head, office.practice
            ),
        )

    def _figure(self, figure_id: str) -> Figure:
        if figure_id not in BY_ID:
            raise ValidationError({"figure": f"没有“{figure_id}”这项指标"})
        return next(figure for figure in figures_of(self.terms()) if figure.id == figure_id)

    def _kept(self, period: Period, figure: Figure) -> list[Record] | None:
        """The records that counted when the period was closed; nothing if it is open, or was closed without them."""
        body = periods.body(self._register.store, period.id)
        if "records" not in body:
            return None
        terms = terms_from(body["terms"], self.terms())
        then = next((one for one in figures_of(terms) if one.id == figure.id), figure)
        kept = records_from({then.population: body["records"].get(then.population, {"dims": [], "rows": []})})
        return [record for record in kept[then.population] if holds(then.where, record)]

    def _closing(self, period: Period, table: MonthTable) -> Draft:
        office = self._register.office()
        payload = {
            "period": period.id, "name": period.name, "start": period.start.isoformat(), "end": period.end.isoformat(),
            "head": journal.head(self._register.store)[1], "office": office.name, "filled_by": office.clerk,
            "terms": table.terms.as_json(), **counted_json(table.counted),
            "records": records_json(self.counting(period).records()),
        }  # fmt: skip
        return Draft("period_closed", f"period:{period.id}", self._register.today(), payload)

    def _count(self, period: Period, terms: Terms, *, compared: bool) -> Counted:
        now = self.counting(period, terms)
        if not compared:
            return Counted(now.values(), as_of=now.as_of, split_off=now.split_off())
        return Counted(
            now.values(), now.breakdowns(), self._beside(period.same_last_year(), terms),
            self._beside(period.previous(), terms), corrections(self._register, period), now.as_of, now.split_off(),
        )  # fmt: skip

    def _beside(self, period: Period, terms: Terms) -> Mapping[str, Value]:
        """The figures of another period by the same definitions; nothing before the register begins."""
        first = periods.first_day(self._register.store)
        if first is None or period.end < first:
            return {}
        return self.counting(period, terms).values()
