"""Run by the build's own Python, in its own environment: turns the program into a folder that needs no Python.

    python freeze.py SOURCES TARGET

Two programs share the folder: `petition-desk`, the command line, and `petition-desk-window`.
"""

import sys
import tomllib
from pathlib import Path

from cx_Freeze import Executable, Freezer

HERE = Path(__file__).resolve().parent
STARTS = {"petition-desk": "start_command.py", "petition-desk-window": "start_window.py"}


def main(sources: Path, target: Path) -> None:
    keep = tomllib.loads((HERE / "keep.toml").read_text("utf-8"))["python"]
    Freezer(
        [Executable(HERE / script, target_name=name) for name, script in STARTS.items()],
        packages=keep["packages"],
        includes=keep["modules"],
        excludes=keep["without"],
        path=[str(sources), *sys.path],
        replace_paths=[("*", "")],
        compress=False,
        target_dir=target,
        silent=2,
    ).freeze()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
