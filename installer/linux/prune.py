"""Take out of a frozen folder what the program never uses, and know what it asks of the system.

Kept is what keep.toml names and what that needs (the closure over the libraries an ELF file names).
A library that is neither in the folder nor known as the system's ends the build, and so does a file
that asks for a newer glibc or libstdc++ than the oldest system we promise.
"""

import shutil
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from installer.linux import elf
from installer.package.wheels import normal

KEEP = Path(__file__).with_name("keep.toml")
QT = Path("lib/PySide6/Qt")
DISTRIBUTION = ".dist-info"
OLDEST = {"GLIBCXX": (3, 4, 25), "CXXABI": (1, 3, 11)}  # Debian 10, UOS 20


def keep() -> dict[str, Any]:
    return tomllib.loads(KEEP.read_text("utf-8"))


def prune(tree: Path, kept: Mapping[str, Any]) -> None:
    """Only what is allowed, and what that needs, stays; folders that are empty then go too."""
    shutil.rmtree(tree / "share", ignore_errors=True)  # time zones and certificates of the building machine
    (tree / "frozen_application_license.txt").unlink(missing_ok=True)  # stands among the licences
    for path in list(_files(tree / "lib")):
        if not _is_allowed(path.relative_to(tree), kept, path):
            path.unlink()
    needed = _closure(tree)
    for path in list(_files(tree)):
        if elf.is_elf(path) and path not in needed:
            path.unlink()
    for folder in sorted((path for path in tree.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def packages(tree: Path, kept: Mapping[str, Any]) -> list[str]:
    """The Debian packages that bring what this folder leaves to the system."""
    system: dict[str, str] = kept["system"]
    own = {path.name for path in _files(tree)}
    asked = {name: path for path in _compiled(tree) for name in elf.read(path).libraries if name not in own}
    if unknown := sorted(set(asked) - set(system)):
        raise SystemExit(f"nobody brings {unknown[0]}, which {asked[unknown[0]].relative_to(tree)} needs")
    return sorted({system[name] for name in asked})


def check_age(tree: Path, glibc: tuple[int, ...]) -> None:
    """No file of the folder asks for more than the oldest system has."""
    most = OLDEST | {"GLIBC": glibc}
    for path in _compiled(tree):
        for family, number in elf.read(path).versions.items():
            if number > most[family]:
                wanted = ".".join(map(str, number))
                raise SystemExit(
                    f"{path.relative_to(tree)} needs {family} {wanted}, too new for the oldest system"
                )


def _is_allowed(path: Path, kept: Mapping[str, Any], file: Path) -> bool:
    if path.is_relative_to(QT):
        return _is_allowed_of_qt(path.relative_to(QT), kept["qt"])
    if path.parts[1] == "PySide6" and path.name.startswith("Qt"):
        return path.name.split(".")[0] in kept["qt"]["modules"]
    if path.parts[1].endswith(DISTRIBUTION):
        return path.name == "METADATA" and normal(path.parts[1].split("-")[0]) not in kept["python"]["tools"]
    if path.suffix == ".pyc" or (path.parent == Path("lib") and not elf.is_elf(file)):
        return True
    if elf.is_elf(file):
        return _module(path) not in kept["python"]["without"]
    return any(path.relative_to("lib").match(pattern) for pattern in kept["python"]["data"])


def _module(path: Path) -> str:
    """The dotted name under which Python imports a compiled file of lib/."""
    return ".".join([*path.parts[1:-1], path.name.split(".")[0]])


def _is_allowed_of_qt(path: Path, kept: Mapping[str, Collection[str]]) -> bool:
    """Libraries are judged later, by who needs them."""
    if path.parts[0] == "plugins":
        return str(path.relative_to("plugins")) in kept["plugins"]
    if path.parts[0] == "translations":
        return path.name in kept["translations"]
    return path.parts[0] == "lib"


def _closure(tree: Path) -> set[Path]:
    """The ELF files that are started, imported or loaded as plug-ins, and those they need."""
    compiled = list(_compiled(tree))
    waiting = [path for path in compiled if not _is_library(path.relative_to(tree))]
    by_name = {path.name: path for path in compiled if path not in waiting}
    needed: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in needed:
            needed.add(path)
            waiting += [by_name[name] for name in elf.read(path).libraries if name in by_name]
    return needed


def _is_library(path: Path) -> bool:
    """A file that lies there for others: what Python imports and Qt's plug-ins are no libraries."""
    if path.is_relative_to(QT):
        return path.parts[3] == "lib"
    return path.parent.name.endswith(".libs") or (path.name.startswith("lib") and ".so." in path.name)


def _compiled(tree: Path) -> Iterator[Path]:
    return (path for path in _files(tree) if elf.is_elf(path))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
