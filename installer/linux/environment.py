"""The build's own Python environment, made from the lock and from nothing else; never the developers' .venv."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from installer.linux.machines import PYTHON, Machine
from installer.package import wheels


def environment(machine: Machine, cache: Path) -> Path:
    """The environment's Python. Made again whenever the lock or the Python under it changes."""
    downloaded = cache / "wheels"
    wheels.download(machine.lock, downloaded, machine.target)
    if os.uname().machine != machine.name:
        raise SystemExit(
            f"the wheels for {machine.name} are here and their sums are right; freezing needs such a machine"
        )
    folder = cache / f"environment-{machine.name}"
    mark = folder / "made-from"
    made_from = f"{_base()}\n{wheels.sha256(machine.lock)}\n"
    if not mark.exists() or mark.read_text("utf-8") != made_from:
        shutil.rmtree(folder, ignore_errors=True)
        _make(folder, machine.lock, downloaded)
        mark.write_text(made_from, "utf-8")
    return folder / "bin" / "python"


def run(python: Path, script: Path, *arguments: str | Path) -> None:
    """A script in that environment, undisturbed by the caller's; the order of sets is the same each time."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SOURCE_DATE_EPOCH") if name in os.environ}
    own = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    subprocess.run([python, "-s", "-P", script, *arguments], check=True, env=kept | own)


def _make(folder: Path, lock: Path, downloaded: Path) -> None:
    subprocess.run([_base(), "-m", "venv", folder], check=True)
    subprocess.run(
        [
            folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
            "--no-index", "--find-links", downloaded, "--require-hashes", "--no-compile", "--requirement", lock,
        ],
        check=True,
    )  # fmt: skip


def _base() -> str:
    """The Python of this machine that has the freezer's version; its standard library goes into the package."""
    version = ".".join(map(str, PYTHON))
    named = [sys.executable] if sys.version_info[:2] == PYTHON else []
    for name in [*named, f"python{version}"]:
        if found := shutil.which(name):
            return str(Path(found).resolve()) if name != sys.executable else _without_environment()
    raise FileNotFoundError(f"Python {version}; on Debian 12: apt install python{version} python{version}-venv")


def _without_environment() -> str:
    """Where this Python really lies, so that two checkouts name it alike."""
    return str(Path(sys.base_prefix, "bin", f"python{PYTHON[0]}.{PYTHON[1]}"))
