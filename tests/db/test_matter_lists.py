"""The list of matters walks an index in every order and under every filter, and misses nothing on its way."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest

from app.db import matter_lists
from app.db.engine.connection import Store
from app.db.matter_lists import CONDITIONS, OPEN, SORTS, Wanted, count, read
from app.services.desk import Desk
from tests.bench.bulk import clone
from tests.conftest import TODAY
from tests.db.test_queries import Listening
from tests.ui.matters.situation import register

DAYS = {"today": TODAY, "soon": TODAY + timedelta(days=7), "pending": TODAY - timedelta(days=90)}
NARROWED = [
    {},
    {"channel": "visit"},
    {"state": "closed"},
    {"village_id": "v"},
    {"unit_id": "u"},
    {"category": "03"},
    {"first": date(2026, 10, 1), "last": date(2026, 10, 31)},
    {"village_id": "v", "unit_id": "u", "category": "03", "first": date(2026, 1, 1)},
]
_SPREAD = {
    "village_id": "'v' || i % 7",
    "category": "printf('%02d', i % 5)",
    "channel": "CASE i % 3 WHEN 0 THEN 'web' ELSE 'visit' END",
}


@pytest.fixture
def many(desk: Desk) -> Store:
    """Three hundred matters of all kinds, some closed, on few days, so that days are shared."""
    open_one = register(desk, "张三", days_ago=3)
    closed = register(desk, "李四", days_ago=4)
    store = desk.register.store
    tables = ("matters",)
    clone(store, open_one.matter_id, 150, tables=tables, said=_SPREAD)
    clone(store, closed.matter_id, 150, first=151, tables=tables, said=_SPREAD)
    with store.writing():
        store.connection.execute(
            "UPDATE matters SET registered_on = date('2026-11-20', '-' || (row % 11) || ' days'), "
            "next_due = CASE row % 4 WHEN 0 THEN NULL ELSE date('2026-11-20', (row % 9 - 4) || ' days') END"
        )
        store.connection.execute(
            "UPDATE matters SET state = 'closed', closed_on = '2026-11-20', finished_on = '2026-11-20' "
            "WHERE row % 2 = 0"
        )
        store.connection.execute(
            "INSERT INTO entries SELECT (SELECT max(seq) FROM entries) + row, 'e' || row, 'x', id, '', '', '', '', '', "
            "'h' || row FROM matters"
        )
    return store


def offered() -> Iterator[tuple[str, str]]:
    for which, sort in product(CONDITIONS, SORTS):
        if sort != "due" or which in OPEN:
            yield which, sort


def everything(store: Store, wanted: Wanted, sort: str, *, backwards: bool = False) -> list[int]:
    found, after = list[int](), None
    for _ in range(10_000):
        part = read(store, wanted, sort, days=DAYS, after=after, backwards=backwards, limit=7)
        found += [row.row for row in part.rows]
        if (after := part.rest) is None:
            return found
    raise AssertionError("the walk never ends")


@pytest.mark.parametrize(("which", "sort"), list(offered()))
@pytest.mark.parametrize("few", [True, False])
def test_every_order_and_filter_walks_an_index(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, which: str, sort: str, few: bool
) -> None:
    if not few:  # as in a register where nothing asked for is a needle
        monkeypatch.setattr(matter_lists, "FEW", -1)
        monkeypatch.setattr(matter_lists, "SPARSE", -1)
    for narrowed, backwards in product(NARROWED, (False, True)):
        asked = Listening(desk.register.store)
        read(asked, Wanted(which, **narrowed), sort, days=DAYS, backwards=backwards)  # type: ignore[arg-type]
        count(asked, Wanted(which, **narrowed), days=DAYS)  # type: ignore[arg-type]
        scans = [plan for plan in asked.plans if plan.startswith("SCAN") and "USING" not in plan]
        assert [plan for plan in scans if "subquery" not in plan] == []
        sorts = [plan for plan in asked.plans if "TEMP B-TREE" in plan]
        # Only what was counted first and found to be few is ever sorted on the spot.
        assert few or not sorts
        assert len(sorts) <= 1


@pytest.mark.parametrize(("which", "sort"), list(offered()))
@pytest.mark.parametrize("stride", [3, 5_000])
def test_walking_misses_nothing_and_tells_nothing_twice(
    many: Store, monkeypatch: pytest.MonkeyPatch, which: str, sort: str, stride: int
) -> None:
    monkeypatch.setattr(matter_lists, "BUDGET", stride)
    monkeypatch.setattr(matter_lists, "NEAR", min(stride, matter_lists.NEAR))
    for narrowed in ({}, {"state": "registered"}, {"village_id": "v3"}, {"category": "02", "channel": "web"}):
        wanted = Wanted(which, **narrowed)
        there = everything(many, wanted, sort)
        assert len(there) == len(set(there))
        assert everything(many, wanted, sort, backwards=True) == there[::-1]
        assert set(there) == set(everything(many, wanted, "newest"))


def test_the_orders_are_what_they_say(many: Store) -> None:
    by = {
        row[0]: row[1:]
        for row in many.rows("SELECT row, registered_on, coalesce(next_due, '9999'), number FROM matters")
    }
    wanted = Wanted("open")
    for sort, place, down in (
        ("newest", 0, True),
        ("oldest", 0, False),
        ("due", 1, False),
        ("number", 2, False),
    ):
        told = [by[row][place] for row in everything(many, wanted, sort)]
        assert told == sorted(told, reverse=down)
    assert everything(many, wanted, "touched") == sorted(everything(many, wanted, "touched"), reverse=True)


def test_the_same_open_matters_come_whether_few_or_many(many: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    few = {sort: everything(many, Wanted("open"), sort) for sort in ("number", "touched")}
    monkeypatch.setattr(matter_lists, "FEW", -1)
    assert {sort: everything(many, Wanted("open"), sort) for sort in few} == few


@pytest.mark.parametrize("stride", [3, 5_000])
def test_counting_by_stretches_counts_what_the_list_holds(
    many: Store, monkeypatch: pytest.MonkeyPatch, stride: int
) -> None:
    monkeypatch.setattr(matter_lists, "BUDGET", stride)
    for wanted in (
        Wanted("all"),
        Wanted("open", village_id="v3"),
        Wanted("overdue"),
        Wanted("closed", category="02"),
    ):
        total, after = count(many, wanted, days=DAYS)
        while after is not None:
            more, after = count(many, wanted, days=DAYS, after=after)
            total += more
        assert total == len(everything(many, wanted, "newest"))


def test_the_days_of_registration_belong_to_the_span(many: Store) -> None:
    wanted = Wanted("all", first=date(2026, 11, 15), last=date(2026, 11, 17))
    for sort in ("newest", "number"):
        found = read(many, wanted, sort, days=DAYS, limit=400).rows
        assert {row.registered_on.day for row in found} == {15, 16, 17}


def test_a_sealed_matter_is_in_no_list_that_would_reveal_it(desk: Desk) -> None:
    village = desk.offices.roster("village")[0].id
    register(desk, "张三", "反映某干部", purpose="report", village_id=village, days_ago=1)
    store = desk.register.store
    assert read(store, Wanted("open", village_id=village), days=DAYS).rows == ()
    assert read(store, Wanted("open", channel="visit"), days=DAYS).rows == ()
    assert len(read(store, Wanted("open", state="registered"), days=DAYS).rows) == 1
    assert count(store, Wanted("open", village_id=village), days=DAYS)[0] == 0
