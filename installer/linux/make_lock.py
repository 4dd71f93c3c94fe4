"""Choose the wheels of a Linux package again: the versions of requirements.lock, but an older Qt, and the freezer.

    python -m installer.linux.make_lock [--machine aarch64]

Writes wheels.lock beside this file. Needs the network; a build needs it only for wheels it has not got yet.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from installer.linux.machines import MACHINES, Machine
from installer.package.reproducible import ROOT
from installer.package.wheels import Wheel, normal, sha256

FREEZER = ["cx_Freeze==8.7.3", "freeze-core==0.8.1"]
# sqlite-utils names pip for a command of its own that we do not have.
UNUSED = {"pip"}
HEAD = """\
# The wheels of the Linux package for {machine}: glibc {glibc} and older, Qt {qt}, and the freezer.
# Chosen by `python -m installer.linux.make_lock --machine {machine}`. One file each, with its sha256.
"""
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)
_NAMED = re.compile(r"(?P<project>[^-]+)-(?P<version>[^-]+)-.+\.whl")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--machine", choices=sorted(MACHINES), default="x86_64")
    machine = MACHINES[parser.parse_args().machine]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _download(machine, folder)
        wheels = sorted(_wheel(path) for path in folder.glob("*.whl"))
    glibc = ".".join(map(str, machine.glibc))
    lines = [wheel.line for wheel in wheels if wheel.project not in UNUSED]
    head = HEAD.format(machine=machine.name, glibc=glibc, qt=machine.qt)
    machine.lock.write_text(head + "\n".join(lines) + "\n", "utf-8")


def wanted() -> list[str]:
    """What the program names as its dependencies, without Qt, which is chosen by machine."""
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    return [one for one in named if not one.startswith("PySide6")]


def _download(machine: Machine, folder: Path) -> None:
    pinned = _PINNED.findall((ROOT / "requirements.lock").read_text("utf-8"))
    constraints = folder / "constraints.txt"
    own = ("pyside6", "shiboken6")
    constraints.write_text(
        "".join(f"{name}=={version}\n" for name, version in pinned if not name.startswith(own))
    )
    qt = [f"PySide6-Essentials=={machine.qt}", f"PySide6-Addons=={machine.qt}"]
    subprocess.run(
        [
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
            "--only-binary", ":all:", *machine.target, "--dest", folder, "--constraint", constraints,
            *qt, *wanted(), *FREEZER,
        ],
        check=True,
    )  # fmt: skip


def _wheel(path: Path) -> Wheel:
    parts = _NAMED.fullmatch(path.name)
    if parts is None:
        raise SystemExit(f"{path.name} is not named like a wheel")
    return Wheel(normal(parts["project"]), parts["version"], sha256(path), path.name)


if __name__ == "__main__":
    main()
