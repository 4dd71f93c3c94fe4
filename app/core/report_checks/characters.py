"""Text made comparable, sign by sign, so that every quotation leads back to the very words."""

import re
import unicodedata
from dataclasses import dataclass

_NARROW = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_ALIKE = {
    ord("，"): "，", ord("；"): "；", ord("："): "：", ord(";"): "；", ord(":"): "：", ord("﹪"): "%",
    ord("－"): "-", ord("−"): "-", ord("﹣"): "-",
    ord("–"): "—", ord("―"): "—", ord("～"): "~", ord("〜"): "~", ord("！"): "！", ord("？"): "？",
}  # fmt: skip
_TABLE = _NARROW | _ALIKE
# A full-width comma parts thousands only where a unit follows at once: 1，234件.
_THOUSANDS = re.compile(
    r"(?<![0-9.,，])[0-9]{1,3}(?:(?:,[0-9]{3})+(?![0-9,])|(?:，[0-9]{3})+(?=[件批人起户万元]))"
)


@dataclass(frozen=True)
class Cleaned:
    """A text without blanks and full-width figures; `places` says where each sign stood."""

    text: str
    places: tuple[int, ...]
    original: str

    def quote(self, start: int, end: int) -> str:
        """The very words between two places of the cleaned text."""
        if start >= end or start >= len(self.places):
            return ""
        return self.original[self.places[start] : self.places[min(end, len(self.places)) - 1] + 1].strip()


def clean(original: str) -> Cleaned:
    """Half-width digits, no blanks except between two words or numbers, commas told from thousands."""
    kept = [(_alike(original, place), place) for place, sign in enumerate(original) if _stays(sign)]
    signs: list[str] = []
    places: list[int] = []
    for index, (sign, place) in enumerate(kept):
        if sign.isspace():
            if not _parts_words(kept, index):
                continue
            sign = " "  # noqa: PLW2901
        signs.append(sign)
        places.append(place)
    return Cleaned(_commas("".join(signs)), tuple(places), original)


def _alike(text: str, place: int) -> str:
    """The sign that stands for it; a comma with a blank behind it parts clauses (277/280, 305/307)."""
    sign = text[place].translate(_TABLE)
    return "，" if sign == "," and text[place + 1 : place + 2].isspace() else sign


def _stays(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cf", "Cs"} and not "\ue000" <= sign <= "\uf8ff"


def _parts_words(kept: list[tuple[str, int]], index: int) -> bool:
    """Whether a blank keeps two numbers or Latin words from running together."""
    after = next((sign for sign, _ in kept[index + 1 : index + 40] if not sign.isspace()), "")
    before = kept[index - 1][0] if index else ""
    return _is_word(before) and _is_word(after)


def _is_word(sign: str) -> bool:
    return len(sign) == 1 and sign.isascii() and sign.isalnum()


def _commas(text: str) -> str:
    """1,234 keeps its comma; every other one parts clauses."""
    thousands = {place for found in _THOUSANDS.finditer(text) for place in range(*found.span())}
    return "".join(
        ("," if place in thousands else "，") if sign in ",，" else sign for place, sign in enumerate(text)
    )
