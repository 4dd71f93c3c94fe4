"""What keeping a store safe asks of it, so that a township's register and a county's store climb one ladder."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from app.core.backups import Coverage, LastCopy
from app.db.engine.connection import Store
from app.db.engine.kinds import Kind
from app.db.engine.marks import Mark
from app.services.progress import Progress

__all__ = ["Keepable", "Kept", "Kind", "Left", "Revivable"]


class Keepable(Protocol):
    """An open store that can be copied, whatever its schema."""

    @property
    def folder(self) -> Path: ...
    @property
    def store(self) -> Store: ...
    @property
    def kind(self) -> Kind: ...

    def today(self) -> date: ...
    def now(self) -> datetime: ...

    def called(self) -> tuple[str, str]:
        """The office's code and name, for the copy's label."""


class Kept(Keepable, Protocol):
    """An open store that also notes what was done for its safety."""

    def note_copy(self, name: str, place: str) -> None:
        """A copy was proved: it lies at `place`, and holds everything up to now."""

    def last_copies(self) -> Mapping[str, LastCopy]:
        """The newest copy at each kind of place."""

    def last_copied(self) -> str:
        """When the newest copy was proved, as ISO time, or nothing."""

    def session_began(self) -> int:
        """How far the store had come when this session began."""

    def uncovered(self, seq: int, most: int) -> Coverage:
        """What was recorded after `seq`, counted no further than `most`."""

    def note_drill(self, name: str, sentence: str) -> None:
        """A rehearsal of a restore ended; an empty sentence means well."""

    def last_drill(self) -> tuple[int, date, str, str] | None:
        """The last rehearsal: how far the store had come, the day, the copy, the sentence."""

    def verify(self, *, full: bool, progress: Progress) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Everything that can be checked: what is wrong, and what was found sound."""


@dataclass(frozen=True)
class Left:
    """What a restore left behind: how far the present store had come, and how many lives it has seen."""

    known: Mark | None
    lives: int


class Revivable(Protocol):
    """How a copy of a kind of store is brought to life, and compared with what is there."""

    @property
    def kind(self) -> Kind: ...

    def today(self) -> date: ...

    def finish(self, folder: Path) -> bool:
        """Bring an exchange that was interrupted to its end, or undo it."""

    def marked_end(self, folder: Path, key: bytes) -> Mark | None:
        """How far the store in `folder` had come by what was noted apart from it."""

    def open_present(self, folder: Path, key: bytes) -> Kept:
        """The store in `folder`, brought to today's schema, to be copied."""

    def describe(self, source: Path, store: Store) -> tuple[str, str]:
        """The office and the day of a copy that does not say it itself."""

    def compare(self, store: Store, copy: Store) -> tuple[Mapping[str, int], tuple[str, str]]:
        """What the present store has and the copy has not, and the first and last day of it."""

    def begin(self, place: Path, key: bytes, left: Left, source: str) -> int:
        """Today's schema and a new life for the copy laid out in `place`; how far it has come."""

    def prove_alive(self, store: Store, progress: Progress) -> list[str]:
        """Bring a copy that was laid out for a rehearsal to life; what is wrong with it."""
