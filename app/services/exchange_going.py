"""Which records go into a bundle, each with its revision; asked for one after the other and never held.

A record goes if the county does not hold it as it is now. What has once gone out under a revision never
changes under it: other content gets the next revision (ideas.md §4.2-9).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from app.core.exchange import ALL_ATTACHMENTS, NO_ATTACHMENTS
from app.db import bundles, records
from app.db.bundles import Standing
from app.db.engine.connection import Store
from app.db.records import MATTER
from app.exchange.schemas import OPENED, Cell, content_hash, withholding
from app.exchange.spool import Rows

Row = dict[str, Any]

MOST_ATTACHED = 1_900
MOST_ATTACHED_BYTES = 1 << 30
_TOGETHER = 400


@dataclass
class Going:
    """Chooses the records of one bundle and remembers what it chose.

    `numbers` holds table, id, revision and hash of each, `attached` the contents that go along and
    `missing` a sentence for each that should and cannot.
    """

    store: Store
    floor: int = 0
    whole: bool = False
    policy: str = NO_ATTACHMENTS
    sealed: frozenset[str] = frozenset()
    is_sound: Callable[[str], bool] = lambda _: True
    numbers: Rows = field(default_factory=Rows)
    attached: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._people = records.people_of(self.store, self.sealed)

    def of(self, table: str, rows: Iterable[Row]) -> Iterator[Row]:
        """Those of a table's rows that have to go."""
        waiting = iter(rows)
        while some := list(islice(waiting, _TOGETHER)):
            known = bundles.standings(self.store, table, [row["id"] for row in some])
            for row in some:
                if (numbered := self._numbered(table, row, known.get(row["id"], Standing()))) is not None:
                    self.numbers.add({
                        "table": table, "id": row["id"], "revision": numbered["revision"],
                        "hash": numbered.pop("_hash"),
                    })  # fmt: skip
                    yield numbered

    def _numbered(self, table: str, row: Row, known: Standing) -> Row | None:
        matter = row.pop(MATTER)
        opened = bool(row["sealed"]) and self._is_opened(table, row, matter)
        if table == "attachments":
            row = row | {"travels": self._wish(row, opened=opened)}
        hash_ = _hash(table, row)
        revision, base = self._revision(known, hash_, opened=opened), self._base(known)
        if not (self.whole or revision > base):
            return None
        if table == "attachments" and (settled := self._settled(row)) != row:
            row, hash_ = settled, _hash(table, settled)
            revision = self._revision(known, hash_, opened=opened)
            if not (self.whole or revision > base):
                return None
        row["revision"], row["base_revision"], row["_hash"] = revision, base, hash_
        row["content_hash"] = "" if opened else hash_
        if opened:
            row[OPENED] = True
        return row

    def _revision(self, known: Standing, hash_: str, *, opened: bool) -> int:
        same = hash_ == known.content_hash and known.revision > self.floor and not opened
        return known.revision if same else max(known.revision, self.floor) + 1

    def _base(self, known: Standing) -> int:
        return known.held if known.held > self.floor else 0

    def _is_opened(self, table: str, row: Row, matter: str) -> bool:
        return matter in self.sealed or (table == "people" and row["id"] in self._people)

    def _wish(self, row: Row, *, opened: bool) -> str:
        """Whether an attachment's content should go along; of a sealed matter only by decision."""
        may = self.policy == ALL_ATTACHMENTS and not row["void"] and (opened or not row["sealed"])
        return ALL_ATTACHMENTS if may else NO_ATTACHMENTS

    def _settled(self, row: Row) -> Row:
        """One attachment that is missing or too much stops nothing: the record goes and says so."""
        if row["travels"] != ALL_ATTACHMENTS or row["sha256"] in self.attached:
            return row
        room = MOST_ATTACHED_BYTES - sum(self.attached.values())
        if row["size"] > room or len(self.attached) >= MOST_ATTACHED:
            return self._left_behind(row, "too_large", "本包已满，随下次报送")
        if not self.is_sound(row["sha256"]):
            return self._left_behind(row, "missing", "内容不见了或已损坏，只报了目录")
        self.attached[row["sha256"]] = row["size"]
        return row

    def _left_behind(self, row: Row, word: str, sentence: str) -> Row:
        number = self.store.value("SELECT number FROM matters WHERE id = ?", (row["matter_id"],))
        self.missing.append(f"{number}的一个附件{sentence}。")
        return row | {"travels": word}


def _hash(table: str, row: Row) -> str:
    """The hash of what the county may see of a record."""
    return content_hash(next(iter(withholding(table, [row], lambda _: None))) if row["sealed"] else row)


def chunks(numbers: Rows, size: int) -> Iterator[Sequence[Sequence[Cell]]]:
    """What a bundle carried, in portions a journal entry can hold."""
    waiting = iter(numbers)
    while some := list(islice(waiting, size)):
        yield [[row["table"], row["id"], row["revision"], row["hash"]] for row in some]
