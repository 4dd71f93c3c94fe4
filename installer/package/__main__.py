"""`make package`: the installers of every platform this machine can make, in dist/, with their sums.

    python -m installer.package [--only linux|windows] [--machine aarch64] [--out DIR]

The Linux program is started and tests itself before it is packed; the Windows one is tried under wine, by hand.
"""

import argparse
import importlib
import sys
from pathlib import Path

import app
from installer.package import reproducible

PLATFORMS = ("linux", "windows")


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    made: list[Path] = []
    missing: list[str] = []
    options.out.mkdir(parents=True, exist_ok=True)
    for platform in [options.only] if options.only else PLATFORMS:
        try:
            made += _build(platform, options)
        except (ModuleNotFoundError, FileNotFoundError) as error:
            missing.append(f"{platform}: not made, because something it needs is not here: {error}")
    if made:
        reproducible.write_sums(options.out, made)
    for path in made:
        print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
    for sentence in missing:
        print(sentence, file=sys.stderr)
    return 1 if missing else 0


def _build(platform: str, options: argparse.Namespace) -> list[Path]:
    builder = importlib.import_module(f"installer.{platform}")
    if platform == "linux":
        return list(builder.build(options.out, app.__version__, options.machine))
    return list(builder.build(options.out, app.__version__))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m installer.package", description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=PLATFORMS, help="the packages of one platform")
    parser.add_argument(
        "--machine", choices=("x86_64", "aarch64"), default="x86_64", help="Linux on which processor"
    )
    parser.add_argument("--out", type=Path, default=Path("dist"), metavar="DIR", help="where they are put")
    return parser


if __name__ == "__main__":
    sys.exit(main())
