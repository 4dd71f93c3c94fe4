"""A reception saved beside bare commits of the same rows: into tables without an index, and into tables like ours."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from app.core.search_terms import terms
from app.db.engine.connection import open_store
from app.db.engine.driver import Connection, driver
from app.db.migrations import APPLICATION_ID, MIGRATIONS
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.bench.measures import DRAFT, Row, median, office

RUNS = 60
KEY = b"\xab" * 32
Found = dict[str, list[Sequence[object]]]
_OF_THE_MATTER = {
    "matters": "SELECT * FROM matters WHERE id = :matter",
    "receptions": "SELECT * FROM receptions WHERE matter_id = :matter",
    "attendances": "SELECT * FROM attendances WHERE matter_id = :matter",
    "deadlines": "SELECT * FROM deadlines WHERE matter_id = :matter",
}
_LINE = "INSERT INTO search (rowid, number, people, digits, body) VALUES (?,?,?,?,?)"


def saving(_: int) -> Iterator[Row]:
    """A durable reception of somebody new, with its entries in the journal and its line in the search index."""
    with tempfile.TemporaryDirectory() as folder, office(Path(folder) / "a", 0) as desk:
        head = desk.register.store.value("SELECT max(seq) FROM entries")
        made: list[str] = []
        ours = median(lambda: made.append(_register(desk, len(made))), RUNS)
        saved = [_left_by(desk, matter, head + 3 * place) for place, matter in enumerate(made)]
        with closing(bare_store(Path(folder) / "bare.db", saved[0])) as bare:
            yield Row("登记一件，落盘", ours, _replayed(bare, saved), "≤ 2.5")
        like_ours = Path(folder) / "same" / "main.db"
        with closing(
            open_store(like_ours, KEY, application_id=APPLICATION_ID, migrations=MIGRATIONS, create=True)
        ) as same:
            bare_time = _replayed(same.connection, saved, searched=True)
            yield Row("登记一件，对同样的行写进同样的表、索引", ours, bare_time, "")


def _register(desk: Desk, place: int) -> str:
    return desk.receptions.register(DRAFT, [Visitor("张甲", f"000{place:08d}")]).matter_id


def _left_by(desk: Desk, matter: str, after: int) -> Found:
    """The rows that the registration of this matter left, its three entries behind `after`."""
    store, person = desk.register.store, "SELECT person_id FROM attendances WHERE matter_id = ?"
    journal = {
        name: store.rows(f"SELECT * FROM {name} WHERE seq BETWEEN ? AND ?", (after + 1, after + 3))
        for name in ("entries", "payloads")
    }
    people = {"people": store.rows(f"SELECT * FROM people WHERE id = ({person})", (matter,))}
    return (
        journal | people | {name: store.rows(sql, {"matter": matter}) for name, sql in _OF_THE_MATTER.items()}
    )


def bare_store(path: Path, rows: Found) -> Connection:
    """An enciphered file with tables of as many columns and nothing else, made durable as ours is."""
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    for table, found in rows.items():
        connection.execute(f"CREATE TABLE {table} ({', '.join(f'c{n}' for n in range(len(found[0])))})")
    return connection


def _replayed(connection: Connection, saved: Sequence[Found], *, searched: bool = False) -> float:
    """Seconds for one registration's rows in one commit, nothing read and nothing worked out."""
    left = iter(saved)

    def commit() -> None:
        rows = next(left)
        connection.execute("BEGIN IMMEDIATE")
        for table, found in rows.items():
            for row in found:
                connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
        if searched:
            row, _, number, title, *_ = rows["matters"][0]
            name, phone = rows["people"][0][2], rows["people"][0][3]
            texts = (terms(str(number)), terms(str(name)), terms(str(phone)), terms(f"{title} {DRAFT.text}"))
            connection.execute(_LINE, (row, *texts))
        connection.execute("COMMIT")

    return median(commit, len(saved))
