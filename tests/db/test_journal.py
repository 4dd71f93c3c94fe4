from pathlib import Path

import pytest

from app.core.entries import GENESIS
from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.db import journal
from app.db.engine.driver import driver
from app.services.desk import Desk
from app.services.receptions import Visitor
from tests.conftest import TODAY


def letter(title: str = "反映路灯损坏") -> ReceptionDraft:
    return ReceptionDraft("letter", TODAY, TODAY, title, text="村道路灯不亮", purpose="appeal")


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """An office with a matter that went its whole way."""
    done = desk.receptions.register(letter(), [Visitor("张甲", "00000000001")])
    for command in (
        StepCommand("accept", TODAY),
        StepCommand("answer", TODAY),
        StepCommand("deliver", TODAY),
    ):
        desk.matters.take_step(done.matter_id, command)
    return desk


def test_every_entry_carries_the_hash_of_the_one_before(busy: Desk) -> None:
    entries = list(journal.read(busy.register.store))
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.prev for entry in entries] == [GENESIS, *[entry.hash for entry in entries[:-1]]]
    assert journal.check_chain(busy.register.store) == []


@pytest.mark.parametrize("table", ["entries", "payloads"])
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET seq = seq + 1000 WHERE seq = 2", "DELETE FROM {} WHERE seq = 2"]
)
def test_the_journal_can_only_grow(busy: Desk, table: str, change: str) -> None:
    with pytest.raises(driver.DatabaseError, match="append-only"):
        busy.register.store.connection.execute(change.format(table))


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE entries SET occurred_on = '2020-01-01' WHERE seq = 8",
        "UPDATE entries SET actor = '某人' WHERE seq = 8",
        "UPDATE payloads SET body = replace(body, '张甲', '张乙') WHERE seq = 8",
        "UPDATE payloads SET salt = '00' WHERE seq = 8",
        "DELETE FROM entries WHERE seq = 8",
    ],
)
def test_edited_history_is_noticed_at_the_right_entry(busy: Desk, tampering: str) -> None:
    connection = busy.register.store.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    for table in ("entries", "payloads"):
        connection.execute(f"DROP TRIGGER {table}_never_change")
        connection.execute(f"DROP TRIGGER {table}_never_go")
    connection.execute(tampering)
    assert "第8条起不一致" in busy.safety.verify().lines[0]
    assert not busy.safety.verify().ok


def test_a_table_that_was_edited_by_hand_is_found_by_the_rebuild(busy: Desk) -> None:
    assert busy.safety.verify(full=True).ok
    busy.register.store.connection.execute("UPDATE matters SET title = '改过的事由'")
    report = busy.safety.verify(full=True)
    assert not report.ok
    assert "matters" in report.lines[0]


def test_an_index_that_forgot_a_matter_is_found_by_the_rebuild(busy: Desk) -> None:
    busy.register.store.connection.execute("DELETE FROM search WHERE rowid = 1")
    assert "search" in busy.safety.verify(full=True).lines[0]


def test_a_failure_in_the_middle_leaves_nothing_behind(desk: Desk) -> None:
    head = journal.head(desk.register.store)
    with pytest.raises(RuntimeError), desk.register.writing():
        desk.receptions.register(letter(), [Visitor("张甲")])
        raise RuntimeError("power cut")
    assert journal.head(desk.register.store) == head
    assert desk.matters.page(which="all") == ()
    done = desk.receptions.register(letter(), [Visitor("张甲")])
    assert done.number == "2026-0001"


def test_no_name_lies_in_clear_in_any_file(busy: Desk, tmp_path: Path) -> None:
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert "张甲".encode() not in content, path
            assert "路灯".encode() not in content, path
