"""The journal's entry (记录): what happened in the office, once, in order, for ever.

A `Draft` is what a decision produces; the store turns it into an `Entry` by giving it a
place in the chain. `hash = SHA-256("xfb-entry-v1" ‖ canonical(fields))` and the fields hold
the hash of the entry before, so nothing before a head that someone else holds can be
changed, removed or put in later (reliability.md §4.2). The payload stands apart, behind a
salted hash, so that the law's erasure does not break the chain.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.canonical import canonical

GENESIS = "0" * 64

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Draft:
    """An entry that has been decided but not yet written.

    `subject` is the id of the record it is about; `occurred_on` the day it happened, which
    may lie before the day it is written down.
    """

    kind: str
    subject: str
    occurred_on: date
    payload: Payload


@dataclass(frozen=True)
class Entry:
    """An entry as it stands in the journal; `seq` counts from 1 without gaps."""

    seq: int
    id: str
    kind: str
    subject: str
    occurred_on: date
    recorded_at: str
    actor: str
    payload: Payload
    payload_hash: str
    prev: str
    hash: str


def imagined(draft: Draft) -> Entry:
    """The entry a draft would become, with a place in no journal: for rehearsing what would follow from it."""
    return Entry(0, "", draft.kind, draft.subject, draft.occurred_on, "", "", draft.payload, "", "", "")


def payload_hash(salt: str, payload: Payload) -> str:
    """SHA-256 over the entry's own salt and its canonical payload, in hexadecimal."""
    return body_hash(salt, canonical(payload))


def body_hash(salt: str, body: bytes) -> str:
    """The same of a payload that was made canonical before."""
    return hashlib.sha256(bytes.fromhex(salt) + body).hexdigest()


def entry_hash(fields: Mapping[str, Any]) -> str:
    """The hash that names an entry: over seq, id, kind, subject, dates, actor, payload_hash and prev."""
    return hashlib.sha256(b"xfb-entry-v1" + canonical(fields)).hexdigest()


def short_head(head: str) -> str:
    """The sixteen digits of a head that are printed on paper, in groups of four."""
    digits = head[:16].upper()
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))
