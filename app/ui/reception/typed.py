"""Everything that stands in the questions, so that nothing typed is ever lost: by undo, by a lock, by a power cut."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from app.services.receptions import Visitor


@dataclass(frozen=True)
class Typed:
    """What was typed, as it stands, right or wrong; `joined` is the earlier matter it was said to be."""

    channel: str = ""
    purpose: str = ""
    visitors: tuple[Visitor, ...] = ()
    anonymous: bool = False
    head_count: int = 1
    occurred_on: date | None = None
    registered_on: date | None = None
    superior_due_on: date | None = None
    envelope_only: bool = False
    joined: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


DAYS = ("occurred_on", "registered_on", "superior_due_on")


def body_of(typed: Typed) -> dict[str, Any]:
    """As a draft keeps it."""
    body = asdict(typed)
    return body | {name: body[name].isoformat() if body[name] else "" for name in DAYS}


def typed_from(body: Mapping[str, Any]) -> Typed | None:
    """What a draft kept; none if another version of the program wrote it otherwise."""
    try:
        values = dict(body)
        for name in DAYS:
            values[name] = date.fromisoformat(values[name]) if values[name] else None
        values["visitors"] = tuple(Visitor(**visitor) for visitor in values["visitors"])
        return Typed(**values)
    except (KeyError, TypeError, ValueError):
        return None
