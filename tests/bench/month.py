"""The month's table, the year's, and a click on a figure, on a register as large as one likes."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.core.figures import FIGURES
from app.core.rosters import UNIT
from app.core.steps import StepCommand
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.bench.bulk import DAYS, clone
from tests.bench.measures import DRAFT, TODAY, Row, median, office

COURSE = (
    ("accept", 3, ""),
    ("answer", 40, "supported"),
    ("deliver", 42, ""),
    ("close", 44, ""),
    ("evaluate", 45, "satisfied"),
)
MONTH = "2026-08"  # the last one that has everything: what was registered in it is answered and evaluated
OPEN_PART = 20  # one matter in so many is still open


def month(size: int) -> Iterator[Row]:
    """The table of a month and of a year against one bare count over the same months, and every figure opened."""
    with tempfile.TemporaryDirectory() as folder, office(Path(folder) / "a", 0) as desk:
        _fill(desk, size)
        yield _alone(desk, size)
        for text, name, target in ((MONTH, "月报表", "1,000,000件 ≤ 1 s"), ("2026", "年报表", "")):
            yield _table(desk, f"{name}，{size}件", text, target)
        yield _slowest_click(desk, size)


def _fill(desk: Desk, size: int) -> None:
    unit, _ = desk.offices.named_or_added(UNIT, "供水站", sure=True)
    closed = _matter(desk, unit.id, course=True)
    waiting = _matter(desk, unit.id, course=False)
    few = size // OPEN_PART
    for matter, count, first in ((closed, size - few, 1), (waiting, few, size - few + 1)):
        # As a register grows: the earlier written down, the earlier it happened.
        back = f"({first + count - 1} - i) * {DAYS} / {count}"
        clone(desk.register.store, matter, count, first=first, back=back)


def _matter(desk: Desk, unit_id: str, *, course: bool) -> str:
    day = TODAY - timedelta(days=50 if course else 5)
    done = desk.receptions.register(
        replace(DRAFT, occurred_on=day, registered_on=day), [Visitor("张甲", "00000000001")]
    )
    for kind, after, value in COURSE if course else ():
        desk.matters.take_step(done.matter_id, StepCommand(kind, day + timedelta(days=after), value=value))
    if not course:
        desk.matters.take_step(done.matter_id, StepCommand("assign", day, unit_id=unit_id))
    return done.matter_id


def _table(desk: Desk, name: str, text: str, target: str) -> Row:
    period = desk.month.period(text)
    first, last = period.start.isoformat(), period.end.isoformat()
    bare = "SELECT count(*) FROM receptions WHERE registered_on BETWEEN ? AND ?"
    ours = median(lambda: desk.month.table(period), 3)
    return Row(name, ours, median(lambda: desk.register.store.value(bare, (first, last)), 3), target)


def _alone(desk: Desk, size: int) -> Row:
    """The month's own figures and breakdowns, without the two periods it is compared with."""
    counting = desk.month.counting(desk.month.period(MONTH))
    own = median(lambda: (counting.values(), counting.breakdowns()), 3)
    return Row(f"月报表，不含同比环比，{size}件", own, median(lambda: counting.split_off(), 3), "")


def _slowest_click(desk: Desk, size: int) -> Row:
    period = desk.month.period(MONTH)
    times = {
        figure.id: median(lambda name=figure.id: desk.month.behind(name, period, limit=200), 3)
        for figure in FIGURES
    }
    slowest = max(times, key=lambda name: times[name])
    bare = "SELECT id FROM matters WHERE registered_on BETWEEN ? AND ? ORDER BY registered_on DESC LIMIT 200"
    values = (period.start.isoformat(), period.end.isoformat())
    baseline = median(lambda: desk.register.store.rows(bare, values), 3)
    return Row(f"点开最慢的一项（{slowest}），{size}件", times[slowest], baseline, "≤ 100 ms")


YEARS = range(2023, 2027)


def closings(size: int) -> Iterator[Row]:
    """The running month after years of closed ones: what they told has to be looked at, their records have not."""
    with tempfile.TemporaryDirectory() as folder, office(Path(folder) / "a", 0) as desk:
        _fill(desk, size)
        running = desk.month.period("2026-10")
        before = median(lambda: desk.month.table(running), 5)
        for year in YEARS:
            for month_ in range(1, 13):
                if (year, month_) < (2026, 10):
                    desk.month.close(desk.month.period(f"{year}-{month_:02d}"))
        closed = len(desk.month.closed_periods())
        after = median(lambda: desk.month.table(running), 5)
        yield Row(f"月报表，其前已结账{closed}个月，对一个月也没有结账，{size}件", after, before, "")
        yield Row(f"已结账{closed}个月的清单", median(desk.month.closed_periods, 5), before, "")
