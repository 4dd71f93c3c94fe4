"""The finders of the search box. The first asks the register, the others know the window's own words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from app.core.slips import slip_in
from app.ui.search.found import Found
from app.ui.search.spelling import EXACT, NO, fit_any
from app.ui.widgets.two_line_list import Line

MOST_NAMES, LEAST_INITIALS = 3, 2
MOST_WORDS = 4
TO_MATTERS = "该信访人的事项"


class MatterFinder:
    """Matters by number, name, telephone, ID tail or words of the text."""

    title = "信访事项"

    def __init__(self, find: Callable[[str], Sequence[Line]], open_matter: Callable[[str], object]) -> None:
        self._find, self._open = find, open_matter

    def find(self, text: str) -> list[Found]:
        return [Found(line, partial(self._open, line.key)) for line in self._find(text)]


class NamedPerson(Protocol):
    """A person as the look-up of names gives them."""

    @property
    def name(self) -> str: ...
    @property
    def matters(self) -> int: ...


class NameFinder:
    """Names by their initials, so that zs finds what 张三 has raised; a name leads to matters only.

    Typed in characters a name needs no line of its own: the matters stand there already. Who is known
    only from sealed matters is not in the look-up (条例 Art 30 ¶3).
    """

    title = "按姓名"

    def __init__(self, lookup: Callable[[str], Sequence[NamedPerson]]) -> None:
        self._lookup = lookup

    def find(self, text: str) -> list[Found]:
        if not (text.isascii() and text.isalpha() and len(text) >= LEAST_INITIALS):
            return []
        names = dict.fromkeys(person.name for person in self._lookup(text) if person.matters)
        return [_name(name) for name in list(names)[:MOST_NAMES]]


def _name(name: str) -> Found:
    return Found(Line(f"name:{name}", name, aside=TO_MATTERS), ask=name)


class ListedPaper(Protocol):
    """An issued paper as it is listed."""

    @property
    def id(self) -> str: ...
    @property
    def matter_id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def number(self) -> str: ...


class PaperFinder:
    """Issued papers by their number; one opens its matter, one of the office's own its ledger (台账)."""

    title = "文书"

    def __init__(
        self,
        numbered: Callable[[str], Sequence[ListedPaper]],
        open_matter: Callable[[str], object],
        open_ledger: Callable[[str], object],
    ) -> None:
        self._numbered, self._open, self._open_ledger = numbered, open_matter, open_ledger

    def find(self, text: str) -> list[Found]:
        return [
            Found(
                Line(f"paper:{paper.id}", paper.number, aside=paper.title),
                partial(self._open, paper.matter_id)
                if paper.matter_id
                else partial(self._open_ledger, paper.id),
                exact=True,
            )
            for paper in self._numbered(text)
        ]


class SlipFinder:
    """The slip (回执联) that came back: scanned or typed, its number opens the delivery of its paper."""

    title = "回执"

    def __init__(
        self, by_slip: Callable[[str], ListedPaper | None], open_delivery: Callable[[str, str], object]
    ) -> None:
        self._by_slip, self._open = by_slip, open_delivery

    def find(self, text: str) -> list[Found]:
        slip = slip_in(text)
        paper = self._by_slip(slip) if slip else None
        if paper is None or not paper.matter_id:
            return []
        line = Line(f"slip:{paper.id}", f"登记送达：{paper.title}", aside=paper.number)
        return [Found(line, partial(self._open, paper.matter_id, paper.id), exact=True)]


@dataclass(frozen=True)
class Entry:
    """A page, command or help page: its word, what stands beside it, what else it may be called."""

    key: str
    word: str
    open: Callable[[], object]
    aside: str = ""
    also: tuple[str, ...] = ()


class WordFinder:
    """Things of the window itself, by characters, pinyin or initials; the best fit first.

    `entries` is asked each time, because what can be done now changes.
    """

    def __init__(self, title: str, entries: Callable[[], Sequence[Entry]], *, most: int = MOST_WORDS) -> None:
        self.title, self._entries, self._most = title, entries, most

    def find(self, text: str) -> list[Found]:
        fits = [(fit_any((entry.word, *entry.also), text), entry) for entry in self._entries()]
        best = sorted((pair for pair in fits if pair[0] > NO), key=lambda pair: -pair[0])
        return [found_entry(entry, exact=how == EXACT) for how, entry in best[: self._most]]


def found_entry(entry: Entry, *, exact: bool = False) -> Found:
    """As a line of the sheet."""
    return Found(Line(entry.key, entry.word, aside=entry.aside), entry.open, exact=exact, kept=True)
