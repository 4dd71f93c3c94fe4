"""How long the installed program takes until its first window stands on the screen, against a bare PySide6 window.

    python -m installer.linux.measure [--times 9]

The bare window is frozen and pruned in the same way; both start in turns on a screen of Xvfb, where a listener at the
X server notes the first window that appears. Warm: all files are in memory. Cold: the files of the package are dropped
from memory before each start, as after switching the PC on. Needs what `make package` left in build/linux, and Xvfb.
"""

import argparse
import ctypes
import ctypes.util
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from app.services.practice import create_practice_office
from installer.linux import prune
from installer.linux.build import CACHE
from installer.linux.desk import COMMANDS, HOME
from installer.linux.environment import run

BARE = """\
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.show()
app.exec()
"""
FREEZE = """\
import sys
from cx_Freeze import Executable, Freezer
Freezer([Executable(sys.argv[1], target_name="bare")], compress=False, target_dir=sys.argv[2], silent=2).freeze()
"""
SCREEN = ":78"
SUBSTRUCTURE, MAPPED, EVENT = 1 << 19, 19, 192  # X.h: SubstructureNotifyMask, MapNotify, size of an XEvent
MATTERS = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=9)
    times = parser.parse_args().times
    (root,) = CACHE.resolve().glob("root-*")
    program = root / HOME / COMMANDS[1]
    with tempfile.TemporaryDirectory() as place, _screen():
        home = Path(place)
        bare = _freeze_bare(home / "bare")
        create_practice_office(
            home / ".local/share/petition-desk", None, "练习密码1234", matters=MATTERS
        ).close()
        for kind in ("warm", "cold"):
            took: dict[Path, list[Start]] = {program: [], bare: []}
            for _ in range(times):
                for name, starts in took.items():
                    if kind == "cold":
                        _forget(name.parent)
                    starts.append(_start(name, home))
            for what in Start._fields:
                ours, theirs = (
                    statistics.median(getattr(one, what) for one in starts) for starts in took.values()
                )
                print(
                    f"{kind}, {what}: {ours:.2f} s, bare {theirs:.2f} s, {ours / theirs:.2f} times, of {times}"
                )


class Start(NamedTuple):
    """Seconds until the first window, on the clock and of the processor: a busy PC lengthens only the first."""

    clock: float
    processor: float


def _freeze_bare(tree: Path) -> Path:
    python = next(CACHE.resolve().glob("environment-*")) / "bin" / "python"
    scripts = tree.with_name("scripts")
    scripts.mkdir()
    (scripts / "bare.py").write_text(BARE)
    (scripts / "freeze.py").write_text(FREEZE)
    run(python, scripts / "freeze.py", scripts / "bare.py", tree)
    prune.prune(tree, prune.keep())
    return tree / "bare"


@contextmanager
def _screen() -> Iterator[None]:
    if shutil.which("Xvfb") is None:
        raise SystemExit("Xvfb is not here; on Debian: apt install xvfb")
    server = subprocess.Popen(
        ["Xvfb", SCREEN, "-screen", "0", "1366x768x24", "-noreset"], stderr=subprocess.DEVNULL
    )
    time.sleep(2)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def _start(program: Path, home: Path) -> Start:
    """From the call to the first window on the screen."""
    listener = _Listener()
    around = {"PATH": "/usr/bin:/bin", "HOME": str(home), "DISPLAY": SCREEN, "LC_ALL": "C.UTF-8"}
    begun = time.perf_counter()
    started = subprocess.Popen([program], env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    listener.wait()
    seconds = time.perf_counter() - begun
    user, system = Path(f"/proc/{started.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    started.kill()
    started.wait()
    listener.close()
    return Start(seconds, (int(user) + int(system)) / os.sysconf("SC_CLK_TCK"))


class _Listener:
    """Hears of every window that appears on the screen."""

    def __init__(self) -> None:
        self._x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._screen = ctypes.c_void_p(self._x.XOpenDisplay(SCREEN.encode()))
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._screen))
        self._x.XSelectInput(self._screen, root, ctypes.c_long(SUBSTRUCTURE))
        self._x.XSync(self._screen, 0)

    def wait(self) -> None:
        event = ctypes.create_string_buffer(EVENT)
        while ctypes.c_int.from_buffer(event).value != MAPPED:
            self._x.XNextEvent(self._screen, event)

    def close(self) -> None:
        self._x.XCloseDisplay(self._screen)


def _forget(folder: Path) -> None:
    """The files of a folder are read from the disk again."""
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file():
            handle = os.open(path, os.O_RDONLY)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)


if __name__ == "__main__":
    main()
