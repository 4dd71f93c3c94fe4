"""What a reader copies or searches: the table from drawn codes back to characters.

WORKAROUND reportlab 5.1: `makeToUnicodeCMap` writes characters above U+FFFF as five hexadecimal
digits, so 𬍛 in a name is drawn right but copied as something else, and it puts more than the
hundred entries into one block that the CMap format allows. `install` replaces it.
"""

from collections.abc import Sequence

LARGEST_BLOCK = 100
BLANK = 0x20

_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry ({name})
/Ordering ({name})
/Supplement 0
>> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <{last:02X}>
endcodespacerange"""
_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def install() -> None:
    """Let every font that reportlab embeds from now on carry the right table."""
    from reportlab.pdfbase import ttfonts

    ttfonts.makeToUnicodeCMap = to_unicode_map


def to_unicode_map(font_name: str, characters: Sequence[int]) -> str:
    """The CMap of one embedded subset: the n-th code is the n-th of `characters` (code points).

    Places nobody uses are left out: reportlab fills them with 0 or with blanks, which have code 32
    (ISO 19005-2, 6.2.11.7.2 allows no entry for U+0000).
    """
    used = [(code, it) for code, it in enumerate(characters) if it and (it != BLANK or code == BLANK)]
    entries = [f"<{code:02X}> <{_utf16(character)}>" for code, character in used]
    blocks = [entries[start : start + LARGEST_BLOCK] for start in range(0, len(entries), LARGEST_BLOCK)]
    body = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    return "\n".join([_HEAD.format(name=font_name, last=len(characters) - 1), *body, _TAIL])


def _utf16(character: int) -> str:
    return chr(character).encode("utf-16-be", "surrogatepass").hex().upper()
