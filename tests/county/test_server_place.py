"""The small file that leads to a server: nothing secret in clear, nothing believed that was changed."""

import json

import pytest

from app.cli.output import Context
from app.cli.updates import _county_copied
from app.county.desk import create_county, open_county
from app.county.folders import DATABASE, SERVER, has_county, is_on_server
from app.county.server_place import ServerPlace, keep_server, kept_server, server_place
from app.county.store import Place
from app.db.engine.costs import LEAST
from app.db.engine.guesses import wrong_guesses
from app.errors import ForeignFileError, NewerDatabaseError, StorageError, ValidationError, WrongPassword

PASSWORD = "青川县局的密码"
ADDRESS = "postgresql://zhang@10.0.0.8/petition"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "县局"
    keep_server(place, ServerPlace(ADDRESS, {"password": "db-secret"}), PASSWORD, cost=LEAST)
    return place


def change(folder, **parts):
    path = folder / SERVER
    path.write_text(json.dumps(json.loads(path.read_bytes()) | parts), "utf-8")


@pytest.mark.parametrize(
    ("typed", "address", "secrets"),
    [
        ("postgresql://zhang@h/db", "postgresql://zhang@h/db", {}),
        (" postgres://zhang:p%40s@h:5433/db ", "postgresql://zhang@h:5433/db", {"password": "p@s"}),
        ("postgresql：／／zhang＠10．0．0．8／库", "postgresql://zhang@10.0.0.8/%E5%BA%93", {}),
        (
            "postgresql://zhang:x@h/db?sslmode=require&sslpassword=k",
            "postgresql://zhang@h/db?sslmode=require",
            {"password": "x", "sslpassword": "k"},
        ),
        ("postgresql:///db?host=/run/pg&user=zhang", "postgresql://zhang@/db?host=/run/pg", {}),
        ("postgresql://zhang@h1,h2:5/db", "postgresql://zhang@/db?host=h1,h2&port=,5", {}),
        ("postgresql://zhang@[::1]:5/db", "postgresql://zhang@/db?host=::1&port=5", {}),
    ],
)
def test_a_password_is_taken_out_of_the_address(typed, address, secrets):
    place = server_place(typed)
    assert (place.address, place.secrets) == (address, secrets)
    assert server_place(place.address).address == address


def test_a_password_given_by_itself_counts_more_than_one_in_the_address():
    place = server_place("postgresql://zhang:old@h/db", "new")
    assert place.secrets == {"password": "new"}
    assert "new" in place.whole()
    assert "new" not in repr(place)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "请填写服务器地址"),
        ("10.0.0.8", "postgresql://"),
        ("mysql://zhang@h/db", "postgresql://"),
        ("postgresql://zhang@h", "缺少数据库"),
        ("postgresql://h/db", "缺少账号"),
        ("postgresql://zhang@/db", "缺少主机"),
        ("postgresql://zhang@h:abc/db", "端口"),
        ("postgresql://zhang@h/db?nix=1", "看不懂"),
        ("postgresql://zhang:p@ss@h/db", "多了一个@"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_without_a_connection(typed, word):
    with pytest.raises(ValidationError) as refused:
        server_place(typed)
    assert word in refused.value.problems["address"]


def test_the_file_holds_nothing_secret_in_clear_and_is_its_owners_alone(folder):
    text = (folder / SERVER).read_text("utf-8")
    assert "db-secret" not in text
    assert PASSWORD not in text
    assert (folder / SERVER).stat().st_mode & 0o077 == 0
    assert kept_server(folder, PASSWORD) == ServerPlace(ADDRESS, {"password": "db-secret"})
    assert has_county(folder)
    assert is_on_server(folder)


def test_a_wrong_password_is_noticed_before_any_server_hears_of_it_and_counts(folder):
    for wrong in (1, 2):
        with pytest.raises(WrongPassword):
            open_county(folder, "不是这个密码")
        assert wrong_guesses(folder) == wrong


def test_who_changes_the_address_gets_no_password_sent_there(folder):
    change(folder, address="postgresql://zhang@evil/petition")
    with pytest.raises(ForeignFileError, match="被改动"):
        kept_server(folder, PASSWORD)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff", b'{"format": "xfb-server-1"}', b'{"format": 7}']
)
def test_a_file_that_is_none_of_ours_is_one_sentence(folder, content):
    (folder / SERVER).write_bytes(content)
    with pytest.raises(ForeignFileError, match="打开服务器上已有的"):
        kept_server(folder, PASSWORD)


def test_a_flipped_letter_of_what_is_wrapped_opens_nothing(folder):
    under = json.loads((folder / SERVER).read_bytes())["under"]
    change(folder, under=under.replace('"argon2id"', '"argon3id"'))
    with pytest.raises(WrongPassword):
        kept_server(folder, PASSWORD)
    change(folder, under="nothing")
    with pytest.raises(ForeignFileError, match="被改动"):
        kept_server(folder, PASSWORD)


def test_a_file_of_a_newer_program_asks_for_that_program(folder):
    change(folder, format="xfb-server-2")
    with pytest.raises(NewerDatabaseError, match="先升级"):
        open_county(folder, PASSWORD)
    assert wrong_guesses(folder) == 0


def test_one_folder_never_gets_a_second_county(folder, tmp_path):
    with pytest.raises(StorageError, match="没有覆盖"):
        create_county(folder, "青川县信访局", "999999000000", PASSWORD, cost=LEAST)
    assert not (folder / DATABASE).exists()
    local = tmp_path / "本机"
    create_county(local, "青川县信访局", "999999000000", PASSWORD, cost=LEAST).close()
    with pytest.raises(StorageError, match="没有覆盖"):
        keep_server(local, ServerPlace(ADDRESS), PASSWORD, cost=LEAST)
    assert not (local / SERVER).exists()


def test_a_folder_with_both_is_opened_by_nobody(folder):
    (folder / DATABASE).write_bytes(b"")
    with pytest.raises(StorageError, match="移走"):
        open_county(folder, PASSWORD)


def test_an_update_waits_for_no_copy_of_what_lies_on_a_server(folder, monkeypatch):
    monkeypatch.setenv("PETITION_DESK_PASSWORD", PASSWORD)
    folder.rename(folder.parent / "county")
    assert _county_copied(Context(folder.parent, None)) is None


def test_a_place_says_nothing_of_its_secrets(folder):
    assert "db-secret" not in repr(Place(folder, kept_server(folder, PASSWORD).whole()))
