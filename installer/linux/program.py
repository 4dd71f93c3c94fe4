"""The program's own folder: frozen, pruned, with its resources and the licences of all its parts."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Collection
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from installer.linux import prune
from installer.linux.desk import COMMANDS
from installer.linux.environment import library, run
from installer.linux.machines import HERE, Machine
from installer.package.list_resources import write_list
from installer.package.reproducible import ROOT, tracked
from installer.package.wheels import normal

UNCHECKED = (1).to_bytes(4, "little") + bytes(8)  # bytecode that is never compared with its source (PEP 552)
LICENCES = "licences"
COMMON_LICENCES = Path("/usr/share/common-licenses")
_LICENCE_NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS")


def make(tree: Path, python: Path, machine: Machine) -> list[str]:
    """Freeze into `tree`; returns the Debian packages it needs."""
    with tempfile.TemporaryDirectory() as place:
        sources = Path(place)
        for path in tracked("app"):
            _copy(ROOT / path, sources / path)
        run(python, HERE / "freeze.py", sources, tree)
    (
        tree / "lib" / "BUILD_CONSTANTS.pyc"
    ).unlink()  # when and on which machine it was frozen; read on Windows only
    kept = prune.keep()
    prune.prune(tree, kept)
    needed = prune.packages(tree, kept)
    prune.check_age(tree, machine)
    for path in tracked("resources"):
        _copy(ROOT / path, tree / "lib" / path)
    write_list(tree / "lib" / "resources")
    for path in tree.rglob("*.pyc"):
        path.write_bytes(MAGIC_NUMBER + UNCHECKED + path.read_bytes()[16:])
    _collect_licences(tree, python, kept["python"]["tools"])
    first, *others = (tree / command for command in COMMANDS)
    for other in others:  # the same bytes: which of the two is meant, it learns from its name
        other.unlink()
        os.link(first, other)
    return needed


def test_itself(tree: Path) -> None:
    """Start what was made, without a screen, a home or anything of this machine's Python."""
    with tempfile.TemporaryDirectory() as home:
        around = {"PATH": "/usr/bin:/bin", "HOME": home, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
        done = subprocess.run([tree / COMMANDS[1], "--self-test"], env=around, cwd=home, check=False)
    if done.returncode:
        raise SystemExit(
            f"the self-test of the frozen program ended with {done.returncode}; no package was made"
        )


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _collect_licences(tree: Path, python: Path, tools: Collection[str]) -> None:
    """What every part that went in says about its licence; the interpreter and Qt name theirs only by word."""
    packages, standard = library(python)
    for about in sorted(packages.glob(f"*{prune.DISTRIBUTION}")):
        name = about.name.removesuffix(prune.DISTRIBUTION)
        if normal(name.split("-")[0]) in tools:
            continue
        _copy(about / "METADATA", tree / LICENCES / name / "METADATA")
        for path in sorted(about.rglob("*")):
            if path.is_file() and path.name.upper().startswith(_LICENCE_NAMES):
                _copy(path, tree / LICENCES / name / path.name)
    named = {name: COMMON_LICENCES / name for name in ("GPL-3", "LGPL-3")} | {
        "Python": standard / "LICENSE.txt"
    }
    for name, path in named.items():
        if not path.exists():
            raise FileNotFoundError(f"{path}, a licence that has to go into the package")
        _copy(path, tree / LICENCES / f"{name}.txt")
