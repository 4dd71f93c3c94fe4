"""The Linux packages: one .deb for an administrator, one folder in an archive for a stick."""

import os
import shutil
from pathlib import Path

from installer.linux import deb, desk, program
from installer.linux.environment import environment
from installer.linux.machines import MACHINES
from installer.package import reproducible

CACHE = Path("build/linux")


def build(out: Path, version: str, machine: str = "x86_64") -> list[Path]:
    """Make both in `out`; the program has tested itself before either exists."""
    chosen, second = MACHINES[machine], reproducible.epoch()
    os.environ["SOURCE_DATE_EPOCH"] = str(second)
    python = environment(chosen, CACHE.resolve())
    root = CACHE / f"root-{machine}"
    shutil.rmtree(root, ignore_errors=True)
    tree = root / desk.HOME
    needed = program.make(tree.resolve(), python, chosen)
    program.test_itself(tree.resolve())
    out.mkdir(parents=True, exist_ok=True)
    archive = _archive(tree, out / f"petition-desk-{version}-linux-{machine}.tar.xz", second)
    desk.furnish(root, python)
    _document(root)
    package = out / f"petition-desk_{version}_{chosen.debian}.deb"
    about = deb.control(version, chosen, needed, deb.installed_size(root))
    deb.pack(root, about, package, second)
    return [package, archive]


def _archive(tree: Path, archive: Path, second: int) -> Path:
    """The same folder under the archive's own name, with a word to whoever unpacks it."""
    note = tree / "请先看我.txt"
    shutil.copyfile(desk.FILES / "portable.txt", note)
    reproducible.settle(tree, second)
    reproducible.pack(tree, archive, second, archive.name.removesuffix(".tar.xz"))
    note.unlink()
    return archive


def _document(root: Path) -> None:
    """Debian's place for licences points to ours."""
    folder = root / "usr/share/doc/petition-desk"
    folder.mkdir(parents=True)
    shutil.copyfile(desk.FILES / "copyright", folder / "copyright")
