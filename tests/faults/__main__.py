"""One kind of fault over one flow, in a process of its own: `python -m tests.faults cuts save 3000`.

A fourth word names a deliberate breakage (`breakages.py`); then problems are what we want to see, and one is enough.
Without words it answers one request after the other, each in a process of its own (`forking.py`).
"""

import json
import sys
from collections.abc import Iterable

from tests.faults.breakages import broken
from tests.faults.flows import BY_NAME
from tests.faults.foreign_files import foreign_files
from tests.faults.forking import serve
from tests.faults.names import names_in_clear
from tests.faults.prepared import quick_unlocking
from tests.faults.starting import double_starts
from tests.faults.trying import Outcome, cuts, errors, kills


def main(kind: str, name: str, size: str = "", breakage: str = "") -> None:
    tries = {
        "cuts": lambda: _together(
            cuts(broken(BY_NAME[one], breakage), int(size), eager=bool(breakage)) for one in name.split(",")
        ),
        "errors": lambda: errors(broken(BY_NAME[name], breakage), thin=size == "thin", eager=bool(breakage)),
        "kills": lambda: kills(broken(BY_NAME[name], breakage), int(size), eager=bool(breakage)),
        "starts": lambda: double_starts(int(name), size),
        "names": lambda: names_in_clear(name),
        "foreign": lambda: foreign_files(int(name), size),
    }
    outcome = tries[kind]()
    sys.stdout.write(
        json.dumps(vars(outcome) | {"problems": outcome.problems[:20]}, ensure_ascii=False) + "\n"
    )


def _together(found: Iterable[Outcome]) -> Outcome:
    """Several flows in one process, named with commas: starting one costs more than cutting a small one."""
    whole = Outcome()
    for one in found:
        whole.tried += one.tried
        whole.distinct += one.distinct
        whole.problems += one.problems
    return whole


def warm() -> None:
    """What every try needs and none changes: the usual office, the slots that are listened to, the modules."""
    cuts(BY_NAME["save"], 1)


if __name__ == "__main__":
    quick_unlocking()
    if sys.argv[1:]:
        main(*sys.argv[1:])
    else:
        warm()
        serve(main)
