import json
import random
from base64 import b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.core.canonical import canonical, digest
from app.db.engine.costs import LEAST, Cost
from app.db.engine.keys import (
    COPIES,
    HalfKept,
    bring_forward,
    change_password,
    code_number,
    create_keys,
    fitting_cost,
    holders,
    put_official,
    put_recovery,
    remove_holder,
    store_id,
    unlock,
    unlock_by_code,
)
from app.errors import ForeignFileError, NotAllowed, StorageError, WrongPassword
from tests.key_files import refusing

PASSWORD = "青山镇的密码"
SECRET, OTHER = bytes(range(16)), bytes(range(16, 32))


def rewrite(folder: Path, change) -> None:
    """As somebody would who knows the format: changed in both copies, with a digest that is right."""
    for name in COPIES:
        content = json.loads((folder / name).read_text("utf-8"))
        del content["digest"]
        change(content["slots"][0])
        (folder / name).write_text(json.dumps(content | {"digest": digest(content)}), "utf-8")


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
    planted = {"memory_kib": cost.memory_kib, "passes": cost.passes}
    rewrite(tmp_path, lambda slot: slot["kdf"].update(planted))
    with pytest.raises(StorageError, match="被改动"):
        unlock(tmp_path, PASSWORD)


def test_the_costs_are_bound_to_the_wrapped_key(tmp_path: Path, key: bytes) -> None:
    rewrite(tmp_path, lambda slot: slot["kdf"].update(passes=3))
    with pytest.raises(WrongPassword):
        unlock(tmp_path, PASSWORD)


def test_a_recovery_code_opens_what_the_password_locked(tmp_path: Path) -> None:
    key = create_keys(tmp_path, PASSWORD, cost=LEAST, recovery=SECRET)
    assert unlock_by_code(tmp_path, SECRET) == key
    with pytest.raises(WrongPassword, match="恢复码"):
        unlock_by_code(tmp_path, SECRET[::-1])
    assert [(holder.kind, holder.label) for holder in holders(tmp_path)] == [
        ("password", ""), ("recovery", code_number(SECRET)),
    ]  # fmt: skip


def test_a_new_code_makes_the_old_sheet_waste_paper(tmp_path: Path) -> None:
    key = create_keys(tmp_path, PASSWORD, cost=LEAST, recovery=SECRET)
    put_recovery(tmp_path, key, OTHER)
    assert unlock_by_code(tmp_path, OTHER) == key
    with pytest.raises(WrongPassword):
        unlock_by_code(tmp_path, SECRET)


def test_a_changed_password_keeps_the_code_and_the_second_official(tmp_path: Path) -> None:
    key = create_keys(tmp_path, PASSWORD, cost=LEAST, recovery=SECRET)
    put_official(tmp_path, key, "周乙", "第二位负责人", cost=LEAST)
    change_password(tmp_path, PASSWORD, "新的密码一二", cost=LEAST)
    assert unlock(tmp_path, "新的密码一二") == unlock(tmp_path, "第二位负责人") == key
    assert unlock_by_code(tmp_path, SECRET) == key
    with pytest.raises(WrongPassword):
        unlock(tmp_path, PASSWORD)


def test_the_second_official_changes_only_the_own_password(tmp_path: Path, key: bytes) -> None:
    put_official(tmp_path, key, "周乙", "第二位负责人", cost=LEAST)
    change_password(tmp_path, "第二位负责人", "他的新密码一", cost=LEAST)
    assert unlock(tmp_path, PASSWORD) == unlock(tmp_path, "他的新密码一") == key
    assert [holder.kind for holder in holders(tmp_path)] == ["password", "official"]


def test_the_second_official_can_be_taken_away_and_the_clerk_cannot(tmp_path: Path, key: bytes) -> None:
    put_official(tmp_path, key, "周乙", "第二位负责人", cost=LEAST)
    remove_holder(tmp_path, "official")
    with pytest.raises(WrongPassword):
        unlock(tmp_path, "第二位负责人")
    with pytest.raises(NotAllowed):
        remove_holder(tmp_path, "password")


def test_a_wrong_old_password_changes_nothing(tmp_path: Path, key: bytes) -> None:
    before = [(tmp_path / name).read_bytes() for name in COPIES]
    with pytest.raises(WrongPassword):
        change_password(tmp_path, "错的密码", "新的密码一二", cost=LEAST)
    assert [(tmp_path / name).read_bytes() for name in COPIES] == before


def test_a_cut_between_the_two_copies_leaves_the_new_password_and_is_mended(
    tmp_path: Path, key: bytes
) -> None:
    old = (tmp_path / COPIES[1]).read_bytes()
    change_password(tmp_path, PASSWORD, "新的密码一二", cost=LEAST)
    (tmp_path / COPIES[1]).write_bytes(old)
    assert unlock(tmp_path, "新的密码一二") == key
    bring_forward(tmp_path)
    (tmp_path / COPIES[0]).unlink()
    assert unlock(tmp_path, "新的密码一二") == key


