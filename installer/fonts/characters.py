"""Which characters a shipped font must have: GB 2312, the 8105 of 通用规范汉字表, and what forms and screens are set with."""

import bz2
import re

# Latin with accents, punctuation, arrows, mathematics, numbers in circles, boxes, shapes, ticks,
# CJK punctuation, kana-free compatibility squares and full-width forms.
SYMBOL_BLOCKS = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x2BB, 0x2DD), (0x391, 0x3C9), (0x401, 0x451), (0x2000, 0x206F),
    (0x20A0, 0x20BF), (0x2100, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x25FF), (0x2600, 0x27BF),
    (0x2B00, 0x2BFF), (0x2E80, 0x2FDF), (0x3000, 0x303F), (0x3200, 0x33FF), (0xFE10, 0xFE6F), (0xFF00, 0xFFEF),
)  # fmt: skip


def office(unihan_mappings: bytes) -> set[int]:
    """Everything an ordinary form is written with; names beyond it fall back to Song and the rare file."""
    symbols = {code for first, last in SYMBOL_BLOCKS for code in range(first, last + 1)}
    return symbols | gb2312() | table_of_8105(unihan_mappings)


def gb2312() -> set[int]:
    found = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def table_of_8105(unihan_mappings: bytes) -> set[int]:
    """通用规范汉字表 as Unihan's kTGH lists it, from the compressed file of package unicode-data."""
    text = bz2.decompress(unihan_mappings).decode("utf-8")
    found = {int(code, 16) for code in re.findall(r"^U\+([0-9A-F]+)\tkTGH\t", text, re.MULTILINE)}
    if len(found) != 8105:
        raise SystemExit(f"通用规范汉字表 has 8105 characters, found {len(found)}")
    return found
