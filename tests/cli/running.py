"""Ways to run `petition-desk`: in this process, and in one of its own where that is what is tried.

A process of its own spends a second on imports and on stretching the password before it does anything.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.db.engine.costs import LEAST
from app.services.clock import FixedClock
from tests.conftest import TODAY

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "命令行的密码1234"
VARIABLE = "PETITION_DESK_PASSWORD"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def runner(folder: Path) -> Run:
    """Runs the command's own entry point here, on the tests' day: its exit code and what it said on two streams."""

    def call(*args: object, password: str | None = PASSWORD) -> "subprocess.CompletedProcess[str]":
        words = ["petition-desk", "--data", str(folder / "数据 一"), *map(str, args)]
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with (
            _surroundings(folder, words, password),
            contextlib.chdir(folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = _exit_code()
        said = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]  # type: ignore[attr-defined]
        return subprocess.CompletedProcess(words, code, *said)

    return call


@contextlib.contextmanager
def _surroundings(folder: Path, words: list[str], password: str | None):
    """What a process would be given; the day and the clerk's profile also where no test has begun yet."""
    now = FixedClock(TODAY).now().astimezone()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", words)
        patch.setenv("HOME", str(folder / "home"))
        patch.delenv(VARIABLE, raising=False)
        if password is not None:
            patch.setenv(VARIABLE, password)
        patch.setattr("app.services.clock.SystemClock.now", lambda _: now)
        patch.setattr("app.county.desk.system_now", lambda: now)
        patch.setattr("app.services.opening.fitting_cost", lambda: LEAST)
        yield


def _exit_code() -> int:
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def data(run: Run, *args: object) -> Any:
    """What a command says for programs."""
    done = run(*args, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def processes(folder: Path) -> Run:
    """Runs `petition-desk` as people do: a process of its own, an exit code, two streams."""

    def call(*args: object, password: str | None = PASSWORD) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
        if password is not None:
            environment[VARIABLE] = password
        command = [sys.executable, "-m", "app.cli", "--data", str(folder / "数据 一"), *map(str, args)]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment, cwd=folder
        )

    return call
