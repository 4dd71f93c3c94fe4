"""Two starts of the program at the same moment, and a third after one of them was killed."""

import os
import signal
from pathlib import Path

import pytest

from app.db.engine import connection, holding
from app.errors import AlreadyOpenError
from tests.faults import prepared
from tests.faults.power import lay_out
from tests.faults.prepared import scratch
from tests.faults.trying import Outcome

HELD, REFUSED = b"held", b"none"


def double_starts(times: int, breakage: str = "") -> Outcome:
    """How often neither or both of two had the register, or a third could not open it after a kill.

    `no_lock` takes both locks away, the folder's and the file's.
    """
    outcome = Outcome()
    with scratch() as place, pytest.MonkeyPatch.context() as patch:
        if breakage:
            patch.setattr(holding, "_lock", lambda _handle: None)
            patch.setattr(connection, "EXCLUSIVELY", "PRAGMA locking_mode = NORMAL")
        lay_out(prepared.office(), place / "desk")
        for _ in range(times):
            outcome.tried += 1
            outcome.problems += _one(place / "desk")
            if breakage and outcome.problems:
                break
    return outcome


def _one(folder: Path) -> list[str]:
    """Two children begin together; whoever holds the register is killed while it holds it."""
    start, answers = os.pipe(), os.pipe()
    children = [_child(folder, start, answers) for _ in range(2)]
    os.write(start[1], b"..")
    said = [os.read(answers[0], 4) for _ in children]
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    for handle in (*start, *answers):
        os.close(handle)
    problems = [f"two starts said {said}"] if said.count(HELD) > 1 or set(said) - {HELD, REFUSED} else []
    try:
        with prepared.reopen(folder) as desk:
            return problems + [f"after a kill: {line}" for line in prepared.trouble(desk)]
    except AlreadyOpenError:
        return [*problems, "locked out after a kill"]


def _child(folder: Path, start: tuple[int, int], answers: tuple[int, int]) -> int:
    child = os.fork()
    if child:
        return child
    os.read(start[0], 1)
    try:
        desk = prepared.reopen(folder)
        os.write(answers[1], HELD)
        signal.pause()
        desk.close()
    except AlreadyOpenError:
        os.write(answers[1], REFUSED)
        signal.pause()
    finally:
        os._exit(0)
