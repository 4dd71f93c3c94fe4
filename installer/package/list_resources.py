"""Writes the packing list of a packed program: `python -m installer.package.list_resources FOLDER/resources`.

Called when the tree is complete; from then on the self-test of the installed program knows what should be there.
"""

import sys
from pathlib import Path

from app.services.self_test.shipped_files import CONTENTS, listing


def write_list(resources: Path) -> Path:
    """The list beside what it lists."""
    target = resources / CONTENTS
    target.write_text(listing(resources), encoding="utf-8", newline="\n")
    return target


if __name__ == "__main__":
    print(write_list(Path(sys.argv[1])))
