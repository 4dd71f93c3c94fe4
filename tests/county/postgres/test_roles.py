"""Least rights, against a real server: a reader counts, a loader takes in, neither can do more."""

import psycopg
import pytest

from app.county.desk import create_county, open_county
from app.db.engine.costs import LEAST
from app.errors import StorageError
from tests.county.postgresql import database

PASSWORD = "青川县局的密码"
LOADER_MAY_NOT = (
    "DROP TABLE records",
    "TRUNCATE records",
    "DELETE FROM bundles",
    "DELETE FROM versions",
    "UPDATE office SET name = '别的县局'",
    "CREATE TABLE petition_desk.mine (id INTEGER)",
    "ALTER TABLE townships DROP COLUMN verified",
    "SELECT make_room('999999000000; DROP TABLE records', ARRAY['2026-10'])",
    "SELECT make_room('999999000000', ARRAY['x'])",
)
READER_MAY_NOT = (
    *LOADER_MAY_NOT[:-2],
    "INSERT INTO records SELECT * FROM records",
    "DELETE FROM entries",
    "SELECT body FROM files",
    "SELECT body FROM sent",
    "SELECT make_room('999999000000', ARRAY['2026-10'])",
    "SELECT forget_held('999999101000')",
)


@pytest.fixture(scope="module")
def address(server):
    return database(server, "roles")


@pytest.fixture(scope="module")
def colleague(address, tmp_path_factory):
    """A county on the server, and the address under which a colleague with one role reaches it."""
    folder = tmp_path_factory.mktemp("beside")
    create_county(address, "青川县信访局", "999999000000", PASSWORD, cost=LEAST, beside=folder).close()
    with psycopg.connect(address, autocommit=True) as owner:
        for role in ("loader", "reader"):
            owner.execute(f"CREATE ROLE a_{role} LOGIN IN ROLE petition_{role}")
    return lambda role: address.replace("petition_test@", f"a_{role}@")


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        *(("loader", statement) for statement in LOADER_MAY_NOT),
        *(("reader", statement) for statement in READER_MAY_NOT),
    ],
)
def test_a_role_can_do_no_more_than_its_work(colleague, role, statement):
    refusals = (psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException)
    with (
        psycopg.connect(colleague(role), options="-c search_path=petition_desk") as connection,
        pytest.raises(refusals),
    ):
        connection.execute(statement)


def test_a_loader_takes_in_and_a_reader_counts_but_takes_nothing(colleague, make, paths, tmp_path):
    loader = open_county(colleague("loader"), PASSWORD, beside=tmp_path)
    township = make.township(loader)
    loader.enrol(township.enrolment, township.digits)
    files = [township.export(paths(), {"matters": [make.matter()]}) for _ in range(2)]
    assert [one.state for one in loader.take(files[:1])] == ["accepted"]
    assert len(loader.ack(tmp_path / "回执")) == 1
    loader.close()
    reader = open_county(colleague("reader"), PASSWORD, beside=tmp_path)
    assert [row.received for row in reader.status()] == [1]
    (refused,) = reader.take(files[1:])
    assert refused.state == "refused"
    assert "petition_loader" in refused.sentence
    assert [row.received for row in reader.status()] == [1]
    reader.close()


def test_records_lie_by_county_and_month(colleague, address, make, paths, tmp_path):
    loader = open_county(colleague("loader"), PASSWORD, beside=tmp_path)
    township = make.township(loader, code="999999105000", name="黄土乡信访工作办公室")
    loader.enrol(township.enrolment, township.digits)
    days = ("2026-09-30", "2026-10-08", "2019-03-01", "2199-01-01")
    rows = [make.matter(day, registered_on=day) for day in days]
    loader.take([township.export(paths(), {"matters": rows})])
    with psycopg.connect(address, options="-c search_path=petition_desk") as connection:
        found = connection.execute(
            "SELECT tableoid::regclass::text, registered_on FROM records WHERE township = %s ORDER BY registered_on",
            [township.code],
        ).fetchall()
    whole = "records_999999000000_"
    assert found == [
        (whole + "undated", "2019-03-01"),
        (whole + "202609", "2026-09-30"),
        (whole + "202610", "2026-10-08"),
        (whole + "undated", "2199-01-01"),
    ]
    loader.close()


def test_the_keys_lie_on_the_server_under_the_password(colleague, address, tmp_path):
    desk = open_county(colleague("reader"), PASSWORD, beside=tmp_path)
    secret = desk.recovery_key()
    desk.close()
    with psycopg.connect(address) as connection:
        (stored,) = connection.execute("SELECT keys FROM petition_desk.office").fetchone()
    assert secret not in stored
    assert "AGE-SECRET" not in stored


def test_a_server_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(StorageError, match="连不上数据库服务器"):
        open_county(f"postgresql:///petitions?host={tmp_path}", PASSWORD, beside=tmp_path)


def test_a_database_without_a_county_stays_as_it_is(server, tmp_path):
    empty = database(server, "empty")
    with pytest.raises(StorageError, match="没有县局数据"):
        open_county(empty, PASSWORD, beside=tmp_path)
    with psycopg.connect(empty) as connection:
        assert connection.execute(
            "SELECT count(*) FROM pg_namespace WHERE nspname = 'petition_desk'"
        ).fetchone() == (0,)


def test_what_an_older_program_laid_out_is_completed_by_whoever_may(server, tmp_path):
    address = database(server, "older")
    create_county(address, "青川县信访局", "999999000000", PASSWORD, cost=LEAST, beside=tmp_path).close()
    with psycopg.connect(address, autocommit=True, options="-c search_path=petition_desk") as older:
        older.execute("DROP FUNCTION forget_held")
        older.execute("DROP TABLE reports")
        older.execute("DELETE FROM schema_steps WHERE name IN ('waiting', 'reports')")
        older.execute("CREATE ROLE late_loader LOGIN IN ROLE petition_loader")
    with pytest.raises(StorageError, match="管理员"):
        open_county(address.replace("petition_test@", "late_loader@"), PASSWORD, beside=tmp_path)
    for who in ("petition_test@", "late_loader@"):
        desk = open_county(address.replace("petition_test@", who), PASSWORD, beside=tmp_path)
        desk.store.forget_held("999999101000")
        desk.close()
