"""`python -m installer.windows --out dist`: the setup and the portable folder, from pinned parts."""

import argparse
import sys
from pathlib import Path

import app
from installer.windows import build
from installer.windows.locking import write_locks


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m installer.windows", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("dist"), metavar="DIR", help="where they are put")
    parser.add_argument("--version", default=app.__version__, help="another number, to try an upgrade")
    parser.add_argument("--quick", action="store_true", help="a larger setup, made in seconds, for trials")
    parser.add_argument("--lock", action="store_true", help="only choose the pinned parts again")
    chosen = parser.parse_args(arguments)
    if chosen.lock:
        write_locks()
        return 0
    for path in build(chosen.out, chosen.version, quick=chosen.quick):
        print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
