"""The fonts of this PC come first when the office wants it, and the shipped ones stand again when it does not."""

from pathlib import Path

import pytest

from app.paper import fonts
from app.services.own_fonts import prefer_own_fonts


def test_the_folders_of_this_pc_are_looked_through_only_when_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[tuple[Path, ...]] = []
    monkeypatch.setattr("app.services.own_fonts.system_folders", lambda: (Path("fonts"),))
    monkeypatch.setattr(fonts, "prefer_own", lambda folders: looked.append(tuple(folders)))
    prefer_own_fonts(on=True)
    prefer_own_fonts(on=False)
    assert looked == [(Path("fonts"),), ()]
