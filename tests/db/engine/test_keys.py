import json
from pathlib import Path

import pytest

from app.db.engine.keys import COPIES, LEAST, Cost, create_keys, unlock
from app.errors import ForeignFileError, StorageError, WrongPassword

PASSWORD = "青山镇的密码"


@pytest.fixture
def key(tmp_path: Path) -> bytes:
    return create_keys(tmp_path, PASSWORD, cost=LEAST)


def test_the_password_gives_the_key_back(tmp_path: Path, key: bytes) -> None:
    assert len(key) == 32
    assert unlock(tmp_path, PASSWORD) == key


def test_a_wrong_password_opens_nothing(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(WrongPassword, match="密码不对"):
        unlock(tmp_path, PASSWORD + " ")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": "other", "slots": []}', b"\xff" * 40])
def test_one_damaged_copy_does_not_lock_the_office_out(tmp_path: Path, key: bytes, content: bytes) -> None:
    (tmp_path / COPIES[0]).write_bytes(content)
    assert unlock(tmp_path, PASSWORD) == key
    (tmp_path / COPIES[1]).write_bytes(content)
    with pytest.raises(StorageError, match="密钥文件已损坏"):
        unlock(tmp_path, PASSWORD)


def test_a_folder_without_keys_is_somebody_elses(tmp_path: Path) -> None:
    with pytest.raises(ForeignFileError, match="没有密钥文件"):
        unlock(tmp_path, PASSWORD)


@pytest.mark.parametrize(
    "cost", [Cost(8, 1), Cost(19 * 1024, 1), Cost(64 * 1024 * 1024, 3), Cost(19 * 1024, 1000)]
)
def test_planted_derivation_costs_are_refused_before_they_run(tmp_path: Path, key: bytes, cost: Cost) -> None:
    for name in COPIES:
        content = json.loads((tmp_path / name).read_text())
        content["slots"][0]["kdf"] |= {"memory_kib": cost.memory_kib, "passes": cost.passes}
        (tmp_path / name).write_text(json.dumps(content))
    with pytest.raises(StorageError, match="被改动"):
        unlock(tmp_path, PASSWORD)


def test_the_costs_are_bound_to_the_wrapped_key(tmp_path: Path, key: bytes) -> None:
    for name in COPIES:
        content = json.loads((tmp_path / name).read_text())
        content["slots"][0]["kind"] = "recovery"
        (tmp_path / name).write_text(json.dumps(content))
    with pytest.raises(WrongPassword):
        unlock(tmp_path, PASSWORD)
