from pathlib import Path

import pytest

from app.core.offices import Office
from app.services import exchange_sticks as sticks


def test_a_stick_is_known_by_its_mark_and_ours_comes_first(office: Office, tmp_path: Path) -> None:
    bare, ours = tmp_path / "a", tmp_path / "b"
    for folder in (bare, ours):
        folder.mkdir()
    sticks.mark(ours, office)
    found = sticks.sticks(office, [bare, ours])
    assert [(stick.folder, stick.ours) for stick in found] == [(ours, True), (bare, False)]
    assert "本单位的报送U盘" in found[0].label


def test_a_neighbours_mark_is_never_overwritten(office: Office, tmp_path: Path) -> None:
    theirs = '{"format":"xfb-stick-1","name":"白水镇","office":"430999102000"}'
    (tmp_path / sticks.MARK).write_text(theirs, encoding="utf-8")
    sticks.mark(tmp_path, office)
    assert (tmp_path / sticks.MARK).read_text(encoding="utf-8") == theirs
    assert sticks.stick_at(tmp_path, office).owner == "白水镇"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"format":"xfb-stick-1","name":1,"office":"x"}', b"x" * 9000]
)
def test_a_broken_mark_is_none(office: Office, tmp_path: Path, content: bytes) -> None:
    (tmp_path / sticks.MARK).write_bytes(content)
    assert sticks.stick_at(tmp_path, office) == sticks.Stick(tmp_path, "", ours=False)
