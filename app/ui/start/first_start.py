"""What the assistant has found out when it is done."""

from dataclasses import dataclass, field
from pathlib import Path

from app.county.server_place import ServerPlace
from app.services.opening import Setup


@dataclass(frozen=True)
class CountyStart:
    """A county office to be made in `folder` under `password`, or on `server`; one that `joins` is there already."""

    name: str
    code: str
    password: str = field(repr=False)
    folder: Path
    server: ServerPlace | None = None
    joins: bool = False


@dataclass(frozen=True)
class FirstStart:
    """An office to be made in `folder` under `password` and the recovery code that is on paper."""

    setup: Setup
    password: str = field(repr=False)
    folder: Path
    recovery: bytes = field(default=b"", repr=False)
