"""The Debian package: a control file, three short scripts and one call of dpkg-deb. No conffiles: nothing of the
program's own is ever edited, and registers lie in the homes of their users, where no package looks."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from installer.linux.desk import FILES
from installer.linux.machines import Machine

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


def write(root: Path, text: str) -> None:
    """The DEBIAN folder of a package whose files lie in `root`."""
    folder = root / "DEBIAN"
    folder.mkdir()
    (folder / "control").write_text(text, "utf-8")
    for name in SCRIPTS:
        shutil.copyfile(FILES / name, folder / name)
        (folder / name).chmod(0o755)


def pack(root: Path, package: Path, second: int) -> None:
    """One thread, because the number of threads shows in the bytes."""
    if shutil.which("dpkg-deb") is None:
        raise FileNotFoundError("dpkg-deb; on Debian it is always there")
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--threads-max=1", "--build", root, package],
        check=True, stdout=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": str(second)},
    )  # fmt: skip
