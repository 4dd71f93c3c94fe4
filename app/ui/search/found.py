"""What a search may find, and how the findings of several finders become one short sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.ui.widgets.two_line_list import Line

MOST_LINES = 12


def _nothing() -> None:
    return None


@dataclass(frozen=True)
class Found:
    """One result: its line, and what choosing it does.

    `ask` is put into the box instead of opening anything: a name leads to the matters found by it.
    An `exact` one carries its group to the top. Only what is `kept` may be offered again later
    (最近用过): pages, commands and help, never a matter, a name or a paper.
    """

    line: Line
    open: Callable[[], object] = _nothing
    ask: str = ""
    exact: bool = False
    kept: bool = False


class Finder(Protocol):
    """One kind of thing that can be found; `title` is the heading over its results."""

    @property
    def title(self) -> str: ...

    def find(self, text: str) -> Sequence[Found]: ...


@dataclass(frozen=True)
class Group:
    """Results under one heading."""

    title: str
    found: tuple[Found, ...]

    @property
    def exact(self) -> bool:
        return any(found.exact for found in self.found)


def gather(finders: Sequence[Finder], text: str, most: int = MOST_LINES) -> tuple[Group, ...]:
    """What all finders know, at most `most` lines; a group that is meant exactly stands first."""
    groups = [Group(finder.title, tuple(finder.find(text))) for finder in finders]
    groups = sorted((group for group in groups if group.found), key=lambda group: not group.exact)
    while sum(len(group.found) for group in groups) > most:
        longest = max(range(len(groups)), key=lambda at: len(groups[at].found))
        groups[longest] = replace(groups[longest], found=groups[longest].found[:-1])
    return tuple(groups)
