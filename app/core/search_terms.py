"""How text is cut for the search index, and how the clerk's words become a query.

Every pair of neighbouring characters is a term, and so is the last one by itself; a word of the
query is a phrase of such pairs, a single character the beginning of one. So any substring of any
length in any plane of Unicode is found exactly, and the rarest pair, not the commonest character,
sets how long it takes (platform.md §9: bigram with prefix).
"""

import unicodedata

LONGEST_QUERY = 60
_TO_FULL_WIDTH = 0xFEE0
"""The index's tokenizer takes every character beyond ASCII for a letter, and ASCII signs for gaps."""


def fold(text: str) -> str:
    """One spelling for look-alikes: NFKC (full-width digits), lower case, no spaces or middle dots."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(_letter(char) for char in folded if not char.isspace() and char not in "·•‧\0")


def terms(text: str) -> str:
    """The index terms of a text: its pairs, and its last character."""
    plain = fold(text)
    return " ".join(plain[at : at + 2] for at in range(len(plain)))


def query(text: str) -> str:
    """The FTS5 query for what was typed: all words, each as a phrase; empty for nothing."""
    words = [fold(word) for word in text[:LONGEST_QUERY].split()]
    return " ".join(_phrase(word) for word in words if word)


def _phrase(word: str) -> str:
    if len(word) == 1:
        return f'"{word}"*'
    return '"' + " ".join(word[at : at + 2] for at in range(len(word) - 1)) + '"'


def _letter(char: str) -> str:
    """ASCII signs as their full-width twins, so that 2026-0001 keeps its hyphen."""
    return char if char.isalnum() or ord(char) > 0x7F else chr(ord(char) + _TO_FULL_WIDTH)
