"""The locks hold all the program imports, in the versions it is tested with; Qt alone is older."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from installer.linux import prune
from installer.linux.machines import MACHINES, Machine
from installer.linux.make_lock import FREEZER, wanted
from installer.package import wheels

ROOT = Path(__file__).resolve().parents[3]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)
ALL = pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)


@cache
def imported() -> dict[str, Path]:
    """Every module named by an import in app/, also inside functions, with a file that names it."""
    return {name: path for path in (ROOT / "app").rglob("*.py") for name in _names(path)}


def _names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@ALL
def test_every_import_of_the_program_is_in_the_lock(machine: Machine) -> None:
    locked = {wheels.normal(wheel.project) for wheel in wheels.read(machine.lock)}
    brings = packages_distributions()
    for module, path in imported().items():
        top = module.split(".")[0]
        if top in {"app", "_typeshed", *sys.stdlib_module_names}:
            continue
        projects = {wheels.normal(project) for project in brings[top]} & locked
        assert projects, f"{path.name} imports {module}, which no wheel of {machine.lock.name} brings"


def test_nothing_the_program_imports_is_left_out_of_the_package() -> None:
    kept = prune.keep()
    left_out = set(kept["python"]["without"])
    for module, path in imported().items():
        parts = module.split(".")
        above = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
        assert not above & left_out, f"{path.name} imports {module}"
        if parts[0] == "PySide6" and len(parts) > 1:
            assert parts[1] in kept["qt"]["modules"], f"{path.name} imports {module}"


def test_every_library_loaded_late_is_named_to_the_freezer() -> None:
    """What is imported inside functions the freezer finds too, but not what those libraries load themselves."""
    named = set(prune.keep()["python"]["packages"])
    heavy = {
        "docx",
        "PIL",
        "psycopg",
        "pypdf",
        "python_calamine",
        "reportlab",
        "sqlcipher3",
        "sqlite_utils",
        "xlsxwriter",
    }
    assert heavy <= {module.split(".")[0] for module in imported()}
    assert heavy | {"app", "cryptography"} <= named


@ALL
def test_the_versions_are_those_the_tests_run_with(machine: Machine) -> None:
    tested = {
        wheels.normal(name): version
        for name, version in PINNED.findall((ROOT / "requirements.lock").read_text("utf-8"))
    }
    of_the_freezer = {wheels.normal(one.split("==")[0]): one.split("==")[1] for one in FREEZER}
    for wheel in wheels.read(machine.lock):
        if wheel.project.startswith(("pyside6", "shiboken6")):
            assert wheel.version == machine.qt
        elif wheel.project in tested:
            assert wheel.version == tested[wheel.project]
        elif wheel.project in of_the_freezer:
            assert wheel.version == of_the_freezer[wheel.project]
        else:
            assert wheel.project in prune.keep()["python"]["tools"]


@ALL
def test_the_lock_brings_every_dependency_for_this_machine_and_its_oldest_system(machine: Machine) -> None:
    read = wheels.read(machine.lock)
    names = {wheel.project for wheel in read}
    asked = {wheels.normal(re.split(r"[\[<>=!;]", one)[0]) for one in [*wanted(), *FREEZER]}
    assert asked <= names
    tags = [word for word in machine.target if word.startswith("manylinux")]
    for wheel in read:
        assert wheel.file.endswith("none-any.whl") or any(
            f"-{tag}" in wheel.file or f".{tag}" in wheel.file for tag in tags
        )


def test_qt_is_no_older_than_the_program_is_written_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    least = {
        tuple(map(int, found))
        for one in project["dependencies"]
        for found in re.findall(r"PySide6\S*>=(\d+)\.(\d+)", one)
    }
    assert all(tuple(map(int, machine.qt.split(".")[:2])) >= min(least) for machine in MACHINES.values())
