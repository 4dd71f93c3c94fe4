"""The table of the shown period, counted once for each state of the register."""

from collections.abc import Iterator, Mapping

from app.core.figures import Line
from app.core.periods import Period
from app.core.piecewise import Parts
from app.services.desk import Desk
from app.services.month import MonthTable
from app.services.rates import WATCHED, RateStanding


class KeptTable:
    """Counts again only when the journal has gone on, the day is another one, or another period is asked for.

    Signals of the window come in groups and often concern something else; what has changed is in the
    journal, so its head says whether there is anything to count.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._key: tuple[object, ...] = ()
        self._table: MonthTable | None = None
        self._under_way: tuple[tuple[object, ...], Parts[MonthTable]] | None = None
        self._lines: dict[str, tuple[Line, ...]] = {}
        self._standing: dict[str, RateStanding] | None = None
        self._sent: dict[str, str] | None = None

    def table(self, period: Period) -> MonthTable:
        """The table as the register stands; what is not counted yet is counted to the end."""
        for _ in self.counting(period):
            pass
        assert self._table is not None
        return self._table

    def has(self, period: Period) -> bool:
        """Whether the period is counted as the register stands now."""
        return self._now(period) == self._key

    def counting(self, period: Period) -> Iterator[None]:
        """Count it part by part, so that `table` has it; a count given up goes on if nothing has changed since.

        What changes under the count makes it begin anew: a table tells of one moment.
        """
        while (key := self._now(period)) != self._key:
            if self._under_way is None or self._under_way[0] != key:
                self._under_way = key, self._desk.month.table_in_parts(period)
            try:
                next(self._under_way[1])
            except StopIteration as end:
                self._keep(key, end.value)
            else:
                yield

    def _now(self, period: Period) -> tuple[object, ...]:
        return (period, self._desk.month.head(), self._desk.register.today())

    def _keep(self, key: tuple[object, ...], table: MonthTable) -> None:
        self._table, self._key, self._under_way = table, key, None
        self._lines, self._standing = {}, None

    def lines(self, axis: str) -> tuple[Line, ...]:
        """The lines of an axis of the table last asked for; a finer one is counted now, once."""
        if self._table is None:
            return ()
        if axis in self._table.breakdowns:
            return tuple(self._table.breakdowns[axis])
        if axis not in self._lines:
            self._lines[axis] = self._desk.month.breakdown(axis, self._table.period)
        return self._lines[axis]

    def lacks_standing(self, figure_id: str) -> bool:
        """Whether `standing` would have to look for it first."""
        return self._standing is None and figure_id in WATCHED

    def standing(self, figure_id: str) -> RateStanding | None:
        """Where one of the three rates can still go; nothing for other figures and for a closed period."""
        if self._table is None or self._table.closed or figure_id not in WATCHED:
            return None
        if self._standing is None:
            found = self._desk.rates.standing(self._table.period, self._table)
            self._standing = {one.figure.id: one for one in found}
        return self._standing.get(figure_id)

    def sent(self, period: Period) -> str:
        """How far the period's bundle has come, or nothing; read once until `forget_sent`."""
        if self._sent is None:
            self._sent = {row.period: row.state for row in reversed(self._desk.exchange.sent())}
        return self._sent.get(period.id, "")

    def forget_sent(self) -> None:
        """A bundle was written, taken or answered."""
        self._sent = None

    def finer(self, axes: tuple[str, ...]) -> Mapping[str, tuple[Line, ...]]:
        return {axis: self.lines(axis) for axis in axes}
