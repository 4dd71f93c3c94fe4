"""The township's journal as the county sees it: hashes without contents, which must link up.

Only the county can notice that an office's past has changed: it holds the heads (reliability.md §4.2).
"""

from collections.abc import Mapping, Sequence

from app.core.entries import GENESIS, entry_hash
from app.errors import BundleError
from app.exchange.header import Journal
from app.exchange.schemas import Row

BROKEN = "这一包的记录链断开或被改动过，没有接收，什么也没有改动；请与对方电话核对。"


def check_chain(journal: Journal, entries: Sequence[Row], held: Mapping[int, str]) -> list[Row]:
    """The entries the county does not hold yet; `BundleError` if the chain does not hold together.

    `held` are the hashes the county has from `journal.from_seq` on: where both know an
    entry they must agree.
    """
    prev = journal.from_head
    if len(entries) != journal.to_seq - journal.from_seq or (journal.from_seq == 0 and prev != GENESIS):
        raise BundleError(BROKEN)
    for seq, entry in enumerate(entries, start=journal.from_seq + 1):
        fields = {name: entry[name] for name in HASHED if name in entry}
        linked = entry["seq"] == seq and entry["prev"] == prev and entry["hash"] == entry_hash(fields)
        if not linked or held.get(seq, entry["hash"]) != entry["hash"]:
            raise BundleError(BROKEN)
        prev = str(entry["hash"])
    if prev != journal.to_head:
        raise BundleError(BROKEN)
    return [entry for entry in entries if entry["seq"] not in held]


HASHED = frozenset(
    {"seq", "id", "kind", "subject", "occurred_on", "recorded_at", "actor", "payload_hash", "prev"}
)
