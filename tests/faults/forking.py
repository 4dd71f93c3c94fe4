"""Many tries, each in a process of its own that need not import the program anew: it is forked from one that has.

Half of what a try took was the second before it: eighty of them are a minute and a half.
"""

import atexit
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
COMMAND = (sys.executable, "-m", "tests.faults")


def ask(words: tuple[str, ...]) -> tuple[int, str, str]:
    """Exit code, output and errors of `python -m tests.faults WORDS`."""
    if not hasattr(os, "fork"):
        done = subprocess.run([*COMMAND, *words], capture_output=True, text=True, check=False, cwd=ROOT)
        return done.returncode, done.stdout, done.stderr
    server = _server()
    assert server.stdin
    assert server.stdout
    server.stdin.write(json.dumps(words) + "\n")
    server.stdin.flush()
    for line in server.stdout:
        asked, code, out, err = json.loads(line)
        if asked == list(words):  # not the late answer to a test that ran out of time
            return code, out, err
    raise AssertionError("the process that forks has ended")


@cache
def _server() -> "subprocess.Popen[str]":
    server = subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT
    )
    atexit.register(server.communicate)  # no more requests: it ends
    return server


def serve(work: Callable[..., None]) -> None:
    """Until there are no more requests, do each in a process of its own and say how it ended."""
    for line in sys.stdin:
        words = json.loads(line)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if not child:
                _work(work, words, out.fileno(), err.fileno())
            _, status = os.waitpid(child, 0)
            said = []
            for stream in (out, err):
                stream.seek(0)
                said.append(stream.read().decode("utf-8", "replace"))
        sys.stdout.write(json.dumps([words, os.waitstatus_to_exitcode(status), *said]) + "\n")
        sys.stdout.flush()


def _work(work: Callable[..., None], words: list[str], out: int, err: int) -> None:
    """The child's part: it ends here, whatever happens."""
    code = 1
    with contextlib.suppress(BaseException):
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        try:
            work(*words)
            code = 0
        except BaseException:  # noqa: BLE001 - the test is told
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)
