"""A file that is whole or not there, also where a virus scanner holds it for a moment."""

from pathlib import Path

import pytest

from app.db.engine import files
from app.db.engine.files import durable_replace
from app.errors import StorageError


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often somebody else still holds the name; the pauses are not slept."""
    left, real = [0], Path.replace

    def replace(self: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError(13, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(files, "PAUSES", (0.1, 0.2, 0.4))
    monkeypatch.setattr(files.time, "sleep", lambda _seconds: None)
    return left


@pytest.mark.parametrize("times", [0, 1, 3])
def test_a_name_that_is_held_for_a_moment_is_taken_when_it_is_free(
    tmp_path: Path, held: list[int], times: int
) -> None:
    (tmp_path / "keys.a").write_bytes(b"old")
    held[0] = times
    durable_replace(tmp_path / "keys.a", b"new")
    assert (tmp_path / "keys.a").read_bytes() == b"new"


def test_a_name_that_is_held_for_ever_is_a_sentence_and_the_old_file_stays(
    tmp_path: Path, held: list[int]
) -> None:
    (tmp_path / "keys.a").write_bytes(b"old")
    held[0] = 1000
    with pytest.raises(StorageError, match="原有数据未动"):
        durable_replace(tmp_path / "keys.a", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"keys.a": b"old"}
