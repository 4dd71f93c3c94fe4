"""Suggesting a content class (内容分类) from the words of a matter.

Learned from what the office itself has classified, and from the names of the classes; a class is
only ever offered, and one for which no word speaks is not offered at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log

from app.core.classification import Classification
from app.core.similarity import pairs

MOST = 3
_SMOOTHING = 0.1
_OTHER = "其他"


class Experience:
    """Counts of a naive Bayes: which pairs of characters went with which class, and how often.

    A pair counts in either order, so that 征地 speaks for 土地征收.
    """

    def __init__(self) -> None:
        self._seen: dict[str, Counter[str]] = defaultdict(Counter)  # pair → class → times
        self._words: Counter[str] = Counter()
        self._matters: Counter[str] = Counter()

    def learn(self, text: str, category: str) -> None:
        """One matter the clerk put into this class."""
        self._count(_signs(text), category)

    def learn_names(self, tree: Classification) -> None:
        """Every class as if one matter had been called by its names; 其他 says nothing by itself."""
        known: dict[str, frozenset[str]] = {"": frozenset()}
        for code, found in tree.classes.items():  # parents stand before their children
            named = found.name != _OTHER
            known[code] = known[found.parent] | (_signs(found.name) if named else frozenset())
            if named:
                self._count(known[code] | _signs(" ".join(found.aliases)), code)

    def suggest(self, text: str, limit: int = MOST) -> tuple[str, ...]:
        """The likeliest classes for a text, the first the likeliest; nothing without a word for it."""
        known = [pair for pair in _signs(text) if pair in self._seen]
        hits: Counter[str] = Counter(category for pair in known for category in self._seen[pair])
        ranked = sorted(hits, key=lambda category: (-self._score(known, category), category))
        return tuple(ranked[:limit])

    def _count(self, found: frozenset[str], category: str) -> None:
        for pair in found:
            self._seen[pair][category] += 1
        self._words[category] += len(found)
        self._matters[category] += 1

    def _score(self, known: Iterable[str], category: str) -> float:
        room = self._words[category] + _SMOOTHING * len(self._seen)
        words = sum(log((self._seen[pair][category] + _SMOOTHING) / room) for pair in known)
        return words + log(self._matters[category])


def _signs(text: str) -> frozenset[str]:
    return frozenset("".join(sorted(pair)) for pair in pairs(text))
