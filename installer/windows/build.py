"""One command from the sources and the pinned parts to the two Windows packages."""

import os
import shutil
import subprocess
from pathlib import Path

from installer.windows import tools
from installer.windows.compiling import compile_all, unpack_compiler
from installer.windows.locking import LINUX, PYTHON, ROOT, SOURCE, WHEELS, WINDOWS, fetch, read_lock
from installer.windows.packing import compile_launchers, make_portable, make_setup
from installer.windows.staging import (
    LICENCES,
    lay_interpreter,
    lay_libraries,
    lay_program,
    settle,
)

WORK = ROOT / "build" / "windows"


def build(out: Path, version: str, *, quick: bool = False) -> list[Path]:
    """Both packages in `out`; the same sources and the same SOURCE_DATE_EPOCH give the same bytes.

    `quick` makes a larger setup in seconds, for trials.
    """
    tools.ensure_tools()
    out.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(WORK / "tree", ignore_errors=True)
    shutil.rmtree(WORK / "unpacked", ignore_errors=True)
    tree, work = WORK / "tree", WORK / "work"
    work.mkdir(parents=True, exist_ok=True)
    lay(tree, version)
    compile_launchers(tree, work, version)
    second = epoch()
    settle(tree, second)
    setup = make_setup(tree, out, work, version, second, quick=quick)
    return [setup, make_portable(tree, out, version, second)]


def lay(tree: Path, version: str) -> None:
    """Everything but the two .exe files."""
    cache = WORK / "cache"
    python, wheels = read_lock(PYTHON), read_lock(WHEELS)
    for one, target in zip(python, (SOURCE, LINUX), strict=True):
        fetch([one], cache, target)
    fetch(wheels, cache, WINDOWS)
    lay_interpreter(tree, cache / python[0].file, python[0].version)
    jobs = [*lay_program(tree, version), *lay_libraries(tree, wheels, cache, WORK / "unpacked")]
    compile_all(unpack_compiler(cache / python[1].file, WORK / "compiler"), jobs)
    (tree / LICENCES / "petition-desk").mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", tree / LICENCES / "petition-desk" / "LICENSE")


def epoch() -> int:
    """The second every file bears: SOURCE_DATE_EPOCH, or the last commit's."""
    if named := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(named)
    told = subprocess.run(["git", "-C", ROOT, "log", "-1", "--format=%ct"], check=True, capture_output=True)
    return int(told.stdout)
