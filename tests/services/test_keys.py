"""The ways in: what has taken effect stands in the journal, whatever became of the second file."""

import json

import pytest

from app.db import journal
from app.db.engine.costs import LEAST
from app.db.engine.keys import COPIES, HalfKept
from app.errors import StorageError, WrongPassword
from app.services.desk import Desk
from app.services.keys import Keys
from tests.conftest import PASSWORD
from tests.key_files import refusing

NEW = "换过的新密码一二"


def test_a_password_that_stands_in_one_file_only_is_told_noted_and_made_whole_by_the_next_copy(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = desk.register.folder
    with monkeypatch.context() as failing:
        refusing(failing, "keys.b", "磁盘已满")
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
    refusing(monkeypatch, "keys.a", "磁盘已满")
    with pytest.raises(StorageError, match="磁盘已满"):
        Keys(desk.register, cost=LEAST).change_password(PASSWORD, NEW)
    assert journal.last_of(desk.register.store, "keys_changed") is None
    desk.unlock(PASSWORD)
