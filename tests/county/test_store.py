from pathlib import Path

import pytest

from app.county.desk import create_county, open_county
from app.county.store import DATABASE, locate
from app.db.engine.keys import LEAST
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
    assert locate(url) == Path(folder)


def test_other_stores_come_later_and_say_so():
    with pytest.raises(StorageError, match="以后的版本"):
        locate("postgresql://county/petitions")


def test_a_county_is_there_again_after_closing(county):
    folder, code, own = county.folder, county.office.code, county.enrolment_file.read_bytes()
    county.close()
    county.enrolment_file.unlink()
    again = open_county(str(folder), "青川县局的密码")
    assert again.office.code == code
    assert again.enrolment_file.read_bytes() == own
    assert read_enrolment(own).role == "county"
    again.close()


def test_nothing_is_opened_with_a_wrong_password_or_in_a_wrong_place(county, tmp_path):
    county.close()
    with pytest.raises(WrongPassword):
        open_county(county.folder, "错误的密码")
    with pytest.raises(ForeignFileError):
        open_county(tmp_path / "空", "青川县局的密码")


def test_an_existing_county_is_never_made_anew(county):
    before = (county.folder / "keys.a").read_bytes()
    with pytest.raises(StorageError, match="没有覆盖"):
        create_county(county.folder, "青川县信访局", "999999000000", "另一个密码", cost=LEAST)
    assert (county.folder / "keys.a").read_bytes() == before


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


def test_names_in_the_store_cannot_be_read_without_the_password(county, township, make, paths):
    county.take([township.export(paths(), {"matters": [make.matter(title="独一无二的主题")]})])
    county.close()
    assert b"township" not in (county.folder / DATABASE).read_bytes()
    for file in county.folder.rglob("*"):
        if file.is_file() and file.suffix != ".xfe":
            assert "独一无二的主题".encode() not in file.read_bytes()
