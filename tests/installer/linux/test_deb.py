"""The Debian package: what dpkg reads of it, and that nothing in it ever touches a register."""

import io
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from installer.linux import deb
from installer.linux.machines import MACHINES

SECOND = 1_700_000_000
needs_xz = pytest.mark.skipif(shutil.which("xz") is None, reason="xz is not installed here")


def fields(text: str) -> dict[str, str]:
    """deb822: a line that begins with a space goes on with the field above."""
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith(" "):
            found[name] += f"\n{line[1:]}"
        else:
            name, _, value = line.partition(": ")
            found[name] = value
    return found


def members(package: Path) -> dict[str, bytes]:
    """ar(5)."""
    data = package.read_bytes()
    assert data.startswith(b"!<arch>\n")
    found, at = {}, 8
    while at < len(data):
        head = data[at : at + 60]
        assert head.endswith(b"`\n")
        size = int(head[48:58])
        found[head[:16].decode().strip()] = data[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    return found


def test_the_control_file_says_what_dpkg_must_know() -> None:
    text = deb.control("1.2.3", MACHINES["x86_64"], ["libxcb1", "libgcc-s1 | libgcc1", "libc6"], 286604)
    found = fields(text)
    assert text.endswith("\n")
    assert (found["Package"], found["Version"], found["Architecture"]) == ("petition-desk", "1.2.3", "amd64")
    assert found["Installed-Size"] == "286604"
    assert found["Depends"] == "libc6 (>= 2.28), libgcc-s1 | libgcc1, libxcb1"
    assert "@" in found["Maintainer"]
    summary, _, rest = found["Description"].partition("\n")
    assert "信访" in summary
    assert all(line.strip() for line in rest.splitlines())  # an empty line is written as a dot
    assert "libc6 (>= 2.31)" in deb.control("1", MACHINES["aarch64"], ["libc6"], 1)
    assert "Architecture: arm64" in deb.control("1", MACHINES["aarch64"], ["libc6"], 1)


def test_the_size_counts_a_file_with_two_names_once(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "desk").write_bytes(bytes(2049))
    os.link(tmp_path / "bin" / "desk", tmp_path / "bin" / "window")
    (tmp_path / "link").symlink_to("bin/desk")
    assert deb.installed_size(tmp_path) == 3 + 1 + 1


@needs_xz
def test_a_package_holds_three_members_in_dpkgs_order_and_is_the_same_each_time(tmp_path: Path) -> None:
    text = deb.control("1", MACHINES["x86_64"], ["libc6"], 1)
    made = []
    for number in "12":
        root = tmp_path / number
        (root / "usr" / "bin").mkdir(parents=True)
        (root / "usr" / "bin" / "petition-desk").write_bytes(b"\x7fELF")
        (root / "usr" / "bin" / "petition-desk").chmod(0o755)
        deb.pack(root, text, tmp_path / f"{number}.deb", SECOND)
        made.append((tmp_path / f"{number}.deb").read_bytes())
    assert made[0] == made[1]
    found = members(tmp_path / "1.deb")
    assert list(found) == ["debian-binary", "control.tar.xz", "data.tar.xz"]
    assert found["debian-binary"] == b"2.0\n"
    with tarfile.open(fileobj=io.BytesIO(found["control.tar.xz"])) as tar:
        assert tar.getnames() == [".", "./control", "./postinst", "./postrm", "./preinst"]  # no conffiles
        assert {entry.mode for entry in tar if entry.name.endswith(("inst", "rm"))} == {0o755}
    with tarfile.open(fileobj=io.BytesIO(found["data.tar.xz"])) as tar:
        assert tar.getnames() == [".", "./usr", "./usr/bin", "./usr/bin/petition-desk"]


@pytest.mark.parametrize("name", deb.SCRIPTS)
def test_a_script_of_the_package_is_shell_and_knows_no_home(name: str) -> None:
    path = deb.FILES / name
    assert subprocess.run(["sh", "-n", path], check=False).returncode == 0
    commands = [
        line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith(("#", "echo"))
    ]
    assert not [line for line in commands if "home" in line.lower() or "rm " in line or ".local" in line]


@pytest.mark.parametrize(
    ("name", "step"), [("postinst", "configure"), ("postrm", "remove"), ("postrm", "purge")]
)
def test_the_scripts_do_without_a_desktop(tmp_path: Path, name: str, step: str) -> None:
    done = subprocess.run(
        [shutil.which("sh") or "sh", deb.FILES / name, step], env={"PATH": str(tmp_path)}, check=False
    )
    assert done.returncode == 0
