"""`python -m tests.exchange.coverage_guided --minutes 60`: mutants that reach new code breed.

Plain mutants die at the first gate. Here every mutant that makes the reader walk a step it had not walked
before becomes a seed itself, layer by layer, so that the mutants learn the format. Findings are written as
files, and the command ends with 1 if there are any.
"""

import argparse
import random
import resource
import sys
import time
from pathlib import Path

from app.exchange import archive
from tests.exchange.conftest import Exchange
from tests.exchange.mutations import mutant, targets

ROOM = str(Path(archive.__file__).parent)
LARGEST_SEED = 64 << 10


class Steps:
    """Which line followed which, in the room that reads what comes from outside."""

    def __init__(self):
        self.seen = set()
        self._now = set()

    def walked(self, act):
        """Run `act` and say whether it walked a step that nobody had walked before."""
        self._now = set()
        sys.settrace(self._enter)
        try:
            result = act()
        finally:
            sys.settrace(None)
        fresh = self._now - self.seen
        self.seen |= fresh
        return result, len(fresh)

    def _enter(self, frame, event, arg):
        if not frame.f_code.co_filename.startswith(ROOM):
            return None
        code, last = frame.f_code, frame.f_lineno

        def step(frame, event, arg):
            nonlocal last
            if event == "line":
                self._now.add((code, last, frame.f_lineno))
                last = frame.f_lineno
            return step

        return step


def breed(target, pool, seconds, chance, folder, steps):
    """Mutants of one layer until the time is over, into its pool of seeds; tries and findings."""
    end, tries, findings = time.monotonic() + seconds, 0, []
    while time.monotonic() < end:
        parent = (
            pool[-1 - int(chance.expovariate(1) * 3) % len(pool)]
            if chance.random() < 0.5
            else chance.choice(pool)
        )
        data = _crossed(parent, pool, chance) if chance.random() < 0.1 else mutant(parent, chance)
        problem, fresh = steps.walked(lambda data=data: target.try_one(data))
        tries += 1
        if fresh and len(data) <= LARGEST_SEED:
            pool.append(data)
        if problem and problem != "took too long":  # traced, everything takes long; asked again without
            findings.append(problem)
        elif problem and (again := target.try_one(data)):
            findings.append(again)
        if problem and findings:
            (folder / f"{target.name.replace(' ', '-')}-{len(findings)}.bin").write_bytes(data)
    return tries, findings


def _crossed(parent, pool, chance):
    other = chance.choice(pool)
    return parent[: chance.randrange(len(parent) + 1)] + other[chance.randrange(len(other) + 1) :]


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", default=None)
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    chance, steps = random.Random(wanted.seed), Steps()
    layers = [
        target for target in targets(Exchange()) if target.name != "file"
    ]  # its bytes are noise to a tracer
    rounds, total, wrong = 4, 0, []
    pools = {target.name: list(target.seeds) for target in layers}
    for target in layers:
        for seed in target.seeds:
            steps.walked(lambda target=target, seed=seed: target.try_one(seed))
    for turn in range(rounds):
        for target in layers:
            seconds, pool = wanted.minutes * 60 / rounds / len(layers), pools[target.name]
            tries, findings = breed(target, pool, seconds, chance, wanted.folder, steps)
            total += tries
            wrong += [f"{target.name}: {problem}" for problem in findings]
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            say(
                f"{turn + 1}/{rounds} {target.name}: {tries} tries, {len(pool)} seeds, {len(steps.seen)} steps, "
                f"{len(findings)} findings, {peak} MiB"
            )
    say(f"{total} mutants, {len(steps.seen)} steps, {len(wrong)} findings")
    say("\n".join(dict.fromkeys(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
