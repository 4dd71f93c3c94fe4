"""Whether the journal is the one that was left: compared with the marks that lie apart from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.db import journal
from app.db.engine.connection import Store
from app.db.engine.marks import Mark

FORWARD = ("restored", "older_accepted")  # entries by which the office itself went back to an earlier state


@dataclass(frozen=True)
class Difference:
    """The journal holds until `good`; at `seq` it is another one, or ends before it."""

    good: int
    seq: int
    older: bool

    def sentence(self, last: int) -> str:
        if self.older:
            return (
                f"数据比上次关闭时旧：上次记到第{self.seq}条，现在只到第{last}条，可能被换成了旧文件；"
                "没有写入任何内容，请从备份恢复，或确认后继续使用。"
            )
        return (
            f"记录链从第{self.good + 1}条到第{self.seq}条之间与上次关闭时不同，历史记录可能被改动过；"
            "没有写入任何内容，请从备份恢复，或确认后继续使用。"
        )


def compare(store: Store, marks: Sequence[Mark]) -> Difference | None:
    """The first mark that the journal does not bear out, unless the office itself went back behind it."""
    good, last = 0, journal.head(store)[0]
    for mark in marks:
        if mark.seq > last or journal.hash_at(store, mark.seq) != mark.head:
            if _is_told(store, marks[-1]):
                return None
            return Difference(good, mark.seq if mark.seq <= last else marks[-1].seq, mark.seq > last)
        good = mark.seq
    return None


def marks_now(store: Store, before: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks with the journal's present end; those it no longer bears out are gone."""
    seq, head = journal.head(store)
    held = [mark for mark in before if mark.seq < seq and journal.hash_at(store, mark.seq) == mark.head]
    return (*held, Mark(seq, head))


def _is_told(store: Store, newest: Mark) -> bool:
    """Whether an entry says that this end was known and left behind (a restore, a confirmed older file)."""
    told = journal.last_of(store, *FORWARD)
    return told is not None and (told.payload.get("known_seq"), told.payload.get("known_head")) == (
        newest.seq, newest.head,
    )  # fmt: skip
