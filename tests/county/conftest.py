"""An invented township and a real county store, on a file and on a server."""

import itertools

import pytest

from app.county.desk import create_county
from app.db.engine.costs import LEAST
from app.exchange.enrolment import read_enrolment
from tests.county.postgresql import database
from tests.county.townships import NOW, PASSWORD, Township, figures, matter, reception, same_id


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Where a county's data may lie: every test of the county's desk passes on both."""
    if request.param == "sqlite":
        return tmp_path / "县局 数据"
    return database(request.getfixturevalue("server"), f"county_{next(_databases)}")


_databases = itertools.count(1)


@pytest.fixture
def county(place, tmp_path):
    desk = create_county(
        place,
        "青川县信访局",
        "999999000000",
        PASSWORD,
        cost=LEAST,
        now=lambda: NOW,
        beside=tmp_path / "县局 数据",
    )
    yield desk
    desk.close()


@pytest.fixture
def township(county):
    office = Township(county)
    county.enrol(office.enrolment, read_enrolment(office.enrolment).check_number)
    return office


@pytest.fixture
def paths(tmp_path):
    numbers = itertools.count(1)
    return lambda: tmp_path / f"第{next(numbers)}包.xfb"


@pytest.fixture
def content(county):
    """Everything that was taken in, without the row numbers that depend on the order."""

    def read():
        rows = county.store.rows
        return {
            "versions": rows("SELECT * FROM versions ORDER BY township, record_table, id"),
            "records": rows("SELECT * FROM records ORDER BY township, record_table, id"),
            "entries": rows("SELECT * FROM entries ORDER BY township, seq"),
            "conflicts": rows("SELECT * FROM conflicts ORDER BY township, record_table, id, revision"),
            "figures": rows("SELECT township, period, figure, value FROM figures ORDER BY 1, 2, 3"),
            "bundles": rows("SELECT hash, state FROM bundles ORDER BY hash"),
        }

    return read


@pytest.fixture
def make():
    """The builders of rows, for tests that must not import this file."""

    class Make:
        pass

    Make.matter, Make.reception, Make.figures = (
        staticmethod(matter),
        staticmethod(reception),
        staticmethod(figures),
    )
    Make.township, Make.same_id = Township, staticmethod(same_id)
    return Make
