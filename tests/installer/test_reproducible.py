"""The same files give the same archive, whoever made them and when; sums are kept for both platforms."""

import os
import shutil
import tarfile
from pathlib import Path

import pytest

from installer.package import reproducible

SECOND = 1_700_000_000
needs_xz = pytest.mark.skipif(shutil.which("xz") is None, reason="xz is not installed here")


def tree(place: Path, names: list[str], mask: int) -> Path:
    """The same files, made in another order, with other modes and times."""
    before = os.umask(mask)
    try:
        for name in names:
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name, "utf-8")
        (place / "a" / "run").chmod(0o700)
        (place / "link").symlink_to("a/run")
        os.link(place / "a" / "run", place / "twin")
    finally:
        os.umask(before)
    return place


@needs_xz
def test_order_modes_and_times_leave_no_trace(tmp_path: Path) -> None:
    names = ["a/run", "a/信访.txt", "b/c/deep.pyc"]
    made = []
    for number, (order, mask) in enumerate([(names, 0o022), (names[::-1], 0o077)]):
        folder = tree(tmp_path / str(number), order, mask)
        reproducible.settle(folder, SECOND)
        archive = tmp_path / f"{number}.tar.xz"
        reproducible.pack(folder, archive, SECOND, "petition-desk")
        made.append(archive.read_bytes())
    assert made[0] == made[1]
    with tarfile.open(tmp_path / "0.tar.xz") as tar:
        found = {entry.name: entry for entry in tar}
    assert list(found) == ["petition-desk", *sorted(name for name in found if "/" in name)]
    assert found["petition-desk/a/run"].mode == 0o755
    assert found["petition-desk/b/c/deep.pyc"].mode == 0o644
    assert found["petition-desk/twin"].islnk()
    assert {(entry.uid, entry.uname, entry.mtime) for entry in found.values()} == {(0, "root", SECOND)}


def test_the_sums_of_another_platform_are_kept_and_those_of_files_that_have_gone_are_not(
    tmp_path: Path,
) -> None:
    linux, windows = tmp_path / "desk.deb", tmp_path / "desk.exe"
    linux.write_bytes(b"linux")
    windows.write_bytes(b"windows")
    reproducible.write_sums(tmp_path, [linux])
    sums = reproducible.write_sums(tmp_path, [windows])
    assert [line.split("  ")[1] for line in sums.read_text().splitlines()] == ["desk.deb", "desk.exe"]
    linux.unlink()
    windows.write_bytes(b"windows 2")
    reproducible.write_sums(tmp_path, [windows])
    assert sums.read_text() == f"{reproducible.sha256(windows)}  desk.exe\n"


def test_a_release_names_its_own_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    assert reproducible.epoch() == 12345
