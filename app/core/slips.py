"""The number on a paper's slip (回执联): scanned or typed, it opens the delivery of that very paper.

Twelve figures: a 9, ten at random, a check figure by ISO/IEC 7812-1 (Luhn). It says nothing about
the matter or the person.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable

LENGTH = 12
_SHOWN = re.compile(r"9[0-9]{11}")


def new_slip(random_below: Callable[[int], int] = secrets.randbelow) -> str:
    """A slip number nobody can guess from another one."""
    body = f"9{random_below(10**10):010d}"
    return body + _check_figure(body)


def slip_in(text: str) -> str:
    """The slip number that was scanned or typed, however it was spaced; empty if it is none."""
    figures = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text))
    whole = _SHOWN.fullmatch(figures) and _check_figure(figures[:-1]) == figures[-1]
    return figures if whole else ""


def shown_slip(slip: str) -> str:
    """In groups of four, as it is printed beside its code."""
    return " ".join(slip[at : at + 4] for at in range(0, len(slip), 4))


def _check_figure(body: str) -> str:
    doubled = (int(figure) * (2 if at % 2 == 0 else 1) for at, figure in enumerate(reversed(body)))
    return str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)
