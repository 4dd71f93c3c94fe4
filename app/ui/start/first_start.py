"""What the assistant has found out when it is done."""

from dataclasses import dataclass, field
from pathlib import Path

from app.services.opening import Setup


@dataclass(frozen=True)
class CountyStart:
    """A county office to be made in `folder` under `password`."""

    name: str
    code: str
    password: str
    folder: Path


@dataclass(frozen=True)
class FirstStart:
    """An office to be made in `folder` under `password` and the recovery code that is on paper."""

    setup: Setup
    password: str = field(repr=False)
    folder: Path
    recovery: bytes = field(default=b"", repr=False)
