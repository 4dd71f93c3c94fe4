"""How a place on this PC is called in the user's profile; loads nothing, for the first window asks."""

import hashlib
from pathlib import Path

MARKS = "marks"


def place_number(folder: Path) -> str:
    """A folder as the notes of how far its store had come are named."""
    return hashlib.sha256(str(folder.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:8]
