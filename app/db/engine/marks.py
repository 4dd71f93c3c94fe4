"""Where a journal stood, kept apart from it: the place and hash of some of its entries.

A file that was put back in an older state, or whose history was written anew by somebody who knows
the password, is sound in itself; only what was noted elsewhere tells (reliability.md §0-4). Old marks
are thinned out and the first one is kept, so that the place of a change is told as narrowly as may be.
The marks are sealed with a key made from the data key: a flipped bit makes them count as lost, never
as an alarm.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.canonical import canonical
from app.db.engine.files import durable_replace, make_folder

FORMAT = "xfb-marks-1"
MOST = 256
_LARGEST_FILE = 1024 * 1024


@dataclass(frozen=True)
class Mark:
    """The entry at `seq` had this hash."""

    seq: int
    head: str


def read_marks(path: Path, key: bytes) -> tuple[Mark, ...]:
    """The marks in order, or none if there are none or they are not what was written."""
    try:
        content = json.loads(path.read_bytes()[:_LARGEST_FILE])
        marks: list[list[Any]] = [[int(seq), str(head)] for seq, head in content["marks"]]
        sound = content["format"] == FORMAT and hmac.compare_digest(content["mac"], _mac(marks, key))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()
    return tuple(Mark(seq, head) for seq, head in marks) if sound else ()


def write_marks(path: Path, key: bytes, marks: Sequence[Mark]) -> None:
    """Keep these, wholly or not at all."""
    plain: list[list[Any]] = [[mark.seq, mark.head] for mark in thinned(marks)]
    content = {"format": FORMAT, "marks": plain, "mac": _mac(plain, key)}
    make_folder(path.parent)
    durable_replace(path, json.dumps(content).encode("ascii"))


def thinned(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """At most `MOST`: of the older half every second one goes, never the first or the newest."""
    kept = list(marks)
    while len(kept) > MOST:
        older, newer = kept[: len(kept) // 2], kept[len(kept) // 2 :]
        kept = older[::2] + newer
    return tuple(kept)


def _mac(marks: list[list[Any]], key: bytes) -> str:
    return hmac.new(key, b"xfb-marks-1" + canonical(marks), hashlib.sha256).hexdigest()
