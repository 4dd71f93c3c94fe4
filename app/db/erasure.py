"""Erasing what entries said, so that the chain, the rebuild and the county still agree.

An entry's hash covers only the salted hash of its content. The content and its salt are put out, what is
left takes their place under a salt of its own, and the erasing entry, itself in the chain, holds its hash:
so nothing but what the record says was erased can be missing, and nothing else can be put there.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.canonical import canonical
from app.core.entries import Entry, Payload, payload_hash
from app.core.erasure import NO_CONTENT
from app.db import attachments
from app.db.engine.connection import Store
from app.db.engine.files import file_errors, sync_folder
from app.db.rows import put


@dataclass(frozen=True)
class Emptied:
    """What will stand in an entry's place, with the hash that proves it."""

    seq: int
    salt: str
    payload: Payload

    @property
    def digest(self) -> str:
        return payload_hash(self.salt, self.payload)


def empty(seq: int, payload: Payload) -> Emptied:
    """Get what is left of an entry ready under a new salt."""
    return Emptied(seq, secrets.token_hex(16), payload)


def carry(store: Store, entry: Entry) -> None:
    """Note which entries the journal says are erased; from then on they may be emptied."""
    for seq, _ in entry.payload["entries"]:
        put(store, "erasures", ("seq",), {"seq": seq, "erased_by": entry.seq})


def put_in_place(store: Store, emptied: Sequence[Emptied]) -> None:
    """Overwrite the contents; their pages are zeroed (`secure_delete`)."""
    for left in emptied:
        body = canonical(left.payload).decode("utf-8")
        store.connection.execute(
            "UPDATE payloads SET salt = ?, body = ? WHERE seq = ?", (left.salt, body, left.seq)
        )


def only_in(store: Store, matter_id: str) -> tuple[str, ...]:
    """The people who came for this matter and for no other that still has its content."""
    rows = store.rows(
        """SELECT DISTINCT a.person_id FROM attendances a WHERE a.matter_id = ? AND NOT EXISTS (
               SELECT 1 FROM attendances o WHERE o.person_id = a.person_id AND o.matter_id <> ?
               AND o.matter_id NOT IN (SELECT e.subject FROM entries e WHERE e.kind = 'content_erased'))
           ORDER BY a.person_id""",
        (matter_id, matter_id),
    )
    return tuple(row[0] for row in rows)


def remove_contents(folder: Path, store: Store) -> int:
    """Take away the attachments' files that no entry names any more; how many there were."""
    contents = attachments.blobs(folder, store)
    named = {contents.label(sha256) for sha256 in attachments.hashes(store) if sha256 != NO_CONTENT}
    gone = [label for label in contents.labels() if label not in named]
    for label in gone:
        path = next(contents.folder.glob(f"{label[:2]}/{label[2:]}.*"))
        with file_errors(path):
            path.unlink()
        sync_folder(path.parent)
    return len(gone)
