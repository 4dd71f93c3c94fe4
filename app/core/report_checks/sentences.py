"""Sentences with their quantities, and the items that a sentence counts.

The `shape` of a sentence has one sign for each quantity, so that checks can be written as
patterns: 由●上升至●. An item is what stands between two commas with its numbers: 来访89批267人次.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from app.core.report_checks.characters import Cleaned, clean
from app.core.report_checks.numbers import COUNTING, Quantity, quantities, set_aside
from app.core.report_checks.reports import Paragraph

Q = "[\ue100-\uf8ff]"
_FIRST_SIGN = 0xE100
LONGEST = 1_500  # signs; nobody writes such a sentence, and the checks look at pairs
MOST_QUANTITIES = 120

_SENTENCE = re.compile(r"[^。！？]*[。！？]?")
_BOUNDARY = re.compile(r"[，、；：。！？()“”|/]")
# 89批267人次, 89批、267人次 are one thing; 12件、8批 are two.
_JOINED = {
    ("批", "人"): {"", "、", "/", "，", "("},
    ("件", "人"): {"", "、", "/", "，", "("},
    ("件", "批"): {"", "/"},
}
_LEADING = re.compile(
    "^(?:\ue000|当月|(?:群众)?(?:来访|走访|上访)(?:批次|人次)?(?:当中|中|里)|中|以及|及其|和|与|及|并且|并|还有|另有|另外|另|又|其中|包括|包含|含|分别为|分别是|分别有|有|也|均)+"
)
_COMPARED = re.compile(
    "上年|去年|前年|往年|同期|上月|上季|上期|上一|环比|同比|增加|减少|上升|下降|增长|降低|提高|增多|下滑|回落|升至|降至|升高"
    "|[比较][^例重率]|净增|多[了出]?$|少[了出]?$|^[由从]|至$|到$"
)


@dataclass(frozen=True)
class Item:
    """What is counted between two commas: its name and the numbers given for it."""

    label: str
    counted: tuple[Quantity, ...]
    start: int
    end: int
    depth: int
    lead: str  # everything since the item before, with the signs that part them

    def of(self, family: str) -> Quantity | None:
        """The number of that family; letters have 件 where visits have 批."""
        return next((q for q in self.counted if q.family == family), None)

    @property
    def entries(self) -> Quantity | None:
        """How many registrations: 件, or 批 where only 批 is given."""
        return self.of("件") or self.of("批")

    @property
    def is_compared(self) -> bool:
        """Whether the number is another period's, or a difference."""
        return bool(_COMPARED.search(self.label))


@dataclass(frozen=True)
class Sentence:
    """One sentence of a paragraph; places count from the paragraph's first sign."""

    place: str
    source: Cleaned
    offset: int
    text: str
    before: str  # the cleaned paragraph up to here

    @cached_property
    def bare(self) -> str:
        """The text with its days and document numbers set aside."""
        return set_aside(self.text)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return quantities(self.bare)[:MOST_QUANTITIES]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(_items(self.bare, self.quantities))

    @cached_property
    def shape(self) -> str:
        """The text with one sign for each quantity."""
        return "".join(sign for sign, _, _ in self._shaped)

    @cached_property
    def _shaped(self) -> tuple[tuple[str, int, int], ...]:
        return tuple(_shaped(self.bare, self.quantities))

    def at(self, sign: str) -> Quantity:
        """The quantity that a sign of the shape stands for."""
        return self.quantities[ord(sign) - _FIRST_SIGN]

    def quote_shape(self, start: int, end: int) -> str:
        """The very words between two places of the shape."""
        shaped = self._shaped
        return self.quote(shaped[start][1], shaped[end - 1][2]) if start < end else ""

    def quote(self, start: int, end: int) -> str:
        return self.source.quote(self.offset + start, self.offset + end).strip("，。；、 　")


def sentences(paragraph: Paragraph) -> tuple[Sentence, ...]:
    """The sentences of a paragraph; one that is far too long is cut at its length."""
    source = clean(paragraph.text)
    found = []
    for start, end in _spans(source.text):
        text = source.text[start:end]
        before = source.text[max(0, start - 600) : start]
        found.append(Sentence(paragraph.place, source, start, text, before))
    return tuple(found)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text):
        for start in range(match.start(), match.end(), LONGEST):
            yield start, min(start + LONGEST, match.end())


def _shaped(text: str, found: Iterable[Quantity]) -> Iterator[tuple[str, int, int]]:
    place = 0
    for index, quantity in enumerate(found):
        yield from ((sign, at, at + 1) for at, sign in enumerate(text[place : quantity.start], place))
        yield chr(_FIRST_SIGN + index), quantity.start, quantity.end
        place = quantity.end
    yield from ((sign, at, at + 1) for at, sign in enumerate(text[place:], place))


def _items(text: str, found: tuple[Quantity, ...]) -> Iterator[Item]:
    groups = _groups(text, [quantity for quantity in found if quantity.family in COUNTING])
    ends = {quantity.end for quantity in found}
    last = 0
    for group in groups:
        first = group[0].start
        stop = max([end for end in ends if end <= first], default=0)
        boundary = max((hit.end() for hit in _BOUNDARY.finditer(text, stop, first)), default=stop)
        depth = text.count("(", 0, first) - text.count(")", 0, first)
        label = _LEADING.sub("", text[boundary:first])
        yield Item(label, tuple(group), boundary, group[-1].end, depth, text[last:first])
        last = group[-1].end


def _groups(text: str, counted: list[Quantity]) -> Iterator[list[Quantity]]:
    """Numbers of one thing: 89批267人次, 89批次、267人次."""
    group: list[Quantity] = []
    for quantity in counted:
        if group and not _belongs(text, group, quantity):
            yield group
            group = []
        group.append(quantity)
    if group:
        yield group


def _belongs(text: str, group: list[Quantity], quantity: Quantity) -> bool:
    if any(quantity.family == other.family for other in group):
        return False
    between = text[group[-1].end : quantity.start]
    return between in _JOINED.get((group[-1].family, quantity.family), ())
