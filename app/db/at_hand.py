"""The matter that the open transaction wrote last, as it now stands in the tables.

A registration leaves three entries and a row of an old register up to ten, nearly all about one matter:
the next entry need not read back what the one before has just written, and need not write again what
already stands there. Gone with the end of the transaction, so that what is read later comes from the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.matters import Matter
from app.core.people import Person
from app.db.engine.connection import Store

_NOTE = "matter"
Clocks = Mapping[tuple[str, int], tuple[Any, ...]]


@dataclass(frozen=True)
class AtHand:
    """A matter, its own row by column, the rows of its clocks by clock and ordinal, and who came."""

    matter: Matter
    row: Mapping[str, Any]
    clocks: Clocks
    present: tuple[Person, ...] = ()


def at_hand(store: Store, matter_id: str) -> AtHand | None:
    """What is known of this matter without reading."""
    kept = store.passing.get(_NOTE)
    return kept if isinstance(kept, AtHand) and kept.matter.id == matter_id else None


def keep(store: Store, written: AtHand) -> None:
    """Outside of a transaction nothing is kept: nobody would say when it ends."""
    if store.connection.in_transaction:
        store.passing[_NOTE] = written


def forget(store: Store) -> None:
    """The tables were changed by something else than an entry about this matter."""
    store.passing.pop(_NOTE, None)
