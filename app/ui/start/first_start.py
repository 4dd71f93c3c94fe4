"""What the assistant has found out when it is done."""

from dataclasses import dataclass
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
    """An office to be made in `folder` under `password`."""

    setup: Setup
    password: str
    folder: Path
