"""The way up: a county's report, and the city that takes it like a bundle."""

import pytest

from app.county.desk import create_county
from app.county.reporting import report
from app.db.engine.costs import LEAST
from app.errors import BundleError, NotFound
from app.exchange.enrolment import read_enrolment


@pytest.fixture
def city(tmp_path):
    desk = create_county(tmp_path / "市局", "青州市信访局", "999900000000", "市局的密码一二", cost=LEAST)
    yield desk
    desk.close()


@pytest.fixture
def counted(county, township, make, paths):
    """Two townships have sent October, a third has not."""
    other, silent = (
        make.township(county, code=f"99999910{n}000", name=f"{name}信访工作办公室")
        for n, name in ((2, "白水镇"), (3, "黑石乡"))
    )
    for office in (other, silent):
        county.enrol(office.enrolment, read_enrolment(office.enrolment).check_number)
    county.take([township.export(paths(), {"figures": make.figures(letters=3, visits=1)})])
    county.take([other.export(paths(), {"figures": make.figures(letters=4)})])
    return county


def upward(county, city, folder):
    enrolment = read_enrolment(city.enrolment_file.read_bytes())
    return report(county.store, county.sender(), enrolment, "2026-10", county.folder, folder)


def test_the_sums_go_up_and_the_city_takes_and_answers_them(counted, city, tmp_path):
    done = upward(counted, city, tmp_path / "U盘")
    assert (done.townships, done.missing) == (2, ("黑石乡信访工作办公室",))
    enrolment = counted.enrolment_file.read_bytes()
    city.enrol(enrolment, read_enrolment(enrolment).check_number)
    (taken,) = city.take([done.path])
    assert (taken.state, taken.code, taken.differences) == ("accepted", counted.office.code, ())
    assert city.store.rows("SELECT figure, value FROM figures ORDER BY figure") == [
        ("letters", 7),
        ("visits", 1),
    ]
    assert [row.state for row in city.take([done.path])] == ["duplicate"]
    assert len(city.ack(tmp_path / "回")) == 1


def test_no_record_and_no_name_of_a_person_is_in_it(counted, city, tmp_path):
    done = upward(counted, city, tmp_path / "U盘")
    enrolment = counted.enrolment_file.read_bytes()
    city.enrol(enrolment, read_enrolment(enrolment).check_number)
    names = {path.name for path in city.unpack(done.path, tmp_path / "开")}
    assert {name for name in names if name.endswith(".csv")} == {"figures.csv", "office_figures.csv"}


def test_the_next_report_has_the_next_number(counted, city, tmp_path):
    first, second = (upward(counted, city, tmp_path / name).path.name for name in ("一", "二"))
    assert (first[-9:], second[-9:]) == ("-0001.xfb"[-9:], "-0002.xfb"[-9:])


def test_a_period_nobody_sent_and_our_own_file_are_refused(counted, city, tmp_path):
    theirs = read_enrolment(city.enrolment_file.read_bytes())
    with pytest.raises(NotFound, match="2025-01"):
        report(counted.store, counted.sender(), theirs, "2025-01", counted.folder, tmp_path / "U盘")
    ours = read_enrolment(counted.enrolment_file.read_bytes())
    with pytest.raises(BundleError, match="上级"):
        report(counted.store, counted.sender(), ours, "2026-10", counted.folder, tmp_path / "U盘")
