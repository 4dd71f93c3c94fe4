"""Bytecode for the interpreter that is shipped, so that nothing is compiled on the clerk's PC.

This machine's Python has another version, whose bytecode the shipped one would not read. freeze-core
brings a CPython 3.13 for Linux as one executable file; beside a module named after it, it runs that.
"""

import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

_EXECUTABLE = "freeze_core/bases/console-cpython-313-x86_64-linux-gnu"
_NAME = "compiler"
# Runs in that Python, which has no standard library beside it: only what is frozen into it.
_WORK = """
import _imp, io, sys
import importlib._bootstrap_external as external

def run(_name):
    with io.open(sys.argv[1], encoding="utf-8") as jobs:
        for line in jobs:
            source, target, called = line.rstrip("\\n").split("\\t")
            with io.open(source, "rb") as file:
                text = file.read()
            code = compile(text, called, "exec", dont_inherit=True, optimize=0)
            made = external._code_to_hash_pyc(code, _imp.source_hash(external._RAW_MAGIC_NUMBER, text), False)
            with io.open(target, "wb") as file:
                file.write(made)
"""


class Job(NamedTuple):
    """A source file, where its bytecode goes, and the name a traceback will give it."""

    source: Path
    target: Path
    called: str


def unpack_compiler(wheel: Path, folder: Path) -> Path:
    """The executable with its one module beside it."""
    (folder / "lib").mkdir(parents=True, exist_ok=True)
    executable = folder / _NAME
    with zipfile.ZipFile(wheel) as archive:
        executable.write_bytes(archive.read(_EXECUTABLE))
    executable.chmod(0o755)
    (folder / "lib" / f"__init__{_NAME}.py").write_text(_WORK, "utf-8")
    return executable


def compile_all(compiler: Path, jobs: Iterable[Job]) -> None:
    """The bytecode names its source by hash and is never checked against it: same sources, same bytes."""
    order = sorted(jobs)
    for job in order:
        job.target.parent.mkdir(parents=True, exist_ok=True)
    todo = compiler.parent / "jobs.txt"
    todo.write_text("".join(f"{job.source}\t{job.target}\t{job.called}\n" for job in order), "utf-8")
    subprocess.run([compiler, todo], check=True)


def beside(source: Path) -> Path:
    """Where Python looks for the bytecode of a source that is shipped with it."""
    return source.parent / "__pycache__" / f"{source.stem}.cpython-313.pyc"
