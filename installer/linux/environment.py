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
    base = _base()
    folder = cache / f"environment-{machine.name}"
    mark = folder / "made-from"
    made_from = f"{base}\n{wheels.sha256(machine.lock)}\n"
    if not mark.exists() or mark.read_text("utf-8") != made_from:
        shutil.rmtree(folder, ignore_errors=True)
        _make(base, folder, machine.lock, downloaded)
        mark.write_text(made_from, "utf-8")
    return folder / "bin" / "python"


def run(python: Path, script: Path, *arguments: str | Path) -> None:
    """A script in that environment, undisturbed by the caller's; the order of sets is the same each time."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SOURCE_DATE_EPOCH") if name in os.environ}
    own = {
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
    }
    subprocess.run([python, "-s", "-P", script, *arguments], check=True, env=kept | own)


def _make(base: Path, folder: Path, lock: Path, downloaded: Path) -> None:
    subprocess.run([base, "-m", "venv", folder], check=True)
    subprocess.run(
        [
            folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
            "--no-index", "--find-links", downloaded, "--require-hashes", "--no-compile", "--requirement", lock,
        ],
        check=True,
    )  # fmt: skip


def _base() -> Path:
    """The Python of this machine that has the freezer's version; its standard library goes into the package."""
    version = ".".join(map(str, PYTHON))
    if sys.version_info[:2] == PYTHON:
        return Path(sys.base_prefix, "bin", f"python{version}")
    if found := shutil.which(f"python{version}"):
        return Path(found)
    raise FileNotFoundError(f"Python {version}; on Debian 12: apt install python3 python3-venv")


def library(python: Path) -> tuple[Path, Path]:
    """Of an environment: where its packages lie, and the standard library under it."""
    asked = "import sysconfig; print(sysconfig.get_path('platlib')); print(sysconfig.get_path('stdlib'))"
    told = subprocess.run([python, "-I", "-c", asked], check=True, capture_output=True, text=True)
    packages, standard = told.stdout.splitlines()
    return Path(packages), Path(standard)
