"""Trying a flow under faults: cuts, kills, errors. Each returns what went wrong, nothing if all held."""

import errno
import os
import random
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import AppError
from tests.faults.disk import Disk, Op
from tests.faults.flows import Flow
from tests.faults.power import State, Tree, final, lay_out, read_tree, states
from tests.faults.prepared import scratch

WHOLE_EVERY = 40  # of how many states one is also rebuilt from its journal


@dataclass
class Outcome:
    """How often a fault was tried, how many different results there were, and what was wrong."""

    tried: int = 0
    distinct: int = 0
    problems: list[str] = field(default_factory=list)


def record(flow: Flow, place: Path) -> tuple[Tree, list[Op]]:
    """Run the flow once and return what it asked of the disk."""
    before, folder = flow.before(), place / "desk"
    lay_out(before, folder)
    disk = Disk(folder)
    with disk.listening():
        flow.act(folder, disk.tell)
    if final(before, disk.log) != read_tree(folder):
        raise AssertionError(f"{flow.name}: something reached the disk that nobody heard")
    return before, disk.log


def cuts(flow: Flow, wanted: int, seed: int = 1, *, eager: bool = False) -> Outcome:
    """Power cuts: open what each leaves with the real program. The first state of each moment is a kill."""
    outcome, seen = Outcome(), set[int]()
    with scratch() as place:
        before, log = record(flow, place)
        for state in states(before, log, wanted, seed):
            outcome.tried += 1
            digest = state.digest()
            if digest not in seen:
                seen.add(digest)
                _open_state(flow, state, place / "desk", outcome, whole=len(seen) % WHOLE_EVERY == 0)
            if eager and outcome.problems:
                break
    outcome.distinct = len(seen)
    return outcome


def _open_state(flow: Flow, state: State, folder: Path, outcome: Outcome, *, whole: bool) -> None:
    lay_out(state.tree, folder)
    for problem in _checked(flow, folder, state.told, whole=whole):
        outcome.problems.append(f"{flow.name} {state.label} at {state.place}: {problem}")


def _checked(flow: Flow, folder: Path, told: tuple[str, ...], *, whole: bool) -> list[str]:
    try:
        return flow.check(folder, told, whole)
    except AppError as refusal:
        return [f"refused: {refusal}"]
    except Exception as error:  # noqa: BLE001 - anything else is what we look for
        return [f"{type(error).__name__}: {error}", traceback.format_exc(limit=-3)]


def errors(flow: Flow, *, thin: bool, eager: bool = False) -> Outcome:
    """A disk that fails at each call in turn: broken (that call), or full (from that call on).

    `thin` takes of all writes of one file only the first, the middle and the last, of its syncs, renamings and the
    like the first and the last.
    """
    outcome = Outcome()
    with scratch() as place:
        before, log = record(flow, place)
        calls = [op for op in log if op.kind != "told"]
        for number in _calls(calls, thin=thin):
            for trouble in _troubles(calls[number]):
                outcome.tried += 1
                _fail_at(flow, before, place / "desk", (number, trouble), outcome)
                if eager and outcome.problems:
                    return outcome
    return outcome


def _calls(log: list[Op], *, thin: bool) -> list[int]:
    if not thin:
        return list(range(len(log)))
    alike: dict[tuple[str, str], list[int]] = {}
    for place, op in enumerate(log):
        alike.setdefault((op.kind, op.path), []).append(place)
    middles = {row[len(row) // 2] for (kind, _), row in alike.items() if kind == "write"}
    return sorted(middles | {place for row in alike.values() for place in (row[0], row[-1])})


_NEEDS_ROOM = {"write", "make", "folder", "link"}


def _troubles(op: Op) -> tuple[int, ...]:
    """A disk that fills up at a call which needs no room is the one that is full at the next which does."""
    broken = errno.ENODEV if op.path.startswith("stick") else errno.EIO  # a stick is pulled out
    return (broken, errno.ENOSPC) if op.kind in _NEEDS_ROOM else (broken,)


def _fault(number: int, trouble: int) -> Callable[[int, Op], int]:
    calls = 0

    def fault(_place: int, op: Op) -> int:
        nonlocal calls
        calls += 1
        if trouble == errno.ENOSPC:
            return trouble if calls > number and op.kind in _NEEDS_ROOM else 0
        return trouble if calls == number + 1 else 0

    return fault


def _fail_at(flow: Flow, before: Tree, folder: Path, how: tuple[int, int], outcome: Outcome) -> None:
    lay_out(before, folder)
    disk = Disk(folder, _fault(*how))
    where = f"{flow.name} {errno.errorcode[how[1]]} at {how[0]}"
    try:
        with disk.listening():
            flow.act(folder, disk.tell)
    except AppError:
        pass  # one sentence for the clerk: what we ask for
    except Exception as error:  # noqa: BLE001 - anything else is what we look for
        outcome.problems.append(f"{where}: {type(error).__name__}: {error}\n{traceback.format_exc(limit=-4)}")
    whole, told = outcome.tried % WHOLE_EVERY == 0, tuple(disk.told())
    outcome.problems += [f"{where}: {problem}" for problem in _checked(flow, folder, told, whole=whole)]


def kills(flow: Flow, times: int, seed: int = 1, *, eager: bool = False) -> Outcome:
    """The process dies at a random call, for real; what it had told through a pipe must be there."""
    outcome, chance = Outcome(), random.Random(seed)
    with scratch() as place:
        before, log = record(flow, place)
        for _ in range(times):
            outcome.tried += 1
            number = chance.randrange(len(log))
            lay_out(before, place / "desk")
            told = _killed(flow, place / "desk", number)
            for problem in _checked(flow, place / "desk", told, whole=True):
                outcome.problems.append(f"{flow.name} killed at {number}: {problem}")
            if eager and outcome.problems:
                break
    return outcome


def _killed(flow: Flow, folder: Path, number: int) -> tuple[str, ...]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _die_at(flow, folder, number, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        told = tuple(line.rstrip("\n") for line in pipe)
    os.waitpid(child, 0)
    return told


def _die_at(flow: Flow, folder: Path, number: int, pipe: int) -> None:
    calls = 0

    def fault(_place: int, _op: Op) -> int:
        nonlocal calls
        calls += 1
        if calls > number:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    try:
        with Disk(folder, fault).listening():
            flow.act(folder, lambda word: os.write(pipe, f"{word}\n".encode()) and None)
    finally:
        os._exit(0)
