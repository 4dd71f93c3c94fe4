"""What a paper was made with: the values of its places and the rows of its lists, as data.

A paper keeps its filling for ever, so that a reprint (补打) says what the first print said, whatever
has been corrected since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, str]


@dataclass(frozen=True)
class Filling:
    """`values` by the name of the place; `lists` by name, each row again values by name."""

    values: Values = field(default_factory=dict)
    lists: Mapping[str, Sequence[Values]] = field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        """As it stands in the journal: names are data there, so they come in pairs, not as keys."""
        lists = [[name, [_pairs(row) for row in rows]] for name, rows in self.lists.items()]
        return {"values": _pairs(self.values), "lists": lists}


def filling_from(payload: Mapping[str, Any]) -> Filling:
    """The filling of a paper as the journal has it; older papers have none."""
    lists = {name: tuple(dict(row) for row in rows) for name, rows in payload.get("lists", [])}
    return Filling(dict(payload.get("values", [])), lists)


def _pairs(values: Values) -> list[list[str]]:
    return [[name, value] for name, value in values.items()]
