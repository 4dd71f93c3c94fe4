"""A copied office is the office that `create_office` makes: same files, same journal, same tables."""

from app.db.engine.costs import LEAST
from app.services.opening import create_office
from app.services.practice import create_practice_office
from tests.conftest import PASSWORD


def test_a_copy_is_what_is_made(tmp_path, offices, setup, clock):
    with (
        create_office(tmp_path / "made", setup, PASSWORD, clock=clock, cost=LEAST) as made,
        offices.open(tmp_path / "copy", setup, PASSWORD, clock) as copy,
    ):
        assert _kinds(copy) == _kinds(made)
        assert _sizes(copy) == _sizes(made)
        assert copy.register.office() == made.register.office()
        assert len(copy.register.known_marks()) == len(made.register.known_marks())
    assert _files(tmp_path / "copy") == _files(tmp_path / "made")


def test_a_practice_office_too(tmp_path, offices, clock):
    with (
        create_practice_office(
            tmp_path / "made", None, PASSWORD, clock=clock, cost=LEAST, matters=14
        ) as made,
        offices.practise(tmp_path / "copy", None, PASSWORD, clock, matters=14) as copy,
    ):
        assert _kinds(copy) == _kinds(made)
        assert _sizes(copy) == _sizes(made)


def test_two_copies_share_nothing_but_their_beginning(tmp_path, offices, setup, clock):
    with offices.open(tmp_path / "one", setup, PASSWORD, clock) as one:
        before = _kinds(one)
        one.offices.add("village", "桃溪村")
        assert len(_kinds(one)) == len(before) + 1
    with offices.open(tmp_path / "two", setup, PASSWORD, clock) as two:
        assert _kinds(two) == before


def _kinds(desk):
    return desk.register.store.rows("SELECT seq, kind, actor FROM entries ORDER BY seq")


def _sizes(desk):
    """How many rows each table has."""
    store = desk.register.store
    tables = [
        row[0] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    return {table: store.value(f'SELECT count(*) FROM "{table}"') for table in tables}


def _files(folder):
    """Every file with who may read it."""
    return {path.relative_to(folder): path.stat().st_mode for path in folder.rglob("*")}
