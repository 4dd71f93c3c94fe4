from pathlib import Path

import pytest

from app.db.engine.guesses import FILE, counted, wrong_guesses
from app.errors import ForeignFileError, WrongPassword


def wrong() -> bytes:
    raise WrongPassword("密码不对")


def test_the_pause_grows_and_survives_a_restart(tmp_path: Path) -> None:
    pauses: list[int] = []
    for _ in range(6):
        with pytest.raises(WrongPassword):
            counted(tmp_path, wrong, pauses.append)
    assert pauses == [2, 4, 8]
    assert wrong_guesses(tmp_path) == 6


def test_the_right_password_forgets_the_wrong_ones(tmp_path: Path) -> None:
    for _ in range(4):
        with pytest.raises(WrongPassword):
            counted(tmp_path, wrong, lambda _: None)
    assert counted(tmp_path, lambda: b"key", lambda _: None) == b"key"
    assert wrong_guesses(tmp_path) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_guess_counts_before_it_is_tried(tmp_path: Path) -> None:
    """Ending the program in the middle of a try gains nothing."""
    seen: list[int] = []

    def killed() -> bytes:
        seen.append(wrong_guesses(tmp_path))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        counted(tmp_path, killed, lambda _: None)
    assert seen == [1]
    assert wrong_guesses(tmp_path) == 1


def test_a_damaged_key_file_is_no_wrong_guess(tmp_path: Path) -> None:
    def damaged() -> bytes:
        raise ForeignFileError("密钥文件已损坏")

    with pytest.raises(ForeignFileError):
        counted(tmp_path, damaged, lambda _: None)
    assert wrong_guesses(tmp_path) == 0


@pytest.mark.parametrize("content", [b"", b"x", b"\xff", b"-", b"1" * 4000])
def test_a_count_nobody_can_read_locks_nobody_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert counted(tmp_path, lambda: b"key", lambda _: None) == b"key"
