"""The Debian package: a control file, three short scripts, the files. No conffiles: nothing of the
program's own is ever edited, and registers lie in the homes of their users, where no package looks."""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from installer.linux.desk import FILES
from installer.linux.machines import Machine
from installer.package import reproducible

SCRIPTS = ("postinst", "postrm", "preinst")
CONTROL = """\
Package: petition-desk
Version: {version}
Architecture: {architecture}
Maintainer: Petition Desk <petition-desk@localhost>
Installed-Size: {size}
Depends: {depends}
Suggests: cups-client, xdg-utils
Section: misc
Priority: optional
Description: 乡镇信访工作台：单机离线的信访登记、办理和统计
 Registers, handles and counts the petitions of one township on one offline PC:
 papers in the prescribed form, time limits, the month's report and the bundle
 for the county. Brings its own Python, Qt and fonts; needs no network.
 .
 登记数据在各用户自己的数据文件夹里，卸载和清除本软件包都不会动它。
"""


def control(version: str, machine: Machine, depends: Iterable[str], size: int) -> str:
    """The control file; `size` in KiB, as dpkg counts."""
    glibc = ".".join(map(str, machine.glibc))
    named = [f"libc6 (>= {glibc})" if name == "libc6" else name for name in sorted(depends)]
    return CONTROL.format(version=version, architecture=machine.debian, size=size, depends=", ".join(named))


def installed_size(root: Path) -> int:
    """KiB as dpkg-gencontrol counts: files rounded up, one for all else; a file with two names once."""
    seen: set[int] = set()
    size = 0
    for path in root.rglob("*"):
        status = path.lstat()
        if path.is_symlink() or path.is_dir():
            size += 1
        elif status.st_ino not in seen:
            seen.add(status.st_ino)
            size += -(-status.st_size // 1024)
    return size


def pack(root: Path, text: str, package: Path, second: int) -> None:
    """The files below `root` and the control file `text`: deb(5) is an ar archive of three members, in this order.

    Written here and not by dpkg-deb, so that its version and this machine's processors leave no trace.
    """
    with tempfile.TemporaryDirectory() as place:
        about = Path(place, "control")
        about.mkdir()
        (about / "control").write_text(text, "utf-8")
        for name in SCRIPTS:
            shutil.copyfile(FILES / name, about / name)
            (about / name).chmod(reproducible.RUNNABLE)
        members = [Path(place, "debian-binary"), Path(place, "control.tar.xz"), Path(place, "data.tar.xz")]
        members[0].write_bytes(b"2.0\n")
        for folder, archive in ((about, members[1]), (root, members[2])):
            reproducible.settle(folder, second)
            reproducible.pack(folder, archive, second, ".")
        with package.open("wb") as file:
            file.write(b"!<arch>\n")
            for member in members:
                size = member.stat().st_size
                file.write(f"{member.name:<16}{second:<12}0     0     100644  {size:<10}`\n".encode("ascii"))
                file.write(member.read_bytes() + b"\n" * (size % 2))
