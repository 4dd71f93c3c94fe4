"""How text is cut for the search index, and how the clerk's words become a query.

Every character is a term of its own and every word of the query a phrase of such terms, so
any substring of any length in any plane of Unicode is found exactly (platform.md §9).
Terms are spelled as code points, because tokenizers disagree about rare characters.
"""

import unicodedata

LONGEST_QUERY = 60


def fold(text: str) -> str:
    """One spelling for look-alikes: NFKC (full-width digits), lower case, no spaces or middle dots."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if not char.isspace() and char not in "·•‧")


def terms(text: str) -> str:
    """The index terms of a text, one per character."""
    return " ".join(format(ord(char), "x") for char in fold(text))


def query(text: str) -> str:
    """The FTS5 query for what was typed: all words, each as a phrase; empty for nothing."""
    words = [terms(word) for word in text[:LONGEST_QUERY].split()]
    return " ".join(f'"{word}"' for word in words if word)
