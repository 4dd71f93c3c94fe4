"""Runs every measurement, prints the table and writes it to build/bench.md."""

import argparse
import sys
from pathlib import Path

from tests.bench.measures import MEASURES

OUTPUT = Path("build/bench.md")


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--matters", type=int, default=5_000, help="size of the larger register")
    size = parser.parse_args().matters
    lines = ["| what | ours | baseline | ratio | target |", "|---|---|---|---|---|"]
    for measure in MEASURES:
        for row in measure(size):
            line = f"| {row.name} | {row.ours * 1000:.2f} ms | {row.baseline * 1000:.2f} ms | {row.ours / row.baseline:.2f} | {row.target} |"
            print(line, flush=True)
            lines.append(line)
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
