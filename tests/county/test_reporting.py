"""The way up: a county's report, and the city that takes it like a bundle."""

import pytest

from app.county.desk import create_county
from app.county.reporting import report
from app.db.engine.costs import LEAST
from app.errors import BundleError, NotFound, ValidationError
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


def upward(county, city, folder, check=""):
    return county.report_up("2026-10", folder, city.enrolment_file.read_bytes(), check)[0]


def digits(desk):
    return read_enrolment(desk.enrolment_file.read_bytes()).check_number


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


def states(county):
    return [(row.sequence, row.state) for row in county.reports()]


def test_the_citys_answer_comes_back_among_the_other_files_and_is_taken_once(counted, city, tmp_path):
    first = upward(counted, city, tmp_path / "U盘")
    second = upward(counted, city, tmp_path / "U盘")
    assert states(counted) == [(2, "written"), (1, "written")]
    city.enrol(counted.enrolment_file.read_bytes(), digits(counted))
    city.take([first.path])
    (answer,) = city.ack(tmp_path / "回")
    assert [row.state for row in counted.preview([tmp_path / "回"])] == ["accepted"]
    assert states(counted) == [(2, "written"), (1, "written")]
    (taken,) = counted.take([tmp_path / "回"])
    assert (taken.state, taken.name) == ("accepted", "青州市信访局")
    assert "2026-10的上报市局已收，已处理" in taken.sentence
    assert states(counted) == [(2, "written"), (1, "processed")]
    assert [row.state for row in counted.take([answer])] == ["duplicate"]
    assert second.path.exists()


def test_a_city_that_has_not_compared_our_sheet_has_it_and_has_not_processed_it(counted, city, tmp_path):
    done = upward(counted, city, tmp_path / "U盘")
    city.enrol(counted.enrolment_file.read_bytes())
    assert [row.state for row in city.take([done.path])] == ["held"]
    (taken,) = counted.take(city.ack(tmp_path / "一"))
    assert "登记表印章还没有核对，本包已读过" in taken.sentence
    assert states(counted) == [(1, "received")]
    early = next((tmp_path / "一").iterdir())
    city.enrol(counted.enrolment_file.read_bytes(), digits(counted))
    counted.take(city.ack(tmp_path / "二"))
    assert states(counted) == [(1, "processed")]
    counted.take([early])
    assert states(counted) == [(1, "processed")]  # an older answer takes nothing back


def test_the_city_is_remembered_and_other_keys_of_it_need_its_paper(counted, city, tmp_path):
    with pytest.raises(ValidationError, match="先选"):
        counted.report_up("2026-10", tmp_path / "U盘")
    assert counted.known_city() is None
    upward(counted, city, tmp_path / "一")
    assert counted.known_city().verified is False
    assert counted.report_up("2026-10", tmp_path / "二", check=digits(city))[1].verified
    assert counted.report_up("2026-10", tmp_path / "三")[1].verified
    other = create_county(tmp_path / "冒充", "青州市信访局", "999900000000", "市局的密码一二", cost=LEAST)
    with pytest.raises(BundleError, match="换了登记文件"):
        upward(counted, other, tmp_path / "四")
    upward(counted, other, tmp_path / "四", digits(other))
    other.close()
    assert [row.sequence for row in counted.reports()] == [4, 3, 2, 1]


def test_an_answer_to_a_report_we_never_wrote_and_one_under_other_keys_change_nothing(
    counted, city, tmp_path
):
    done = upward(counted, city, tmp_path / "U盘")
    city.enrol(counted.enrolment_file.read_bytes(), digits(counted))
    city.take([done.path])
    (answer,) = city.ack(tmp_path / "回")
    with counted.store.writing():
        counted.store.run("UPDATE reports SET hash = ?", ("0" * 64,))
    (strange,) = counted.take([answer])
    assert (strange.state, "没有写出过的上报" in strange.sentence) == ("refused", True)
    other = create_county(tmp_path / "新市局", "青州市信访局", "999900000000", "市局的密码一二", cost=LEAST)
    upward(counted, other, tmp_path / "四", digits(other))
    other.close()
    assert [row.state for row in counted.take([answer])] == ["refused"]
    assert states(counted) == [(2, "written"), (1, "written")]
