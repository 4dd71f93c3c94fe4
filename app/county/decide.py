"""What becomes of one incoming record: the decision table of ideas.md §4.2-7.

Ordered by revision and never by clock; a repeat is success; nothing is merged silently.
Two of the nine rows are decided before: `rejected` when the record is read, and a bundle
that needs a newer program is refused whole.
"""

from dataclasses import dataclass

SENTENCES = {
    "accepted": "",
    "duplicate": "",
    "voided": "",
    "held": "县局缺少这条记录的前一版，已暂存；请报送一次全量包。",
    "conflict": "同一版次有两种内容，县局两份都已保留；请电话核对后更正。",
    "stale": "县局已有更新的一版，这一版没有采用。",
}


@dataclass(frozen=True)
class Stored:
    """The version of a record that the county has."""

    revision: int
    content_hash: str
    void: bool


@dataclass(frozen=True)
class Incoming:
    """The version that has arrived; `base_revision` is the last one the sender saw acknowledged."""

    revision: int
    base_revision: int
    content_hash: str
    void: bool


@dataclass(frozen=True)
class Decision:
    """The answer to the sender, and whether the arrived version takes the stored one's place."""

    result: str
    replaces: bool

    @property
    def sentence(self) -> str:
        return SENTENCES[self.result]


def decide(incoming: Incoming, stored: Stored | None) -> Decision:
    """One record's fate; the first row that fits."""
    taken = Decision("voided" if incoming.void else "accepted", replaces=True)
    if stored is None:
        return taken
    if incoming.revision == stored.revision:
        same = incoming.content_hash == stored.content_hash
        return Decision("duplicate" if same else "conflict", replaces=False)
    if incoming.revision < stored.revision:
        return Decision("stale", replaces=False)
    if incoming.base_revision > stored.revision:
        return Decision("held", replaces=False)
    if stored.void and not incoming.void:
        return Decision("voided", replaces=False)  # a tombstone stays
    return taken
