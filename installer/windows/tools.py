"""The two programs of Debian that the build needs besides Python, installed where that is permitted."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

NEEDED: Mapping[str, str] = {
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "x86_64-w64-mingw32-windres": "binutils-mingw-w64-x86-64",
    "git": "git",
}
QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def ensure_tools() -> None:
    """Install what is missing, or end with the sentence that says how."""
    missing = [package for command, package in NEEDED.items() if not shutil.which(command)]
    if not missing:
        return
    print(f"Installing {' '.join(missing)}")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if not (_as_root(["apt-get", "update", "-qq"]) and _as_root(install)):
        raise SystemExit(f"The Windows packages need: sudo apt install {' '.join(missing)}")


def run(command: Sequence[str | Path], folder: Path) -> None:
    """One of them, in `folder`; what it says is shown when it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=_steady())
    if done.returncode:
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        raise SystemExit(f"{Path(command[0]).name} failed:\n{said[-4000:]}")


def _steady() -> dict[str, str]:
    """Chinese file names and texts are read the same under every locale."""
    return os.environ | {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC"}


def _as_root(command: Sequence[str]) -> bool:
    before = [] if os.geteuid() == 0 else ["sudo", "-n"]
    try:
        return subprocess.run([*before, *command], check=False, env=os.environ | QUIET).returncode == 0
    except FileNotFoundError:
        return False
