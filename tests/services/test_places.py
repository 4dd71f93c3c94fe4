from pathlib import Path

import pytest

from app.errors import StorageError
from app.services.opening import Setup, create_office
from app.services.places import place_problem


@pytest.mark.parametrize(
    ("folder", "word"),
    [
        ("/home/a/OneDrive/信访", "网盘"), ("/home/a/坚果云同步/信访", "网盘"), ("//server/share/信访", "网络"),
        ("/media/a/U盘/信访", "U盘"), ("/home/a/信访 数据", ""),
    ],
)  # fmt: skip
def test_a_register_lies_on_this_pcs_own_disk(
    folder: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.places.plugged_in", lambda: (Path("/media/a/U盘"),))
    problem = place_problem(Path(folder))
    assert (word in problem) if word else not problem


def test_an_office_is_not_made_on_a_stick(
    tmp_path: Path, setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.places.plugged_in", lambda: (tmp_path,))
    with pytest.raises(StorageError, match="在U盘上"):
        create_office(tmp_path / "x", setup, "练习用密码1234")
    assert not (tmp_path / "x").exists()
