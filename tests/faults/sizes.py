"""How much is tried: enough for every change, or with PETITION_DESK_FAULTS=large what a release asks."""

import json
import os
from typing import Any

import pytest

from tests.faults.forking import ask
from tests.faults.relocations import is_supported

IS_LARGE = os.environ.get("PETITION_DESK_FAULTS", "") == "large"
listening = pytest.mark.skipif(not is_supported(), reason="only Linux's loader is listened to")


def size(small: int, large: int) -> int:
    return large if IS_LARGE else small


def tried(*words: str) -> dict[str, Any]:
    """What `python -m tests.faults WORDS` found, in a process of its own."""
    code, out, err = ask(words)
    assert code == 0, err[-3000:]
    return dict(json.loads(out.splitlines()[-1]))
