"""What has landed is frozen, a store of an older schema opens, and both kinds of store have the same columns."""

import hashlib
import re

import pytest

from app.county.folders import DATABASE
from app.county.local_store import LocalStore
from app.county.postgres.schema import STEPS
from app.county.store_bundles import answers_to
from app.county.store_schema import APPLICATION_ID, MIGRATIONS
from app.db.engine.connection import open_store
from app.db.engine.costs import LEAST
from app.db.engine.keys import create_keys

# One line per landed step. A new step adds a line; an existing line never changes.
LANDED = {
    "office": "1e8a54d56bd92218", "bundles": "c5470bd191f18b85", "records": "263b1b16e44e7a55", "months": "ce7925f35929815d",
    "reports": "21b50b1af74bb0ac", "server reports": "a942f493c126f89c",
    "server tables": "77708f8ea5ea47aa", "server room": "d34311aa1503150d", "server rights": "d6b368eaaab5146b",
    "server waiting": "18ee7171a1096109",
}  # fmt: skip
ONLY_ON_A_SERVER = {"files"}


def test_landed_steps_are_never_edited():
    local = {step.name: step.sql for step in MIGRATIONS}
    server = {f"server {name}": sql for name, sql in STEPS}
    now = {name: hashlib.sha256(sql.encode()).hexdigest()[:16] for name, sql in (local | server).items()}
    assert now == LANDED


def columns_of(script):
    tables = re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", script, re.DOTALL)
    return {
        name: [line.split()[0] for line in body.split("\n") if re.match(r" +[a-z_0-9]+ [A-Z]", line)]
        for name, body in tables
    }


def test_both_kinds_of_store_have_the_same_columns(tmp_path):
    store = open_store(
        tmp_path / "a.db", create_keys(tmp_path / "k", "密码密码密码", cost=LEAST),
        application_id=APPLICATION_ID, migrations=MIGRATIONS, create=True,
    )  # fmt: skip
    names = [row[0] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    local = {name: [row[1] for row in store.rows(f"PRAGMA table_info({name})")] for name in names}
    store.close()
    script = "".join(text for _, text in STEPS)
    server = {name: found for name, found in columns_of(script).items() if name not in ONLY_ON_A_SERVER}
    assert {name: sorted(found) for name, found in server.items()} == {
        name: sorted(found) for name, found in local.items() if not name.startswith("sqlite_")
    }


@pytest.fixture
def old(tmp_path):
    """A store as it was before months: one matter with its answer, one entry."""
    path = tmp_path / "old" / DATABASE
    store = open_store(
        path, create_keys(tmp_path / "old", "密码密码密码", cost=LEAST),
        application_id=APPLICATION_ID, migrations=MIGRATIONS[:3], create=True,
    )  # fmt: skip
    body = '{"registered_on": "2026-10-08", "merged_into": "m2", "split_from": ""}'
    with store.writing():
        for sql in (
            "INSERT INTO townships VALUES ('999999101000', '青山镇', 'a', 'e', 'k', 1, 't', 1, 'ff', 1)",
            "INSERT INTO bundles VALUES (1, '999999101000', 'monthly', '2026-10', '', '', 'ff', 1, 'h', '', 'f', 't',"
            " 'take', '', '{}', 1, 'h', NULL)",
            "INSERT INTO answers VALUES (1, 'matters', 'm1', 1, 'accepted', '999999101000-000001', '', '')",
            "INSERT INTO records VALUES ('999999101000', 'matters', 'm1', 1, 'c', 0, '999999101000-000001', NULL, NULL,"
            f" NULL, '2026-10-08', NULL, NULL, '{body}')",
            "INSERT INTO entries VALUES ('999999101000', 1, 'h',"
            """ '{"recorded_at": "2026-10-08T09:00:00+08:00"}')""",
        ):
            store.connection.execute(sql)
    key = store._key
    store.close()
    return path, key


def test_a_store_of_an_older_schema_keeps_everything(old):
    path, key = old
    engine = open_store(path, key, application_id=APPLICATION_ID, migrations=MIGRATIONS)
    store = LocalStore(path.parent, engine)
    assert store.rows("SELECT county, month, id, revision, merged_into, split_from FROM records") == [
        ("999999000000", "2026-10", "m1", 1, "m2", None)
    ]
    assert store.rows("SELECT id, revision, content_hash, county_number FROM versions") == [
        ("m1", 1, "c", "999999101000-000001")
    ]
    assert store.rows("SELECT county, month, seq FROM entries") == [("999999000000", "2026-10", 1)]
    (answer,) = answers_to(store, 1)
    assert (answer.record_id, answer.result, answer.county_number) == (
        "m1",
        "accepted",
        "999999101000-000001",
    )
    store.close()
