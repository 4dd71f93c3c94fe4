"""Drafts: what the clerk has typed and not yet registered, kept over a power cut.

A draft lies in the encrypted register, sealed matters' like any other, and is no entry of the
journal: nothing has happened in the office yet.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.db import drafts as rows
from app.services.register import Register


@dataclass(frozen=True)
class KeptDraft:
    """A form's content as it was kept, and when."""

    body: Mapping[str, Any]
    saved_at: datetime


class Drafts:
    """One draft per kind of form."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def save(self, kind: str, body: Mapping[str, Any]) -> None:
        """Keep this content on the disk, in place of what was kept before."""
        now = self._register.clock.now().isoformat(timespec="seconds")
        with self._register.store.writing():
            rows.save(self._register.store, kind, json.dumps(body, ensure_ascii=False), now)

    def load(self, kind: str) -> KeptDraft | None:
        """What was kept, if anything; a body nobody can read any more counts as nothing."""
        found = rows.load(self._register.store, kind)
        if found is None:
            return None
        try:
            body = json.loads(found[0])
        except ValueError:
            return None
        return KeptDraft(body, datetime.fromisoformat(found[1])) if isinstance(body, dict) else None

    def clear(self, kind: str) -> None:
        """Registered or thrown away: nothing is kept any more."""
        with self._register.store.writing():
            rows.clear(self._register.store, kind)
