"""A lock: one exact file each, with its sha256; nothing else is ever unpacked into a package."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

WHEEL = r"\S+\.whl"
_LINE = (
    r"(?P<project>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+) --hash=sha256:(?P<sha256>[0-9a-f]{64})"
    r"  # (?P<file>%s)"
)


class Wheel(NamedTuple):
    """One line of a lock. The file's name is a remark for pip, but it is what lies on the disk."""

    project: str
    version: str
    sha256: str
    file: str

    @property
    def line(self) -> str:
        return f"{self.project}=={self.version} --hash=sha256:{self.sha256}  # {self.file}"


def read(lock: Path, file: str = WHEEL) -> list[Wheel]:
    """The files of a lock, in its order; a line that says less than it must ends the build.

    `file` is the pattern their names must have.
    """
    wheels, shape = [], re.compile(_LINE % file)
    for number, line in enumerate(lock.read_text("utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        found = shape.fullmatch(line)
        if found is None:
            raise SystemExit(f"{lock.name}, line {number}: not `name==version --hash=sha256:…  # file`")
        wheels.append(Wheel(**found.groupdict()))
    names = [normal(wheel.project) for wheel in wheels]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise SystemExit(f"{lock.name}: two lines for one project, {', '.join(twice)}")
    return wheels


def normal(project: str) -> str:
    """The one spelling of a project's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", project).lower()


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check(wheels: Iterable[Wheel], folder: Path) -> None:
    """Every wheel lies there with the bytes the lock names, or the build ends."""
    for wheel in wheels:
        path = folder / wheel.file
        if not path.exists():
            raise SystemExit(f"{wheel.file}: not in {folder}")
        if (found := sha256(path)) != wheel.sha256:
            raise SystemExit(f"{wheel.file}: sha256 {found}, the lock says {wheel.sha256}")


def download(lock: Path, folder: Path, target: Sequence[str]) -> None:
    """Bring what is not there yet; `target` names the platform to pip. Checked here once more, because
    a folder that is kept between builds could have been changed."""
    folder.mkdir(parents=True, exist_ok=True)
    wheels = read(lock)
    if any(not (folder / wheel.file).exists() for wheel in wheels):
        subprocess.run(
            [
                sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                "--only-binary", ":all:", "--require-hashes", *target, "--dest", folder, "--requirement", lock,
            ],
            check=True,
        )  # fmt: skip
    check(wheels, folder)
