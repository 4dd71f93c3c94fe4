"""Versions of the program: three numbers, compared as numbers, never as text."""

import re
from dataclasses import dataclass

_SHAPE = re.compile(r"(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})")


@dataclass(frozen=True, order=True)
class Version:
    """0.10.0 comes after 0.9.12."""

    first: int
    second: int
    third: int

    def __str__(self) -> str:
        return f"{self.first}.{self.second}.{self.third}"


def read_version(text: str) -> Version:
    """The version that `text` spells, in its only spelling; raises ValueError for anything else."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise ValueError(f"not a version: {text[:40]!r}")
    return Version(*map(int, found.groups()))