def test_any_flipped_bit_of_one_copy_is_noticed_and_the_other_counts(tmp_path: Path, key: bytes) -> None:
    whole, chance = (tmp_path / COPIES[0]).read_bytes(), random.Random(8)
    for _ in range(60):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        (tmp_path / COPIES[0]).write_bytes(content)
        assert [holder.kind for holder in holders(tmp_path)] == ["password"]
    assert unlock(tmp_path, PASSWORD) == key


def test_two_copies_damaged_in_a_word_that_opens_nothing_still_open(tmp_path: Path, key: bytes) -> None:
    """The digest is wrong in both, but the slot itself holds together: nobody is locked out by a flipped bit."""
    for name in COPIES:
        content = json.loads((tmp_path / name).read_text("utf-8"))
        (tmp_path / name).write_text(json.dumps(content | {"generation": 7}), "utf-8")
    assert unlock(tmp_path, PASSWORD) == key
    with pytest.raises(ForeignFileError):
        change_password(tmp_path, PASSWORD, "新的密码一二", cost=LEAST)


FIRST_FORMAT = {
    "format": "xfb-keys-1",
    "slots": [
        {
            "kind": "password",
            "kdf": {"name": "argon2id", "memory_kib": 19456, "passes": 2, "salt": "AAAAAAAAAAAAAAAAAAAAAA=="},
            "nonce": "AAAAAAAAAAAAAAAA",
        }
    ],
}


def test_keys_of_the_first_format_open_and_are_brought_forward(tmp_path: Path) -> None:
    slot = FIRST_FORMAT["slots"][0]
    secret = Argon2id(salt=bytes(16), length=32, iterations=2, lanes=1, memory_cost=19456)
    sealed = AESGCM(secret.derive(PASSWORD.encode())).encrypt(bytes(12), SECRET * 2, canonical(slot))
    wrapped = slot | {"wrapped": b64encode(sealed).decode()}
    for name in COPIES:
        (tmp_path / name).write_text(json.dumps({"format": "xfb-keys-1", "slots": [wrapped]}))
    assert unlock(tmp_path, PASSWORD) == SECRET * 2
    assert store_id(tmp_path) == ""
    bring_forward(tmp_path)
    assert unlock(tmp_path, PASSWORD) == SECRET * 2
    assert len(store_id(tmp_path)) == 16
    put_recovery(tmp_path, SECRET * 2, SECRET)
    change_password(tmp_path, PASSWORD, "新的密码一二", cost=LEAST)
    assert unlock(tmp_path, "新的密码一二") == unlock_by_code(tmp_path, SECRET) == SECRET * 2


@pytest.mark.parametrize(("seconds", "passes"), [(0.05, 20), (0.25, 6), (0.5, 3), (4.0, 3)])
def test_a_guess_costs_half_a_second_of_this_pc_and_never_less_than_the_standard(
    seconds: float, passes: int
) -> None:
    ticks = iter((10.0, 10.0 + seconds))
    cost = fitting_cost(lambda: next(ticks))
    assert (cost.memory_kib, cost.passes) == (64 * 1024, passes)
    assert cost.is_reasonable()


@pytest.mark.parametrize("change", [
    lambda folder, key: change_password(folder, PASSWORD, "新的密码", cost=LEAST),
    lambda folder, key: put_official(folder, key, "吴乙", "新的密码", cost=LEAST),
])  # fmt: skip
def test_a_change_that_reached_one_of_the_two_files_says_that_it_counts(
    tmp_path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch, change
) -> None:
    with monkeypatch.context() as failing:
        refusing(failing, "keys.b")
        with pytest.raises(HalfKept, match="已经生效"):
            change(tmp_path, key)
    assert unlock(tmp_path, "新的密码") == key
    bring_forward(tmp_path)
    assert (tmp_path / "keys.a").read_bytes() == (tmp_path / "keys.b").read_bytes()
    assert unlock(tmp_path, "新的密码") == key


def test_a_change_that_reached_neither_file_says_that_nothing_changed(
    tmp_path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [(tmp_path / name).read_bytes() for name in COPIES]
    with monkeypatch.context() as failing:
        refusing(failing, "keys.a")
        with pytest.raises(StorageError, match="写不进去") as told:
            change_password(tmp_path, PASSWORD, "新的密码", cost=LEAST)
    assert not isinstance(told.value, HalfKept)
    assert [(tmp_path / name).read_bytes() for name in COPIES] == before
    assert unlock(tmp_path, PASSWORD) == key
