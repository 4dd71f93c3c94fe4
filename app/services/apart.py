"""Foreign files are taken apart in a process of their own, which holds no key, no register and little memory.

Whatever a spreadsheet or a picture does to its reader, it does there: the process is ended when it takes too
long or too much, and what it gives back is plain bytes, checked again (reliability.md §2-63). Memory and
processor time are limited where the system can (Linux); on Windows only the time is, so far.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from app.errors import AppError, BundleError

LOOK_UP = 0.2  # seconds between two looks whether the clerk still waits
MEMORY, PROCESSOR, PATIENCE = 1 << 30, 120, 180  # bytes, seconds of work and in all; 100,000 rows take 40
REGISTER, PICTURE = "register", "picture"
FLAG = "--read-apart"  # of the frozen program
PICTURE_SIDE = 96
_ROOT = Path(__file__).resolve().parents[2]
_CALL = "import sys; sys.path.insert(0, sys.argv[1]); from app.services.apart import work; work(sys.argv[2])"
_SENTENCE, _WENT_WRONG = 3, 4  # exit codes: a sentence for the clerk on stdout; anything else
_GIVEN_UP = (
    "这个文件太大、太复杂或者已经损坏，读取中止了，什么也没有登记；请用Excel或WPS打开后另存为新文件再试。"
)


def read_apart(
    kind: str, content: bytes, *, patience: float = PATIENCE, look_up: Callable[[], object] = lambda: None
) -> bytes:
    """What the limited process makes of `content`; raises `BundleError` with a sentence if it cannot.

    `look_up` is called now and then; what it raises ends the process.
    """
    with subprocess.Popen(
        _command(kind),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_surroundings(),
    ) as reader:  # fmt: skip
        answer = _answer(reader, content, time.monotonic() + patience, look_up)
    if reader.returncode == _SENTENCE:
        raise BundleError(answer.decode("utf-8", "replace"))
    if reader.returncode:
        raise BundleError(_GIVEN_UP)
    return answer


def _answer(
    reader: "subprocess.Popen[bytes]", content: bytes, until: float, look_up: Callable[[], object]
) -> bytes:
    """What it says; talked to on a thread, because a `communicate` that was timed out forgets to go on giving."""
    said: list[bytes] = []
    talk = threading.Thread(target=lambda: said.append(reader.communicate(content)[0]), daemon=True)
    talk.start()
    try:
        _wait(talk, until, look_up)
    except BaseException:
        reader.kill()
        talk.join()
        raise
    return b"".join(said)


def _wait(talk: threading.Thread, until: float, look_up: Callable[[], object]) -> None:
    while talk.is_alive():
        if time.monotonic() >= until:
            raise BundleError(_GIVEN_UP)
        look_up()
        talk.join(max(min(LOOK_UP, until - time.monotonic()), 0))


def work(kind: str) -> None:
    """The other side: limit yourself, read, answer. Runs in the process of its own only."""
    _limit()
    content = sys.stdin.buffer.read()
    try:
        answer = _READERS[kind](content)
    except AppError as refusal:
        sys.stdout.buffer.write(str(refusal).encode("utf-8"))
        sys.exit(_SENTENCE)
    except (ValueError, MemoryError):
        sys.exit(_WENT_WRONG)
    sys.stdout.buffer.write(answer)


def _command(kind: str) -> list[str]:
    """This same program, from source or frozen, in the part of the reader."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG, kind]
    return [sys.executable, "-I", "-c", _CALL, str(_ROOT), kind]


def _surroundings() -> dict[str, str]:
    """What the process may know: never the password that may stand in our own surroundings."""
    names = ("SYSTEMROOT", "PATH", "TEMP", "TMP", "LANG", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in names if name in os.environ} | {"PYTHONUTF8": "1"}


def _limit() -> None:
    if os.name == "nt":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, PROCESSOR), (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NPROC, 0),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))


def _register(content: bytes) -> bytes:
    from app.exchange.packed_registers import pack
    from app.exchange.registers import read_register

    return pack(read_register(content))


def _picture(content: bytes) -> bytes:
    from app.paper.small_picture import make_small

    return make_small(content, PICTURE_SIDE)


_READERS: dict[str, Callable[[bytes], bytes]] = {REGISTER: _register, PICTURE: _picture}
