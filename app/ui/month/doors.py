"""Doors: every number of the table leads to the records behind it, in the period it was counted in."""

from dataclasses import dataclass, replace

NOW, YEAR, BEFORE = "now", "year", "before"
"""Which period a number belongs to: the one shown (本期), a year earlier (上年同期), the one before (上期)."""


@dataclass(frozen=True)
class Door:
    """A number: a `figure`, or the line `key` of an `axis`; `corrected` names an earlier period that it mends."""

    figure: str = ""
    axis: str = ""
    key: str = ""
    at: str = NOW
    corrected: str = ""

    def of(self, at: str) -> "Door":
        """The same figure in another period; only figures are compared."""
        return replace(self, at=at) if self.figure and not self.corrected else self

    def same_row(self, other: "Door") -> bool:
        return replace(self, at=NOW) == replace(other, at=NOW)
