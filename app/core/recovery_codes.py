"""The recovery code (恢复码): 128 random bits as eight groups of six digits, for paper.

As in BitLocker each group is a number of sixteen bits times eleven, so that one wrong digit, or
two that changed places, is told at its group while the clerk types (reliability.md §4.4).
"""

import re
import unicodedata
from collections.abc import Sequence

from app.errors import ValidationError

GROUPS, DIGITS, STEP = 8, 6, 11
SECRET_BYTES = 2 * GROUPS
_LARGEST = STEP * 0xFFFF


def spell(secret: bytes) -> tuple[str, ...]:
    """The eight groups of a secret of sixteen bytes."""
    numbers = (int.from_bytes(secret[at : at + 2], "big") for at in range(0, SECRET_BYTES, 2))
    return tuple(f"{number * STEP:0{DIGITS}d}" for number in numbers)


def group_problem(place: int, digits: str) -> str:
    """What is wrong with group number `place` (from 1), or nothing."""
    plain = _plain(digits)
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", plain):
        return f"第{place}组应为{DIGITS}位数字，请对照纸上的恢复码重新输入"
    if int(plain) % STEP or int(plain) > _LARGEST:
        return f"第{place}组有输错的数字，请对照纸上的恢复码重新输入"
    return ""


def read_groups(groups: Sequence[str]) -> bytes:
    """The secret of eight groups; raises `ValidationError` that names each wrong group (`group1` …)."""
    if len(groups) != GROUPS:
        raise ValidationError({"code": f"恢复码有{GROUPS}组，每组{DIGITS}位数字，请对照纸上的恢复码输入全部"})
    problems = {
        f"group{place}": problem
        for place, digits in enumerate(groups, start=1)
        if (problem := group_problem(place, digits))
    }
    if problems:
        raise ValidationError(problems)
    return b"".join((int(_plain(digits)) // STEP).to_bytes(2, "big") for digits in groups)


def split_groups(text: str) -> tuple[str, ...]:
    """What was typed in one line as groups: at its blanks and dashes, or else six by six."""
    plain = _plain(text)
    apart = tuple(part for part in re.split(r"[^0-9]+", plain) if part)
    if len(apart) == 1:
        return tuple(plain[at : at + DIGITS] for at in range(0, len(plain), DIGITS))
    return apart


def _plain(text: str) -> str:
    """Full-width digits as the input method writes them are digits, too."""
    return unicodedata.normalize("NFKC", text).strip()
