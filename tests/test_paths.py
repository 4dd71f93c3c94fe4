"""Where the data lies: in the profile, or beside the program where a portable folder says so."""

import pytest

from app import paths


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program's folder with its resources; the profile is elsewhere."""
    place = tmp_path / "乡镇信访工作台" / "program"
    (place / "resources").mkdir(parents=True)
    monkeypatch.setattr(paths, "RESOURCES", place / "resources")
    monkeypatch.setattr(paths.platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path / "本机"))
    monkeypatch.setattr(paths.platformdirs, "user_state_dir", lambda *_, **__: str(tmp_path / "状态"))
    return place


def test_an_installed_program_keeps_its_data_in_the_profile(program, tmp_path):
    assert paths.default_data_folder() == tmp_path / "本机"
    assert paths.marks_folder() == tmp_path / "状态" / "marks"


def test_a_portable_program_keeps_data_and_marks_beside_itself_and_nothing_on_the_pc(program):
    (program / paths.PORTABLE).write_text("../数据\n", "utf-8")
    assert paths.default_data_folder() == program.parent / "数据"
    assert paths.marks_folder() == program.parent / "数据-marks"


def test_an_empty_mark_is_no_mark(program, tmp_path):
    (program / paths.PORTABLE).write_text("\n", "utf-8")
    assert paths.default_data_folder() == tmp_path / "本机"


def test_marks_never_lie_in_the_data_they_watch_over(program, tmp_path, monkeypatch):
    monkeypatch.setattr(paths.platformdirs, "user_state_dir", lambda *_, **__: str(tmp_path / "本机"))
    assert paths.marks_folder() == tmp_path / "本机-marks"
