"""How much is tried: enough for every change, or with PETITION_DESK_FAULTS=large what a release asks."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.relocations import is_supported

ROOT = Path(__file__).parent.parent.parent
IS_LARGE = os.environ.get("PETITION_DESK_FAULTS", "") == "large"
listening = pytest.mark.skipif(not is_supported(), reason="only Linux's loader is listened to")


def size(small: int, large: int) -> int:
    return large if IS_LARGE else small


def tried(*words: str) -> dict[str, Any]:
    """What `python -m tests.faults WORDS` found, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", *words], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))
