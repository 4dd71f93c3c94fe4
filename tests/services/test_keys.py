"""The ways in: what has taken effect stands in the journal, whatever became of the second file."""

import json
from pathlib import Path

import pytest

from app.db import journal
from app.db.engine import keys as key_files
from app.db.engine.keys import COPIES, LEAST, HalfKept
from app.errors import StorageError, WrongPassword
from app.services.desk import Desk
from app.services.keys import Keys
from tests.conftest import PASSWORD

NEW = "换过的新密码一二"


def refusing(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    write = key_files.durable_replace

    def refuse(path: Path, content: bytes) -> None:
        if path.name == name:
            raise StorageError("磁盘已满")
        write(path, content)

    monkeypatch.setattr(key_files, "durable_replace", refuse)


def test_a_password_that_stands_in_one_file_only_is_told_noted_and_made_whole_by_the_next_copy(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = desk.register.folder
    with monkeypatch.context() as failing:
        refusing(failing, "keys.b")
        with pytest.raises(HalfKept, match="马上备份一次"):
            Keys(desk.register, cost=LEAST).change_password(PASSWORD, NEW)
    told = journal.last_of(desk.register.store, "keys_changed")
    assert told is not None
    assert told.payload["change"] == "password_changed"
    with pytest.raises(WrongPassword):
        desk.unlock(PASSWORD)
    desk.unlock(NEW)
    desk.safety.backup()
    first, second = (json.loads((folder / name).read_text("utf-8")) for name in COPIES)
    assert first == second


def test_a_password_that_stands_in_neither_file_leaves_no_trace(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, "keys.a")
    with pytest.raises(StorageError, match="磁盘已满"):
        Keys(desk.register, cost=LEAST).change_password(PASSWORD, NEW)
    assert journal.last_of(desk.register.store, "keys_changed") is None
    desk.unlock(PASSWORD)
