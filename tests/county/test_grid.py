from datetime import date

import pytest

from app.core.periods import parse_period
from app.errors import ValidationError
from app.exchange.header import Period


def month(name):
    found = parse_period(name)
    return Period(found.id, found.start, found.end, found.name)


def marks(grid, period):
    at = [column.period for column in grid.columns].index(period)
    return [row.marks[at].state for row in grid.rows]


@pytest.fixture
def silent(county, make):
    office = make.township(county, "999999103000", "黄土乡信访工作办公室")
    county.enrol(office.enrolment, office.digits)
    return office


def test_who_sent_who_was_late_who_is_missing(county, township, silent, make, paths):
    county.take([township.export(paths(), period=month("2026-09")), township.export(paths())])
    grid = county.grid()
    assert [(column.period, column.due_on) for column in grid.columns] == [
        ("2026-10", date(2026, 11, 5)),
        ("2026-09", date(2026, 10, 5)),
    ]
    assert marks(grid, "2026-10") == ["taken", "awaited"]
    assert marks(grid, "2026-09") == ["late", "missing"]
    assert (grid.count("taken"), grid.count("missing", 1)) == (1, 1)


def test_the_day_it_is_due_is_the_countys_choice(county, township, silent, make, paths):
    county.take([township.export(paths())])
    county.choose_due_days(0)
    assert county.due_days() == 0
    assert marks(county.grid(), "2026-10") == ["late", "missing"]
    county.choose_due_days(3)
    assert marks(county.grid(), "2026-10") == ["taken", "awaited"]
    for days in (-1, 61):
        with pytest.raises(ValidationError, match="报送期限"):
            county.choose_due_days(days)
    assert county.due_days() == 3


def test_a_month_that_waits_for_another_is_held(county, township, make, paths):
    county.take([township.export(paths(), period=month("2026-08"))])
    township.acknowledged = len(township.chain)
    township.export(paths(), period=month("2026-09"))
    township.acknowledged = len(township.chain)
    county.take([township.export(paths())])
    grid = county.grid()
    assert [mark.state for mark in grid.rows[0].marks] == ["held", "missing", "late"]


def test_a_month_that_closes_on_the_twentieth_is_due_after_it(county, township, silent, paths):
    office_month = parse_period("2026-10", month_start_day=21)
    own = Period(office_month.id, office_month.start, office_month.end, office_month.name)
    county.take([township.export(paths(), period=own)])
    assert county.grid().columns[0].due_on == date(2026, 10, 25)
    assert marks(county.grid(), "2026-10") == ["late", "missing"]


def test_refused_records_show_on_their_month(county, township, make, paths):
    county.take(
        [township.export(paths(), {"matters": [make.matter(), make.matter("x", registered_on="2026-13-01")]})]
    )
    assert county.grid().rows[0].marks[0].refused == 1


def test_before_anybody_has_sent_the_last_month_is_awaited(county, silent):
    grid = county.grid()
    assert [column.period for column in grid.columns] == ["2026-10"]
    assert marks(grid, "2026-10") == ["awaited"]
