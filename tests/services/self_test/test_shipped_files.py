"""The packing list: what is missing or changed is named."""

import subprocess

import pytest

from app import paths
from app.services.self_test.parts import NotSound
from app.services.self_test.shipped_files import CONTENTS, files_are_whole, listing


@pytest.fixture
def packed(tmp_path, monkeypatch):
    """Two resources with their list."""
    folder = tmp_path / "resources"
    (folder / "icons").mkdir(parents=True)
    (folder / "icons" / "print.svg").write_bytes(b"<svg/>")
    (folder / "规则.json").write_bytes(b"{}")
    (folder / CONTENTS).write_text(listing(folder), encoding="utf-8")
    monkeypatch.setattr(paths, "RESOURCES", folder)
    return folder


def test_a_packed_folder_is_as_its_list_says(packed) -> None:
    assert files_are_whole() == "2个与打包清单一致"
    (packed / CONTENTS).write_text(listing(packed), encoding="utf-8")
    assert files_are_whole() == "2个与打包清单一致"  # the list does not list itself


def test_a_lost_and_a_changed_file_are_named(packed) -> None:
    (packed / "icons" / "print.svg").unlink()
    (packed / "规则.json").write_bytes(b"{ }")
    with pytest.raises(NotSound, match=r"2个文件缺失或被改动（icons/print.svg、规则.json）"):
        files_are_whole()


def test_the_list_can_be_checked_with_a_tool_of_the_system(packed) -> None:
    done = subprocess.run(["sha256sum", "--check", CONTENTS], cwd=packed, capture_output=True, check=False)
    assert done.returncode == 0


def test_a_folder_without_a_list_is_tried_by_kind_but_never_empty(packed) -> None:
    (packed / CONTENTS).unlink()
    assert "没有打包清单" in files_are_whole()
    for path in [path for path in packed.rglob("*") if path.is_file()]:
        path.unlink()
    with pytest.raises(NotSound, match="空的"):
        files_are_whole()
