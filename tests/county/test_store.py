from pathlib import Path

import pytest

from app.county.desk import create_county, open_county
from app.county.folders import DATABASE
from app.county.store import Place, locate
from app.db.engine.costs import LEAST
from app.errors import ForeignFileError, StorageError, ValidationError, WrongPassword
from app.exchange.enrolment import read_enrolment


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("县局 数据", "县局 数据"),
        ("/srv/county", "/srv/county"),
        ("sqlite:///county", "county"),
        ("sqlite:////srv/county", "/srv/county"),
        ("sqlite:///C:/county", "C:/county"),
        ("sqlite:////srv/county/county.db", "/srv/county"),
    ],
)
def test_a_store_is_a_folder_however_it_is_written(url, folder):
    assert locate(url) == Place(Path(folder))


def test_a_server_is_a_store_with_a_folder_beside_it():
    url = "postgresql://county/petitions"
    assert locate(url, Path("旁边")) == Place(Path("旁边"), url)


def test_other_stores_are_refused():
    with pytest.raises(StorageError, match="不认识"):
        locate("mysql://county/petitions")


@pytest.fixture
def local(tmp_path):
    """A county in a folder."""
    desk = create_county(tmp_path / "县局 数据", "青川县信访局", "999999000000", "青川县局的密码", cost=LEAST)
    yield desk
    desk.close()


def test_a_county_is_there_again_after_closing(county, place):
    folder, code, own = county.folder, county.office.code, county.enrolment_file.read_bytes()
    county.close()
    county.enrolment_file.unlink()
    again = open_county(place, "青川县局的密码", beside=folder)
    assert again.office.code == code
    assert again.enrolment_file.read_bytes() == own
    assert read_enrolment(own).role == "county"
    again.close()


def test_nothing_is_opened_with_a_wrong_password_or_in_a_wrong_place(county, place, tmp_path):
    county.close()
    with pytest.raises(WrongPassword):
        open_county(place, "错误的密码", beside=county.folder)
    with pytest.raises(ForeignFileError):
        open_county(tmp_path / "空", "青川县局的密码")


def test_an_existing_county_is_never_made_anew(county, place):
    before = county.store.rows("SELECT * FROM office")
    with pytest.raises(StorageError, match="没有覆盖"):
        create_county(place, "青川县信访局", "999999000000", "另一个密码", cost=LEAST, beside=county.folder)
    assert county.store.rows("SELECT * FROM office") == before


@pytest.mark.parametrize(
    ("name", "code", "password", "field"),
    [
        (" ", "999999000000", "青川县局的密码", "name"),
        ("青川县信访局", "9999", "青川县局的密码", "code"),
        ("青川县信访局", "９９９９９９０００００", "青川县局的密码", "code"),
        ("青川县信访局", "999999000000", "", "password"),
    ],
)
def test_a_county_without_name_code_or_password_is_not_made(tmp_path, name, code, password, field):
    with pytest.raises(ValidationError) as refusal:
        create_county(tmp_path / "county", name, code, password, cost=LEAST)
    assert set(refusal.value.problems) == {field}
    assert not (tmp_path / "county").exists()


def test_names_in_the_store_cannot_be_read_without_the_password(local, make, paths):
    township = make.township(local)
    local.enrol(township.enrolment, township.digits)
    local.take([township.export(paths(), {"matters": [make.matter(title="独一无二的主题")]})])
    local.close()
    assert b"township" not in (local.folder / DATABASE).read_bytes()
    for file in local.folder.rglob("*"):
        if file.is_file() and file.suffix != ".xfe":
            assert "独一无二的主题".encode() not in file.read_bytes()
