"""Slots: what stands in a summary's braces, and the words it becomes.

No number is ever written that is not a figure of the period; the verb follows the sign (law.md §5.1, §5.6).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.core.figures import AXIS_BY_ID, BY_ID, NOTHING, Change, Count, Line, Rate, Value

SLOT = re.compile(r"\{([a-z][a-z0-9_.]*)(?::([a-z]+))?(?::([0-9]{1,2}))?\}")
Where = Mapping[str, str]
"""What is not a number: place, period, office, superior."""
PLACES = ("place", "period", "office", "superior", "span")
FORMS = ("", "unit", "yoy", "mom", "parts")
MOST_LISTED = 10


@dataclass(frozen=True)
class Numbers:
    """All that slots are filled from: the figures, their changes, and the lines of each breakdown."""

    figures: Mapping[str, Value]
    last_year: Callable[[str], Change]
    previous: Callable[[str], Change]
    breakdowns: Mapping[str, Sequence[Line]]


def unknown_slots(text: str) -> tuple[str, ...]:
    """Every brace of a text that is no slot of ours, as it is written."""
    bare = SLOT.sub("", text)
    wrong = [match[0] for match in SLOT.finditer(text) if not _is_known(match)]
    return (*wrong, *re.findall(r"[{}][^{}]{0,20}", bare))


def _is_known(match: re.Match[str]) -> bool:
    name, form, number = match[1], match[2] or "", match[3] or ""
    if name in PLACES:
        return not form
    if name in AXIS_BY_ID:
        return (form == "top" and bool(number)) or (form == "all" and not number)
    if name not in BY_ID or number or form not in FORMS:
        return False
    return form != "unit" or not BY_ID[name].is_rate


def filled(text: str, numbers: Numbers, where: Where) -> str | None:
    """The text with its slots filled; nothing if one of them has no value."""
    said = {match[0]: _said(match, numbers, where) for match in SLOT.finditer(text)}
    if any(word is None for word in said.values()):
        return None
    return SLOT.sub(lambda match: said[match[0]] or "", text)


def _said(match: re.Match[str], numbers: Numbers, where: Where) -> str | None:
    name, form = match[1], match[2] or ""
    if name in PLACES:
        return where.get(name) or None
    if name in AXIS_BY_ID:
        return _listed(numbers.breakdowns.get(name, ()), int(match[3] or MOST_LISTED))
    value = numbers.figures.get(name)
    if value is None:
        return None
    if form == "yoy":
        return compared("同比", numbers.last_year(name), "上年同期")
    if form == "mom":
        return compared("环比", numbers.previous(name), "上期")
    return _value(value, form)


def _value(value: Value, form: str) -> str | None:
    if isinstance(value, Count):
        return f"{value.value}{value.unit}" if form == "unit" else str(value.value)
    if value.text == NOTHING:
        return None
    return f"（{value.n}/{value.d}）" if form == "parts" else value.text


def compared(word: str, change: Change, base: str) -> str | None:
    """同比上升12.50%（增加4件次）; 同比持平; over a base of zero only the number; nothing without a base."""
    if change.base is None or not change.direction:
        return None
    if change.difference == "0":
        return f"{word}持平"
    amount = change.difference.lstrip("+-")
    if isinstance(change.base, Rate):
        return f"{word}{change.direction}{amount}"
    more = "增加" if change.difference.startswith("+") else "减少"
    if change.percent == NOTHING:
        return f"比{base}{more}{amount}{change.base.unit}（{base}为零，不作{word}）"
    return f"{word}{change.direction}{change.percent}（{more}{amount}{change.base.unit}）"


def _listed(lines: Sequence[Line], most: int) -> str | None:
    """农村农业12件次（占37.50%）、…; a line without a name of its own is not one that leads."""
    named = [line for line in lines if line.key and line.value.value][:most]
    shown = [f"{line.label}{line.value.value}{line.value.unit}（占{line.share}）" for line in named]
    return "、".join(shown) or None
