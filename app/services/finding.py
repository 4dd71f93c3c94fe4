"""A paper's number as the clerk types it: 青信受〔2026〕12号, 青信受 12, 受12."""

import re
import unicodedata
from collections.abc import Collection

from app.core.numbering import document_number

YEARS_BACK = 4
_TYPED = re.compile(
    r"(?P<head>[^\d〔\[(【]{1,12})(?:[〔\[(【](?P<year>\d{4})[〕\])】]|(?P<plain>\d{4})[-年])?(?P<serial>\d{1,6})号?"
)


def paper_numbers(text: str, organ_code: str, words: Collection[str], year: int) -> tuple[str, ...]:
    """The full numbers that may be meant, the newest year first; nothing if it is not a paper's number.

    `words` are the forms' places in a number (受, 交 …). Without a year the running one and the four
    before it are meant, so an index over the number finds it with a handful of exact look-ups.
    """
    typed = _TYPED.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if typed is None:
        return ()
    word = typed["head"].removeprefix(organ_code).removeprefix("信")
    if word not in words:
        return ()
    named = typed["year"] or typed["plain"]
    years = [int(named)] if named else range(year, year - YEARS_BACK - 1, -1)
    return tuple(document_number(organ_code, word, one, int(typed["serial"])) for one in years)
