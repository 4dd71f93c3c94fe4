"""Whether two matters may be about the same thing, judged by their words, place and class.

Only ever a reason to look: nothing is merged, and a name alone says nothing.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from app.core.search_terms import fold

_USUAL = re.compile(
    "反映|要求|请求|申请|建议|希望|咨询|投诉|求助|信访人|有关单位|有关部门|相关部门|有关|问题|情况|一直|至今|没有|"
    "镇里|镇政府|村委会|村里|本人|我们|他们|答复|处理|解决|调查核实|尽快"
)
_CHINESE = re.compile(r"[㐀-鿿𠀀-𳿿]+")
ALIKE = 0.5
ALIKE_NEARBY = 0.34
LEAST_COMMON = 3
MOST_ASKED = 12


@dataclass(frozen=True)
class About:
    """What a matter is about, as far as it has been typed."""

    title: str = ""
    text: str = ""
    village_id: str = ""
    category: str = ""

    @cached_property
    def title_pairs(self) -> frozenset[str]:
        """What the title says; taken apart once, however many it is held against."""
        return pairs(self.title)

    @cached_property
    def all_pairs(self) -> frozenset[str]:
        """What title and text say."""
        return pairs(f"{self.title} {self.text}")


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters that say something: without what every petition says."""
    runs = _CHINESE.findall(_USUAL.sub(" ", fold(text)))
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))


def asked_pairs(text: str) -> tuple[str, ...]:
    """The pairs to look for, the first ones of the text, each once."""
    runs = _CHINESE.findall(_USUAL.sub(" ", fold(text)))
    every = (run[at : at + 2] for run in runs for at in range(len(run) - 1))
    return tuple(dict.fromkeys(every))[:MOST_ASKED]


def overlap(one: About, other: About) -> float:
    """How much of the shorter statement stands in the other, 0 to 1; three pairs in common at least."""
    return max(_share(one, other), _share(other, one))


def _share(title_of: About, other: About) -> float:
    wanted = title_of.title_pairs
    common = len(wanted & other.all_pairs)
    return common / len(wanted) if common >= LEAST_COMMON else 0.0


def reasons(one: About, other: About) -> tuple[str, ...]:
    """Why the two may be the same, in the clerk's words: 事由相近, 同村, 同类."""
    found = ["事由相近"] if overlap(one, other) >= ALIKE_NEARBY else []
    if one.village_id and one.village_id == other.village_id:
        found.append("同村")
    if one.category and one.category == other.category:
        found.append("同类")
    return tuple(found)


def likeness(one: About, other: About) -> float:
    """For the order shown: the words weigh most, then place and class."""
    return overlap(one, other) + 0.2 * (len(reasons(one, other)))


def is_alike(one: About, other: About) -> bool:
    """Whether the words alone, or the words with place or class, are reason enough to show it."""
    share = overlap(one, other)
    nearby = {"同村", "同类"} & set(reasons(one, other))
    return share >= ALIKE or bool(nearby and share >= ALIKE_NEARBY)
