"""Pinyin (拼音) initials, so that zs finds 张三.

The table itself is data (resources/pinyin/table.txt) and is handed in as text; a character
that has several readings is found under each of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice, product

_MOST_SPELLINGS = 16


@dataclass(frozen=True)
class PinyinTable:
    """How each character is read, without tones, the usual reading first."""

    syllables: Mapping[str, tuple[str, ...]]

    def readings(self, character: str) -> tuple[str, ...]:
        """All readings of one character: 曾 → ceng, zeng; a Latin letter reads as itself."""
        if character.isascii():
            return (character.lower(),) if character.isalnum() else ()
        return self.syllables.get(character, ())

    def initials(self, text: str) -> str:
        """First letters of the usual readings: 张三 → zs; what has no reading is left out."""
        return "".join(found[0][0] for found in map(self.readings, text) if found)

    def spellings(self, name: str) -> tuple[str, ...]:
        """Every way the initials of a name may be typed, the usual one first (曾三 → cs, zs).

        At most sixteen, which is more than any name met in practice has; for search indexes.
        """
        choices = [self._letters(character) for character in name if self.readings(character)]
        return tuple("".join(letters) for letters in islice(product(*choices), _MOST_SPELLINGS) if letters)

    def matches_initials(self, name: str, typed: str) -> bool:
        """Whether `typed` is the beginning of the name's initials in any of their readings."""
        letters = [self._letters(character) for character in name if self.readings(character)]
        wanted = typed.strip().lower()
        return 0 < len(wanted) <= len(letters) and all(map(tuple.__contains__, letters, wanted))

    def sounds_alike(self, one: str, other: str) -> bool:
        """Whether two names may be heard as the same: 张三 and 章三, character by character, tones aside."""
        return len(one) == len(other) and all(
            left == right or set(self.readings(left)) & set(self.readings(right))
            for left, right in zip(one, other, strict=True)
        )

    def _letters(self, character: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reading[0] for reading in self.readings(character)))


def parse_table(text: str) -> PinyinTable:
    """Read the shipped table: one line per syllable and rank of the reading, usual readings first."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        syllable, _rank, characters = line.split(" ")
        for character in characters:
            found[character] = (*found.get(character, ()), syllable)
    return PinyinTable(found)
