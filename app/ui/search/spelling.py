"""How the window's own words may be typed: in characters, in full pinyin, or by its initials."""

from functools import lru_cache
from itertools import islice, product

from app.services.shipped import pinyin

EXACT, BEGINNING, WITHIN, NO = 3, 2, 1, 0
LEAST_WITHIN = 2  # a single letter says too little to look for it in the middle of a word
_MOST_SPELLINGS = 16


def fit(word: str, typed: str) -> int:
    """How well what was typed names the word: yj, yuejie and 月结 name 月结 exactly."""
    wanted = _plain(typed)
    if not wanted:
        return NO
    seen = _fit(_plain(word), wanted)
    if seen or not wanted.isascii():
        return seen
    initials, full = _by_sound(word)
    return max(
        *(_fit(spelling, wanted) for spelling in initials),
        *(_begins(spelling, wanted) for spelling in full),
        NO,
    )


def fit_any(words: tuple[str, ...], typed: str) -> int:
    """The best fit; the first word is the title, the others only say what else it may be called."""
    best = fit(words[0], typed)
    if len(_plain(typed)) < LEAST_WITHIN:
        return best
    others = max((fit(word, typed) for word in words[1:]), default=NO)
    least = BEGINNING if typed.isascii() else WITHIN  # two letters are found within too many words
    return max(best, min(others, BEGINNING) if others >= least else NO)


def warm() -> None:
    """Read the table of pinyin before the first letter is typed."""
    pinyin()


def _fit(spelling: str, wanted: str) -> int:
    if spelling == wanted:
        return EXACT
    if spelling.startswith(wanted):
        return BEGINNING
    return WITHIN if len(wanted) >= LEAST_WITHIN and wanted in spelling else NO


def _begins(spelling: str, wanted: str) -> int:
    """Full pinyin counts from the beginning only: in the middle any two letters are found."""
    return EXACT if spelling == wanted else BEGINNING if spelling.startswith(wanted) else NO


@lru_cache(maxsize=1024)
def _by_sound(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Initials and full pinyin, in every reading, at most sixteen of each."""
    table = pinyin()
    readings = [table.readings(character) for character in word if table.readings(character)]
    full = ("".join(sounds) for sounds in islice(product(*readings), _MOST_SPELLINGS))
    return table.spellings(word), tuple(spelling for spelling in full if spelling)


def _plain(text: str) -> str:
    return "".join(text.split()).lower()
