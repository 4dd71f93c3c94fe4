"""One kind of fault over one flow, in a process of its own: `python -m tests.faults cuts save 3000`.

A fourth word names a deliberate breakage (`breakages.py`); then problems are what we want to see.
"""

import json
import sys

from tests.faults.breakages import broken
from tests.faults.flows import BY_NAME
from tests.faults.prepared import quick_unlocking
from tests.faults.trying import cuts, errors, kills


def main(kind: str, name: str, size: str, breakage: str = "") -> None:
    quick_unlocking()
    flow = broken(BY_NAME[name], breakage)
    outcome = {
        "cuts": lambda: cuts(flow, int(size)),
        "errors": lambda: errors(flow, thin=size == "thin"),
        "kills": lambda: kills(flow, int(size)),
    }[kind]()
    sys.stdout.write(
        json.dumps(vars(outcome) | {"problems": outcome.problems[:20]}, ensure_ascii=False) + "\n"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
