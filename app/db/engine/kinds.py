"""A kind of store, as far as copying it and bringing a copy back to life goes: a township's register, a county's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.db.engine.connection import Store
from app.db.engine.migrating import Migration

Watch = Callable[[int], object]
Progress = Callable[[int, int], object]


class Contents(Protocol):
    """The files that lie beside a store and belong to it."""

    def size(self) -> int:
        """How many bytes there are to read when each is read once."""

    def copy_to(self, folder: Path, watch: Watch) -> None:
        """Every file that is there, into a copy of the store in `folder`."""

    def lacking(self, *, full: bool, watch: Watch) -> tuple[str, ...]:
        """A sentence for each that is missing, or with `full` is not what it was."""


@dataclass(frozen=True)
class Kind:
    """What its copies must know of a store.

    `head` is how far it has come and a hash that stands for all of it, `life` counts its restores,
    `beginning` tells two stores apart, `check` looks at its history; `beside` names small files that
    only a copy has and that its manifest vouches for.
    """

    database: str
    contents: str
    application_id: int
    migrations: Sequence[Migration]
    head: Callable[[Store], tuple[int, str]]
    life: Callable[[Store], int]
    beginning: Callable[[Store], str]
    counts: Callable[[Store], dict[str, int]]
    check: Callable[[Store, Progress], list[str]]
    files: Callable[[Path, Store], Contents]
    beside: tuple[str, ...] = ()
