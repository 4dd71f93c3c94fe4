"""What the two .exe files run inside themselves: the window, or the command line.

`sys.frozen` tells the program that there is no other Python on this PC: the limited readers of foreign
files are this same program, started with a switch.
"""

import os
import sys
from pathlib import Path

WINDOW = "乡镇信访工作台.exe"
CONSOLE_SWITCH = "--console"
OF_THE_WINDOW = ("--self-test", "--shots")  # what is printed is wanted on a console


def start() -> int:
    """Run what the launcher asked for; returns the exit code."""
    kind = sys.argv.pop(1)
    sys.frozen = True  # type: ignore[attr-defined]
    sys.executable = str(Path(sys.executable).with_name(WINDOW))
    _speak_into_nothing()
    if kind == CONSOLE_SWITCH and sys.argv[1:2] not in ([switch] for switch in OF_THE_WINDOW):
        from app.cli import main as command

        command()
        return 0
    from app.__main__ import main as window

    return window()


def _speak_into_nothing() -> None:
    """A window has no console: what is written there goes nowhere instead of failing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123


if __name__ == "__main__":
    sys.exit(start())
