"""Runs every measurement, prints the table and writes it to build/bench.md."""

import argparse
import sys
from pathlib import Path

from tests.bench.county import COUNTY
from tests.bench.exchange import exchange
from tests.bench.gui import gui
from tests.bench.lists import LISTS
from tests.bench.measures import MEASURES
from tests.bench.month import closings, month
from tests.bench.papers import papers
from tests.bench.saving import saving

OUTPUT = Path("build/bench.md")


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--matters", type=int, default=5_000, help="size of the larger register")
    parser.add_argument("--only", default="", help="a measure by its function's name, e.g. listing")
    given = parser.parse_args()
    size, measures = (
        given.matters,
        [
            it
            for it in (saving, *MEASURES, month, closings, papers, *LISTS, *COUNTY, exchange, gui)
            if given.only in ("", it.__name__)
        ],
    )
    lines = ["| what | ours | baseline | ratio | target |", "|---|---|---|---|---|"]
    for measure in measures:
        for row in measure(size):
            line = row.line()
            print(line, flush=True)
            lines.append(line)
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
