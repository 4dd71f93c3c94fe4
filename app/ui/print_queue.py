"""The print queues of Linux (CUPS), asked and fed through the system's own commands.

`lp` takes the PDF itself, so that fonts and lines arrive as they were drawn. What hinders is looked
for first: a queue that is stopped would take the paper and never print it.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from app.errors import PaperError

ANSWER, SENDING = 10, 60  # seconds a command may take to answer, and to take a paper
OTHERWISE = "也可以在“设置”里另选一台打印机，或者先保存成 PDF。"

_NOT_RUNNING = "scheduler is not running"


@dataclass(frozen=True)
class Wishes:
    """How a paper is to be printed; both_sides None leaves the printer as its owner set it."""

    copies: int = 1
    both_sides: bool | None = None

    def options(self) -> Iterator[str]:
        """The wishes as `lp` takes them."""
        yield from ("-n", str(self.copies))
        if self.both_sides is not None:
            yield from ("-o", "sides=two-sided-long-edge" if self.both_sides else "sides=one-sided")


AS_SET = Wishes()


def is_there() -> bool:
    """Whether papers of this PC go through such queues."""
    return sys.platform.startswith("linux") and shutil.which("lp") is not None


def is_running() -> bool:
    """Whether the system's printing service answers at all."""
    return _NOT_RUNNING not in _asked("lpstat", "-r")


def send(printer: str, pdf: bytes, title: str, wishes: Wishes = AS_SET) -> None:
    """Put a paper into a queue; raises PaperError with what hinders and the way out."""
    sentence = hindrance(printer)
    if sentence:
        raise PaperError(sentence)
    arguments = ["lp", "-d", printer, "-t", title, "-o", "media=A4", *wishes.options(), "-"]
    try:
        sent = subprocess.run(arguments, input=pdf, capture_output=True, timeout=SENDING, check=False)
    except (OSError, subprocess.TimeoutExpired):
        raise PaperError(f"打印机“{printer}”没有回应，没有打印。请检查打印机后再试，{OTHERWISE}") from None
    if sent.returncode:
        raise PaperError(f"打印机“{printer}”没有接收，没有打印。请检查打印机后再试，{OTHERWISE}")


def hindrance(printer: str) -> str:
    """Why this printer would not print a paper now, as a sentence; empty where the system knows of nothing."""
    standing = _asked("lpstat", "-r", "-p", printer, "-a", printer)
    if _NOT_RUNNING in standing:
        return f"这台电脑的打印服务没有运行，没有打印。请重新启动电脑后再试，{OTHERWISE}"
    if " disabled since " in standing:
        return (
            f"打印机“{printer}”已停用，没有打印。请检查是否开机、缺纸、卡纸，在系统的打印机设置里恢复后再打印，"
            + OTHERWISE
        )
    if " not accepting requests since " in standing:
        return f"打印机“{printer}”现在不接收文件，没有打印。请在系统的打印机设置里恢复后再打印，{OTHERWISE}"
    sizes = paper_sizes(_asked("lpoptions", "-p", printer, "-l"))
    if sizes and "A4" not in sizes:
        return f"打印机“{printer}”没有A4纸，没有打印。请装好A4纸并在系统的打印机设置里选A4，{OTHERWISE}"
    return ""


def paper_sizes(options: str) -> frozenset[str]:
    """The papers a printer knows, from what `lpoptions -l` says; none where it says nothing of paper."""
    line = re.search(r"^(?:PageSize|media)/[^:]*: (.*)$", options, re.MULTILINE)
    words = line[1].split() if line else []
    names = {word.strip("*").split(".")[0] for word in words}
    return frozenset("A4" if name.lower().startswith("iso_a4") else name for name in names)


def _asked(*command: str) -> str:
    """What a command says in English; nothing where it does not answer, which hinders nobody."""
    plain = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"}
    try:
        done = subprocess.run(command, capture_output=True, timeout=ANSWER, check=False, env=plain)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout + done.stderr).decode("utf-8", "replace")
